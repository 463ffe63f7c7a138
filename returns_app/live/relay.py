"""Carries notices between the processes of one installation, over one Redis channel.

A notice holds ids of returns and nothing else: whoever is woken reads the database with their own rights. Whoever
commits never waits for Redis: a thread of its own sends, another one hears. While Redis is away, notices are gathered
and not queued; when it is back, one notice about everything goes out, and everybody here is woken once.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final
from uuid import UUID, uuid4

import structlog
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.retry import Retry

from returns_app.live.notices import Notice, forward, hear

logger = structlog.get_logger(__name__)

CHANNEL: Final = "returns:changed"
# More returns in one notice than this are "all of them": a message stays small, whatever was imported.
MOST_IDS: Final = 64
ALL: Final = "*"
LOOKED_AT: Final = "~"
ANYTHING: Final = Notice(anything=True)
NOTHING: Final = Notice()
# Redis answers within milliseconds or is not well; nobody waits for it but the two threads.
PATIENCE_SECONDS: Final = 2.0
SHORTEST_PAUSE_SECONDS: Final = 0.05
LONGEST_PAUSE_SECONDS: Final = 2.0
# So often a thread that hears nothing looks up whether it should end, and asks Redis whether it is still there.
LOOK_UP_SECONDS: Final = 0.5
ASK_SECONDS: Final = 5.0
# A connection on which nothing comes for so long died without a word.
SILENCE_SECONDS: Final = 12.0


def encode(sender: str, notice: Notice) -> str:
    """A notice as text: who sends it, then the ids, with a sign before those that somebody merely looks at."""
    if notice.anything or len(notice.changed) + len(notice.looked_at) > MOST_IDS:
        return f"{sender} {ALL}"
    looked_at = (f"{LOOKED_AT}{one.hex}" for one in notice.looked_at)
    return " ".join((sender, *(one.hex for one in notice.changed), *looked_at))


def decode(text: str) -> tuple[str, Notice]:
    """Who sent it, and what. What cannot be read is taken for "anything": too much reading harms nobody."""
    sender, *ids = text.split() or [""]
    try:
        changed = frozenset(UUID(one) for one in ids if not one.startswith(LOOKED_AT))
        looked_at = frozenset(UUID(one[1:]) for one in ids if one.startswith(LOOKED_AT))
    except ValueError:
        return sender, ANYTHING
    return sender, ANYTHING if len(ids) > MOST_IDS else Notice(changed, looked_at)


class Relay:
    """Sends this process's notices to the others, and wakes who waits here for theirs."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._me = uuid4().hex
        self._ended = threading.Event()
        self._gathering = threading.Condition()
        self._waiting = NOTHING
        self._threads = [
            threading.Thread(target=self._work, args=(name, work), name=name, daemon=True)
            for name, work in (("live-send", self._send), ("live-hear", self._hear))
        ]

    def start(self) -> None:
        """Begin. It needs no Redis that answers: it goes on trying."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End both threads. What was not sent by then is not sent."""
        self._ended.set()
        with self._gathering:
            self._gathering.notify_all()
        for thread in self._threads:
            thread.join(PATIENCE_SECONDS)

    def send(self, notice: Notice) -> None:
        """Have the other processes told, soon. Never waits, never raises."""
        with self._gathering:
            self._waiting = _both(self._waiting, notice)
            self._gathering.notify()

    def _work(self, name: str, work: Callable[[Redis, Callable[[], None]], None]) -> None:
        """Do the work over one connection after the other, with growing pauses while there is none."""
        pause = SHORTEST_PAUSE_SECONDS

        def reached() -> None:
            nonlocal pause
            pause = SHORTEST_PAUSE_SECONDS

        while not self._ended.is_set():
            try:
                with _connected(self._url) as redis:
                    work(redis, reached)
            except Exception as error:  # noqa: BLE001 - whatever it is, this thread must not end with it
                logger.warning("live notices: Redis is away", part=name, error=str(error), again_in=pause)
            self._ended.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    def _send(self, redis: Redis, reached: Callable[[], None]) -> None:
        while (notice := self._next()) != NOTHING:
            try:
                redis.publish(CHANNEL, encode(self._me, notice))
            except Exception:
                # It may have arrived or not, and the others may have missed more: all of them read again.
                self.send(ANYTHING)
                raise
            reached()

    def _next(self) -> Notice:
        """What waits to be sent, as soon as something does; nothing once this relay has ended."""
        with self._gathering:
            self._gathering.wait_for(lambda: self._waiting != NOTHING or self._ended.is_set())
            notice = NOTHING if self._ended.is_set() else self._waiting
            self._waiting = NOTHING
            return notice

    def _hear(self, redis: Redis, reached: Callable[[], None]) -> None:
        with redis.pubsub() as channel:  # type: ignore[no-untyped-call]
            channel.subscribe(CHANNEL)
            heard = asked = time.monotonic()
            while not self._ended.is_set():
                message = channel.get_message(timeout=LOOK_UP_SECONDS)
                now = time.monotonic()
                if message:
                    reached()
                    heard = now
                    self._pass_on(message)
                elif now - heard > SILENCE_SECONDS:
                    raise RedisConnectionError("nothing came for too long")
                elif now - max(asked, heard) > ASK_SECONDS:
                    channel.ping()
                    asked = now

    def _pass_on(self, message: Mapping[str, str]) -> None:
        if message["type"] == "subscribe":
            # Nobody told this process what was said before it listened, or while Redis was away.
            hear(ANYTHING)
        elif message["type"] == "message":
            sender, notice = decode(message["data"])
            if sender != self._me:
                hear(notice)


def _both(one: Notice, other: Notice) -> Notice:
    """Two notices as one; more ids than fit into a message are "anything", and need not be kept."""
    notice = Notice(
        one.changed | other.changed, one.looked_at | other.looked_at, one.anything or other.anything
    )
    return ANYTHING if notice.anything or len(notice.changed | notice.looked_at) > MOST_IDS else notice


@contextmanager
def relaying(url: str) -> Iterator[None]:
    """Exchange notices with the other processes for as long as the context lasts; without a url, with nobody.

    Enter it after a server has forked: it has threads.
    """
    if not url:
        yield
        return
    relay = Relay(url)
    relay.start()
    forward(relay.send)
    try:
        yield
    finally:
        forward(None)
        relay.stop()


@contextmanager
def _connected(url: str) -> Iterator[Redis]:
    """A client that fails at once and says so: a silent new attempt would hide that notices were missed."""
    redis = Redis.from_url(
        url,
        decode_responses=True,
        encoding_errors="replace",
        socket_connect_timeout=PATIENCE_SECONDS,
        socket_timeout=PATIENCE_SECONDS,
        socket_keepalive=True,
        retry=Retry(NoBackoff(), 0),
    )
    try:
        yield redis
    finally:
        redis.close()
