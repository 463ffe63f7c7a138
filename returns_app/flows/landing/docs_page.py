"""The page at `/docs`: how to work with it, in two minutes, and where the rest is written."""

import reflex as rx

from returns_app.flows.landing.frame import WIDE, still_page
from returns_app.settings import load
from returns_app.ui.desk_buttons import keys
from returns_app.ui.theme import MONO, MUTED, Child

_LINK_KEYS = (
    ("C", "New return, from anywhere on the desk."),
    ("Enter", "Keep the return type that is offered; a digit chooses another."),
    ("Enter", "Type a few letters of the name, and take the customer who is found."),
    ("Shift S", "Leave everything else to the customer."),
    ("Enter", "Make the link."),
    ("Y", "Copy it. Or let it be mailed, or show it as a code."),
)
_FILES = (
    ("README.md", "What it is, two commands to start it, and the map of the code."),
    ("docs/operating.md", "Settings, PostgreSQL, mail, the worker, backups."),
    ("docs/extending.md", "A new carrier, a language, a step, a screen."),
    ("docs/security.md", "What is protected, from whom and by what."),
    ("docs/decisions.md", "What was decided, and why."),
)


def page() -> rx.Component:
    """Tell how to work with it."""
    return still_page(
        rx.el.article(
            rx.el.h1(
                "How it works",
                class_name="text-[clamp(1.75rem,4vw,2.5rem)] leading-tight font-semibold tracking-[-0.03em]",
            ),
            *_chapters(),
            class_name=f"{WIDE} grid max-w-[760px]! gap-10 py-14 max-[720px]:py-10",
        )
    )


def _chapters() -> list[rx.Component]:
    return [
        _chapter(
            "A link in ten seconds",
            _text("An agent prepares the return, the customer finishes it. Without the mouse:"),
            rx.el.ol(*[_key_row(names, words) for names, words in _LINK_KEYS], class_name="grid gap-2.5"),
            _text("On every page of the desk, ? lists the keys that work there."),
        ),
        _chapter(
            "A return by the agent alone",
            _text(
                "Choose “I create it” and fill in order and products. In the return’s own page each piece is taken back,"
                " rejected with a reason, or left with the customer. Tick one carrier, and the label is made and mailed"
                " at once; tick several or none, and the customer chooses."
            ),
        ),
        _chapter(
            "What the customer sees",
            _text(
                "Only what is left: one question a screen, then a summary to confirm. A prepared return with a valid"
                " address and one way to send it is a single screen. Whatever is typed is saved at every step, so that"
                " the customer may stop and go on elsewhere. The link shows the number and the label afterwards, too."
            ),
        ),
        _chapter(
            "When the carrier fails",
            _text(
                "The return stands at “shipping failed” on the dashboard, under Urgent, with the carrier’s words. Correct"
                " the address or the carrier and send it again. However often it is tried, one label is bought."
            ),
        ),
        _chapter("Where the rest is written", _text("In the project’s own folder:"), _files()),
        *([_chapter("Who may sign in", _text(_DEMO_WORDS))] if load().demo else []),
    ]


_DEMO_WORDS = (
    "This is a demonstration with made-up data: no mail leaves it. The stage signs you in by itself; on the sign-in page"
    " you come in as whom you like, without a password."
)


def _chapter(title: str, *content: Child) -> rx.Component:
    heading = rx.el.h2(
        title, class_name="text-(length:--text-xl) leading-7 font-semibold tracking-[-0.015em]"
    )
    return rx.el.section(heading, *content, class_name="grid gap-3")


def _text(words: str) -> rx.Component:
    return rx.el.p(words, class_name=MUTED)


def _key_row(names: str, words: str) -> rx.Component:
    return rx.el.li(
        rx.el.span(*keys(names), class_name="flex w-24 flex-none items-center gap-1"),
        rx.el.span(words),
        class_name="flex items-baseline gap-3",
    )


def _files() -> rx.Component:
    return rx.el.dl(
        *[
            rx.el.div(
                rx.el.dt(name, class_name=f"w-44 flex-none {MONO}"),
                rx.el.dd(words, class_name=MUTED),
                class_name="flex gap-4 max-[620px]:flex-col max-[620px]:gap-0",
            )
            for name, words in _FILES
        ],
        class_name="grid gap-2.5",
    )
