"""What is done with many returns at once: each in a transaction of its own, and what could not be done is told."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import reflex as rx
from reflex.event import EventSpec
from sqlmodel import Session

from returns_app import routes
from returns_app.actions.assign import assign
from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.remind import remind
from returns_app.db.session import read, write
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Conflict, Invalid, NotFound, Refusal
from returns_app.domain.lines import MAX_WORDS
from returns_app.domain.words import Sentence, say
from returns_app.flows.handler import desk, staff
from returns_app.flows.notices import language_of, say_done
from returns_app.flows.who import acting
from returns_app.i18n import tell
from returns_app.queries.export_rows import MOST_SELECTED
from returns_app.queries.list_again import names_of
from returns_app.worker import wake

ACTS = ("assign", "remind", "cancel", "export")
TOLD_EVERY = 0.3
# What is at work for longer was at work in a process that is no more.
LONGEST = 300.0
_DONE = {
    "assign": say("{count} assigned."),
    "remind": say("{count} reminded."),
    "cancel": say("{count} canceled."),
}


@dataclass(frozen=True)
class Refused:
    """A return that was left as it was, and why. Without an `href` it is no longer the actor's to see."""

    name: str = ""
    href: str = ""
    why: str = ""


@dataclass(frozen=True)
class _Order:
    """What was asked for: an act, the returns, and what the act needs to know."""

    act: str = ""
    ids: tuple[UUID, ...] = ()
    key: str = ""
    user: UUID | None = None
    reason: str = ""


class Bulk(rx.State):
    """The dialog about what is selected. `asking` is the act, `outcome` when something was refused, or empty.

    `finished` counts what was carried out: the page then lets the selection go.
    """

    asking: str = ""
    count_words: str = ""
    problems: dict[str, str] = {}
    busy: bool = False
    progress: str = ""
    told: str = ""
    refused: list[Refused] = []
    finished: int = 0
    _order: _Order = _Order()
    _began: float = 0.0

    @rx.event
    @desk
    async def begin(self, act: str, ids: list[str]) -> None:
        """Ask what an act needs to know, for these returns."""
        if self.busy and time.time() - self._began < LONGEST:
            raise Conflict(say("The last one is still at work. Wait until it has ended."))
        self._order = _Order(act=_known(act), ids=_parsed(ids), key=uuid4().hex)
        count = len(self._order.ids)
        self.asking, self.problems, self.busy = act, {}, False
        self.count_words = "1 return" if count == 1 else f"{count} returns"

    @rx.event
    @staff
    async def close(self) -> None:
        """Leave them as they are; what is at work goes on."""
        if not self.busy:
            self.asking, self.problems, self.refused = "", {}, []

    @rx.event
    @desk
    async def submit(self, data: dict[str, Any]) -> EventSpec | None:
        """Carry it out with what was filled in."""
        self.problems = {}
        order = self._order
        if self.busy or order.act != self.asking or order.act not in _DONE:
            return None
        user, reason = _user(data.get("user")), str(data.get("reason", "")).strip()
        if len(reason) > MAX_WORDS:
            raise Invalid.at("reason", say("At most {count} characters.", count=str(MAX_WORDS)))
        self._order = _Order(order.act, order.ids, order.key, user, reason)
        self.busy, self.progress, self._began = True, f"0 of {len(order.ids)}", time.time()
        return Bulk.carry_out

    @rx.event(background=True)
    @desk
    async def carry_out(self) -> None:
        """Do it to one after the other. A second call finds nothing to do."""
        async with self:
            order, self._order = self._order, _Order()
        refused: dict[UUID, str] = {}
        done, spoken = 0, time.monotonic()
        try:
            for at, return_id in enumerate(order.ids):
                done += await self._try(order, return_id, refused)
                if time.monotonic() - spoken > TOLD_EVERY:
                    spoken = time.monotonic()
                    async with self:
                        self.progress = f"{at + 1} of {len(order.ids)}"
        finally:
            async with self:
                self.busy = False
        await self._tell(order, done, refused)

    async def _try(self, order: _Order, return_id: UUID, refused: dict[UUID, str]) -> bool:
        # Who acts is asked before each: somebody switched off halfway does nothing more.
        actor = await acting()
        try:
            await write(_WAYS[order.act], actor, order, return_id, now=datetime.now(UTC))
        except Refusal as refusal:
            refused[return_id] = tell(language_of(self), refusal.sentence)
            return False
        return True

    async def _tell(self, order: _Order, done: int, refused: dict[UUID, str]) -> None:
        if not order.ids:
            return
        wake()
        names = await read(names_of, await acting(), list(refused))
        async with self:
            self.refused = [_refused(names, return_id, why) for return_id, why in refused.items()]
            self.told = tell(language_of(self), _said(order.act, done))
            self.asking = "outcome" if refused else ""
            self.finished += 1
            if not refused:
                await say_done(self, _said(order.act, done))


def _assign(session: Session, actor: Actor, order: _Order, return_id: UUID, *, now: datetime) -> None:
    assign(session, actor, return_id, order.user, now=now)


def _remind(session: Session, actor: Actor, order: _Order, return_id: UUID, *, now: datetime) -> None:
    remind(session, actor, return_id, key=order.key, now=now)


def _cancel(session: Session, actor: Actor, order: _Order, return_id: UUID, *, now: datetime) -> None:
    cancel_return(session, actor, return_id, reason=order.reason, now=now)


_WAYS: dict[str, Callable[..., None]] = {"assign": _assign, "remind": _remind, "cancel": _cancel}


def _said(act: str, done: int) -> Sentence:
    return Sentence(_DONE[act].text, {"count": done})


def _refused(names: dict[UUID, str], return_id: UUID, why: str) -> Refused:
    known = names.get(return_id)
    return Refused(known or "A return", routes.return_page(return_id) if known else "", why)


def _known(act: str) -> str:
    if act not in ACTS:
        raise NotFound
    return act


def _parsed(ids: list[str]) -> tuple[UUID, ...]:
    """The returns that were selected, each once. They are fetched with the right to them later, one by one."""
    try:
        found = tuple(dict.fromkeys(UUID(one) for one in ids))
    except ValueError:
        raise NotFound from None
    if not found:
        raise Conflict(say("Select a return first."))
    if len(found) > MOST_SELECTED:
        raise Conflict(say("At most {count} at once.", count=str(MOST_SELECTED)))
    return found


def _user(given: object) -> UUID | None:
    try:
        return UUID(str(given)) if given else None
    except ValueError:
        raise Invalid.at("user", say("Choose somebody who works at the desk.")) from None
