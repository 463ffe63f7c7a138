"""Who looks at a return right now: told by each open page again and again, forgotten when it stops.

`flows/presence.py` is the door to it and asks for the right to the return; nothing here does. The answers are sync
and may wait a moment for Redis, so call them on a thread.
"""

import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, Protocol, TypeVar
from uuid import UUID

import structlog
from redis import Redis
from redis.exceptions import RedisError

from returns_app.live.notices import publish_look

logger = structlog.get_logger(__name__)
T = TypeVar("T")

# A page says three times in so long that it is still there (`notices.PULSE_SECONDS`).
EXPIRY_SECONDS: Final = 30.0
PATIENCE_SECONDS: Final = 0.5


@dataclass(frozen=True)
class Looker:
    """Somebody of the desk, in one of their tabs."""

    user_id: UUID
    name: str


def look(return_id: UUID, looker: Looker, *, tab: str) -> None:
    """Note that they look at it in this tab, for the next `EXPIRY_SECONDS`; who is new wakes the others there."""
    if _tried(lambda place: place.look(return_id, _mark(looker, tab), now=time.time())):
        publish_look(return_id)


def leave(return_id: UUID, looker: Looker, *, tab: str) -> None:
    """Note that this tab shows it no more, and wake the others there. Harmless when it was forgotten already."""
    if _tried(lambda place: place.leave(return_id, _mark(looker, tab))):
        publish_look(return_id)


def lookers(return_id: UUID, *, besides: UUID) -> tuple[str, ...]:
    """The names of the others who look at it now, each once, in the order of the alphabet."""
    marks = _tried(lambda place: place.marks(return_id, now=time.time()))
    others = {user_id: name for user_id, name in map(_read, marks) if user_id != str(besides)}
    return tuple(sorted(others.values(), key=str.casefold))


class Place(Protocol):
    """Where it is kept: one mark per tab, which fades."""

    def look(self, return_id: UUID, mark: str, *, now: float) -> bool:
        """Set or renew a mark; whether it is new."""

    def leave(self, return_id: UUID, mark: str) -> bool:
        """Remove a mark; whether it was there."""

    def marks(self, return_id: UUID, *, now: float) -> list[str]:
        """The marks that have not faded."""


class InMemory:
    """For one process."""

    def __init__(self) -> None:
        self._until: dict[UUID, dict[str, float]] = defaultdict(dict)
        self._guard = threading.Lock()

    def look(self, return_id: UUID, mark: str, *, now: float) -> bool:
        """Set or renew a mark; whether it is new."""
        with self._guard:
            self._fade(return_id, now)
            is_new = mark not in self._until[return_id]
            self._until[return_id][mark] = now + EXPIRY_SECONDS
            return is_new

    def leave(self, return_id: UUID, mark: str) -> bool:
        """Remove a mark; whether it was there."""
        with self._guard:
            was_there = self._until[return_id].pop(mark, None) is not None
            self._fade(return_id, 0.0)
            return was_there

    def marks(self, return_id: UUID, *, now: float) -> list[str]:
        """The marks that have not faded."""
        with self._guard:
            self._fade(return_id, now)
            return list(self._until.get(return_id, ()))

    def _fade(self, return_id: UUID, now: float) -> None:
        left = {mark: until for mark, until in self._until[return_id].items() if until > now}
        if left:
            self._until[return_id] = left
        else:
            del self._until[return_id]


class OverRedis:
    """For many processes: a sorted set per return, whose scores are the moments at which marks fade."""

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(
            url,
            decode_responses=True,
            socket_connect_timeout=PATIENCE_SECONDS,
            socket_timeout=PATIENCE_SECONDS,
        )

    def look(self, return_id: UUID, mark: str, *, now: float) -> bool:
        """Set or renew a mark; whether it is new."""
        with self._redis.pipeline() as together:
            together.zremrangebyscore(_key(return_id), "-inf", now)
            together.zadd(_key(return_id), {mark: now + EXPIRY_SECONDS})
            together.expire(_key(return_id), int(EXPIRY_SECONDS * 2))
            return bool(together.execute()[1])

    def leave(self, return_id: UUID, mark: str) -> bool:
        """Remove a mark; whether it was there."""
        return bool(self._redis.zrem(_key(return_id), mark))

    def marks(self, return_id: UUID, *, now: float) -> list[str]:
        """The marks that have not faded."""
        found: Any = self._redis.zrangebyscore(_key(return_id), f"({now}", "+inf")
        return list(found)

    def close(self) -> None:
        """Close every connection."""
        self._redis.close()


_place: list[Place] = [InMemory()]


@contextmanager
def gathering(url: str) -> Iterator[None]:
    """Share presence with the other processes for as long as the context lasts; without a url it stays in this one."""
    if not url:
        yield
        return
    shared = OverRedis(url)
    _place.append(shared)
    try:
        yield
    finally:
        _place.remove(shared)
        shared.close()


def _tried(ask: Callable[[Place], T]) -> T:
    try:
        return ask(_place[-1])
    except (RedisError, OSError) as error:
        # Presence is a kindness: without Redis people see those of their own process.
        logger.warning("presence: Redis is away", error=str(error))
        return ask(_place[0])


def _key(return_id: UUID) -> str:
    return f"returns:lookers:{return_id.hex}"


def _mark(looker: Looker, tab: str) -> str:
    # Whoever knows a tab's token is handed its screen, so it is written nowhere.
    return json.dumps([sha256(tab.encode()).hexdigest()[:16], str(looker.user_id), looker.name])


def _read(mark: str) -> tuple[str, str]:
    _tab, user_id, name = json.loads(mark)
    return user_id, name
