"""The customer's return on screen. Everything here is rebuilt from the cookie and the database at every visit."""

# ruff: noqa: SLF001 - what is no event of a state begins with an underscore, also for its neighbors

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import reflex as rx
from reflex.event import EventSpec

from returns_app import routes
from returns_app.actions.check_out import check_out
from returns_app.actions.choose_shipping import choose_shipping
from returns_app.actions.customer_deed import customer_deed
from returns_app.actions.open_link import note_opened
from returns_app.actions.save_draft import save_order_number
from returns_app.actions.speak import speak
from returns_app.db.session import outside, read, write
from returns_app.db.tokens import kept_name
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Forbidden, Invalid, Problem, Refusal
from returns_app.flows.cookies import Face
from returns_app.flows.handler import customer
from returns_app.flows.keep_fresh import keep_fresh
from returns_app.flows.notices import Notice, Notices, language_of
from returns_app.flows.portal import forms, way
from returns_app.flows.who import acting, credential
from returns_app.i18n import tell, words
from returns_app.queries.portal import portal_view
from returns_app.queries.portal_views import PortalView
from returns_app.queries.wanted_shipment import wanted_shipment
from returns_app.worker.shipments import make_label


@dataclass(frozen=True)
class Fix:
    """One thing to fix, and the field it leads to."""

    field: str
    words: str


Renaming = Callable[[Invalid], Iterable[Problem]]


def _as_they_are(refusal: Invalid) -> Iterable[Problem]:
    return refusal.problems


_forms: dict[str, type[rx.State]] = {}


def form_of(step: str) -> Callable[[type[rx.State]], type[rx.State]]:
    """Declare the state that is filled whenever this step comes on screen."""

    def declare(state: type[rx.State]) -> type[rx.State]:
        _forms[step] = state
        return state

    return declare


