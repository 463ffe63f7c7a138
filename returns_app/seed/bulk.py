"""Filling a database with as many returns as somebody wants to try it with."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter
from typing import Final

from sqlalchemy import Engine, Table, select
from sqlmodel import Session

from returns_app.db.customers import FIRST_PLACE
from returns_app.db.search_entries import CUSTOMERS as KIND_CUSTOMERS
from returns_app.db.search_entries import RETURNS as KIND_RETURNS
from returns_app.db.search_slips import SearchSlip
from returns_app.seed.bulk_load import Loader, Rows, loading
from returns_app.seed.bulk_people import ADDRESSES, CUSTOMERS, People
from returns_app.seed.bulk_returns import LINES, LINKS, REFERENCES, RETURNS, TIMELINE, Returns
from returns_app.seed.bulk_words import Words

SEED: Final = 20261124
# The first return was begun so long ago: of a hundred returns about two are open, however many there are.
SPAN: Final = timedelta(days=3 * 365)
_BATCH: Final = 10_000
# Those that others refer to come first.
_TABLES: Final[tuple[Table, ...]] = (CUSTOMERS, ADDRESSES, REFERENCES, RETURNS, LINES, LINKS, TIMELINE)


@dataclass(frozen=True)
class Added:
    """How many returns were added, and in how many seconds."""

    returns: int
    seconds: float


def add_many(
    engine: Engine, count: int, *, now: datetime, progress: Callable[[int], None] = lambda _done: None
) -> Added:
    """Add believable returns with customers to a database that has the demonstration's data.

    Everything or nothing is added. Nobody else should use the database meanwhile. `progress` is told how many there
    are.
    """
    started = perf_counter()
    with Session(engine) as session:
        names = select(SearchSlip.kind, SearchSlip.word).distinct()  # type: ignore[call-overload]
        words = Words({(kind, word) for kind, word in session.execute(names)})
    with loading(engine, _TABLES) as loader:
        _fill(loader, words, count, now=now, progress=progress)
        _catch_up(loader, engine)
    return Added(count, perf_counter() - started)


def _fill(
    loader: Loader, words: Words, count: int, *, now: datetime, progress: Callable[[int], None]
) -> None:
    rng = random.Random(SEED)
    first_customer = _after(loader, "SELECT max(place) FROM customers", FIRST_PLACE - 1)
    first_return = _after(loader, "SELECT max(id) FROM return_references", 0)
    people = People(rng, first=first_customer)
    returns = Returns(
        rng,
        first=first_return,
        told=_after(loader, "SELECT max(id) FROM timeline", 0) - 1,
        now=now,
    )
    rows: Rows = defaultdict(list)
    for done, at in enumerate(_moments(count, now=now), 1):
        person = people.take(rows, now=at)
        place, found_by = returns.make(rows, person, at=at)
        words.add(KIND_RETURNS, place, found_by)
        if person.is_new:
            words.add(KIND_CUSTOMERS, person.place, person.found_by)
        if done % _BATCH == 0:
            _load(loader, rows)
            words.load(loader)
            progress(done)
    returns.tell(rows, until=now)
    _load(loader, rows)
    words.load(loader)
    new = {KIND_CUSTOMERS: first_customer, KIND_RETURNS: first_return}
    loader.enter_words(" OR ".join(f"(kind = '{kind}' AND place >= {first})" for kind, first in new.items()))


def _moments(count: int, *, now: datetime) -> Iterator[datetime]:
    """When each return was begun, the last one just now."""
    return (now - SPAN * ((count - done) / count) for done in range(1, count + 1))


def _load(loader: Loader, rows: Rows) -> None:
    for table in _TABLES:
        loader.load(table, rows.pop(table, []))


def _after(loader: Loader, query: str, least: int) -> int:
    return max(loader.run(query) or 0, least) + 1


def _catch_up(loader: Loader, engine: Engine) -> None:
    """Let PostgreSQL count on from where we stopped; SQLite does by itself."""
    if engine.dialect.name == "postgresql":
        for table in ("return_references", "timeline"):
            last = f"(SELECT max(id) FROM {table})"  # noqa: S608 - one of two names
            loader.run(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})")
