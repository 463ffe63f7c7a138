"""How long a change takes from its commit in one server process to the open page of another.

    .venv/bin/python -m tests.bench.live_delay [changes] [watchers]

Starts a Redis and two processes as a test does, no browser: a change is committed in one (a note's timeline entry), and
in the other each of the watchers, one per open page, reads the return again and notes when it had the answer.
"""

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from returns_app.build import ROOT
from returns_app.db.session import close_database, open_database, read, write_now
from returns_app.db.timeline import tell
from returns_app.domain.actors import Actor
from returns_app.live import relaying, watch
from returns_app.queries.newest_change import newest_change
from tests.databases import SqliteCopies
from tests.factories import agent, requested, shop
from tests.valkey import valkey_running

PAUSE_SECONDS = 0.05


def main() -> None:
    """Print the median, the 95th percentile and the longest."""
    changes, watchers = (int(one) for one in (*sys.argv[1:], "200", "20")[:2])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "copies").mkdir()
        with SqliteCopies(place / "copies").copy(place) as url, valkey_running(place / "valkey") as valkey:
            open_database(url)
            of = shop()
            return_id = requested(of).id
            delays = asyncio.run(_measure(url, valkey.url, (return_id, of.agent), changes, watchers))
            close_database()
    delays.sort()
    shown = {
        "changes": changes,
        "pages": watchers,
        "p50_ms": round(statistics.median(delays), 1),
        "p95_ms": round(delays[int(len(delays) * 0.95)], 1),
        "max_ms": round(delays[-1], 1),
    }
    print(json.dumps(shown))


async def _measure(
    url: str, redis: str, shown: tuple[UUID, Actor], changes: int, watchers: int
) -> list[float]:
    delays: list[float] = []
    heard: dict[int, float] = {}
    with relaying(redis):
        tasks = [asyncio.create_task(_page(*shown, heard, one)) for one in range(watchers)]
        other = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.bench.live_delay", "--commit", url, redis, str(shown[0]), cwd=ROOT,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert other.stdin
        assert other.stdout
        await other.stdout.readline()
        for _ in range(changes):
            heard.clear()
            other.stdin.write(b"\n")
            committed = float((await other.stdout.readline()).split()[-1])
            while len(heard) < watchers:  # noqa: ASYNC110 - it measures; nothing tells
                await asyncio.sleep(0.001)
            delays += [(at - committed) * 1000 for at in heard.values()]
            await asyncio.sleep(PAUSE_SECONDS)
        other.kill()
        await other.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return delays


async def _page(return_id: UUID, actor: Actor, heard: dict[int, float], number: int) -> None:
    async with aclosing(watch(return_id)) as notices:
        async for changed in notices:
            if changed:
                await read(newest_change, actor, return_id, now=datetime.now(UTC))
                heard[number] = time.time()


def _commit(url: str, redis: str, return_id: str) -> None:
    """Be the other process: a change for each line that is read, and the moment of its commit."""
    open_database(url)
    actor = agent()

    def change(session: Session) -> float:
        tell(session, UUID(return_id), "note_added", actor=actor, now=datetime.now(UTC))
        session.flush()
        # What is left is the commit itself.
        return time.time()

    with relaying(redis):
        time.sleep(0.5)
        print("ready", flush=True)
        for _ in sys.stdin:
            print(write_now(change), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--commit"]:
        _commit(*sys.argv[2:5])
    else:
        main()
