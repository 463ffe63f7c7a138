"""The page of one return: what is known of it, and the acts that are legal now."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import reflex as rx
from reflex.event import EventSpec

from returns_app.actions.assign import assign
from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.send_label_again import send_label_again
from returns_app.actions.want_spare_label import want_spare_label
from returns_app.db.session import outside, read, write
from returns_app.domain.errors import NotFound, Refusal
from returns_app.domain.words import say
from returns_app.flows.handler import desk, staff
from returns_app.flows.notices import say_done
from returns_app.flows.sent import read_id
from returns_app.flows.who import acting
from returns_app.queries.lifecycle import cancel_words
from returns_app.queries.return_page import return_page
from returns_app.queries.return_story import Look
from returns_app.queries.return_views import ReturnView
from returns_app.queries.wanted_shipment import wanted_shipment
from returns_app.worker import wake
from returns_app.worker.shipments import make_label


class ReturnDesk(rx.State):
    """One return on screen. `missing` says that it does not exist, or not for this person."""

    page: ReturnView = ReturnView()
    loaded: bool = False
    missing: bool = False
    canceling: bool = False
    cancel_says: str = ""
    preview: str = ""
    preview_subject: str = ""
    _look: Look = Look()
    _mail_key: str = ""

    @rx.event
    @staff
    async def load(self) -> None:
        """Show the return that the address names."""
        given = self.router.url.query_parameters
        self.canceling, self.preview, self._mail_key = False, "", uuid4().hex
        self._look = Look(ship=given.get("ship") == "1")
        try:
            await self._show(UUID(given.get("id", "")))
            self.missing = False
        except (ValueError, NotFound):
            self.page, self.missing = ReturnView(), True
        self.loaded = True

    @rx.event
    @desk
    async def ask_cancel(self) -> None:
        """Open the question whether to cancel, with what that does to the customer and the label."""
        self.cancel_says = await read(cancel_words, await acting(), read_id(self.page.id))
        self.canceling = True

    @rx.event
    @staff
    async def keep(self) -> None:
        """Close it; the return goes on."""
        self.canceling = False

    @rx.event
    @desk
    async def cancel(self, data: dict[str, Any] | None = None) -> None:
        """Call the return off, as it was when the question was asked, with the reason that was given."""
        actor = await acting()
        self.canceling = False
        seen, reason = self.page, str((data or {}).get("reason", ""))
        wish = {"now": datetime.now(UTC), "version": seen.version, "reason": reason}
        await write(cancel_return, actor, read_id(seen.id), **wish)
        wake()
        await self._show(read_id(seen.id))
        await say_done(self, say("The return is canceled."))

    @rx.event(temporal=True)
    @desk
    async def label_again(self) -> None:
        """Mail the label once more."""
        actor = await acting()
        return_id = read_id(self.page.id)
        await write(send_label_again, actor, return_id, key=self._mail_key, now=datetime.now(UTC))
        wake()
        self._mail_key = uuid4().hex
        await self._show(return_id)
        await say_done(self, say("The label is on its way to the customer again."))

    @rx.event
    @desk
    async def further_label(self, number: int) -> EventSpec:
        """Ask for one more label, the one of this number: pressed twice, it is asked for once."""
        actor, return_id = await acting(), read_id(self.page.id)
        await write(want_spare_label, actor, return_id, number, now=datetime.now(UTC))
        wake()
        await self._show(return_id)
        await say_done(self, say("One more label is being made. The customer gets it by e-mail."))
        return ReturnDesk.make_label

    @rx.event(background=True)
    @desk
    async def make_label(self) -> None:
        """Make the label that was just asked for. Harmless when the worker is faster."""
        actor = await acting()
        async with self:
            return_id = self.page.id
        shipment_id = await read(wanted_shipment, actor, UUID(return_id)) if return_id else None
        if shipment_id is not None:
            await outside(make_label, shipment_id)
            wake()

    @rx.event
    @desk
    async def assign(self, user_id: str) -> None:
        """Make the return somebody's work, or nobody's with an empty id."""
        actor, return_id = await acting(), read_id(self.page.id)
        whom = read_id(user_id) if user_id else None
        await write(assign, actor, return_id, whom, now=datetime.now(UTC))
        await self._show(return_id)

    @rx.event
    @staff
    async def show_only(self, only: str) -> None:
        """Show all of the timeline, the messages, or the changes of status."""
        self._look = replace(self._look, only=only, whole=False)
        await self._show(read_id(self.page.id))

    @rx.event
    @staff
    async def unfold(self) -> None:
        """Show the older part of the timeline as well."""
        self._look = replace(self._look, whole=True)
        await self._show(read_id(self.page.id))

    @rx.event
    @desk
    async def open_mail(self, mail_id: str) -> None:
        """Show a mail of this return as the customer gets it."""
        mail = next((one for one in self.page.mails if one.id == mail_id), None)
        if mail is not None:
            self.preview, self.preview_subject = mail.html, mail.subject

    @rx.event
    @staff
    async def close_mail(self) -> None:
        """Put the mail away."""
        self.preview = ""

    async def _show(self, return_id: UUID) -> None:
        """Read the page afresh with the rights of whoever acts. Raises `NotFound`."""
        actor = await acting()
        self.page = await read(return_page, actor, return_id, now=datetime.now(UTC), look=self._look)

    async def _show_story(self, return_id: UUID) -> None:
        """Read only what happened and what was written; the rest of the page stays as it is."""
        actor = await acting()
        fresh = await read(return_page, actor, return_id, now=datetime.now(UTC), look=self._look)
        self.page = replace(
            self.page,
            story=fresh.story,
            last=fresh.last,
            mails=fresh.mails,
            writing=fresh.writing,
            assigned=fresh.assigned,
            assigned_id=fresh.assigned_id,
        )


async def show_again(state: rx.State, *, ship: bool | None = None) -> ReturnView:
    """Read the page of the return on screen afresh, from another state of the same tab."""
    page = await state.get_state(ReturnDesk)
    if ship is not None:
        page._look = replace(page._look, ship=ship)  # noqa: SLF001 - the two states are one screen
    await page._show(read_id(page.page.id))  # noqa: SLF001
    return page.page


async def on_screen(state: rx.State) -> ReturnView:
    """The return on screen. Raises `Refusal` when there is none."""
    page = (await state.get_state(ReturnDesk)).page
    if not page.id:
        raise Refusal(say("Open a return first."))
    return page
