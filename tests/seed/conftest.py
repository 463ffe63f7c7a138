"""One seeded database on each server for all the tests that only read it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from returns_app.db.session import Database
from returns_app.seed import seed_if_empty
from tests.databases import PostgresCopies, SqliteCopies

NOW = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """The moment for which the data were made: a Monday morning."""
    return NOW


@pytest.fixture(scope="session", params=("sqlite", "postgresql"))
def seeded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    name = "sqlite_copies" if request.param == "sqlite" else "postgres_copies"
    made: SqliteCopies | PostgresCopies = request.getfixturevalue(name)
    with made.copy(tmp_path_factory.mktemp("seeded")) as url:
        database = Database(url)
        database.write_now(seed_if_empty, now=NOW)
        yield database
        database.close()


@pytest.fixture
def session(seeded: Database) -> Iterator[Session]:
    """A session whose changes are forgotten."""
    with Session(seeded.engine, expire_on_commit=False) as opened:
        yield opened
        opened.rollback()
