"""The wizard: where the agent is, what is saved, and what happens when a step is left.

The states of one screen look into each other: a public method would be a handler for any browser.
"""

import time
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import reflex as rx
from reflex.event import EventSpec

from returns_app import routes
from returns_app.db.session import read, write
from returns_app.domain.actors import DESK_ROLES
from returns_app.domain.errors import Conflict, Invalid, NotFound
from returns_app.domain.lifecycle import Status
from returns_app.domain.policy import CreationPath
from returns_app.domain.wizard import StepKey
from returns_app.domain.words import say
from returns_app.flows.handler import Malformed, desk, staff
from returns_app.flows.new_return.customer_state import CustomerStep
from returns_app.flows.new_return.leaving import finish_draft, leave_step, save_customer
from returns_app.flows.new_return.reading import id_of, read_answers, some_id
from returns_app.flows.new_return.two_tabs import Clash, Seen, Stale, clash_of
from returns_app.flows.new_return.types_state import TypeStep
from returns_app.flows.new_return.way import (
    Go,
    Kept,
    Leaving,
    address_of,
    entered_words,
    page_of,
    step_of,
    steps_to_come,
    target,
)
from returns_app.flows.notices import Notice, Notices
from returns_app.flows.who import acting
from returns_app.queries.beginning import Beginning, BeginningWish, beginning, read_wish
from returns_app.queries.draft_views import DraftView, StepView
from returns_app.queries.drafts import draft_view
from returns_app.queries.policies import policy_cards
from returns_app.queries.survey_forms import QuestionBlock, question_blocks, question_kinds

# So long the address of a step that was left may take to arrive; nobody goes back by the browser sooner.
LATE_SECONDS = 1.0


