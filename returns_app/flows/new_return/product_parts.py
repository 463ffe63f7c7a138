"""The third and fourth steps on screen: the order number, and what is coming back."""

from typing import Any

import reflex as rx

from returns_app.flows.new_return.lines_state import FoundProduct, Lines
from returns_app.flows.new_return.offered_part import offered_panel
from returns_app.flows.new_return.pictures import picture
from returns_app.flows.new_return.state import NewReturn
from returns_app.queries.draft_views import Choice, LineView
from returns_app.ui.combobox import Part, combobox, typo_note
from returns_app.ui.desk_buttons import icon_button
from returns_app.ui.desk_fields import field, field_error, option, select, text_input
from returns_app.ui.desk_shell import page_title
from returns_app.ui.icons import icon
from returns_app.ui.quantity import quantity
from returns_app.ui.theme import FAINT, MONO, SMALL, stack, stack_tight

_ERRORS = NewReturn.problems
_RULES = NewReturn.view.rules
_IS_LINK = NewReturn.path == "link"
_ROW = (
    "grid min-h-11 cursor-pointer grid-cols-[32px_minmax(0,1fr)_auto] items-center gap-x-3 rounded-(--radius-control)"
    " px-2 py-1 aria-selected:bg-(--accent-soft)"
)
_SECOND = f"{SMALL} text-(--ink-3) in-aria-selected:text-(--accent-ink)"
_SELECT = "w-[236px] max-w-full"
_LINE = (
    "grid grid-cols-[32px_minmax(0,1fr)_auto] gap-x-3 gap-y-2 rounded-(--radius-2) border border-(--line) p-4"
    " aria-[invalid=true]:border-(--urgent-ink)"
)


def order_step() -> rx.Component:
    """Ask for the order number."""
    lead = rx.cond(_IS_LINK, "If you do not have it, the customer fills it in.", "As it stands on the order.")
    number = text_input(
        "order_number",
        value=NewReturn.view.order_number,
        size="lg",
        error=_ERRORS["order_number"],
        auto_complete="off",
        spell_check=False,
        class_name="font-mono",
        data_autofocus="",
    )
    return stack(
        page_title("Which order is it from?", lead),
        field(
            "Order number",
            number,
            name="order_number",
            error=_ERRORS["order_number"],
            class_name="max-w-[400px]",
        ),
        _delivered(),
    )


def _delivered() -> rx.Component:
    problem = _ERRORS["delivered_on"]
    day = text_input("delivered_on", type="date", value=NewReturn.view.delivered, error=problem)
    return field(
        "Delivered on",
        day,
        name="delivered_on",
        error=problem,
        optional=True,
        help="The return window runs from this day.",
        class_name="max-w-[200px]",
    )


def products_step() -> rx.Component:
    """Ask what is coming back."""
    lead = rx.cond(
        _IS_LINK,
        "Add what you know. Reasons you leave open, the customer answers.",
        "Every line, with its reason. You can still correct them when you authorize.",
    )
    return stack(
        page_title("What is coming back?", lead),
        stack_tight(
            rx.cond(NewReturn.view.lines.length() > 0, _lines()),
            rx.el.div(_search(), data_autofocus=""),
            field_error(_ERRORS["lines"], name="lines"),
        ),
        rx.cond(NewReturn.begun.lines.length() > 0, offered_panel()),
        rx.cond(NewReturn.view.lines.length() > 0, _whole()),
    )


def _lines() -> rx.Component:
    return rx.el.ul(rx.foreach(NewReturn.view.lines, _line), aria_label="Lines", class_name="grid gap-3")


def _line(line: rx.Var[LineView]) -> rx.Component:
    return rx.el.li(
        picture(line.picture),  # type: ignore[arg-type]
        rx.el.div(
            rx.el.p(line.name, title=line.name, class_name="truncate font-medium text-(--ink)"),
            rx.el.p(rx.cond(line.sku, rx.el.span(line.sku, class_name=MONO), "As typed, without a SKU"), class_name=f"{SMALL} {FAINT}"),
            class_name="min-w-0",
        ),
        rx.el.span(line.price, class_name="font-medium tabular-nums"),
        rx.el.div(
            quantity(value=line.quantity, max=_RULES.most, label=f"Quantity of {line.name}", on_change=lambda n: Lines.count(line.id, n)),
            rx.cond(_RULES.reason_level == "line", _reason(line)),
            rx.cond(_RULES.outcome_level == "line", _outcome(line)),
            icon_button(icon("trash-2"), label=f"Remove {line.name}", size="sm", on_click=Lines.remove(line.id), class_name="ml-auto"),
            class_name="col-span-2 col-start-2 flex flex-wrap items-center gap-2",
        ),
        rx.el.div(
            *[field_error(_ERRORS[f"{line.at}.{name}"], name=f"{line.at}.{name}") for name in ("name", "quantity", "reason", "outcome")],
            class_name="col-span-2 col-start-2 grid gap-1 empty:hidden",
        ),
        key=line.id,
        class_name=_LINE,
    )  # fmt: skip


