"""A page that shows many returns stays true by itself: after commits it is read again, at most once a second.

In the page's state, and `List.follow` behind the handler that fills the page in its `on_load`:

    @rx.event(background=True)
    @staff
    async def follow(self) -> None:
        await keep_fresh(self, path=routes.RETURNS, refresh=self._read_again)

    async def _read_again(self) -> None:                   # may set vars: the state is held while it runs
        self.found = await read(find_returns, await acting(), self._asked(), now=datetime.now(UTC))
"""

# ruff: noqa: SLF001 - the states of this file and their watchers

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
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
    state: Any,
    *,
    path: str | None,
    refresh: Callable[[], Awaitable[None]],
    what: UUID | None = None,
    first: Callable[[], Awaitable[bool]] | None = None,
) -> Refusal | None:
    """Call `refresh` after commits until the tab is closed or leaves `path`; await it in a background handler.

    `path` is a constant of `routes`, or `None` for a part that stands on every page. `what` narrows it to one return.
    `refresh` runs with the state held, soon after a commit, at most once a second and once more after a burst. It must
    ask `acting()` itself; a refusal, as of somebody who signed out, ends the watch and is returned, any other failure
    is logged and the next commit tries again. One watcher runs per tab and state class: a newer one ends the older.

    `first` is for what takes long: it runs before, at every notice and every pulse, with the state free, and answers
    whether to refresh without a commit. With it the page is refreshed once at the beginning, whatever happened.
    """
    watcher = _Watcher(state, path, refresh, uuid4().hex)
    tab = await watcher.begin()
    due = is_first = first is not None
    async with aclosing(watch(what, missed=MISSED_SECONDS)) as notices:
        async for changed in notices:
            try:
                if not is_first and not await is_open(tab):
                    return None
                due = await _asked(first) or due or changed
                if not await watcher.caught_up(due=due):
                    return None
            except AWAY:
                logger.warning("a page waits for Redis", page=path)
                due = True
                continue
            except Refusal as refusal:
                return refusal
            due, is_first = await _rested(due=due), False
    return None


@dataclass(frozen=True)
class _Watcher:
    """One of the watchers of a state; `mine` tells it from newer ones."""

    state: Any
    path: str | None
    refresh: Callable[[], Awaitable[None]]
    mine: str

    async def begin(self) -> str:
        """Become the newest, and return the tab."""
        async with self.state:
            (await self.state.get_state(Freshness))._newest[self._name()] = self.mine
            tab: str = self.state.router.session.client_token
            return tab

    async def caught_up(self, *, due: bool) -> bool:
        """Refresh the page if that is due; False when this watcher is not wanted any more."""
        async with self.state:
            newest = (await self.state.get_state(Freshness))._newest.get(self._name())
            here = self.state.router.url.path.rstrip("/") or "/"
            if newest != self.mine or self.path not in {None, here}:
                return False
            if due:
                await _refreshed(self.refresh)
            return True

    def _name(self) -> str:
        return str(self.state.get_full_name())


async def _refreshed(refresh: Callable[[], Awaitable[None]]) -> None:
    try:
        # Whoever may no longer do anything must not be shown anything, whatever the page asks for.
        await acting()
        await refresh()
    except Refusal:
        raise
    except Exception:
        logger.exception("a page could not be read again")


async def _asked(first: Callable[[], Awaitable[bool]] | None) -> bool:
    try:
        return first is not None and await first()
    except (Refusal, *AWAY):
        raise
    except Exception:
        logger.exception("a page could not do what comes before it is read again")
        return False


async def _rested(*, due: bool) -> bool:
    """Wait after a reading, so that a burst of commits costs few; nothing is due then."""
    if due:
        await asyncio.sleep(REST_SECONDS)
    return False
