"""The composer: a note among colleagues or a message to the customer, each with who will read it."""

import reflex as rx

from returns_app.flows.desk.composer_state import Composer
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.flows.signed_in import SignedIn
from returns_app.ui.desk_buttons import button, key
from returns_app.ui.desk_fields import field_error
from returns_app.ui.desk_panels import note
from returns_app.ui.desk_story import MESSAGE_WORDS, NOTE_WORDS, words_form
from returns_app.ui.hotkeys import hotkey
from returns_app.ui.icons import icon
from returns_app.ui.kept_text import kept_text, way_to_write, writing
from returns_app.ui.theme import MUTED, SMALL

PAGE = ReturnDesk.page
WRITING = PAGE.writing
MAX_WORDS = 2000


def composer() -> rx.Component:
    """Write a note (I) or a message (M); Ctrl+Enter sends. What was typed stays until it is sent."""
    may_write = PAGE.acts.contains("write")
    ways = rx.el.div(
        rx.el.div(
            way_to_write("Internal note", "note", id="write-note"),
            rx.cond(may_write, way_to_write("To the customer", "message", id="write-message")),
            role="group",
            aria_label="What to write",
            class_name="inline-flex flex-none gap-0.5 rounded-(--radius-control) bg-(--sunken) p-0.5",
        ),
        rx.el.span(
            key("I"),
            rx.cond(may_write, key("M")),
            aria_hidden="true",
            class_name="ml-auto flex gap-1 max-[1180px]:hidden",
        ),
        class_name="flex items-center gap-2",
    )
    return rx.fragment(
        writing(
            rx.cond(may_write & (WRITING.unanswered != ""), _waiting()),
            ways,
            _note_form(),
            rx.cond(may_write, _message_form()),
            class_name="grid gap-2 border-b border-(--line) px-5 py-4",
        ),
        hotkey("i", press="write-note"),
        hotkey("m", press="write-message"),
    )


def _waiting() -> rx.Component:
    done = button("No answer needed", size="sm", tone="quiet", on_click=Composer.no_answer_needed)
    return rx.el.div(
        note(
            rx.el.span(WRITING.name, " waits for an answer since ", WRITING.unanswered, "."),
            rx.el.div(done, class_name="mt-1 -ml-2"),
            symbol="message-square",
            tone="todo",
        ),
        class_name="mb-1",
    )


def _note_form() -> rx.Component:
    return words_form(
        kept_text(
            "note",
            place=_place("note"),
            sent=Composer.notes_sent,
            error=Composer.problems["note"],
            label="Internal note",
            placeholder="Only colleagues see this",
            max_length=MAX_WORDS,
            class_name=NOTE_WORDS,
        ),
        field_error(Composer.problems["note"], name="note"),
        _foot(
            icon("lock", size=14, class_name="mt-px"),
            "Never sent out",
            act=button("Add note", size="sm", type="submit", hint="Ctrl Enter"),
        ),
        rx.el.input(type="hidden", name="about", value=PAGE.id, read_only=True),
        kind="note",
        on_submit=Composer.add_note,
    )


def _message_form() -> rx.Component:
    reader = rx.el.span(
        "To ", WRITING.name, " by e-mail, in ", WRITING.language, ". Answers come ", WRITING.answers, "."
    )
    return words_form(
        kept_text(
            "message",
            place=_place("message"),
            sent=Composer.messages_sent,
            error=Composer.problems["message"],
            label="Message to the customer",
            placeholder=rx.Var.create("Write in ") + WRITING.language,
            max_length=MAX_WORDS,
            class_name=MESSAGE_WORDS,
        ),
        field_error(Composer.problems["message"], name="message"),
        _foot(
            icon("mail", size=14, class_name="mt-px"),
            reader,
            act=button("Send message", size="sm", type="submit", hint="Ctrl Enter"),
        ),
        rx.el.input(type="hidden", name="about", value=PAGE.id, read_only=True),
        kind="message",
        on_submit=Composer.write_to_customer,
    )


def _place(kind: str) -> rx.Var[str]:
    """Where the browser keeps what was typed: apart for each return, and for each person at this machine."""
    return rx.Var.create(f"{kind}:") + PAGE.id + ":" + SignedIn.name


def _foot(symbol: rx.Component, *words: rx.Component | str, act: rx.Component) -> rx.Component:
    hint = rx.el.span(symbol, rx.el.span(*words), class_name=f"flex min-w-0 gap-1.5 {SMALL} {MUTED}")
    return rx.el.div(
        hint, rx.el.span(act, class_name="ml-auto flex-none"), class_name="flex items-start gap-3"
    )
