"""The work queue's page. It shows what waits; taking the next opens the authorization screen."""

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
from returns_app.flows.work_queue import next_in_queue
from returns_app.queries.work_queue import QueueView, queue_view


class QueuePage(rx.State):
    """What waits, within the scope of the one who looks. `barred` says that the page is not theirs."""

    view: QueueView = QueueView()
    loaded: bool = False
    barred: bool = False
    failed: bool = False

    @rx.event
    @staff
    async def load(self) -> EventSpec | None:
        """Fill the page; `?next=1` takes the next return at once."""
        self.barred = (await acting()).role not in DESK_ROLES
        if self.barred:
            self.loaded = True
            return None
        if self.router.url.query_parameters.get("next") == "1":
            return await next_in_queue(self, replace=True)
        with loading(self):
            await self._read()
        return None

    @rx.event
    @desk
    async def take(self) -> EventSpec:
        """Open the next return, held for the one who asks."""
        return await next_in_queue(self)

    @rx.event(background=True)
    @desk
    async def follow(self) -> None:
        """Show what comes and goes while the page is open."""
        await keep_fresh(self, path=routes.QUEUE, refresh=self._read)

    async def _read(self) -> None:
        self.view = await read(queue_view, await acting(), now=datetime.now(UTC))
        self.failed, self.loaded = False, True