class Portal(rx.State):
    """Where the customer is. `turn` counts answers, so that a waiting button knows when it has waited enough.

    `visit` changes whenever the page is filled anew: what was sent before, and not answered, may not have arrived.
    `keep` names this return to the browser, which keeps what is typed. `saved` is the step that was just committed.
    """

    loaded: bool = False
    step: str = ""
    view: PortalView = PortalView()
    problems: dict[str, str] = {}
    fixes: list[Fix] = []
    fix_title: str = ""
    fix_count: int = 0
    turn: int = 0
    visit: str = ""
    keep: str = ""
    saved: str = ""
    step_words: str = ""
    next_words: str = ""
    segments: list[str] = []
    back_to: str = ""
    _key: str = ""
    # The step that a deed led away from, and the connection it came by.
    _left: tuple[str, str] = ("", "")

    @rx.event
    @customer
    async def load(self) -> EventSpec:
        """Show the return at the step that the address names, or at the one that is next."""
        actor = await acting()
        if not self.loaded:
            token = credential(self.router.headers.cookie, Face.PORTAL).token
            await write(note_opened, actor, token, now=datetime.now(UTC))
        await self._read_again(actor)
        if self.view.language != language_of(self):
            # The link opens in its own language, so the customer has chosen this one.
            await write(speak, actor, language_of(self))
        await self._arrive(actor)
        return Portal.follow

    @rx.event
    @customer
    async def go(self, step: str) -> None:
        """Show another screen, if the return allows it."""
        actor, left = await acting(), self.step
        await self._read_again(actor)
        await self._enter(actor, way.screen_for(self.view, step), left=left)

    @rx.event
    @customer
    async def begin(self) -> None:
        """Go from the start to the first open step."""
        await self._enter(await acting(), way.following(self.view), left=way.START)

    @rx.event
    @customer
    async def save_order(self, data: dict[str, Any]) -> None:
        """Keep the order number."""
        await self._save("order_number", save_order_number, forms.text(data, "order_number"))

    @rx.event
    @customer
    async def save_option(self, data: dict[str, Any]) -> None:
        """Keep how it is sent, and when it may be picked up."""
        try:
            wish = forms.shipping(data)
        except Invalid as refusal:
            self._refuse(refusal.problems)
        else:
            await self._save("shipping", choose_shipping, wish)

    @rx.event
    @customer
    async def confirm(self) -> EventSpec | None:
        """Confirm, once: again, from another tab or after a crash it shows what the first one brought about."""
        actor = await acting()
        self._key = self._key or uuid4().hex
        try:
            await self._write(actor, check_out, key=self._key)
        except Invalid as refusal:
            # A step fell open again, for example because a way of sending is not offered any more.
            await self._read_again(actor)
            await self._enter(actor, way.following(self.view))
            self._refuse(refusal.problems)
            return None
        await self._read_again(actor)
        await self._enter(actor, way.screen_for(self.view))
        return Portal.follow

    @rx.event(background=True)
    @customer
    async def follow(self) -> EventSpec | None:
        """Wait for the label, then show whatever others do to the return, for as long as the page is open."""
        actor = await acting()
        ended = await keep_fresh(
            self,
            path=routes.portal(language_of(self)),
            refresh=self._show_changes,
            what=actor.return_id,
            first=self._make_label,
        )
        return rx.redirect(routes.dead_link(language_of(self))) if isinstance(ended, Forbidden) else None

    async def _make_label(self) -> bool:
        """Make the label while the page waits for one, harmless where the worker is faster."""
        further = [one for one in self.view.outcome.spares if one.state == "making"]
        if self.step != "working" and not further:
            return False
        actor = await acting()
        shipment: UUID | None = await read(wanted_shipment, actor, actor.return_id)
        if shipment is not None:
            await outside(make_label, shipment)
        return True

    async def _show_changes(self) -> None:
        actor = await acting()
        await self._read_again(actor)
        there = way.screen_for(self.view, self.step)
        if self.view.stage != "checkout" and self.step != there:
            await self._enter(actor, there)

    def _wanted(self) -> str:
        """The step that the address names; where a deed led instead, if its answer never reached the browser."""
        named = self.router.url.query_parameters.get("step", "")
        left, connection = self._left
        return self.step if left and left == named and connection != self.router.session.session_id else named

    async def _save(
        self,
        step: str,
        deed: Callable[..., Any],
        *wish: Any,
        renamed: Renaming = _as_they_are,
    ) -> bool:
        """Run one deed and go on to the next step; what is wrong is shown at its field, and nothing is lost."""
        actor = await acting()
        try:
            await self._write(actor, deed, *wish)
        except Invalid as refusal:
            self._refuse(renamed(refusal))
            return False
        await self._read_again(actor)
        await self._enter(actor, way.following(self.view, after=step), left=step)
        self.saved = step
        return True

    async def _write(self, actor: Actor, deed: Callable[..., Any], *wish: Any, **more: Any) -> None:
        await self._clear()
        try:
            await write(customer_deed, actor, deed, *wish, now=datetime.now(UTC), **more)
        except Invalid:
            raise
        except Refusal:
            # It is not what the customer saw; show how it is now, beside the reason.
            await self._read_again(actor)
            raise
        finally:
            self.turn += 1

    async def _clear(self) -> None:
        self.problems, self.fixes = {}, []
        (await self.get_state(Notices)).notice = Notice()

    def _refuse(self, problems: Iterable[Problem]) -> None:
        language = language_of(self)
        self.problems = {one.field: tell(language, one.sentence) for one in problems}
        self.fixes = [Fix(field, said) for field, said in self.problems.items()]
        self.fix_title = words(language).n("One thing to fix", "{count} things to fix", len(self.fixes))
        self.fix_count += 1
        self.saved = ""
        self.turn += 1

    async def _read_again(self, actor: Actor) -> None:
        now = datetime.now(UTC)
        self.view = await read(portal_view, actor, language=language_of(self), now=now)

    async def _arrive(self, actor: Actor) -> None:
        """Fill the page anew with the return that was read, at the step that its address names."""
        await self._enter(actor, way.screen_for(self.view, self._wanted()))
        self.visit = uuid4().hex
        self.keep = kept_name(actor.return_id or UUID(int=0))
        self.loaded = True

    async def _enter(self, actor: Actor, step: str, *, left: str = "") -> None:
        language = language_of(self)
        if step in _forms:
            await (await self.get_state(_forms[step]))._fill(actor, language)
        self._key = uuid4().hex if step == way.CONFIRM and self.step != step else self._key
        self.problems, self.fixes = {}, []
        self.saved, self._left = "", (left, self.router.session.session_id if left else "")
        self.step = step
        self.turn += 1
        self.step_words = way.step_words(language, self.view, step)
        self.next_words = way.next_words(language, self.view, step)
        self.segments = way.segments(self.view, step)
        self.back_to = way.before(self.view, step)
