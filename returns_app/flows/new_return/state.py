"""The wizard: where the agent is, what is saved, and what happens when a step is left.

The states of one screen look into each other: a public method would be a handler for any browser.
"""

import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import reflex as rx
from reflex.event import EventSpec

from returns_app import routes
from returns_app.actions.issue_link import issue_link
from returns_app.actions.open_return import open_return
from returns_app.db.session import read, write
from returns_app.domain.actors import DESK_ROLES
from returns_app.domain.errors import Conflict, Invalid, NotFound
from returns_app.domain.lifecycle import Status
from returns_app.domain.policy import CreationPath
from returns_app.domain.wizard import AGENT_STEPS, StepKey
from returns_app.domain.words import say
from returns_app.flows.handler import Malformed, desk, staff
from returns_app.flows.new_return.customer_state import CustomerStep
from returns_app.flows.new_return.leaving import Go, Leaving, leave_step, save_customer
from returns_app.flows.new_return.reading import id_of, read_answers, some_id
from returns_app.flows.new_return.types_state import TypeStep
from returns_app.flows.notices import Notice, Notices
from returns_app.flows.who import acting
from returns_app.queries.draft_views import DraftView, StepView
from returns_app.queries.drafts import draft_view
from returns_app.queries.policies import policy_cards
from returns_app.queries.survey_forms import QuestionBlock, question_blocks, question_kinds

