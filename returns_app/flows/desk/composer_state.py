"""What an agent writes on the page of a return. The words themselves live in the browser until they are sent."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from returns_app.actions.write_message import Written, add_note, need_no_answer, write_to_customer
from returns_app.db.session import write
from returns_app.domain.errors import Invalid
from returns_app.flows.desk.return_state import on_screen, show_again
from returns_app.flows.handler import desk, staff
from returns_app.flows.sent import key_of, read_id
from returns_app.flows.who import acting
from returns_app.worker import wake


class Composer(rx.State):
    """The two forms. Each count grows when its words were taken, so that the field is emptied."""

    problems: dict[str, str] = {}
    notes_sent: int = 0
    messages_sent: int = 0

    @rx.event
    @staff
    async def start(self) -> None:
        """What was wrong with words about another return is not said here."""
        self.problems = {}

    @rx.event
    @staff
    async def add_note(self, data: dict[str, Any]) -> None:
        """Keep a note for colleagues."""
        await self._write(add_note, data, "note")
        self.notes_sent += 1

    @rx.event
    @desk
    async def write_to_customer(self, data: dict[str, Any]) -> None:
        """Send a message to the customer."""
        await self._write(write_to_customer, data, "message")
        self.messages_sent += 1
        wake()

    @rx.event
    @desk
    async def no_answer_needed(self) -> None:
        """Let what the customer wrote wait for no answer any more."""
        actor, page = await acting(), await on_screen(self)
        await write(need_no_answer, actor, read_id(page.id), now=datetime.now(UTC))
        await show_again(self)

    async def _write(self, action: Callable[..., Any], data: dict[str, Any], field: str) -> None:
        """Write what the form holds about the return that the form is about, once for each text."""
        actor = await acting()
        self.problems = {}
        words = str(data.get(field, ""))
        written = Written(words, key_of(str(data.get("key", "")), words))
        try:
            await write(action, actor, read_id(data.get("about")), written, now=datetime.now(UTC))
        except Invalid as refusal:
            raise Invalid.at(field, refusal.sentence) from refusal
        await show_again(self)
