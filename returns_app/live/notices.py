"""Who in this process waits for news of a return, and how they are woken."""

import asyncio
import threading
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable, Iterable
from uuid import UUID

from returns_app.db.session import on_commit

# A watcher is woken at least this often, so that it can see that its page was closed.
PULSE_SECONDS = 10.0

_Listener = tuple[asyncio.AbstractEventLoop, asyncio.Event]
_listeners: dict[UUID | None, set[_Listener]] = defaultdict(set)
_guard = threading.Lock()
_last_heard = [float("-inf")]
_forwarding: list[Callable[[frozenset[UUID] | None], None]] = []


def publish(return_ids: Iterable[UUID]) -> None:
    """Wake everybody who watches one of these returns, or all returns, here and in other processes.

    Safe from any thread, and it waits for nobody.
    """
    ids = frozenset(return_ids)
    if not ids:
        return
    hear(ids)
    for tell_others in _forwarding:
        tell_others(ids)


def hear(return_ids: frozenset[UUID] | None) -> None:
    """Wake whom it concerns in this process alone; `None` wakes everybody, as when something may have been missed."""
    with _guard:
        _last_heard[0] = time.monotonic()
        keys = tuple(_listeners) if return_ids is None else (*return_ids, None)
        woken = [one for key in keys for one in _listeners.get(key, ())]
    for loop, event in woken:
        if not loop.is_closed():
            loop.call_soon_threadsafe(event.set)


def forward(tell_others: Callable[[frozenset[UUID] | None], None] | None) -> None:
    """Have `tell_others` called with what is published here; `None` ends that. It must not wait."""
    _forwarding[:] = [tell_others] if tell_others else []


async def watch(return_id: UUID | None, *, missed: float = 0.0) -> AsyncGenerator[bool, None]:
    """True after each commit that changed the return (any return for `None`), False as a pulse in between.

    Several changes while the watcher is busy make one notice. With `missed`, a commit within so many seconds before
    the watch began makes a notice at once: the page may have read before it. End the loop with `break`, and close the
    iterator (`contextlib.aclosing`), or it stays registered until it is collected.
    """
    listener = (asyncio.get_running_loop(), asyncio.Event())
    with _guard:
        _listeners[return_id].add(listener)
        if time.monotonic() - _last_heard[0] < missed:
            listener[1].set()
    try:
        while True:
            try:
                await asyncio.wait_for(listener[1].wait(), PULSE_SECONDS)
            except TimeoutError:
                yield False
                continue
            listener[1].clear()
            yield True
    finally:
        with _guard:
            _listeners[return_id].discard(listener)
            if not _listeners[return_id]:
                del _listeners[return_id]


on_commit(publish)
