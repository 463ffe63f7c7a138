"""Exceptions on the authorization screen: a reason as it is chosen, words as they are left, and the day of delivery."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import reflex as rx

from returns_app.actions.correct_return import correct_delivered_on
from returns_app.actions.grant_exception import ExceptionWish, grant_exception, withdraw_exception
from returns_app.actions.hand_over import hand_over
from returns_app.db.session import read, write
from returns_app.domain.errors import Invalid
from returns_app.domain.excusing import OTHER
from returns_app.domain.findings import Rule
from returns_app.domain.lines import MAX_WORDS
from returns_app.domain.words import say
from returns_app.flows.desk.authorization import Authorization
from returns_app.flows.desk.return_state import on_screen, show_again
from returns_app.flows.handing_over import given_to
from returns_app.flows.handler import Malformed, desk, staff
from returns_app.flows.notices import say_done
from returns_app.flows.sent import read_id
from returns_app.flows.who import acting
from returns_app.queries.assignees import Assignee, assignees


class Excusing(rx.State):
    """What is typed about the findings on screen. `asking` shows the question who shall decide instead."""

    problems: dict[str, str] = {}
    asking: bool = False
    people: list[Assignee] = []
    # By rule: the reason and the words as they were last left, kept or not.
    _typed: dict[str, tuple[str, str]] = {}
    _key: str = ""

    @rx.event
    @staff
    async def start(self) -> None:
        """Begin with nothing typed, as another return is on screen."""
        self.problems, self.asking, self.people, self._typed = {}, False, [], {}

    @rx.event
    @desk
    async def choose_reason(self, rule: str, reason: str) -> None:
        """Allow it for this reason, at once; the empty one takes the exception back."""
        _, words = await self._there(rule)
        self._typed = {**self._typed, rule: (reason, words)}
        await self._keep(rule)

    @rx.event
    @desk
    async def give_words(self, rule: str, words: str) -> None:
        """Say in one's own words why it is allowed."""
        reason, before = await self._there(rule)
        if words.strip() == before.strip():
            return
        self._typed = {**self._typed, rule: (reason, words[: MAX_WORDS + 1])}
        if reason:
            await self._keep(rule)

    @rx.event
    @desk
    async def withdraw(self, rule: str) -> None:
        """Take the exception back."""
        self.problems = {}
        self._typed = {name: typed for name, typed in self._typed.items() if name != rule}
        screen = await self.get_state(Authorization)
        if await screen._save(withdraw_exception, _rule(rule)):  # noqa: SLF001 - the states of one screen
            screen.round += 1

    @rx.event
    @desk
    async def set_delivered(self, day: str) -> None:
        """Correct the day of delivery; an empty one is not known."""
        self.problems = {}
        screen = await self.get_state(Authorization)
        if day != screen.view.delivered:
            await screen._save(correct_delivered_on, _day(day))  # noqa: SLF001

    @rx.event
    @desk
    async def ask(self) -> None:
        """Ask who shall decide."""
        actor, page = await acting(), await on_screen(self)
        self.people = await read(assignees, actor, read_id(page.id))
        self.problems, self.asking, self._key = {}, True, uuid4().hex

    @rx.event
    @staff
    async def close(self) -> None:
        """Keep the return."""
        self.asking, self.problems = False, {}

    @rx.event
    @desk
    async def give(self, data: dict[str, Any]) -> None:
        """Hand the return over, with a note."""
        actor, page = await acting(), await on_screen(self)
        self.problems = {}
        whom, note = given_to(self.people, data, key=self._key)
        await write(hand_over, actor, read_id(page.id), read_id(whom.id), note, now=datetime.now(UTC))
        self.asking = False
        await show_again(self)
        await (await self.get_state(Authorization))._stay()  # noqa: SLF001
        await say_done(self, say("Handed over to {name}.", name=whom.name))

    async def _there(self, rule: str) -> tuple[str, str]:
        """What is typed about a rule, else what is kept."""
        view = (await self.get_state(Authorization)).view
        kept = {one.rule: (one.reason, one.words) for one in view.findings}
        return self._typed.get(rule) or kept.get(rule, ("", ""))

    async def _keep(self, rule: str) -> None:
        reason, words = self._typed[rule]
        self.problems = {}
        screen = await self.get_state(Authorization)
        # What the last try to decide wanted to know is being answered.
        screen.problems = {at: told for at, told in screen.problems.items() if at != f"finding.{rule}"}
        if not reason:
            await screen._save(withdraw_exception, _rule(rule))  # noqa: SLF001
        elif reason == OTHER and not words.strip():
            # It only needs its words yet: no refusal before they can have been typed.
            self.problems = {f"finding.{rule}.words": str(say("Say why, in your words."))}
        else:
            await screen._save(grant_exception, ExceptionWish(_rule(rule), reason, words))  # noqa: SLF001


def _rule(name: str) -> Rule:
    try:
        return Rule(name)
    except ValueError as error:
        raise Malformed from error


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text.strip() else None
    except ValueError as error:
        raise Invalid.at("delivered_on", say("Choose a day.")) from error
