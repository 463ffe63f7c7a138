"""Around every step: the stepper, the summary at the right, the bar with the ways out."""

import reflex as rx

from returns_app import routes
from returns_app.flows.new_return.state import NewReturn
from returns_app.flows.new_return.types_state import TypeStep
from returns_app.queries.draft_views import FactView, StepView
from returns_app.queries.duties import Duty
from returns_app.queries.policies import Pair
from returns_app.ui.desk_buttons import alt_while_typing, button, key, key_hint, key_hints, link_button
from returns_app.ui.desk_panels import fact, facts, side_note
from returns_app.ui.desk_shell import action_bar, crumb, crumb_here, crumbs
from returns_app.ui.desk_stepper import duty, duty_list, step, stepper
from returns_app.ui.hotkeys import hotkey
from returns_app.ui.icons import icon
from returns_app.ui.theme import HIDE_NARROW, MONO, h2, link, push, stack_tight, sub

FIRST, LAST = "return_type", "complete"
_KNOWN = (NewReturn.view.id == "") & (
    (NewReturn.begun.customer != "") | (NewReturn.begun.order_number != "") | (NewReturn.begun.source != "")
)


def trail() -> rx.Component:
    """Say where this is, and when the draft was saved."""
    return crumbs(
        crumb("Returns", href=routes.RETURNS),
        crumb_here(rx.cond(NewReturn.view.title, NewReturn.view.title, _title())),
        aside=NewReturn.view.saved,
    )


def _title() -> rx.Var[str]:
    known = NewReturn.begun.customer
    return rx.cond(known, rx.Var.create("New return for ") + known, "New return")  # type: ignore[return-value]


def wizard_steps() -> rx.Component:
    """Draw the six steps; before there is a draft they lead nowhere."""
    return stepper(rx.foreach(NewReturn.steps, _step))


def summary() -> rx.Component:
    """Show what is done, and what will be left to do."""
    return rx.fragment(
        rx.cond(NewReturn.step == FIRST, _type_summary(), _draft_summary()),
    )


def ways_out() -> rx.Component:
    """Hold Back, leaving it to the customer, and going on, each with its key."""
    return action_bar(
        _back(),
        rx.cond(_may_leave_all(), _leave_all()),
        push(),
        _number_hint(),
        rx.cond(_may_leave(), _leave()),
        _next(),
        hotkey("enter", press="go-next"),
        hotkey("s", press="go-leave"),
        hotkey("shift+s", press="go-leave-all"),
        # Escape in a filter that holds something clears it; it does not leave the page as well.
        rx.cond(TypeStep.words == "", hotkey("escape", press="cancel")),
        hotkey("alt+b", press="go-back"),
    )


def duties(of: rx.Var[list[Duty]], label: str) -> rx.Component:
    """List duties that come from a query."""
    return duty_list(
        rx.foreach(of, lambda one: duty(one.mark, one.title, detail=one.detail, look=one.look)), label=label
    )


def next_words() -> rx.Var[str]:
    """What the customer's part of the summary is called, by the way of creating."""
    return rx.cond(NewReturn.path == "complete", "What happens then", "What the customer will still do")  # type: ignore[no-any-return]


def _step(one: rx.Var[StepView]) -> rx.Component:
    look = rx.cond(one.key == NewReturn.step, "current", one.look)
    return step(one.number, one.title, value=one.value, look=look, href=one.href)


def _type_summary() -> rx.Component:
    chosen = stack_tight(
        h2(TypeStep.chosen),
        facts(rx.foreach(TypeStep.use.facts, _pair), label_width="84"),
    )
    then = rx.cond(TypeStep.path == "complete", "What happens then", "What the customer will still do")
    return rx.cond(
        TypeStep.chosen,
        rx.fragment(
            rx.cond(_KNOWN, _known()),
            chosen,
            stack_tight(h2(then), duties(TypeStep.use.duties, "Afterwards"), aria_live="polite"),
        ),
    )


