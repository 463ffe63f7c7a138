"""Transactions, as doors and workers use them, on both databases."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlmodel import Session, select

from returns_app.db.accounts import User
from returns_app.db.session import (
    CALLS,
    THREADS,
    Database,
    close_database,
    open_database,
    outside,
    read,
    write,
)
from returns_app.db.session import database as current

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def add(session: Session, email: str, **changes: object) -> None:
    user = User(
        **{"email": email, "name": "x", "role": "agent", "password_hash": "", "created_at": NOW, **changes}
    )
    session.add(user)


def emails(session: Session) -> list[str]:
    return sorted(session.exec(select(User.email)))


async def test_what_an_action_writes_is_there_when_it_returns(database: Database) -> None:
    await write(add, "a@x.test")
    assert await read(emails) == ["a@x.test"]


async def test_an_action_that_raises_leaves_nothing(database: Database) -> None:
    def stumble(session: Session) -> None:
        add(session, "a@x.test")
        session.flush()
        raise LookupError

    with pytest.raises(LookupError):
        await write(stumble)
    assert await read(emails) == []


async def test_a_read_changes_nothing(database: Database) -> None:
    def sneak(session: Session) -> None:
        add(session, "a@x.test")
        session.flush()

    # PostgreSQL refuses; SQLite is rolled back.
    try:
        await read(sneak)
    except DBAPIError:
        assert database.engine.dialect.name == "postgresql"
    assert await read(emails) == []


async def test_many_writers_at_once_all_get_through(database: Database) -> None:
    def read_then_write(session: Session, number: int) -> None:
        emails(session)
        add(session, f"{number}@x.test")

    await asyncio.gather(*(write(read_then_write, number) for number in range(60)))
    assert len(await read(emails)) == 60


async def test_moments_come_back_aware_and_in_utc(database: Database) -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=2)))
    await write(add, "a@x.test", created_at=elsewhere)
    (moment,) = await read(lambda session: session.exec(select(User.created_at)).all())
    assert moment == NOW
    assert moment.utcoffset() == timedelta(0)


async def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises((StatementError, ValueError)):
        await write(add, "a@x.test", created_at=datetime(2026, 3, 2))  # noqa: DTZ001


async def test_the_database_holds_a_role_to_the_list(database: Database) -> None:
    with pytest.raises(IntegrityError):
        await write(add, "a@x.test", role="king")


async def test_foreign_keys_hold(database: Database) -> None:
    with pytest.raises(IntegrityError):
        await write(
            lambda session: session.connection().exec_driver_sql(
                "INSERT INTO user_sessions (id, token_hash, user_id, created_at, last_seen_at, expires_at, user_agent)"
                " VALUES ('7d444840-9dc0-11d1-b245-5ffdce74fad2', 'h', '7d444840-9dc0-11d1-b245-5ffdce74fad2',"
                " '2026-01-01', '2026-01-01', '2026-01-01', '')"
            )
        )


def test_the_database_opened_last_is_the_one(database: Database, tmp_path) -> None:
    other = open_database(f"sqlite:///{tmp_path / 'other.db'}")
    assert current() is other
    close_database()
    assert current() is database


def test_without_an_open_database_it_says_what_to_do() -> None:
    with pytest.raises(RuntimeError, match="open_database"):
        current()


async def test_whoever_waits_for_a_carrier_keeps_no_query_waiting(database: Database) -> None:
    """However many there are: they have threads of their own."""
    over = threading.Event()
    calls = [asyncio.create_task(outside(over.wait, 20)) for _ in range(THREADS + CALLS)]
    await asyncio.sleep(0.1)
    assert await asyncio.wait_for(read(lambda _session: "answered"), 5) == "answered"
    over.set()
    await asyncio.gather(*calls)