class NewReturn(rx.State):
    """One return being made. `scene` names what is on screen, so that focus moves when it changes."""

    loaded: bool = False
    missing: bool = False
    step: str = ""
    scene: str = ""
    path: str = ""
    view: DraftView = DraftView()
    steps: list[StepView] = []
    blocks: list[QuestionBlock] = []
    problems: dict[str, str] = {}
    complaint: int = 0
    begun: Beginning = Beginning()
    clash: Clash = Clash()
    renewed: int = 0
    # The products of the lines, to see which of those offered are there.
    there: list[str] = []
    _draft_id: UUID | None = None
    _entered: int = 0
    # The questions as they are saved, without what is typed on top.
    _asked: list[QuestionBlock] = []
    # What was entered here over an older draft, until the agent has chosen; and that draft as it is saved.
    _kept: Kept | None = None
    _newer: DraftView = DraftView()
    # The step just left, and until when its address may still arrive late.
    _left: str = ""
    _late_until: float = 0.0

    @rx.event
    @staff
    async def load(self) -> EventSpec | None:
        """Fill the page from its address: a new return, or the draft that is named there, at the step named there."""
        given = self.router.url.query_parameters
        actor = await acting()
        wish = read_wish(given)
        self.problems, self.missing, self.clash = {}, False, Clash()
        if actor.role not in DESK_ROLES:
            # Whoever does not make returns reads so, instead of waiting for a page that never comes.
            self.missing = self.loaded = True
            return None
        if not given.get("id"):
            await self._begin(wish)
            return None
        draft_id = some_id(given["id"]) or UUID(int=0)
        try:
            view = await read(draft_view, actor, draft_id, now=datetime.now(UTC))
        except NotFound:
            self.missing = self.loaded = True
            return None
        if view.status != Status.DRAFT:
            return rx.redirect(page_of(view), replace=True)
        if self.begun.source != wish.source:
            self.begun = await read(beginning, actor, BeginningWish(source=wish.source))
        known = self._draft_id == draft_id and bool(self.view.id)
        self._draft_id = draft_id
        self._show(view)
        wanted = step_of(given.get("step", "")) or StepKey(view.next_open)
        # Somebody who types fast has gone on before the address of the last step is loaded: they stay where they are.
        late = wanted == self._left and time.monotonic() < self._late_until
        if not (known and self.loaded and (late or wanted == self.step)):
            await self._enter(wanted, fresh=not known)
        self.loaded = True
        return None

    @rx.event
    @desk
    async def leave(self, step: str, go: str, fields: dict[str, Any]) -> EventSpec | None:
        """Save the step that is left, and go where the agent wants: `next`, `back`, `leave`, `leave_all` or a step."""
        if step != self.step or self._draft_id is None:
            # Pressed twice, or on a page that has moved on: the first press did it.
            return None
        return await self._leave(await self._wish(StepKey(step), go, fields), go)

    @rx.event
    @desk
    async def pick_customer(self, customer_id: str) -> EventSpec | None:
        """Choose a customer who was found."""
        if self._draft_id is None or self.step != StepKey.CUSTOMER:
            return None
        self.problems = {}
        who = id_of(customer_id, field="customer", sentence=say("Choose a customer, or create one."))
        return await self._pick(who)

    @rx.event
    @desk
    async def edit_answers(self, fields: dict[str, Any]) -> None:
        """Show the questions that what is typed now asks for; nothing is saved yet."""
        if self._draft_id is not None and self.step == StepKey.SURVEYS:
            await self._ask(fields)

    async def _leave(self, wish: Leaving, go: str) -> EventSpec | None:
        self.problems = {}
        if wish.step is StepKey.COMPLETE and wish.go is Go.NEXT:
            return await self._complete(wish)
        try:
            view = await write(leave_step, await acting(), wish, now=datetime.now(UTC))
        except Stale as stale:
            return await self._clashed(stale, Kept(entered_words(wish), leaving=wish, go=go))
        except Invalid as refusal:
            self.complaint += 1
            await (await self.get_state(CustomerStep))._look_for_twin(refusal, wish.fields)  # noqa: SLF001
            raise
        except Conflict:
            return await self._moved_on()
        # Before the first save there was no draft in the address; nobody shall go back to an empty form.
        is_new = not self.view.id
        self._show(view)
        await quiet(self)
        if wish.step is StepKey.CUSTOMER:
            done = bool(view.customer.id) and wish.go in {Go.NEXT, Go.LEAVE_ALL}
            (await self.get_state(CustomerStep))._settle(wish.fields, done=done)  # noqa: SLF001
        step = target(view, wish, go)
        await self._enter(step, fresh=False)
        self._left, self._late_until = wish.step.value, time.monotonic() + LATE_SECONDS
        return rx.redirect(address_of(view, step, self.begun), replace=is_new)

    async def _pick(self, who: UUID) -> EventSpec | None:
        try:
            view = await write(save_customer, await acting(), self.view, who, now=datetime.now(UTC))
        except Stale as stale:
            return await self._clashed(stale, Kept(["The customer you chose"], customer=who))
        except Conflict:
            return await self._moved_on()
        (await self.get_state(CustomerStep))._forget()  # noqa: SLF001
        await quiet(self)
        self._show(view)
        self._new_scene()
        return None

    async def _clashed(self, stale: Stale, kept: Kept) -> EventSpec | None:
        """Ask what shall be kept: nothing that was entered is lost meanwhile, and nothing is saved."""
        if stale.newer.status != Status.DRAFT:
            return rx.redirect(page_of(stale.newer), replace=True)
        self._kept, self._newer = kept, stale.newer
        self.clash = clash_of(stale.newer, StepKey(self.step), kept.words)
        return None

    async def _begin(self, wish: BeginningWish) -> None:
        begun = await read(beginning, await acting(), wish)
        if self._draft_id is None or self.view.id:
            self._draft_id = uuid4()
        started = (
            self.step == StepKey.RETURN_TYPE and not self.view.id and self.loaded and begun == self.begun
        )
        self.begun = begun
        self._show(DraftView())
        (await self.get_state(CustomerStep))._forget()  # noqa: SLF001
        if not started:
            await self._enter(StepKey.RETURN_TYPE, fresh=True)
        self.loaded = True

    async def _enter(self, step: StepKey, *, fresh: bool) -> None:
        """Prepare a step, and go there."""
        if step is StepKey.RETURN_TYPE:
            picker = await self.get_state(TypeStep)
            cards = await read(policy_cards, await acting())
            path, policy = (self.view.path, self.view.policy_id) if self.view.id else self._begun_type()
            picker._fill(cards, path=path, policy_id=policy)  # noqa: SLF001
            self.path = picker.path
        if step is StepKey.SURVEYS:
            await self._ask(None)
        if fresh:
            (await self.get_state(CustomerStep))._forget()  # noqa: SLF001
        self.step = step.value
        self._new_scene()

    async def _ask(self, fields: dict[str, Any] | None) -> None:
        actor, draft_id = await acting(), self._draft_id or UUID(int=0)
        typed = {}
        if fields is not None:
            typed = read_answers(await read(question_kinds, actor, draft_id), fields)
        self.blocks = await read(question_blocks, actor, draft_id, typed)
        if fields is None:
            self._asked = self.blocks

    async def _wish(self, step: StepKey, go: str, fields: dict[str, Any]) -> Leaving:
        picker, customers = await self.get_state(TypeStep), await self.get_state(CustomerStep)
        way = Go(go) if go in {"next", "back", "leave", "leave_all"} else Go.JUMP
        if way is Go.JUMP and step_of(go) is None:
            raise Malformed
        choosing = step is StepKey.RETURN_TYPE
        if choosing:
            picker._catch_up(fields.get("words", picker.words))  # noqa: SLF001
        return Leaving(
            draft_id=self._draft_id or UUID(int=0),
            step=step,
            go=way,
            path=CreationPath(picker.path if choosing else self.view.path),
            policy_id=some_id(picker.policy_id) if choosing else None,
            customer_id=customers._new_id if customers.creating else None,  # noqa: SLF001
            fields=fields,
            seen=Seen(self.view, self._asked),
            begun=self.begun,
        )

    def _begun_type(self) -> tuple[str, str]:
        return self.begun.path, self.begun.policy_id

    async def _complete(self, wish: Leaving) -> EventSpec | None:
        actor, now = await acting(), datetime.now(UTC)
        try:
            await write(finish_draft, actor, wish, now=now)
        except Stale as stale:
            return await self._look_again(stale)
        except Conflict:
            return await self._moved_on()
        except Invalid:
            self.complaint += 1
            self._show(await read(draft_view, actor, wish.draft_id, now=now))
            raise
        is_link = wish.path is CreationPath.LINK
        return rx.redirect(
            routes.ready_link_page(wish.draft_id) if is_link else routes.return_page(wish.draft_id)
        )

    async def _look_again(self, stale: Stale) -> EventSpec | None:
        """What is about to be agreed is not what was on screen any more: show it, and do nothing yet."""
        if stale.newer.status != Status.DRAFT:
            return rx.redirect(page_of(stale.newer), replace=True)
        self._show(stale.newer)
        self._new_scene()
        raise Conflict(say("This draft was changed elsewhere. This is how it is now: check it once more."))

    async def _moved_on(self) -> EventSpec | None:
        """Somebody completed or canceled it elsewhere: show what has become of it."""
        view = await read(draft_view, await acting(), self._draft_id or UUID(int=0), now=datetime.now(UTC))
        if view.status != Status.DRAFT:
            return rx.redirect(page_of(view), replace=True)
        raise Conflict(say("Somebody changed this return at the same moment. Try again."))

    def _show(self, view: DraftView) -> None:
        self.view, self.path = view, view.path or self.path
        self.steps = view.steps or steps_to_come(self.begun)
        self.there = [line.product_id + line.name for line in view.lines]

    def _new_scene(self) -> None:
        self._entered += 1
        self.scene = f"{self.step}.{self._entered}"


async def quiet(state: rx.State) -> None:
    """Take the last refusal off the screen: what it spoke of is mended."""
    board = await state.get_state(Notices)
    board.notice = Notice(number=board.notice.number)
