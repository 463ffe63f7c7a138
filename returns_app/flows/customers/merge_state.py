"""Merging two customers: side by side first, with what becomes of everything; then done, by supervisors and admins."""

from datetime import UTC, datetime
from typing import Any

import reflex as rx

from returns_app import routes
from returns_app.actions.merge_customers import merge_customers
from returns_app.db.session import read, write
from returns_app.domain.actors import Role
from returns_app.domain.errors import Conflict, Forbidden, NotFound
from returns_app.domain.words import say
from returns_app.flows.customers.state import on_screen, show_again
from returns_app.flows.handler import desk, roles
from returns_app.flows.notices import forget_refusal, say_done
from returns_app.flows.searching import searching
from returns_app.flows.sent import read_id
from returns_app.flows.who import acting
from returns_app.queries.customer_merge import MergePreview, merge_preview
from returns_app.queries.customers import CustomerHit, find_customers

_supervising = roles(Role.SUPERVISOR, Role.ADMIN)


class MergeCustomers(rx.State):
    """The comparison of the customer on screen with another; `choosing` while the other is still looked for."""

    preview: MergePreview = MergePreview()
    choosing: bool = False
    options: list[CustomerHit] = []
    answered: str = ""
    refused: str = ""

    @rx.event
    @_supervising
    async def choose(self) -> None:
        """Look for the other customer."""
        await on_screen(self)
        self.choosing, self.options, self.answered = True, [], ""

    @rx.event(supersedes=True)
    @_supervising
    @searching
    async def look(self, words: str) -> None:
        """Find customers to compare with; never the one on screen."""
        actor, page = await acting(), await on_screen(self)
        found = await read(find_customers, actor, words)
        self.options = [hit for hit in found.hits if hit.id != page.id]
        self.answered = words

    @rx.event
    @_supervising
    async def compare(self, other_id: str) -> None:
        """Show the customer on screen and this one side by side; the older number stays, until chosen otherwise."""
        page, self.refused = await on_screen(self), ""
        await self._preview(page.id, other_id, page.id)
        if _place(self.preview.right.number) < _place(self.preview.left.number):
            await self._preview(page.id, other_id, other_id)
        self.choosing = False

    @rx.event
    @_supervising
    async def keep(self, stays_id: str) -> None:
        """Let the other one of the two stay."""
        await self._preview(self.preview.left.id, self.preview.right.id, stays_id)

    @rx.event
    @desk
    async def close(self) -> None:
        """Leave both as they are."""
        self.preview, self.choosing, self.refused = MergePreview(), False, ""

    @rx.event
    @_supervising
    async def merge(self) -> Any:
        """Make one of the two, as shown."""
        actor, shown = await acting(), self.preview
        stays, goes = read_id(shown.stays), read_id(shown.left.id)
        goes = read_id(shown.right.id) if goes == stays else goes
        try:
            await write(merge_customers, actor, stays, goes, seen=shown.seen, now=datetime.now(UTC))
        except (Conflict, Forbidden) as refusal:
            # Said where the person looks: a notice would stand behind the comparison.
            self.refused = str(refusal.sentence)
            await self._show_afresh(shown)
            return None
        self.preview = MergePreview()
        await forget_refusal(self)
        await say_done(self, say("The two are one customer now."))
        page = await on_screen(self)
        if read_id(page.id) != stays:
            return rx.redirect(routes.customer_page(stays), replace=True)
        await show_again(self)
        return None

    async def _preview(self, left: str, right: str, stays: str) -> None:
        ids = (read_id(one) for one in (left, right, stays))
        self.preview = await read(merge_preview, await acting(), *ids)

    async def _show_afresh(self, shown: MergePreview) -> None:
        await show_again(self)
        try:
            await self._preview(shown.left.id, shown.right.id, shown.stays)
        except NotFound:
            self.preview = MergePreview()
            raise


def _place(number: str) -> int:
    digits = number.rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 0
