"""Who in this process waits for news of a return, and how they are woken."""

import asyncio
import threading
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from returns_app.db.session import on_commit

# A watcher is woken at least this often, so that it can see that its page was closed.
PULSE_SECONDS = 10.0


@dataclass(frozen=True)
class Notice:
    """Which returns were changed, and at which somebody came or went; `anything` stands for all of it."""

    changed: frozenset[UUID] = frozenset()
    looked_at: frozenset[UUID] = frozenset()
    anything: bool = False


_Listener = tuple[asyncio.AbstractEventLoop, asyncio.Event]
_listeners: dict[UUID | None, set[_Listener]] = defaultdict(set)
_guard = threading.Lock()
_last_heard = [float("-inf")]
_forwarding: list[Callable[[Notice], None]] = []


def publish(return_ids: Iterable[UUID]) -> None:
    """Wake everybody who watches one of these returns, or all returns, here and in other processes.

    Safe from any thread, and it waits for nobody.
    """
    _tell(Notice(changed=frozenset(return_ids)))


def publish_look(return_id: UUID) -> None:
    """Wake who watches this very return: somebody came to look at it, or went. Lists do not hear of it."""
    _tell(Notice(looked_at=frozenset((return_id,))))


def hear(notice: Notice) -> None:
    """Wake whom it concerns in this process alone."""
    with _guard:
        _last_heard[0] = time.monotonic()
        keys = set(_listeners) if notice.anything else _whom(notice)
        woken = [one for key in keys for one in _listeners.get(key, ())]
    for loop, event in woken:
        if not loop.is_closed():
            loop.call_soon_threadsafe(event.set)


def forward(tell_others: Callable[[Notice], None] | None) -> None:
    """Have `tell_others` called with what is published here; `None` ends that. It must not wait."""
    _forwarding[:] = [tell_others] if tell_others else []


async def watch(return_id: UUID | None, *, missed: float | None = None) -> AsyncGenerator[bool, None]:
    """True after each commit that changed the return (any return for `None`), False as a pulse in between.

    Several changes while the watcher is busy make one notice; whoever comes to look at that return, or goes, makes one
    too. With `missed` the first answer comes at once: True when there was a commit within so many seconds before it,
    as the page may have been read earlier. End the loop with `break`, and close the iterator (`contextlib.aclosing`),
    or it stays registered until it is collected.
    """
    listener = (asyncio.get_running_loop(), asyncio.Event())
    with _guard:
        _listeners[return_id].add(listener)
        ago = time.monotonic() - _last_heard[0]
    try:
        if missed is not None:
            yield ago < missed
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


def _tell(notice: Notice) -> None:
    if notice == Notice():
        return
    hear(notice)
    for tell_others in _forwarding:
        tell_others(notice)


def _whom(notice: Notice) -> set[UUID | None]:
    everything: set[UUID | None] = {None} if notice.changed else set()
    return everything | notice.changed | notice.looked_at


on_commit(publish)