# So long the address of a step that was left may take to arrive; nobody goes back by the browser sooner.
LATE_SECONDS = 1.0
ORDER = tuple(step.key for step in AGENT_STEPS[CreationPath.LINK])


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
    _draft_id: UUID | None = None
    _entered: int = 0
    # The step just left, and until when its address may still arrive late.
    _left: str = ""
    _late_until: float = 0.0

    @rx.event
    @staff
    async def load(self) -> EventSpec | None:
        """Fill the page from its address: a new return, or the draft that is named there, at the step named there."""
        given = self.router.url.query_parameters
        actor = await acting()
        self.problems, self.missing = {}, False
        if actor.role not in DESK_ROLES:
            # Whoever does not make returns reads so, instead of waiting for a page that never comes.
            self.missing = self.loaded = True
            return None
        if not given.get("id"):
            await self._begin()
            return None
        draft_id = some_id(given["id"]) or UUID(int=0)
        try:
            view = await read(draft_view, actor, draft_id, now=datetime.now(UTC))
        except NotFound:
            self.missing = self.loaded = True
            return None
        if view.status != Status.DRAFT:
            return rx.redirect(_page_of(view), replace=True)
        known = self._draft_id == draft_id and bool(self.view.id)
        self._draft_id = draft_id
        self._show(view)
        wanted = _step(given.get("step", "")) or StepKey(view.next_open)
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
        self.problems = {}
        wish = await self._wish(StepKey(step), go, fields)
        if wish.step is StepKey.COMPLETE and wish.go is Go.NEXT:
            return await self._complete(wish)
        try:
            view = await write(leave_step, await acting(), wish, now=datetime.now(UTC))
        except Invalid as refusal:
            await self._refused(refusal, fields)
            raise
        except Conflict:
            return await self._moved_on()
        # Before the first save there was no draft in the address; nobody shall go back to an empty form.
        is_new = not self.view.id
        self._show(view)
        await quiet(self)
        target = self._target(wish, go)
        await self._settle(wish)
        await self._enter(target, fresh=False)
        self._left, self._late_until = step, time.monotonic() + LATE_SECONDS
        return rx.redirect(f"{routes.draft_page(view.id)}&step={target.value}", replace=is_new)

    @rx.event
    @desk
    async def pick_customer(self, customer_id: str) -> EventSpec | None:
        """Choose a customer who was found."""
        if self._draft_id is None or self.step != StepKey.CUSTOMER:
            return None
        self.problems = {}
        who = id_of(customer_id, field="customer", sentence=say("Choose a customer, or create one."))
        try:
            view = await write(save_customer, await acting(), self._draft_id, who, now=datetime.now(UTC))
        except Conflict:
            return await self._moved_on()
        (await self.get_state(CustomerStep))._forget()  # noqa: SLF001
        await quiet(self)
        self._show(view)
        self._new_scene()
        return None

    @rx.event
    @desk
    async def edit_answers(self, fields: dict[str, Any]) -> None:
        """Show the questions that what is typed now asks for; nothing is saved yet."""
        if self._draft_id is not None and self.step == StepKey.SURVEYS:
            await self._ask(fields)

    async def _begin(self) -> None:
        if self._draft_id is None or self.view.id:
            self._draft_id = uuid4()
        started = self.step == StepKey.RETURN_TYPE and not self.view.id and self.loaded
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
            picker._fill(cards, path=self.view.path, policy_id=self.view.policy_id)  # noqa: SLF001
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

    async def _wish(self, step: StepKey, go: str, fields: dict[str, Any]) -> Leaving:
        picker, customers = await self.get_state(TypeStep), await self.get_state(CustomerStep)
        way = Go(go) if go in {"next", "back", "leave", "leave_all"} else Go.JUMP
        if way is Go.JUMP and _step(go) is None:
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
        )

    async def _complete(self, wish: Leaving) -> EventSpec | None:
        act = issue_link if wish.path is CreationPath.LINK else open_return
        actor, now = await acting(), datetime.now(UTC)
        try:
            await write(act, actor, wish.draft_id, now=now)
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

    async def _moved_on(self) -> EventSpec | None:
        """Somebody completed or canceled it elsewhere: show what has become of it."""
        view = await read(draft_view, await acting(), self._draft_id or UUID(int=0), now=datetime.now(UTC))
        if view.status != Status.DRAFT:
            return rx.redirect(_page_of(view), replace=True)
        raise Conflict(say("Somebody changed this return at the same moment. Try again."))

    async def _refused(self, refusal: Invalid, fields: dict[str, Any]) -> None:
        self.complaint += 1
        taken = any(problem.field == "email" for problem in refusal.problems)
        email = fields.get("email")
        if taken and isinstance(email, str):
            await (await self.get_state(CustomerStep))._look_for_twin(email)  # noqa: SLF001

    async def _settle(self, wish: Leaving) -> None:
        """Tidy up after the second step: the form is done with, or waits until the agent comes back to it."""
        if wish.step is not StepKey.CUSTOMER:
            return
        customers = await self.get_state(CustomerStep)
        if customers.creating and not (self.view.customer.id and wish.go in {Go.NEXT, Go.LEAVE_ALL}):
            customers._keep_typed(wish.fields)  # noqa: SLF001
        else:
            customers._forget()  # noqa: SLF001

    def _target(self, wish: Leaving, go: str) -> StepKey:
        if wish.go is Go.JUMP:
            return StepKey(go)
        if wish.go is Go.LEAVE_ALL:
            return StepKey(self.view.next_open)
        at = ORDER.index(wish.step) + (-1 if wish.go is Go.BACK else 1)
        # A step that asks nothing is stepped over.
        if ORDER[at] is StepKey.SURVEYS and not self.view.questions:
            at += -1 if wish.go is Go.BACK else 1
        return ORDER[max(at, 0)]

    def _show(self, view: DraftView) -> None:
        self.view, self.path = view, view.path or self.path
        self.steps = view.steps or _steps_to_come()

    def _new_scene(self) -> None:
        self._entered += 1
        self.scene = f"{self.step}.{self._entered}"


async def quiet(state: rx.State) -> None:
    """Take the last refusal off the screen: what it spoke of is mended."""
    board = await state.get_state(Notices)
    board.notice = Notice(number=board.notice.number)


def _step(text: str) -> StepKey | None:
    with suppress(ValueError):
        return key if (key := StepKey(text)) in ORDER else None
    return None


def _page_of(view: DraftView) -> str:
    is_link = view.status == Status.AWAITING_CUSTOMER
    return routes.ready_link_page(view.id) if is_link else routes.return_page(view.id)


def _steps_to_come() -> list[StepView]:
    """The stepper before there is a draft."""
    values = {
        StepKey.RETURN_TYPE: "Choose one",
        StepKey.CUSTOMER: "Required",
        StepKey.COMPLETE: "Check and finish",
    }
    return [
        StepView(step.key.value, str(number), str(step.title), values.get(step.key, "Can be left"), "open")
        for number, step in enumerate(AGENT_STEPS[CreationPath.LINK], 1)
    ]
