"""Handing a draft over to a supervisor, where a rule is theirs to set aside."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import reflex as rx

from returns_app.actions.hand_over import hand_over
from returns_app.db.session import read, write
from returns_app.domain.errors import Invalid
from returns_app.domain.words import say
from returns_app.flows.handing_over import given_to
from returns_app.flows.handler import desk, staff
from returns_app.flows.new_return.state import NewReturn
from returns_app.flows.notices import say_done
from returns_app.flows.sent import read_id
from returns_app.flows.who import acting
from returns_app.queries.assignees import Assignee, assignees


class HandOver(rx.State):
    """The question who shall decide about the draft on screen."""

    problems: dict[str, str] = {}
    asking: bool = False
    people: list[Assignee] = []
    _key: str = ""

    @rx.event
    @desk
    async def ask(self) -> None:
        """Ask who shall decide."""
        self.people = await read(assignees, await acting(), await self._draft())
        self.problems, self.asking, self._key = {}, True, uuid4().hex

    @rx.event
    @staff
    async def close(self) -> None:
        """Keep the draft."""
        self.asking, self.problems = False, {}

    @rx.event
    @desk
    async def give(self, data: dict[str, Any]) -> None:
        """Hand the draft over, with a note."""
        self.problems = {}
        whom, note = given_to(self.people, data, key=self._key)
        await write(
            hand_over, await acting(), await self._draft(), read_id(whom.id), note, now=datetime.now(UTC)
        )
        self.asking = False
        await say_done(self, say("Handed over to {name}.", name=whom.name))

    async def _draft(self) -> UUID:
        draft_id = (await self.get_state(NewReturn)).view.id
        if not draft_id:
            raise Invalid.at("user", say("Open a return first."))
        return UUID(draft_id)