def _known() -> rx.Component:
    """What the new return begins with, before it is saved."""
    begun = NewReturn.begun
    return stack_tight(
        h2("Known already"),
        facts(
            rx.cond(begun.customer, fact("Customer", begun.customer, sub(begun.email))),
            rx.cond(begun.order_number, fact("Order", rx.el.span(begun.order_number, class_name=MONO))),
            rx.cond(
                begun.source_words,
                fact(
                    "As in",
                    link(begun.source_words, href=rx.Var.create(f"{routes.RETURN}?id=") + begun.source),
                ),
            ),
            label_width="84",
        ),
    )


def _draft_summary() -> rx.Component:
    view = NewReturn.view
    return rx.fragment(
        stack_tight(h2("Done by you"), facts(rx.foreach(view.done, _fact), label_width="84")),
        stack_tight(
            h2(next_words()),
            duties(view.duties, "Afterwards"),
            rx.cond(view.note, side_note(view.note, symbol="smartphone")),
            aria_live="polite",
        ),
    )


def _pair(pair: rx.Var[Pair]) -> rx.Component:
    return fact(pair.name, pair.value)


def _fact(one: rx.Var[FactView]) -> rx.Component:
    return fact(one.name, one.value, rx.cond(one.detail, sub(one.detail)))


def _back() -> rx.Component:
    back = button(icon("arrow-left"), "Back", tone="quiet", id="go-back", data_go="back")
    cancel = link_button("Cancel", href=routes.RETURNS, tone="quiet", id="cancel", hint="Esc")
    return rx.cond(NewReturn.step == FIRST, cancel, back)


def _leave_all() -> rx.Component:
    return button(
        "Leave all open to the customer",
        alt_while_typing(),
        tone="quiet",
        hint="Shift S",
        id="go-leave-all",
        data_go="leave_all",
        class_name="max-[900px]:hidden",
    )


def _leave() -> rx.Component:
    words = rx.cond(NewReturn.path == "complete", "Leave it out", "Leave to the customer")
    return button(icon("smartphone"), words, alt_while_typing(), hint="S", id="go-leave", data_go="leave")


def _next() -> rx.Component:
    words = rx.match(
        NewReturn.step,
        ("return_type", "Next: Customer"),
        ("customer", "Next: Order number"),
        ("order_number", "Next: Products"),
        ("products", rx.cond(NewReturn.view.questions > 0, _surveys_words(), "Next: Complete")),
        ("surveys", "Next: Complete"),
        rx.cond(NewReturn.path == "complete", "Create the return", "Make the link"),
    )
    return button(words, tone="primary", hint="Enter", type="submit", id="go-next")


def _surveys_words() -> rx.Var[str]:
    return rx.cond(NewReturn.path == "complete", "Next: Additional information", "Next: Surveys")  # type: ignore[no-any-return]


def _number_hint() -> rx.Component:
    count = TypeStep.usable.length()
    many = key_hints(
        rx.el.span(key("1"), "to", rx.el.kbd(rx.cond(count > 9, 9, count), class_name=key("").class_name), "choose",
                   class_name="inline-flex items-center gap-1.5"),
        class_name=f"mr-2 {HIDE_NARROW}",
    )  # fmt: skip
    one = key_hints(key_hint("1", "chooses"), class_name=f"mr-2 {HIDE_NARROW}")
    return rx.cond((NewReturn.step == FIRST) & (count > 0), rx.cond(count > 1, many, one))


def _may_leave() -> rx.Var[bool]:
    on_both = NewReturn.step == "surveys"
    on_link = ["order_number.link", "products.link"]
    here = NewReturn.step + "." + NewReturn.path
    return on_both | rx.Var.create(on_link).contains(here)  # type: ignore[return-value]


def _may_leave_all() -> rx.Var[bool]:
    shown = [f"{step}.link" for step in ("customer", "order_number", "products", "surveys")]
    here = NewReturn.step + "." + NewReturn.path
    something_open = (here == f"{LAST}.link") & (NewReturn.view.missing.length() > 0)
    return rx.Var.create(shown).contains(here) | something_open  # type: ignore[no-any-return]
