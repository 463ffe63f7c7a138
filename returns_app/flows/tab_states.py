"""What the server remembers of tabs, bounded: whoever invents tab tokens fills no memory.

Every token that opens a websocket gets a state, some hundred kilobytes for an hour. A state is a cache that any tab's
next event fills again, so the oldest may always be forgotten: a visitor has room for so many, strangers all together
are one visitor, and there is an end to all of them. In Redis, which has an end of its own (`maxmemory`), what is kept
for strangers lives for minutes; while it restarts, events wait for it instead of failing.
"""

import dataclasses
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from itertools import chain
from typing import Any, Final

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ConstantBackoff
from reflex.istate.manager import StateManager
from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.redis import StateManagerRedis
from reflex.istate.manager.token import BaseStateToken, StateToken

from returns_app.flows.guard import Binding

MOST_TABS: Final = 4_000
MOST_OF_STRANGERS: Final = 300
MOST_OF_ONE_PERSON: Final = 60
STRANGERS_SECONDS: Final = 300
# How often, and how many times, an event asks again for a Redis that is away: about ten seconds, as long as a lock holds.
ASK_AGAIN_SECONDS: Final = 0.1
ASK_AGAIN_TIMES: Final = 100
_STRANGERS: Final = ""


@dataclasses.dataclass
class BoundedStates(StateManagerMemory):
    """States in this process's memory, with room for so many."""

    _rooms: dict[str, OrderedDict[str, BaseStateToken]] = dataclasses.field(default_factory=dict, init=False)
    # Every tab and whose it is; whoever was heard of last comes last.
    _owners: OrderedDict[str, str] = dataclasses.field(default_factory=OrderedDict, init=False)

    def _track_token(self, token: StateToken[Any]) -> None:
        super()._track_token(token)
        if not isinstance(token, BaseStateToken):
            return
        key, owner = token.cache_key, owner_of(self.states[token.cache_key]) or _STRANGERS
        self._leave(key)
        room = self._rooms.setdefault(owner, OrderedDict())
        room[key], self._owners[key] = token, owner
        if len(room) > (MOST_OF_ONE_PERSON if owner else MOST_OF_STRANGERS):
            self._forget_one(room.values())
        if len(self._owners) > MOST_TABS:
            everybody = (self._rooms[owner][key] for key, owner in self._owners.items())
            self._forget_one(chain(self._rooms.get(_STRANGERS, {}).values(), everybody))

    def _purge_token(self, token: StateToken[Any]) -> None:
        self._leave(token.cache_key)
        super()._purge_token(token)

    def _forget_one(self, oldest_first: Iterable[BaseStateToken]) -> None:
        """Forget the first tab that is not being worked for."""
        quiet = (token for token in oldest_first if not self._is_busy(token))
        if token := next(quiet, None):
            self._purge_token(token)

    def _is_busy(self, token: BaseStateToken) -> bool:
        lock = self._states_locks.get(token.lock_key)
        return lock is not None and lock.locked()

    def _leave(self, key: str) -> None:
        owner = self._owners.pop(key, None)
        if owner is None:
            return
        room = self._rooms[owner]
        room.pop(key)
        if not room:
            del self._rooms[owner]


class PatientRedis(Redis):
    """Commands wait while Redis is away, as during a restart, and fail only after some ten seconds.

    What listens (`pubsub`) does not wait: it fails at once, so that whoever listens knows that something was missed.
    """

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        """Run a command, again and again until Redis answers; the last failure is raised."""
        patience = Retry(ConstantBackoff(ASK_AGAIN_SECONDS), ASK_AGAIN_TIMES)
        ask = super().execute_command
        return await patience.call_with_retry(lambda: ask(*args, **options), _go_on)


@dataclasses.dataclass
class SharedStates(StateManagerRedis):
    """States in Redis, those of strangers for a few minutes; a Redis that restarts is waited for."""

    async def set_state(self, token: StateToken[Any], state: Any, **context: Any) -> None:  # type: ignore[override]
        """Write a state as Reflex does, and let a stranger's expire soon."""
        await super().set_state(token, state, **context)
        if isinstance(token, BaseStateToken) and owner_of(state) == _STRANGERS:
            pipeline = self.redis.pipeline(transaction=False)
            for one in _classes(state):
                pipeline.expire(token._state_key(one), STRANGERS_SECONDS)  # noqa: SLF001 - the manager's own name for it
            await pipeline.execute()

    @asynccontextmanager
    async def _lock(self, token: StateToken[Any], event_name: str | None = None) -> AsyncIterator[bytes]:
        """Lock as Reflex does; when that ends badly, too, let the next one try, who would sleep until the lock expires."""
        try:
            async with super()._lock(token, event_name) as lock_id:
                yield lock_id
        except BaseException:
            self._notify_next_waiter(self._lock_key(token))
            raise

    async def _subscribe_lock_updates(self) -> None:
        """Listen as Reflex does, and ask for the news of keys each time: a Redis that was started anew forgot about it."""
        self._redis_notify_keyspace_events_enabled = False
        await super()._subscribe_lock_updates()


def bounded(manager: StateManager) -> StateManager:
    """The same kind of manager as Reflex has made, with an end to it."""
    # mypy takes what Reflex defines anew under the same name for methods without a body.
    if isinstance(manager, StateManagerRedis):
        return SharedStates(redis=PatientRedis(connection_pool=manager.redis.connection_pool))  # type: ignore[abstract]
    return BoundedStates()  # type: ignore[abstract]


async def _go_on(error: Exception) -> None:
    """Nothing to clean up between two attempts."""


def owner_of(state: Any) -> str | None:
    """Whose a tree of states is; `None` where this was not loaded with it."""
    kept = state._get_root_state().substates.get(Binding.get_name())  # noqa: SLF001
    return kept._owner if kept else None  # noqa: SLF001


def _classes(state: Any) -> list[type]:
    return [type(state), *(one for child in state.substates.values() for one in _classes(child))]
