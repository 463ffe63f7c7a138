"""Notices between processes: a real second process, over a real Redis."""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from uuid import UUID, uuid4

import pytest

from returns_app.build import ROOT
from returns_app.live import publish, relay, relaying, watch
from returns_app.live.notices import Notice
from returns_app.live.relay import ALL, MOST_IDS, decode, encode
from tests.valkey import Valkey

pytestmark = pytest.mark.loopback

# Publishes each id it is given, as a commit does, and says so.
_OTHER = """
import sys
from uuid import UUID
from returns_app.live import publish, publish_look, relaying
with relaying(sys.argv[1]):
    print("ready", flush=True)
    for line in sys.stdin:
        word, *ids = line.split()
        publish(map(UUID, ids)) if word == "publish" else publish_look(UUID(ids[0]))
        print("published", flush=True)
"""


class Other:
    """Another process that publishes."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._hear("ready")

    def publish(self, return_id: UUID) -> None:
        self._do(f"publish {return_id}\n")

    def look(self, return_id: UUID) -> None:
        self._do(f"look {return_id}\n")

    def _do(self, order: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(order)
        self._process.stdin.flush()
        self._hear("published")

    def _hear(self, word: str) -> None:
        assert self._process.stdout
        # Its log goes the same way, and may come in between a word and the end of its line.
        assert any(word in line for line in iter(self._process.stdout.readline, ""))


@pytest.fixture
def other(valkey: Valkey) -> Iterator[Callable[[], Other]]:
    started = []

    def start() -> Other:
        started.append(
            subprocess.Popen(
                [sys.executable, "-c", _OTHER, valkey.url],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        return Other(started[-1])

    yield start
    for process in started:
        process.kill()
        process.communicate()


class Watched:
    """How often the watcher of one return was woken."""

    def __init__(self) -> None:
        self.times = 0

    async def reach(self, times: int) -> None:
        async with asyncio.timeout(40):
            while self.times < times:  # noqa: ASYNC110 - nothing tells when it is woken
                await asyncio.sleep(0.005)


@asynccontextmanager
async def watching(return_id: UUID | None) -> AsyncIterator[Watched]:
    watched = Watched()

    async def count() -> None:
        async for changed in watch(return_id):
            watched.times += changed

    task = asyncio.create_task(count())
    await asyncio.sleep(0.05)
    yield watched
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@contextmanager
def joined(url: str) -> Iterator[None]:
    """In the relay, when what it wakes everybody for at its beginning is over."""
    with relaying(url):
        time.sleep(0.3)
        yield


async def test_a_change_in_another_process_wakes_who_watches_that_return(
    valkey: Valkey, other: Callable[[], Other]
) -> None:
    mine = uuid4()
    with joined(valkey.url):
        async with watching(mine) as one, watching(None) as all_of_them, watching(uuid4()) as another:
            other().publish(mine)
            await one.reach(1)
            await all_of_them.reach(1)
            assert (one.times, all_of_them.times, another.times) == (1, 1, 0)


async def test_its_own_notices_do_not_come_back_to_a_process(valkey: Valkey) -> None:
    with joined(valkey.url):
        async with watching(None) as watched:
            publish({uuid4()})
            await watched.reach(1)
            await asyncio.sleep(0.3)
            assert watched.times == 1


async def test_a_redis_that_restarts_is_found_again_and_everybody_is_woken_once_for_what_was_missed(
    valkey: Valkey, other: Callable[[], Other]
) -> None:
    mine = uuid4()
    with joined(valkey.url):
        elsewhere = other()
        async with watching(mine) as watched:
            valkey.end()
            elsewhere.publish(mine)
            await asyncio.sleep(0.5)
            assert watched.times == 0
            valkey.start()
            await watched.reach(1)
            await asyncio.sleep(2.5)
            seen = watched.times
            assert seen <= 3  # this process came back, and the other one did
            elsewhere.publish(mine)
            await watched.reach(seen + 1)


async def test_whoever_commits_never_waits_for_a_redis_that_does_not_answer() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        began = time.monotonic()
        await _publish_much(f"redis://127.0.0.1:{deaf.getsockname()[1]}/0", began)


async def _publish_much(url: str, began: float) -> None:
    with relaying(url):
        async with watching(None) as watched:
            for _ in range(1_000):
                publish({uuid4()})
            assert time.monotonic() - began < 1
            await watched.reach(1)


async def test_a_process_may_begin_before_its_redis(valkey: Valkey, other: Callable[[], Other]) -> None:
    valkey.end()
    mine = uuid4()
    with relaying(valkey.url):
        elsewhere = other()
        async with watching(mine) as watched:
            valkey.start()
            await watched.reach(1)
            await asyncio.sleep(2.5)
            seen = watched.times
            elsewhere.publish(mine)
            await watched.reach(seen + 1)


async def test_a_connection_that_dies_in_silence_is_found_out(
    valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "ASK_SECONDS", 100.0)
    monkeypatch.setattr(relay, "SILENCE_SECONDS", 0.6)
    with relaying(valkey.url):
        async with watching(None) as watched:
            # Each time it connects anew, everybody is woken.
            await watched.reach(3)


async def test_without_redis_notices_stay_in_this_process() -> None:
    with relaying(""):
        async with watching(None) as watched:
            publish({uuid4()})
            await watched.reach(1)


async def test_lists_elsewhere_are_not_woken_by_somebody_who_looks(
    valkey: Valkey, other: Callable[[], Other]
) -> None:
    mine = uuid4()
    with joined(valkey.url):
        async with watching(mine) as one, watching(None) as lists:
            other().look(mine)
            await one.reach(1)
            assert lists.times == 0


def test_a_notice_about_many_returns_stays_small() -> None:
    ids = frozenset(uuid4() for _ in range(MOST_IDS))
    assert decode(encode("me", Notice(ids))) == ("me", Notice(ids))
    assert (
        encode("me", Notice(ids | {uuid4()}))
        == encode("me", Notice(ids, frozenset((uuid4(),))))
        == f"me {ALL}"
    )
    assert len(encode("me", Notice(looked_at=ids))) < 3_000


def test_a_notice_arrives_as_it_was_sent() -> None:
    notice = Notice(frozenset((uuid4(), uuid4())), frozenset((uuid4(),)))
    assert decode(encode("me", notice)) == ("me", notice)


@pytest.mark.parametrize("text", ["me *", "me nonsense", "me " + "0" * 32 + " ~x", "me" + " 0" * 99])
def test_what_cannot_be_read_means_that_anything_may_have_changed(text: str) -> None:
    assert decode(text) == ("me", Notice(anything=True))


def test_an_empty_message_means_nothing() -> None:
    assert decode("") == ("", Notice())