def _reason(line: rx.Var[LineView]) -> rx.Component:
    return _answer(
        line,
        "reason",
        rx.foreach(_RULES.reasons, _option),
        value=line.reason,
        on_change=lambda value: Lines.give_reason(line.id, value),
    )


def _outcome(line: rx.Var[LineView]) -> rx.Component:
    return _answer(
        line,
        "outcome",
        rx.foreach(_RULES.outcomes, _option),
        value=line.outcome,
        on_change=lambda value: Lines.give_outcome(line.id, value),
    )


def _answer(
    line: rx.Var[LineView], name: str, options: rx.Component, *, value: rx.Var[str], on_change: Any
) -> rx.Component:
    word = name.capitalize()
    return select(
        f"{line.at}.{name}",
        option(rx.cond(_IS_LINK, f"{word}: ask the customer", word), ""),
        options,
        value=value,
        error=_ERRORS[f"{line.at}.{name}"],
        aria_label=f"{word} for {line.name}",
        on_change=on_change,
        size="sm",
        class_name=_SELECT,
    )


def _whole() -> rx.Component:
    """Ask once for the whole return, where the policy does so."""
    reason = field(
        "Reason",
        _whole_select("reason", _RULES.reason, _RULES.reasons),
        name="reason",
        error=_ERRORS["reason"],
    )
    outcome = field(
        "Outcome",
        _whole_select("outcome", _RULES.outcome, _RULES.outcomes),
        name="outcome",
        error=_ERRORS["outcome"],
    )
    return rx.el.div(
        rx.cond(_RULES.reason_level == "return", reason),
        rx.cond(_RULES.outcome_level == "return", outcome),
        class_name="grid grid-cols-2 gap-4 empty:hidden max-[900px]:grid-cols-1",
    )


def _whole_select(what: str, value: rx.Var[str], choices: rx.Var[list[Choice]]) -> rx.Component:
    return select(
        what,
        option(rx.cond(_IS_LINK, "Ask the customer", "Choose one"), ""),
        rx.foreach(choices, _option),
        value=value,
        error=_ERRORS[what],
        on_change=lambda chosen: Lines.answer_for_all(what, chosen),
    )


def _search() -> rx.Component:
    shared = {
        "id": "product-search",
        "label": "Add a product by name or SKU",
        "placeholder": "Add a product by name or SKU",
        "answered": Lines.answered,
        "status": Lines.told,
        "on_query": Lines.search,
        "on_pick": Lines.add,
        "row": _hit,
        "note": typo_note(Lines.answered, Lines.closest, shown=Lines.closest != ""),
        "hint": "Alt P",
        "wait": 120,
        "described_by": "lines-error",
    }
    words = "Add “{text}” as typed, without a SKU"
    free = combobox(Lines.hits, on_create=Lines.add_typed, create_words=words, **shared)
    return rx.cond(_RULES.free_typed, free, combobox(Lines.hits, **shared))


def _hit(hit: rx.Var[FoundProduct]) -> rx.Component:
    return rx.el.div(
        picture(hit.picture),  # type: ignore[arg-type]
        rx.el.span(
            rx.el.span(rx.foreach(hit.parts, _part), class_name="truncate font-medium text-(--ink)"),
            rx.el.span(hit.sku, class_name=f"{_SECOND} {MONO} truncate"),
            class_name="grid min-w-0",
        ),
        rx.el.span(
            rx.el.span(hit.price), rx.el.span(hit.category, class_name=_SECOND), class_name="grid text-right tabular-nums"
        ),
        role="option",
        key=hit.value,
        data_value=hit.value,
        class_name=_ROW,
    )  # fmt: skip


def _part(part: rx.Var[Part]) -> rx.Component:
    hit = rx.el.mark(part.text, class_name="bg-transparent font-semibold text-(--accent-ink)")
    return rx.cond(part.hit, hit, part.text)


def _option(one: rx.Var[Choice]) -> rx.Component:
    return option(one.label, one.value)
