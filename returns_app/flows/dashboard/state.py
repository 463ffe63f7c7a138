"""The dashboard. Whose work it counts is in the page's address, so that a reload or a bookmark shows the same."""

from datetime import UTC, datetime

import reflex as rx
from reflex.event import EventSpec

from returns_app import routes
from returns_app.db.session import read
from returns_app.domain.actors import DESK_ROLES
from returns_app.flows.handler import desk, staff
from returns_app.flows.keep_fresh import keep_fresh
from returns_app.flows.loading import loading
from returns_app.flows.who import acting
from returns_app.queries.dashboard import DashboardView, dashboard

MINE, TEAM = "mine", "team"


class Dashboard(rx.State):
    """What waits, within the scope of the one who looks. `news` are the entries of the feed that came while they did."""

    view: DashboardView = DashboardView()
    whose: str = ""
    news: list[str] = []
    loaded: bool = False
    failed: bool = False

    @rx.event
    @staff
    async def load(self) -> EventSpec | None:
        """Fill the page, and follow from now on. Operators have work of their own, and go there."""
        if (await acting()).role not in DESK_ROLES:
            return rx.redirect(routes.RECEIVING, replace=True)  # type: ignore[no-any-return]
        self.whose = MINE if self.router.url.query_parameters.get("whose") == MINE else TEAM
        self.news = []
        with loading(self):
            await self._read()
        return Dashboard.follow  # type: ignore[return-value]

    @rx.event(background=True)
    @desk
    async def follow(self) -> None:
        """Count again after commits, at most once a second, while the page is open."""
        await keep_fresh(self, path=routes.DESK, refresh=self._read_again)

    async def _read_again(self) -> None:
        before = {entry.key for entry in self.view.feed}
        await self._read()
        self.news = [entry.key for entry in self.view.feed if entry.key not in before]

    async def _read(self) -> None:
        actor, mine = await acting(), self.whose == MINE
        self.view = await read(dashboard, actor, mine=mine, now=datetime.now(UTC))
        self.failed, self.loaded = False, True
