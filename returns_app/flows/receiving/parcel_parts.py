"""The open parcel: what was announced, what is counted of it, and what nobody had announced."""

import reflex as rx

from returns_app.flows.receiving.state import Receiving
from returns_app.queries.receiving import CountLine, ExtraItem
from returns_app.ui.desk_buttons import button, icon_button, key_hint, key_hints
from returns_app.ui.desk_decide import product_cell
from returns_app.ui.desk_fields import field_error, text_input
from returns_app.ui.desk_panels import fact, facts, panel, panel_aside, panel_body, panel_foot, panel_head
from returns_app.ui.icons import icon
from returns_app.ui.scanning import count_form
from returns_app.ui.theme import FAINT, H2, MONO, MUTED, SMALL, STRONG, push

PARCEL = Receiving.parcel
_NUMBER = (
    "h-12! text-center text-(length:--text-lg) font-semibold tabular-nums placeholder:font-normal"
    " placeholder:text-(--ink-3)"
)
_GRID = "grid grid-cols-[minmax(0,1fr)_64px_112px_112px] items-start gap-x-4 gap-y-2 px-4 max-[900px]:grid-cols-[minmax(0,1fr)_88px_88px]"


def open_parcel() -> rx.Component:
    """The parcel whose label was scanned."""
    return panel(
        panel_head(
            rx.el.span(PARCEL.number, class_name=MONO),
            panel_aside(PARCEL.customer),
            push(),
            rx.el.span(Receiving.kept, role="status", class_name=f"{SMALL} {FAINT}"),
            icon_button(icon("x"), label="Leave it for later", size="sm", on_click=Receiving.close_parcel),
        ),
        panel_body(
            facts(
                fact("Received", PARCEL.received),
                fact("Return type", PARCEL.return_type),
                fact("Tracking", rx.el.span(PARCEL.tracking, class_name=MONO)),
                fact("Announced", PARCEL.expected),
            )
        ),
        rx.cond(PARCEL.can_check, _counting(), _nothing_to_count()),
        # Another parcel is another sheet: what was typed for the one before must not stay.
        key=PARCEL.id,
    )


def _nothing_to_count() -> rx.Component:
    return panel_foot("This parcel is not waiting to be checked.")


def _counting() -> rx.Component:
    return count_form(
        _heads(),
        rx.el.ul(rx.foreach(PARCEL.lines, _line), class_name="grid"),
        _extras(),
        _acts(),
        parcel=PARCEL.id,
        rows=Receiving.extras.length(),
        complaint=Receiving.problems.length(),
        on_edit=Receiving.save,
        on_done=Receiving.finish,
    )


def _heads() -> rx.Component:
    look = f"{SMALL} {FAINT}"
    return rx.el.div(
        rx.el.span("Product", class_name=look),
        rx.el.span("Announced", class_name=f"{look} text-right max-[900px]:hidden"),
        rx.el.span("Received", class_name=f"{look} text-center"),
        rx.el.span("Damaged", class_name=f"{look} text-center"),
        aria_hidden="true",
        class_name=f"{_GRID} border-y border-(--line) py-2",
    )


def _line(line: rx.Var[CountLine]) -> rx.Component:
    received, damaged, words = f"received.{line.id}", f"damaged.{line.id}", f"words.{line.id}"
    return rx.el.li(
        product_cell(_picture(line), line.name, line.sku),
        rx.el.span(
            line.pieces,
            class_name="pt-2 text-right text-(length:--text-lg) font-semibold tabular-nums max-[900px]:hidden",
        ),
        _count(received, line.received, label=rx.Var.create("Received of ") + line.name, hint=line.pieces, data_expected=line.pieces),
        _count(damaged, line.damaged, label=rx.Var.create("Damaged of ") + line.name, hint="0"),
        rx.el.div(
            text_input(
                words,
                value=line.words,
                size="sm",
                error=Receiving.problems[words],
                placeholder="Note for the agent, such as where it is torn",
                aria_label=rx.Var.create("Note about ") + line.name,
                max_length=500,
            ),
            field_error(Receiving.problems[received], name=received),
            field_error(Receiving.problems[damaged], name=damaged),
            field_error(Receiving.problems[words], name=words),
            class_name="col-span-full grid gap-1",
        ),
        key=line.id,
        class_name=f"{_GRID} border-b border-(--line) py-3",
    )  # fmt: skip


def _count(
    name: str, value: rx.Var[str], *, label: rx.Var[str], hint: str | rx.Var[str], **marks: rx.Var[str]
) -> rx.Component:
    return text_input(
        name,
        value=value,
        error=Receiving.problems[name],
        class_name=_NUMBER,
        aria_label=label,
        placeholder=hint,
        input_mode="numeric",
        max_length=4,
        data_count="1",
        **marks,
    )


def _picture(line: rx.Var[CountLine]) -> rx.Component:
    return rx.cond(
        line.picture != "",
        rx.el.img(src=line.picture, alt="", class_name="size-10 rounded-(--radius-1) bg-(--sunken)"),
        rx.el.span(
            icon("package", class_name="text-(--ink-3)"),
            class_name="grid size-10 place-items-center rounded-(--radius-1) bg-(--sunken)",
        ),
    )


def _extras() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h3("Not announced", class_name=H2),
            rx.el.span("What else was in the box", class_name=FAINT),
            push(),
            button(icon("plus"), "Add a product", size="sm", on_click=Receiving.add_extra),
            class_name="flex min-h-8 items-center gap-2",
        ),
        rx.foreach(Receiving.extras, _extra),
        class_name="grid gap-3 border-b border-(--line) px-4 py-3",
    )


def _extra(item: rx.Var[ExtraItem]) -> rx.Component:
    name, pieces, words = f"extra.{item.key}.name", f"extra.{item.key}.quantity", f"extra.{item.key}.words"
    return rx.el.div(
        text_input(
            name, value=item.name, error=Receiving.problems[name], aria_label="Product", placeholder="What it is",
            max_length=200, data_extra="1",
        ),
        text_input(
            pieces, value=item.quantity, error=Receiving.problems[pieces], aria_label="Pieces", input_mode="numeric",
            max_length=4, class_name="text-center tabular-nums",
        ),
        text_input(words, value=item.words, error=Receiving.problems[words], aria_label="Note", placeholder="Note", max_length=500),
        icon_button(icon("x"), label="Take this product away", on_click=Receiving.drop_extra(item.key)),
        rx.el.div(
            field_error(Receiving.problems[name], name=name),
            field_error(Receiving.problems[pieces], name=pieces),
            field_error(Receiving.problems[words], name=words),
            class_name="col-span-full grid gap-1 empty:hidden",
        ),
        key=item.key,
        class_name="grid grid-cols-[minmax(0,1fr)_72px_minmax(0,1fr)_32px] items-start gap-2",
    )  # fmt: skip


def _acts() -> rx.Component:
    return rx.el.div(
        key_hints(
            key_hint("↓", "first count"),
            key_hint("Enter", "next"),
            key_hint("Esc", "back to the scan field"),
            class_name="w-full",
        ),
        push(),
        rx.cond(
            PARCEL.can_undo,
            button("Wrong parcel", tone="quiet", on_click=Receiving.undo(PARCEL.id), id="wrong-parcel"),
        ),
        button("The rest as announced", hint="+", data_all="1", id="all-as-announced"),
        button("Check is complete", tone="primary", type="submit", data_done="1", id="check-done"),
        class_name=f"flex flex-wrap items-center gap-2 px-4 py-3 {MUTED} {STRONG}",
    )  # fmt: skip
