"""The decision grid: a line's pieces are approved, rejected or kept by the customer, and always sum to what was asked."""

from typing import Any

import reflex as rx

from returns_app.ui.desk_fields import RADIO
from returns_app.ui.icons import icon
from returns_app.ui.quantity import DESK_QUANTITY, DESK_QUANTITY_BUTTON, DESK_QUANTITY_OUTPUT
from returns_app.ui.theme import MUTED, SMALL, STRONG, Child, Text

THUMB = "grid size-8 flex-none place-items-center rounded-(--radius-1) bg-(--sunken) text-(--ink-3)"
_HEAD = "h-8 border-b border-(--line) px-2 text-center text-(length:--text-xs) font-medium whitespace-nowrap text-(--ink-3)"
_HEADS = ("Approve", "Reject", "Customer keeps")
_CELL = "px-2 py-3 text-center align-top last:pr-4"


class Decide(rx.Component):
    """Three cells that keep their sum; `on_change` gives approve, reject and keep when the hand has rested."""

    library = "$/public/ui/decide.jsx"
    tag = "Decide"

    name: rx.Var[str]
    asked: rx.Var[int]
    approve: rx.Var[int]
    reject: rx.Var[int]
    keep: rx.Var[int]
    product: rx.Var[str]
    words: rx.Var[list[str]]
    cell_class: rx.Var[str]
    radio_class: rx.Var[str]
    button_class: rx.Var[str]
    output_class: rx.Var[str]
    zero_class: rx.Var[str]

    on_change: rx.EventHandler[rx.event.passthrough_event_spec(int, int, int)]  # type: ignore[type-arg,valid-type]


def decision_grid(*rows: Child) -> rx.Component:
    """Frame the lines of a return to decide on; rows come from `decision_row`, or from an `rx.foreach` of it."""
    columns = [rx.el.col(), *[rx.el.col(class_name=width) for width in ("w-[92px]", "w-[92px]", "w-[104px]")]]
    return rx.el.table(
        rx.el.caption("What happens with each line", class_name="sr-only"),
        rx.el.colgroup(*columns),
        rx.el.thead(
            rx.el.tr(
                rx.el.th("Product", scope="col", class_name=f"{_HEAD} pl-4! text-left!"),
                *[rx.el.th(word, scope="col", class_name=f"{_HEAD} last:pr-4") for word in _HEADS],
            )
        ),
        *rows,
        class_name="w-full border-collapse",
    )


def decision_row(
    line_id: Text,
    product: Child,
    *,
    name: Text,
    asked: Any,
    counts: tuple[Any, Any, Any],
    on_change: Any,
    why: Child | None = None,
) -> rx.Component:
    """Decide one line. `counts` is approve, reject, keep; `on_change(approve, reject, keep)` is debounced.

    `product` comes from `product_cell`; `why` is shown below (wrap it in `rx.cond(line.reject > 0, decision_reason(...))`).
    """
    approve, reject, keep = counts
    cells = Decide.create(
        icon("minus", size=14),
        icon("plus", size=14),
        name=line_id,
        asked=asked,
        approve=approve,
        reject=reject,
        keep=keep,
        product=name,
        words=list(_HEADS),
        on_change=on_change,
        cell_class=_CELL,
        radio_class=f"{RADIO} mt-1.5",
        class_name=DESK_QUANTITY,
        button_class=DESK_QUANTITY_BUTTON,
        output_class=DESK_QUANTITY_OUTPUT,
        zero_class="text-(--ink-3)",
    )
    below = rx.el.td(why, col_span=4, class_name="px-4 pb-3 empty:hidden")
    return rx.el.tbody(
        rx.el.tr(rx.el.td(product, class_name="py-3 pr-2 pl-4 text-left align-top"), cells),
        rx.el.tr(below, class_name="has-[td:empty]:hidden") if why is not None else None,
        key=line_id,
        class_name="border-t border-(--line) [thead+&]:border-t-0",
    )  # fmt: skip


