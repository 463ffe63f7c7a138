"""A page that shows many returns stays true by itself: after commits it is read again, at most once a second.

In the page's state, and `List.follow` behind the handler that fills the page in its `on_load`:

    @rx.event(background=True)
    @staff
    async def follow(self) -> None:
        await keep_fresh(self, path=routes.RETURNS, refresh=self._read_again)

    async def _read_again(self) -> None:                   # may set vars: the state is held while it runs
        self.found = await read(find_returns, await acting(), self._asked(), now=datetime.now(UTC))
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any
from uuid import UUID, uuid4

import reflex as rx
import structlog
from redis.exceptions import RedisError
from reflex.utils.exceptions import LockExpiredError

from returns_app.domain.errors import Refusal
from returns_app.flows.presence import is_open
from returns_app.flows.who import acting
from returns_app.live import watch

logger = structlog.get_logger(__name__)

# A burst of commits, as of a bulk act, costs each open list one reading a second.
REST_SECONDS = 1.0
# A commit that came so shortly before the watch began may have come after the page was read.
MISSED_SECONDS = 3.0
# What taking a screen's state raises while Redis, which holds it, is away. Once it is back, every watcher is woken.
AWAY = (RedisError, OSError, LockExpiredError)


class Freshness(rx.State):
    """Which watcher of this tab is the newest for each state class; an older one ends."""

    # Drawn anew by each: a count would begin again when somebody else signs in in this tab.
    _newest: dict[str, str] = {}


async def keep_fresh(
    state: Any, *, path: str | None, refresh: Callable[[], Awaitable[None]], what: UUID | None = None
) -> None:
    """Call `refresh` after commits until the tab is closed or leaves `path`; await it in a background handler.

    `path` is a constant of `routes`, or `None` for a part that stands on every page. `what` narrows it to one return.
    `refresh` runs with the state held, soon after a commit, at most once a second and once more after a burst. It must
    ask `acting()` itself; a refusal, as of somebody who signed out, ends the watch in silence, any other failure is
    logged and the next commit tries again. One watcher runs per tab and state class: a newer one ends the older.
    """
    async with state:
        name, tab, mine = state.get_full_name(), state.router.session.client_token, uuid4().hex
        (await state.get_state(Freshness))._newest[name] = mine  # noqa: SLF001 - this file's own state
    if not await is_open(tab):
        return
    due = False
    async with aclosing(watch(what, missed=MISSED_SECONDS)) as notices:
        async for changed in notices:
            due = due or changed
            if not await is_open(tab):
                return
            try:
                async with state:
                    if not await _is_wanted(state, name, mine=mine, path=path):
                        return
                    if due and not await _refreshed(refresh):
                        return
            except AWAY:
                logger.warning("a page waits for Redis", page=path)
                due = True
                continue
            if due:
                due = False
                await asyncio.sleep(REST_SECONDS)


async def _is_wanted(state: Any, name: str, *, mine: str, path: str | None) -> bool:
    newest = (await state.get_state(Freshness))._newest.get(name)  # noqa: SLF001 - this file's own state
    here = state.router.url.path.rstrip("/") or "/"
    return newest == mine and path in {None, here}


async def _refreshed(refresh: Callable[[], Awaitable[None]]) -> bool:
    try:
        # Whoever may no longer do anything must not be shown anything, whatever the page asks for.
        await acting()
        await refresh()
    except Refusal:
        return False
    except Exception:
        logger.exception("a page could not be read again")
    return True
