"""What the app says to the person in passing: one line, read out by screen readers, gone at a click.

It is a state's var and no `rx.toast`: Reflex runs what a handler returns with `eval`, which our
Content-Security-Policy forbids.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

import reflex as rx

from returns_app.domain.words import Sentence
from returns_app.flows.cookies import Face
from returns_app.flows.policy import Policy, mark
from returns_app.i18n import LANGUAGES, SOURCE_LANGUAGE, tell
from returns_app.ui.toast import toast


@dataclass(frozen=True)
class Notice:
    """`kind` is `done` or `error`. `number` tells two equal notices apart."""

    text: str = ""
    kind: str = ""
    number: int = 0


class Notices(rx.State):
    """The one notice on screen; an empty text is none."""

    notice: Notice = Notice()

    @rx.event
    @partial(mark, policy=Policy(Face.PUBLIC))
    async def dismiss(self) -> None:
        """Take the notice away."""
        self.notice = Notice(number=self.notice.number)


async def say_done(state: Any, sentence: Sentence) -> None:
    """Tell the person that something worked. In a background task, call it inside `async with self`."""
    await _post(state, sentence, "done")


async def say_refused(state: Any, sentence: Sentence) -> None:
    """Tell the person that something did not work, and why. Handlers need not: they let refusals through."""
    await _post(state, sentence, "error")


async def forget_refusal(state: Any) -> None:
    """Take a refusal off the screen, once what it was about has worked."""
    board = await state.get_state(Notices)
    if board.notice.kind == "error":
        board.notice = Notice(number=board.notice.number)


def language_of(state: Any) -> str:
    """The language of the page a state's person is on: the portal's begin with it, the desk's are in English."""
    first = state.router.url.path.strip("/").split("/")[0]
    return first if first in LANGUAGES else SOURCE_LANGUAGE


def notices(*, errors_only: bool = False) -> rx.Component:
    """Show the notice, in a live region that is always there, as screen readers need it.

    With `errors_only` what worked is left to a `done_toast`, which goes by itself.
    """
    shown = Notices.notice.kind == "error" if errors_only else Notices.notice.text != ""
    return rx.el.div(
        rx.cond(shown & (Notices.notice.text != ""), _line()),
        role="status",
        aria_live="polite",
        class_name="pointer-events-none fixed inset-x-4 bottom-4 z-50 flex justify-center",
    )


def done_toast() -> rx.Component:
    """Say what worked, for a few seconds."""
    return toast(
        rx.cond(Notices.notice.kind == "done", Notices.notice.text, ""), serial=Notices.notice.number
    )


def _line() -> rx.Component:
    return rx.el.div(
        rx.el.span(Notices.notice.text),
        rx.el.button(
            rx.icon("x", size=16),
            on_click=Notices.dismiss,
            aria_label="Dismiss",
            type="button",
            class_name="grid size-8 cursor-pointer place-items-center rounded-(--radius-1) hover:opacity-80",
        ),
        key=Notices.notice.number.to_string(),
        class_name=[
            "pointer-events-auto flex items-center gap-3 rounded-(--radius-2) border px-4 py-2 shadow-(--shadow-2)",
            rx.cond(
                Notices.notice.kind == "error",
                "border-(--urgent-ink) bg-(--urgent-soft) text-(--urgent-ink)",
                "border-(--done-ink) bg-(--done-soft) text-(--done-ink)",
            ),
        ],
    )


async def _post(state: Any, sentence: Sentence, kind: str) -> None:
    board = await state.get_state(Notices)
    board.notice = Notice(tell(language_of(state), sentence), kind, board.notice.number + 1)
