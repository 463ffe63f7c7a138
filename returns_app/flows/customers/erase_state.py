"""Erasing a customer at their request: asked twice, by their number, and never undone."""

from datetime import UTC, datetime
from typing import Any

import reflex as rx

from returns_app.actions.erase_customer import erase_customer
from returns_app.db.session import in_thread, write
from returns_app.db.traces import fold_log
from returns_app.domain.actors import Role
from returns_app.domain.errors import Conflict, Forbidden
from returns_app.domain.words import say
from returns_app.flows.customers.state import on_screen, show_again
from returns_app.flows.handler import desk, roles
from returns_app.flows.notices import forget_refusal, say_done
from returns_app.flows.sent import read_id
from returns_app.flows.who import acting

_supervising = roles(Role.SUPERVISOR, Role.ADMIN)


class EraseCustomer(rx.State):
    """The question whether to erase the customer on screen."""

    asking: bool = False
    problems: dict[str, str] = {}
    refused: str = ""
    turn: int = 0

    @rx.event
    @_supervising
    async def ask(self) -> None:
        """Open the question."""
        await on_screen(self)
        self.asking, self.problems, self.refused = True, {}, ""
        self.turn += 1

    @rx.event
    @desk
    async def close(self) -> None:
        """Keep the customer."""
        self.asking, self.problems, self.refused = False, {}, ""
        await forget_refusal(self)

    @rx.event
    @_supervising
    async def erase(self, data: dict[str, Any]) -> None:
        """Erase the customer whom the question is about, when their number was typed."""
        actor, about = await acting(), read_id(data.get("about"))
        self.problems, self.refused = {}, ""
        typed = str(data.get("number", ""))[:40]
        try:
            await write(erase_customer, actor, about, typed, now=datetime.now(UTC))
        except (Conflict, Forbidden) as refusal:
            # Said where the person looks: a notice would stand behind the question.
            self.refused = str(refusal.sentence)
            return
        await in_thread(fold_log)
        self.asking = False
        await show_again(self)
        await forget_refusal(self)
        await say_done(self, say("Everything personal is erased."))
