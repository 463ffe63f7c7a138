"""The first step on screen: who finishes it, and the return types, barred ones with every reason."""

import reflex as rx

from returns_app.domain.policy import CreationPath
from returns_app.flows.new_return.state import NewReturn
from returns_app.flows.new_return.types_state import TypeStep
from returns_app.queries.policies import Bar, PolicyCard
from returns_app.ui.badges import tag
from returns_app.ui.desk_buttons import button
from returns_app.ui.desk_choices import barred_choice, choice, choices, reason
from returns_app.ui.desk_fields import field_error, search_input, segment, segmented
from returns_app.ui.desk_panels import note
from returns_app.ui.desk_shell import page_title
from returns_app.ui.desk_states import blank, framed
from returns_app.ui.hotkeys import digit_keys
from returns_app.ui.theme import FAINT, LINK, h2, stack, stack_tight

_IS_LINK = TypeStep.path == "link"


def type_step() -> rx.Component:
    """Ask which return type."""
    return stack(
        rx.el.div(
            page_title("Which return type?", "It sets the rules, the steps and who decides."),
            _who(),
            class_name="flex flex-wrap items-start justify-between gap-x-4 gap-y-3",
        ),
        rx.cond(NewReturn.begun.missing, note(NewReturn.begun.missing, symbol="triangle-alert", tone="todo")),
        rx.cond(NewReturn.view.barred.length() > 0, _no_longer()),
        search_input(
            "words",
            label="Filter return types",
            placeholder=f"Filter {TypeStep.count} return types",
            on_change=TypeStep.narrow.debounce(150),
        ),
        field_error(NewReturn.problems["policy"], name="policy"),
        rx.cond(TypeStep.usable.length() > 0, _usable()),
        rx.cond(TypeStep.barred.length() > 0, _barred()),
        rx.cond((TypeStep.usable.length() + TypeStep.barred.length()) == 0, _none()),
        *digit_keys(TypeStep.choose_number),
    )


def _who() -> rx.Component:
    return segmented(
        segment(
            "Customer finishes by link", on=_IS_LINK, on_click=TypeStep.take_path(CreationPath.LINK.value)
        ),
        segment("I create it", on=~_IS_LINK, on_click=TypeStep.take_path(CreationPath.COMPLETE.value)),
        label="Who finishes it",
    )


def _no_longer() -> rx.Component:
    return note(
        rx.el.span(
            NewReturn.view.policy_name, " can no longer be used. Choose another; what you filled in stays."
        ),
        symbol="triangle-alert",
        tone="todo",
    )


def _usable() -> rx.Component:
    title = rx.cond(_IS_LINK, "Can be used for a link", "Can be used")
    return stack_tight(
        h2(title, " ", _count(TypeStep.usable.length())),
        choices(rx.foreach(TypeStep.usable, _choice), label="Return type"),
    )


def _barred() -> rx.Component:
    title = rx.cond(_IS_LINK, "Not for a link", "Not by hand")
    return stack_tight(
        h2(title, " ", _count(TypeStep.barred.length())),
        choices(
            rx.foreach(TypeStep.barred, _barred_row), label="Return types that cannot be used", barred=True
        ),
    )


def _count(number: rx.Var[int]) -> rx.Component:
    return rx.el.span(number, class_name=f"font-normal tabular-nums {FAINT}")


def _choice(card: rx.Var[PolicyCard], at: rx.Var[int]) -> rx.Component:
    return choice(
        "return-type",
        card.id,
        title=rx.fragment(card.name, rx.cond(card.hidden, tag("Hidden from customers"))),
        rules=card.rules,
        checked=TypeStep.policy_id == card.id,
        hint=rx.cond(at < 9, (at + 1).to_string(), ""),
        on_change=TypeStep.choose(card.id),
    )


def _barred_row(card: rx.Var[PolicyCard]) -> rx.Component:
    use = rx.cond(_IS_LINK, card.link.bars, card.complete.bars).to(list[Bar])
    create = rx.cond(
        _IS_LINK & (card.complete.bars.length() == 0),
        rx.el.button(
            "Create it yourself",
            type="button",
            aria_label=f"Create it yourself: {card.name}",
            on_click=TypeStep.create_yourself(card.id),
            class_name=f"cursor-pointer {LINK}",
        ),
    )
    return barred_choice(
        card.name, rx.foreach(use, lambda bar: reason(bar.words, kind=bar.kind)), way_out=create
    )


def _none() -> rx.Component:
    clear = button("Show all", on_click=TypeStep.narrow(""))
    return framed(blank("list-filter", "No return type is called that", "Try fewer words.", clear))
