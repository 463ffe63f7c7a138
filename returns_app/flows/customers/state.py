"""The page of one customer: what is known of them, and notes about them."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import reflex as rx
from reflex.event import EventSpec

from returns_app.actions.customer_notes import add_customer_note
from returns_app.db.session import read, write
from returns_app.domain.errors import NotFound
from returns_app.flows.handler import desk
from returns_app.flows.sent import key_of, read_id
from returns_app.flows.who import acting
from returns_app.queries.customer_page import customer_page
from returns_app.queries.customer_views import CustomerPage


class CustomerDesk(rx.State):
    """One customer on screen. `missing` says that there is none, or not for this person."""

    page: CustomerPage = CustomerPage()
    loaded: bool = False
    missing: bool = False
    problems: dict[str, str] = {}
    notes_sent: int = 0

    @rx.event
    @desk
    async def load(self) -> EventSpec | None:
        """Show the customer whom the address names; whoever was merged leads to the one who stayed."""
        self.problems = {}
        try:
            await self._show(UUID(self.router.url.query_parameters.get("id", "")))
            self.missing = False
        except (ValueError, NotFound):
            self.page, self.missing = CustomerPage(), True
        self.loaded = self.page.moved_to == ""
        return rx.redirect(self.page.moved_to, replace=True) if self.page.moved_to else None

    @rx.event
    @desk
    async def add_note(self, data: dict[str, Any]) -> None:
        """Keep a note about the customer whom the form is about, once for each text."""
        actor, words = await acting(), str(data.get("words", ""))
        self.problems = {}
        key = key_of(str(data.get("key", "")), words)
        about = read_id(data.get("about"))
        await write(add_customer_note, actor, about, words, key=key, now=datetime.now(UTC))
        self.notes_sent += 1
        await self._show(about)

    async def _show(self, customer_id: UUID) -> None:
        """Read the page afresh with the rights of whoever acts. Raises `NotFound`."""
        self.page = await read(customer_page, await acting(), customer_id, now=datetime.now(UTC))


async def show_again(state: rx.State) -> CustomerPage:
    """Read the page of the customer on screen afresh, from another state of the same tab."""
    desk_state = await state.get_state(CustomerDesk)
    await desk_state._show(read_id(desk_state.page.id))  # noqa: SLF001 - the two states are one screen
    return desk_state.page


async def on_screen(state: rx.State) -> CustomerPage:
    """The customer on screen. Raises `NotFound` when there is none."""
    page = (await state.get_state(CustomerDesk)).page
    if not page.id:
        raise NotFound
    return page
