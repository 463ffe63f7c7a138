"""The address and the carriers on the authorization screen: chosen among what is known, or edited."""

import reflex as rx

from returns_app.flows.desk.address_part import address_fields
from returns_app.flows.desk.authorization import Authorization
from returns_app.flows.desk.edit_address import EditAddress
from returns_app.queries.decision_views import AddressCard, AddressLine, AddressPart
from returns_app.queries.options import CarrierChoice
from returns_app.ui.badges import badge
from returns_app.ui.desk_buttons import button
from returns_app.ui.desk_choices import (
    address_card,
    addresses,
    carrier_row,
    carriers,
    differs,
    outcome,
    outcomes,
)
from returns_app.ui.desk_panels import note, panel, panel_aside, panel_body, panel_foot, panel_head
from returns_app.ui.icons import icon
from returns_app.ui.theme import push

VIEW = Authorization.view


def address_panel() -> rx.Component:
    """Choose an address among the known ones, or edit it."""
    edit = button(
        icon("pencil-line"), "Edit", tone="quiet", size="sm", on_click=EditAddress.open, id="edit-address"
    )
    return panel(
        panel_head(
            "Address",
            rx.cond(VIEW.differences != "", badge(VIEW.differences, tone="todo", symbol="equal-not")),
            push(),
            rx.cond(EditAddress.editing, rx.fragment(), edit),
        ),
        rx.cond(EditAddress.editing, _address_editor(), _known()),
    )


def _known() -> rx.Component:
    none = panel_body(
        note("No address is known. Edit it here, or leave it to the customer.", symbol="map-pin", tone="todo")
    )
    return rx.cond(VIEW.addresses.length() > 0, addresses(rx.foreach(VIEW.addresses, _card)), none)


def _card(card: rx.Var[AddressCard]) -> rx.Component:
    return address_card(
        "address",
        card.key,
        rx.foreach(card.lines, _address_line),
        title=card.title,
        check=card.check,
        doubtful=card.doubtful,
        checked=card.checked,
        on_change=lambda _: Authorization.choose_address(card.key),
    )


def _address_line(line: rx.Var[AddressLine]) -> rx.Component:
    return rx.el.span(rx.foreach(line.parts, _part), class_name="block")


def _part(part: rx.Var[AddressPart]) -> rx.Component:
    return rx.fragment(rx.cond(part.differs, differs(part.text), part.text), " ")


def _address_editor() -> rx.Component:
    acts = rx.el.div(
        push(),
        button("Leave as it was", tone="quiet", on_click=EditAddress.close),
        button("Use this address", tone="primary", type="submit"),
        class_name="flex items-center gap-2",
    )
    return rx.el.form(panel_body(address_fields()), panel_foot(acts), on_submit=EditAddress.save)


def carrier_panel() -> rx.Component:
    """Choose the carriers that the customer is offered, and say what that leads to."""
    words = VIEW.carrier_words
    clear = button("Clear", tone="quiet", size="sm", on_click=Authorization.clear_carriers)
    strip = outcomes(
        outcome("None", words.none, now=words.now == "none"),
        outcome("One", words.one, now=words.now == "one"),
        outcome(
            words.several_title,
            "The customer gets a link, chooses, then gets the label.",
            now=words.now == "several",
        ),
    )
    none = panel_body(note("This return type offers no way to send it.", symbol="truck", tone="todo"))
    return panel(
        panel_head("Carrier", panel_aside(words.count), push(), rx.cond(words.now != "none", clear)),
        rx.cond(
            VIEW.carriers.length() > 0, rx.fragment(carriers(rx.foreach(VIEW.carriers, _carrier)), strip), none
        ),
    )  # fmt: skip


def _carrier(one: rx.Var[CarrierChoice]) -> rx.Component:
    return carrier_row(
        "carrier",
        one.id,
        carrier=one.carrier,
        service=one.service,
        price=one.price,
        checked=one.checked,
        barred=one.barred,
        facts=rx.fragment(one.facts, rx.cond(one.best, rx.el.b(rx.cond(one.facts, ", ", ""), one.best))),
        on_change=lambda chosen: Authorization.choose_carrier(one.id, chosen),
    )
