"""The page of a return's link: what is on it, and the five things one can do with a link."""

from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any, Literal
from uuid import UUID, uuid4

import reflex as rx
from reflex.event import EventSpec
from sqlmodel import Session

from returns_app import routes
from returns_app.actions.issue_link import change_expiry, replace_link, revoke_link, send_link
from returns_app.db.session import read, write
from returns_app.domain.actors import DESK_ROLES, Actor
from returns_app.domain.errors import Conflict, Invalid, NotFound
from returns_app.domain.lifecycle import Status
from returns_app.domain.words import say
from returns_app.flows.handler import desk, staff
from returns_app.flows.keep_fresh import keep_fresh
from returns_app.flows.notices import say_done
from returns_app.flows.who import acting
from returns_app.labels import qr_png, qr_svg
from returns_app.queries.link import link_view
from returns_app.queries.link_views import LinkView
from returns_app.queries.moments import ZONE
from returns_app.worker.letters import link_url

PNG_SCALE = 12
Question = Literal["", "replace", "revoke", "expiry"]


class LinkDesk(rx.State):
    """One return's link. `asking` names the open dialog; `key` is that of the next click on "Send"."""

    loaded: bool = False
    missing: bool = False
    view: LinkView = LinkView()
    url: str = ""
    qr: str = ""
    key: str = ""
    asking: str = ""
    problems: dict[str, str] = {}
    _return_id: UUID | None = None

    @rx.event
    @staff
    async def load(self) -> EventSpec | None:
        """Fill the page from its address. A draft, and a return without a link, are shown on their own pages."""
        self.problems, self.missing, self.asking = {}, False, ""
        given = self.router.url.query_parameters.get("id", "")
        try:
            self._return_id = _named(given, await acting())
            await self._read_again()
        except NotFound:
            self._return_id, self.view, self.url, self.qr = None, LinkView(), "", ""
            self.missing = self.loaded = True
            return None
        if self.view.status == Status.DRAFT:
            return rx.redirect(routes.draft_page(self.view.return_id), replace=True)
        if not self.view.state:
            return rx.redirect(routes.return_page(self.view.return_id), replace=True)
        self.key = str(uuid4())
        self.loaded = True
        return None

    @rx.event
    @desk
    async def send(self, fields: dict[str, Any]) -> None:
        """Mail the link. The click's own key makes a second press of the same button harmless."""
        self.problems = {}
        to, message = _text(fields, "to"), _text(fields, "message")
        own = to.strip().lower() == self.view.email.lower()
        await write(
            send_link,
            await acting(),
            self._shown(),
            key=str(_id(_text(fields, "key"))),
            to="" if own else to,
            message=message,
            now=datetime.now(UTC),
        )
        await self._read_again()
        self.key = str(uuid4())
        await say_done(
            self, say("The link is on its way to {address}.", address=to.strip() or self.view.email)
        )

    @rx.event
    @desk
    async def replace(self, old: UUID) -> None:
        """Make a new link; the one on screen, `old`, ends."""
        self.asking = ""
        await write(replace_link, await acting(), self._shown(), old=old, now=datetime.now(UTC))
        await self._read_again()
        self.key = str(uuid4())
        await say_done(self, say("A new link is ready. The old one opens nothing any more."))

    @rx.event
    @desk
    async def revoke(self, old: UUID) -> None:
        """End the link on screen, `old`, without a new one."""
        self.asking = ""
        await write(_revoke, await acting(), self._shown(), old, now=datetime.now(UTC))
        await self._read_again()
        await say_done(self, say("The link was revoked."))

    @rx.event
    @desk
    async def change_date(self, fields: dict[str, Any]) -> None:
        """Let the link live to the end of another day."""
        self.problems = {}
        until = _end_of(_text(fields, "expires_at"))
        await write(change_expiry, await acting(), self._shown(), until, now=datetime.now(UTC))
        await self._read_again()
        self.asking = ""
        await say_done(self, say("The link lives until {day}.", day=self.view.lives_until))

    @rx.event
    @desk
    async def ask(self, what: Question) -> None:
        """Open a dialog, or close the open one."""
        self.asking, self.problems = what, {}

    @rx.event
    @desk
    async def picture(self) -> EventSpec:
        """Give the QR code as a picture to keep."""
        self._shown()
        if not self.url:
            # A link that is over has no code any more.
            raise NotFound
        return rx.download(data=qr_png(self.url, PNG_SCALE), filename=f"link-{self.view.reference}.png")

    @rx.event(background=True)
    @desk
    async def follow(self) -> None:
        """Keep the page true while it is open: what the customer does shows by itself."""
        async with self:
            # The page may still be loading: the address is what both of us go by.
            shown = _some_id(self.router.url.query_parameters.get("id", ""))
        if shown is not None:
            await keep_fresh(self, path=routes.READY_LINK, refresh=partial(self._catch_up, shown), what=shown)

    async def _catch_up(self, shown: UUID) -> None:
        if self._return_id == shown:
            await self._read_again()

    async def _read_again(self) -> None:
        view = await read(link_view, await acting(), self._return_id or UUID(int=0), now=datetime.now(UTC))
        opens = view.state in {"live", "ended", "finished"}
        url = link_url(UUID(view.link_id)) if opens else ""
        if url != self.url:
            self.url, self.qr = url, qr_svg(url) if url else ""
        self.view = view

    def _shown(self) -> UUID:
        if self._return_id is None:
            raise NotFound
        return self._return_id


def _revoke(session: Session, actor: Actor, return_id: UUID, old: UUID, *, now: datetime) -> None:
    if link_view(session, actor, return_id, now=now).link_id != str(old):
        raise Conflict(say("The link was replaced in the meantime. This is the new one."))
    revoke_link(session, actor, return_id, now=now)


def _named(text: str, actor: Actor) -> UUID:
    """The return of the address. Whoever makes no returns reads that there is none, instead of waiting for ever."""
    if actor.role not in DESK_ROLES:
        raise NotFound
    return _id(text)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error


def _some_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    text = value if isinstance(value, str) else ""
    if "\x00" in text:
        raise Invalid.at(name, say("This holds a character that cannot be printed."))
    return text


def _end_of(text: str) -> datetime:
    """The last minute of a day, as the merchant's clock has it."""
    try:
        return datetime.combine(date.fromisoformat(text), time(23, 59), ZONE)
    except ValueError as error:
        raise Invalid.at("expires_at", say("Choose a day.")) from error
