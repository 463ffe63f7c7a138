"""Where the customer lives: their addresses side by side, the form for one of them, and the question to take one away."""

import reflex as rx

from returns_app.flows.address_form import address_form
from returns_app.flows.customers.address_state import CustomerHomes
from returns_app.flows.customers.state import CustomerDesk
from returns_app.queries.customer_views import AddressView
from returns_app.ui.badges import badge
from returns_app.ui.desk_buttons import button
from returns_app.ui.desk_choices import address_lines
from returns_app.ui.desk_menu import menu, menu_item
from returns_app.ui.desk_panels import panel, panel_body, panel_head
from returns_app.ui.dialog import dialog
from returns_app.ui.icons import icon
from returns_app.ui.theme import MUTED, SMALL, push

PAGE = CustomerDesk.page


def homes_panel() -> rx.Component:
    """Every address; the first is offered first for a new return."""
    add = button(
        icon("plus"),
        "Add address",
        size="sm",
        tone="quiet",
        id="add-address",
        on_click=CustomerHomes.open(""),
    )
    may_edit = PAGE.acts.contains("edit")
    none = panel_body(rx.el.p("No address yet. The customer may add one with a return.", class_name=MUTED))
    cards = rx.el.ul(
        rx.foreach(PAGE.addresses, _card),
        class_name="grid grid-cols-[repeat(auto-fill,minmax(240px,1fr))] rounded-b-(--radius-2) *:-mb-px *:border-b *:border-r"
        " *:border-(--line)",
    )
    return panel(
        panel_head("Addresses", push(), rx.cond(may_edit & (CustomerHomes.editing == ""), add)),
        rx.cond(CustomerHomes.editing != "", _form(), rx.cond(PAGE.addresses.length() > 0, cards, none)),
        _question(),
        aria_label="Addresses",
    )


def _card(one: rx.Var[AddressView]) -> rx.Component:
    more = menu(
        menu_item(icon("pencil"), "Edit", on_click=CustomerHomes.open(one.id)),
        rx.cond(
            one.preferred,
            rx.fragment(),
            menu_item(icon("star"), "Offer first", on_click=CustomerHomes.prefer(one.id)),
        ),
        menu_item(icon("trash-2"), "Remove", danger=True, on_click=CustomerHomes.ask_remove(one.id)),
        label=rx.Var.create("Actions for the address ") + one.lines[1],
    )
    return rx.el.li(
        rx.el.div(
            address_lines(
                rx.foreach(one.lines, lambda line: rx.el.span(line, class_name="block wrap-anywhere first:font-medium")),
                rx.cond(one.phone, rx.el.span(one.phone, class_name="block tabular-nums")),
                class_name="min-w-0",
            ),
            rx.cond(PAGE.acts.contains("edit"), rx.el.span(more, class_name="-mt-1.5 -mr-2 ml-auto flex-none")),
            class_name="flex items-start gap-2",
        ),
        rx.el.div(
            rx.cond(one.preferred, badge("Offered first", symbol="star", tone="accent")),
            rx.cond(
                one.ready,
                rx.el.span(icon("check", size=14), "Complete for a label", class_name=f"flex gap-1.5 {SMALL} {MUTED}"),
                rx.el.span(
                    icon("triangle-alert", size=14, class_name="mt-px"),
                    rx.el.span(one.why),
                    class_name=f"flex gap-1.5 {SMALL} text-(--todo-ink)",
                ),
            ),
            class_name="mt-2 flex flex-wrap items-center gap-2",
        ),
        key=one.id,
        class_name="p-4",
    )  # fmt: skip


def _form() -> rx.Component:
    return rx.el.form(
        panel_body(
            address_form(CustomerHomes.form, CustomerHomes.problems, on_country=CustomerHomes.change_country),
            rx.el.input(type="hidden", name="about", value=PAGE.id, read_only=True),
            rx.el.div(
                button("Save address", type="submit"),
                button("Cancel", tone="quiet", on_click=CustomerHomes.close),
                class_name="flex gap-2",
            ),
            class_name="max-w-[560px] gap-4!",
        ),
        on_submit=CustomerHomes.save,
        no_validate=True,
        key=CustomerHomes.turn.to_string(),
    )


def _question() -> rx.Component:
    words = "It is no more offered for new returns. Returns that used it keep it."
    return dialog(
        rx.el.p(words, class_name=MUTED),
        open=CustomerHomes.removing != "",
        title="Remove this address?",
        on_close=CustomerHomes.close,
        acts=(
            button("Keep it", tone="quiet", on_click=CustomerHomes.close),
            button("Remove address", tone="danger", on_click=CustomerHomes.remove),
        ),
        alert=True,
    )
