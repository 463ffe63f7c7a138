"""What the sidebar tells beside its places: how many wait in the queue and among the messages, and the saved views."""

from datetime import UTC, datetime

import reflex as rx
from reflex.event import EventSpec

from returns_app.db.session import read
from returns_app.flows.handler import staff
from returns_app.flows.keep_fresh import keep_fresh
from returns_app.flows.who import acting
from returns_app.queries.dashboard import side_counts
from returns_app.queries.saved_views import SavedViewRow, saved_views


class Sidebar(rx.State):
    """Filled by `SignedIn.load` at every page; afterwards it follows what is committed, on whichever page."""

    queue: str = ""
    messages: str = ""
    views: list[SavedViewRow] = []

    @rx.event
    @staff
    async def load(self) -> EventSpec:
        """Fill it, and follow from now on. Call it too when a view was saved, renamed or deleted."""
        await self._read_again()
        self.views = await read(saved_views, await acting())
        return Sidebar.follow

    @rx.event(background=True)
    @staff
    async def follow(self) -> None:
        """Count again after commits, at most once a second, while the tab is open."""
        await keep_fresh(self, path=None, refresh=self._read_again)

    async def _read_again(self) -> None:
        counts = await read(side_counts, await acting(), now=datetime.now(UTC))
        self.queue, self.messages = counts.queue, counts.messages
