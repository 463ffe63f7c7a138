"""Going through the work queue in one tab: what was skipped, and whether the next return opens by itself."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import reflex as rx
from reflex.event import EventSpec

from returns_app import routes
from returns_app.actions.work_queue import MOST_SKIPPED, skip, take_next
from returns_app.db.session import write
from returns_app.flows.handler import desk
from returns_app.flows.who import acting


class WorkQueue(rx.State):
    """`goes_on` opens the next return as soon as one is decided."""

    goes_on: bool = True
    _skipped: list[str] = []

    @rx.event
    @desk
    async def go_on(self, wanted: bool) -> None:
        """Open the next return by itself from now on, or no longer."""
        self.goes_on = wanted

    async def _serve(self, act: Callable[..., Any], *wish: Any, replace: bool = False) -> EventSpec:
        """Take a return by `act`, and open it; the queue's page when nothing waits."""
        skipped = tuple(UUID(one) for one in self._skipped)
        found = await write(act, await acting(), *wish, skipped=skipped, now=datetime.now(UTC))
        return rx.redirect(routes.queue_item(found) if found else routes.QUEUE, replace=replace)


async def next_in_queue(state: rx.State, *, replace: bool = False) -> EventSpec:
    """Take the next return for whoever acts, and open it; with `replace` in the place of the page that asked."""
    queue = await state.get_state(WorkQueue)
    return await queue._serve(take_next, replace=replace)  # noqa: SLF001 - the state of this file


async def skip_in_queue(state: rx.State, return_id: UUID) -> EventSpec:
    """Put a return to the end for whoever acts, and open the next."""
    queue = await state.get_state(WorkQueue)
    told = await queue._serve(skip, return_id)  # noqa: SLF001
    rest = [one for one in queue._skipped if one != str(return_id)]  # noqa: SLF001
    queue._skipped = [*rest, str(return_id)][-MOST_SKIPPED:]  # noqa: SLF001
    return told


async def goes_on(state: rx.State) -> bool:
    """Whether the next return opens by itself."""
    return bool((await state.get_state(WorkQueue)).goes_on)
