"""How the return on screen is held, and the ways on through the work queue."""

from datetime import UTC, datetime
from uuid import UUID

import reflex as rx
from reflex.event import EventSpec

from returns_app import routes
from returns_app.actions.hold_return import hold, release, take_over
from returns_app.db.session import read, write
from returns_app.domain.actors import DESK_ROLES, Role
from returns_app.domain.words import say
from returns_app.flows.desk.return_state import ReturnDesk, on_screen
from returns_app.flows.handler import desk, roles, staff
from returns_app.flows.notices import say_done
from returns_app.flows.sent import read_id
from returns_app.flows.who import acting
from returns_app.flows.work_queue import skip_in_queue
from returns_app.queries.work_queue import HoldView, hold_view


class Holding(rx.State):
    """Who holds the return on screen. `in_queue` says that it was opened from the work queue."""

    hold: HoldView = HoldView()
    in_queue: bool = False

    @rx.event
    @staff
    async def load(self) -> None:
        """Hold the return on screen if it waits for a decision and nobody else has it."""
        page = (await self.get_state(ReturnDesk)).page
        self.hold, self.in_queue = HoldView(), False
        actor = await acting()
        if page.mode != "authorize" or actor.role not in DESK_ROLES:
            return
        self.in_queue = self.router.url.query_parameters.get("queue") == "1"
        await write(hold, actor, read_id(page.id), now=datetime.now(UTC))
        await self._look(read_id(page.id))

    @rx.event
    @desk
    async def release(self) -> EventSpec:
        """Give the return back, and look at the queue."""
        actor, page = await acting(), await on_screen(self)
        await write(release, actor, read_id(page.id))
        return rx.redirect(routes.QUEUE)

    @rx.event
    @desk
    async def skip(self) -> EventSpec:
        """Put the return to the end of the queue for this agent, and open the next."""
        return await skip_in_queue(self, read_id((await on_screen(self)).id))

    @rx.event
    @roles(Role.SUPERVISOR, Role.ADMIN)
    async def take_over(self) -> None:
        """Hold the return in the place of the colleague who has it."""
        actor, page = await acting(), await on_screen(self)
        await write(take_over, actor, read_id(page.id), now=datetime.now(UTC))
        await self._look(read_id(page.id))
        await say_done(self, say("You have this return now."))

    async def _look(self, return_id: UUID) -> None:
        """Read who has the return; a return that is decided is held by nobody."""
        self.hold = await read(hold_view, await acting(), return_id, now=datetime.now(UTC))
