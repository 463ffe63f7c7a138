"""The head of the return page: what names the return, how it stands, whose work it is, and the legal acts."""

import reflex as rx

from returns_app import routes
from returns_app.flows.desk.lifecycle_parts import lifecycle_acts
from returns_app.flows.desk.presence_part import also_here
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.queries.return_views import Colleague
from returns_app.ui.badges import status_badge
from returns_app.ui.desk_buttons import button, link_button
from returns_app.ui.desk_link import copy_icon
from returns_app.ui.desk_menu import menu, menu_item, menu_link
from returns_app.ui.desk_panels import fact_strip, strip_fact
from returns_app.ui.desk_story import return_head
from returns_app.ui.hotkeys import hotkey
from returns_app.ui.icons import icon
from returns_app.ui.theme import FAINT, MONO, STRONG, push

PAGE = ReturnDesk.page
_ASSIGN = "-mx-1.5 inline-flex h-6 items-center gap-1 rounded-(--radius-control) px-1.5 font-medium hover:bg-(--hover)"


def header() -> rx.Component:
    """Number, standing, legal acts; below them the facts that a caller asks for first."""
    return return_head(
        PAGE.number,
        rx.cond(
            PAGE.has_number,
            rx.fragment(
                copy_icon(PAGE.number, label="Copy the number (Y)", id="copy-number"), hotkey("y", press="copy-number")
            ),
        ),
        rx.cond(PAGE.has_number, rx.el.span("Ref. ", PAGE.reference, class_name=f"{FAINT} tabular-nums")),
        status_badge(PAGE.status),
        also_here(),
        push(),
        rx.el.div(*_acts(), class_name="flex flex-wrap items-center gap-2"),
        facts=fact_strip(
            rx.cond(PAGE.customer.name, strip_fact("Customer", PAGE.customer.name, class_name=STRONG)),
            strip_fact("Return type", PAGE.return_type),
            rx.cond(PAGE.order, strip_fact("Order", PAGE.order, class_name=MONO)),
            rx.cond(PAGE.value, strip_fact("Value", PAGE.value, class_name="tabular-nums")),
            strip_fact("In this status", rx.el.span(PAGE.waiting, title=rx.Var.create("Since ") + PAGE.since)),
            strip_fact("Last", PAGE.last),
            strip_fact("Assigned to", assigned()),
            strip_fact("Started", PAGE.started),
        ),
    )  # fmt: skip


def assigned() -> rx.Component:
    """Whose work it is, and the menu to change that."""
    name = rx.cond(PAGE.assigned, PAGE.assigned, "Nobody")
    choose = menu(
        rx.foreach(PAGE.colleagues, _colleague),
        rx.cond(PAGE.assigned, menu_item(icon("x"), "Nobody", on_click=ReturnDesk.assign(""))),
        label=rx.Var.create("Assigned to ") + name + ". Change it",
        opener=rx.fragment(name, icon("chevron-down", size=14)),
        opener_class=_ASSIGN,
        align="start",
    )
    return rx.cond(PAGE.acts.contains("assign"), choose, name)


def _colleague(one: rx.Var[Colleague]) -> rx.Component:
    mark = rx.cond(one.id == PAGE.assigned_id, icon("check"), rx.el.span(class_name="size-4 flex-none"))
    return menu_item(mark, one.name, on_click=ReturnDesk.assign(one.id))


def _acts() -> list[rx.Component]:
    may = PAGE.acts.contains
    return [
        rx.cond(may("cancel"), button("Cancel return", tone="danger", on_click=ReturnDesk.ask_cancel)),
        rx.cond(
            may("continue_draft"),
            link_button("Go on with the draft", href=rx.Var.create(f"{routes.NEW_RETURN}?id=") + PAGE.id),
        ),
        rx.cond(
            may("open_link"),
            link_button(icon("link"), "Link and QR code", href=rx.Var.create(f"{routes.READY_LINK}?id=") + PAGE.id),
        ),
        rx.cond(
            may("submit") & (PAGE.mode == "return"),
            link_button(
                icon("truck"), "Choose shipping yourself",
                href=rx.Var.create(f"{routes.RETURN}?id=") + PAGE.id + "&ship=1",
            ),
        ),
        rx.cond(
            may("label_again"), button(icon("send"), "Send label again", on_click=ReturnDesk.label_again)
        ),
        *lifecycle_acts(),
        rx.cond(may("new_return"), menu(_further(), _again())),
    ]  # fmt: skip


def _further() -> rx.Component:
    ask = menu_item(
        icon("copy-plus"), "One more label", on_click=ReturnDesk.further_label(PAGE.shipment.next_spare)
    )
    return rx.cond(PAGE.acts.contains("further_label"), ask)


def _again() -> rx.Component:
    return menu_link(
        icon("plus"),
        "New return for this customer",
        href=rx.Var.create(f"{routes.NEW_RETURN}?from=") + PAGE.id,
    )
