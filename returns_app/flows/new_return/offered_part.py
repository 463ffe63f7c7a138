"""The lines of the earlier return that a new one begins with: offered, never added by themselves."""

import reflex as rx

from returns_app.flows.new_return.lines_state import Lines
from returns_app.flows.new_return.pictures import picture
from returns_app.flows.new_return.state import NewReturn
from returns_app.queries.beginning import OfferedLine
from returns_app.ui.desk_buttons import button
from returns_app.ui.desk_panels import panel, panel_head
from returns_app.ui.icons import icon
from returns_app.ui.theme import FAINT, MONO, SMALL


def offered_panel() -> rx.Component:
    """Offer each line of the earlier return with a button of its own."""
    begun = NewReturn.begun
    return panel(
        panel_head(rx.Var.create("From ") + begun.source_words),
        rx.el.ul(rx.foreach(begun.lines, _line), class_name="px-4 py-1"),
    )


def _line(line: rx.Var[OfferedLine]) -> rx.Component:
    name = rx.el.p(line.name, title=line.name, class_name="truncate font-medium text-(--ink)")
    more = rx.el.p(
        rx.cond(line.sku, rx.el.span(line.sku, class_name=MONO), "As typed, without a SKU"),
        ", asked ", line.quantity, rx.cond(line.quantity == 1, " piece", " pieces"),
        class_name=f"{SMALL} {FAINT}",
    )  # fmt: skip
    add = button(
        icon("plus"),
        "Add",
        size="sm",
        aria_label=rx.Var.create("Add ") + line.name,
        disabled=_is_there(line),
        on_click=Lines.add_offered(line.key),
    )
    return rx.el.li(
        picture(line.picture),  # type: ignore[arg-type]
        rx.el.div(name, more, class_name="min-w-0"),
        add,
        key=line.key,
        class_name="grid grid-cols-[32px_minmax(0,1fr)_auto] items-center gap-x-3 border-b border-(--line) py-2 last:border-b-0",
    )


def _is_there(line: rx.Var[OfferedLine]) -> rx.Var[bool]:
    return NewReturn.there.contains(line.product_id + line.name)  # type: ignore[no-any-return]