def decision_reason(*fields: Child, remark: Text) -> rx.Component:
    """Ask for the reason of a rejected piece, and say where the words go: "Both go into the customer's e-mail, in Dutch."."""
    return rx.el.div(
        *fields,
        rx.el.p(
            icon("mail", size=14),
            remark,
            class_name=f"col-span-full flex items-center gap-1.5 {SMALL} {MUTED}",
        ),
        class_name="ml-11 grid grid-cols-[220px_minmax(0,1fr)] gap-x-3 gap-y-2 rounded-(--radius-control) bg-(--canvas) p-3"
        " text-left max-[1180px]:ml-0 max-[1180px]:grid-cols-1",
    )


def product_cell(picture: Child, title: Text, *detail: Child) -> rx.Component:
    """Name a product in a row: picture, name, what was said about it."""
    return rx.el.div(
        rx.el.span(picture, class_name=THUMB),
        rx.el.div(
            rx.el.p(title, title=title, class_name=f"{STRONG} truncate"),
            rx.el.p(*detail, class_name=f"{SMALL} {MUTED}"),
            class_name="grid min-w-0",
        ),
        class_name="flex min-w-0 gap-3",
    )


def finding(
    title: Text,
    numbers: Text,
    *form: Child,
    remark: Text = "",
    look: Text = "open",
    acts: Child | None = None,
    error: Child | None = None,
) -> rx.Component:
    """Show a rule that is broken, with its numbers, and ask why to allow it anyway.

    `look` is open, excused or supervisor. `error` stands below the form, `acts` at the end of the remark.
    """
    fields = "mt-3 grid grid-cols-[220px_minmax(0,1fr)] gap-3 empty:hidden max-[1180px]:grid-cols-1"
    mark = rx.cond(
        look == "excused",
        icon("circle-check", size=18, class_name="mt-0.5 text-(--done-ink)"),
        icon("triangle-alert", size=18, class_name="mt-0.5 text-(--todo-ink)"),
    )
    foot = rx.el.div(
        rx.cond(remark, rx.el.p(remark, class_name=f"min-w-0 flex-1 {SMALL} {MUTED}")),
        acts,
        class_name="mt-2 flex flex-wrap items-center gap-3 empty:hidden",
    )
    return rx.el.section(
        mark,
        rx.el.div(
            rx.el.h2(title, class_name="font-semibold"),
            rx.el.p(numbers, class_name=MUTED),
            rx.el.div(*form, class_name=fields),
            error,
            foot,
            class_name="min-w-0",
        ),
        aria_label=title,
        data_look=look,
        class_name="grid grid-cols-[20px_minmax(0,1fr)] gap-x-3 rounded-(--radius-2) border border-(--todo-line)"
        " bg-(--todo-soft) p-4 data-[look=excused]:border-(--line) data-[look=excused]:bg-(--canvas)",
    )


def line_list(*lines: Child) -> rx.Component:
    """Frame the lines of a draft; lines come from `draft_line`."""
    return rx.el.div(
        *lines, role="group", aria_label="Lines", class_name="rounded-(--radius-2) border border-(--line)"
    )


def draft_line(
    picture: Child, title: Text, *, sku: Child, price: Text, fields: tuple[Child, ...]
) -> rx.Component:
    """Be one line of a draft: product and price, below it quantity, reason, outcome and remove."""
    return rx.el.div(
        rx.el.span(picture, class_name=THUMB),
        rx.el.div(
            rx.el.p(title, title=title, class_name=f"{STRONG} truncate"),
            rx.el.p(sku, class_name=f"{SMALL} font-mono tracking-[-0.01em] text-(--ink-3)"),
            class_name="min-w-0",
        ),
        rx.el.span(price, class_name=f"{STRONG} tabular-nums"),
        rx.el.div(
            *fields,
            class_name="col-start-2 -col-end-1 grid grid-cols-[auto_minmax(0,1fr)_minmax(0,1fr)_auto] items-center gap-2",
        ),
        class_name="grid grid-cols-[32px_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2 px-4 py-3 not-first:border-t"
        " not-first:border-(--line)",
    )
