"""The authorization screen: what the agent decides, kept on screen whatever goes wrong.

Decisions are saved as soon as they are whole, so that a reload or a colleague finds them. Every save is held to the
version that is on screen: whoever comes second keeps their edits and is told who was faster.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import reflex as rx
from reflex.event import EventSpec

from returns_app.actions.authorize_and_submit import authorize_and_submit
from returns_app.actions.correct_return import correct_address, correct_carriers
from returns_app.actions.decide_return import authorize, reject, save_decisions, submit_for_shipping
from returns_app.actions.hold_return import HeldByAnother
from returns_app.db.session import read, write
from returns_app.domain.errors import Conflict, Invalid, NotFound
from returns_app.domain.lines import MAX_WORDS, LineDecision, decision_problems
from returns_app.domain.refusing import REJECT_REASONS
from returns_app.domain.words import Sentence, say
from returns_app.flows.desk.queue_state import Holding
from returns_app.flows.desk.return_state import ReturnDesk, on_screen, show_again
from returns_app.flows.handler import desk, staff
from returns_app.flows.notices import forget_refusal, say_done
from returns_app.flows.sent import read_id
from returns_app.flows.who import acting
from returns_app.flows.work_queue import goes_on, next_in_queue
from returns_app.i18n import tell
from returns_app.queries.decision_page import decision_page
from returns_app.queries.decision_views import DecideLine, DecisionView
from returns_app.queries.known_addresses import known_address
from returns_app.queries.newest_change import newest_change
from returns_app.worker import wake

OPEN_MODES = frozenset({"authorize", "ship"})


class Authorization(rx.State):
    """The decision on screen. `round` counts what was read anew, so that fields show it; `faster` says who was first.

    `conflict` shows that in a dialog; `held` says that it is because a colleague has the return.
    """

    view: DecisionView = DecisionView()
    loaded: bool = False
    problems: dict[str, str] = {}
    round: int = 0
    rejecting: bool = False
    faster: str = ""
    conflict: bool = False
    held: bool = False

    @rx.event
    @staff
    async def load(self) -> None:
        """Read what is to be decided about the return on screen, if anything is."""
        await self._load_again()

    @rx.event
    @desk
    async def decide(self, line_id: str, approve: int, reject_pieces: int, keep: int) -> None:
        """Divide the pieces of a line."""
        await self._change(line_id, approve=approve, reject=reject_pieces, keep=keep)

    @rx.event
    @desk
    async def give_reason(self, line_id: str, reason: str) -> None:
        """Say why pieces of a line are rejected, by the code of a reason."""
        await self._change(line_id, reason=reason if reason in REJECT_REASONS else "")

    @rx.event
    @desk
    async def give_words(self, line_id: str, words: str) -> None:
        """Add words of the agent's own for the customer."""
        await self._change(line_id, words=words)

    @rx.event
    @desk
    async def choose_address(self, key: str) -> None:
        """Take one of the known addresses."""
        actor, page = await acting(), await on_screen(self)
        address = await read(known_address, actor, read_id(page.id), key)
        if address is None:
            raise NotFound
        await self._save(correct_address, address)

    @rx.event
    @desk
    async def choose_carrier(self, option_id: str, chosen: bool) -> None:
        """Pre-select a shipping option, or take it back."""
        wanted = {
            UUID(one.id) for one in self.view.carriers if (chosen if one.id == option_id else one.checked)
        }
        await self._save(correct_carriers, wanted)

    @rx.event
    @desk
    async def clear_carriers(self) -> None:
        """Leave the choice to the customer."""
        await self._save(correct_carriers, set[UUID]())

    @rx.event
    @desk
    async def authorize_only(self) -> None:
        """Let the approved pieces come back; shipping is a step of its own."""
        await self._decided(authorize, say("Authorized."))

    @rx.event
    @desk
    async def authorize_and_ship(self) -> Any:
        """Authorize and hand over to shipping, in one transaction."""
        if not await self._decided(authorize_and_submit, say("Authorized and submitted for shipping.")):
            return None
        return [ReturnDesk.make_label, *await self._go_on()]

    @rx.event
    @desk
    async def submit(self) -> Any:
        """Hand an authorized return over to shipping."""
        actor, page = await acting(), await on_screen(self)
        self.problems = {}
        try:
            await write(submit_for_shipping, actor, read_id(page.id), now=datetime.now(UTC))
        except Conflict as refusal:
            await self._was_slower(refusal)
            return None
        await self._done(say("Submitted for shipping."))
        return [ReturnDesk.make_label, *await self._go_on()]

    @rx.event
    @staff
    async def ask_reject(self) -> None:
        """Ask for the reason of a rejection."""
        self.rejecting, self.problems = True, {}

    @rx.event
    @staff
    async def close_reject(self) -> None:
        """Do not reject."""
        self.rejecting = False

    @rx.event
    @desk
    async def reject(self, data: dict[str, Any]) -> Any:
        """Refuse the whole return with the reason that the customer reads."""
        actor, page = await acting(), await on_screen(self)
        self.problems = {}
        reason = str(data.get("reason", ""))
        try:
            await write(
                reject, actor, read_id(page.id), reason, version=self.view.version, now=datetime.now(UTC)
            )
        except Conflict as refusal:
            await self._was_slower(refusal)
            return None
        self.rejecting = False
        await self._done(say("Rejected. The customer gets an e-mail with the reason."))
        return await self._go_on()

    @rx.event
    @staff
    async def show_saved(self) -> None:
        """Drop the edits on screen and show the return as it is now."""
        await show_again(self)
        await self._load_again()

    @rx.event
    @staff
    async def keep_mine(self) -> None:
        """Close the message and leave the edits on screen."""
        self.conflict = False

    async def _change(self, line_id: str, **change: Any) -> None:
        lines = [replace(line, **change) if line.id == line_id else line for line in self.view.lines]
        if lines == self.view.lines:
            return
        asked = {read_id(line.id): line.asked for line in lines}
        decisions = await self._decisions(lines)
        wrong = decision_problems(asked, decisions)
        if any(problem.field.count(".") == 1 for problem in wrong):
            raise Invalid(*wrong)
        self.problems = {
            problem.field: str(problem.sentence) for problem in wrong if problem.field == "decide"
        }
        self.view = replace(self.view, lines=lines)
        if wrong:
            # Not whole yet (a reason is missing): shown with what follows from it, but not kept.
            await self._read_again(decisions)
        else:
            await self._save(save_decisions, decisions)

    async def _save(self, action: Callable[..., Any], wish: Any) -> bool:
        """Carry out one correction at the version on screen, then show what it leads to. False when too late."""
        decisions = await self._decisions(self.view.lines)
        if not await self._carry_out(action, wish):
            return False
        await self._read_again(decisions)
        return True

    async def _decided(self, action: Callable[..., Any], done: Sentence) -> bool:
        """Carry out a decision about the whole return. False when somebody was faster."""
        self.problems = {}
        if not await self._carry_out(action, await self._decisions(self.view.lines)):
            return False
        await self._done(done)
        return True

    async def _carry_out(self, action: Callable[..., Any], wish: Any) -> bool:
        actor, page, now = await acting(), await on_screen(self), datetime.now(UTC)
        try:
            await write(action, actor, read_id(page.id), wish, version=self.view.version, now=now)
        except Conflict as refusal:
            await self._was_slower(refusal)
            return False
        return True

    async def _done(self, done: Sentence) -> None:
        wake()
        await show_again(self, ship=False)
        await self._load_again()
        await say_done(self, done)

    async def _go_on(self) -> list[EventSpec]:
        """Open the next return by itself for whoever goes through the work queue."""
        in_queue = self.router.url.query_parameters.get("queue") == "1"
        return [await next_in_queue(self)] if in_queue and await goes_on(self) else []

    async def _load_again(self) -> None:
        page = (await self.get_state(ReturnDesk)).page
        self.problems, self.rejecting, self.faster, self.conflict, self.held = {}, False, "", False, False
        self.loaded = page.mode in OPEN_MODES
        if self.loaded:
            actor = await acting()
            self.view = await read(decision_page, actor, read_id(page.id), now=datetime.now(UTC))
            self.round += 1

    async def _read_again(self, decisions: tuple[LineDecision, ...]) -> None:
        """Show what follows now, with the decisions on screen in the place of those that are kept."""
        await forget_refusal(self)
        actor, page = await acting(), await on_screen(self)
        self.view = await read(decision_page, actor, read_id(page.id), decisions, now=datetime.now(UTC))
        screen = await self.get_state(ReturnDesk)
        screen.page = replace(page, version=self.view.version)

    async def _stay(self) -> None:
        """Show what is new around the decisions on screen, which stay."""
        if self.loaded:
            await self._read_again(await self._decisions(self.view.lines))

    async def _was_slower(self, refusal: Conflict) -> None:
        actor, page = await acting(), await on_screen(self)
        self.held = isinstance(refusal, HeldByAnother)
        if self.held:
            await (await self.get_state(Holding))._look(read_id(page.id))  # noqa: SLF001 - the states of one screen
            self.faster, self.conflict = str(refusal.sentence), True
            return
        change = await read(newest_change, actor, read_id(page.id), now=datetime.now(UTC))
        if change.version == self.view.version:
            # Nobody was faster: it cannot be done, and the refusal says why.
            raise refusal
        self.faster, self.conflict = change.words, True

    async def _decisions(self, lines: list[DecideLine]) -> tuple[LineDecision, ...]:
        language = (await on_screen(self)).language_code
        return tuple(_decision(line, language) for line in lines)


def _decision(line: DecideLine, language: str) -> LineDecision:
    sentence = REJECT_REASONS.get(line.reason)
    return LineDecision(
        line_id=read_id(line.id),
        approved=line.approve,
        rejected=line.reject,
        kept=line.keep,
        reason=tell(language, sentence) if sentence else "",
        words=line.words.strip()[: MAX_WORDS + 1],
    )
