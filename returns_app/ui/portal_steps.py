"""What moves between the portal's screens: focus, title and history, what is typed, and a button that waits in the open."""

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from returns_app.ui.icons import icon
from returns_app.ui.portal_frame import PRIMARY, QUIET
from returns_app.ui.theme import Child, Text

_LIBRARY = "$/public/ui/portal.jsx"


class Steps(rx.Component):
    """Shows nothing."""

    library = _LIBRARY
    tag = "Steps"

    step: rx.Var[str]
    final: rx.Var[bool]
    fixes: rx.Var[int]
    merchant: rx.Var[str]
    language: rx.Var[str]
    keep: rx.Var[str]
    saved: rx.Var[str]
    turn: rx.Var[int]
    visit: rx.Var[str]


class StepForm(rx.Component):
    """Keeps what is typed into it in the browser, until the server has it."""

    library = _LIBRARY
    tag = "StepForm"

    keep: rx.Var[str]
    step: rx.Var[str]
    visit: rx.Var[str]

    on_submit: rx.EventHandler[rx.event.passthrough_event_spec(dict)]  # type: ignore[type-arg,valid-type]
    on_restore: rx.EventHandler[rx.event.passthrough_event_spec(dict)]  # type: ignore[type-arg,valid-type]


class Saved(rx.Component):
    """Its first child is shown while words are kept in the browser alone, its second once they are saved."""

    library = _LIBRARY
    tag = "Saved"

    saved: rx.Var[str]


class ActionButton(rx.Component):
    """Its first child are its words, its second the spinner."""

    library = _LIBRARY
    tag = "ActionButton"

    name: rx.Var[str]
    turn: rx.Var[int]
    visit: rx.Var[str]
    lost: rx.Var[bool]
    type: rx.Var[str]
    busy_words: rx.Var[str]
    lost_words: rx.Var[str]

    on_click: rx.EventHandler[rx.event.no_args_event_spec]  # type: ignore[type-arg,valid-type]


class Stopwatch(rx.Component):
    """Counts the seconds since it came on screen."""

    library = _LIBRARY
    tag = "Stopwatch"


def steps_guide(
    *, step: Text, final: Any, fixes: Any, merchant: Text, language: str, **kept: Any
) -> rx.Component:
    """Follow `step`: focus the question, name the page, keep the browser's Back. `fixes` grows with each failed Next.

    A `final` step replaces the one before it in the browser's history: there is no going back from it. `kept` is what
    decides how long words stay in the browser: `keep` names the return, `saved` the step that was committed last,
    `turn` counts answers, `visit` changes whenever the server fills the page anew.
    """
    return Steps.create(step=step, final=final, fixes=fixes, merchant=merchant, language=language, **kept)


def step_form(
    *children: Child, keep: Text, step: Text, visit: Text, on_submit: Any, **props: Any
) -> rx.Component:
    """Be the form of a step, around its content and its bar; the browser's own messages stay off.

    Words that were typed come back after a reload or in a new tab, until they are saved or another return is opened.
    `on_restore(fields)` is told when rows are missing that only the server can draw.
    """
    return StepForm.create(
        *children,
        keep=keep,
        step=step,
        visit=visit,
        on_submit=on_submit,
        class_name="flex flex-1 flex-col",
        **props,
    )


def saved_line(saved: Text, *, words: Text, kept_words: Text) -> rx.Component:
    """Say what is true of what was typed: it is in this browser alone, or the step `saved` is committed."""
    return Saved.create(
        rx.fragment(kept_words),
        rx.fragment(icon("check", class_name="text-(--done-ink)"), words),
        saved=saved,
        class_name="inline-flex items-center gap-1.5 whitespace-nowrap empty:hidden",
    )


def action_button(
    words: Child,
    *,
    turn: Any,
    busy_words: Text,
    lost_words: Text,
    type: str = "submit",
    quiet: bool = False,
    **props: Any,
) -> rx.Component:
    """Be the one filled button, or a `quiet` one beside it.

    It is busy from the tap until `turn` changes, and waits while there is no connection. With `visit` the tap is sent
    again when the server filled the page anew before it answered, so the handler must take both for one; with `name`,
    that of the step, also where the screen was drawn anew.
    """
    spinner = icon("loader-circle", size=20, class_name="animate-spin motion-reduce:animate-none")
    return ActionButton.create(
        rx.fragment(words),
        spinner,
        turn=turn,
        lost=has_connection_errors,
        type=type,
        busy_words=busy_words,
        lost_words=lost_words,
        class_name=(QUIET if quiet else PRIMARY).replace("hover:bg", "not-aria-disabled:hover:bg"),
        **props,
    )


def stopwatch() -> rx.Component:
    """Show how many seconds went by."""
    return Stopwatch.create(
        class_name="text-(length:--text-md) whitespace-nowrap text-(--ink-3) tabular-nums"
    )
