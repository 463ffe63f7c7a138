"""What moves between the portal's screens: focus, title and history at a step, and a button that waits in the open."""

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


class ActionButton(rx.Component):
    """Its first child are its words, its second the spinner."""

    library = _LIBRARY
    tag = "ActionButton"

    turn: rx.Var[int]
    lost: rx.Var[bool]
    type: rx.Var[str]
    busy_words: rx.Var[str]
    lost_words: rx.Var[str]

    on_click: rx.EventHandler[rx.event.no_args_event_spec]  # type: ignore[type-arg,valid-type]


class Stopwatch(rx.Component):
    """Counts the seconds since it came on screen."""

    library = _LIBRARY
    tag = "Stopwatch"


def steps_guide(*, step: Text, final: Any, fixes: Any, merchant: Text, language: str) -> rx.Component:
    """Follow `step`: focus the question, name the page, keep the browser's Back. `fixes` grows with each failed Next.

    A `final` step replaces the one before it in the browser's history: there is no going back from it.
    """
    return Steps.create(step=step, final=final, fixes=fixes, merchant=merchant, language=language)


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

    It is busy from the tap until `turn` changes, and waits while there is no connection.
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
