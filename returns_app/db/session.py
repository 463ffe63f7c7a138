"""The database of this process: opened once at start, used by "open a transaction, call, commit" alone."""

import asyncio
import contextvars
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from returns_app.db.deeds import noting

P = ParamSpec("P")
T = TypeVar("T")

# As many transactions as two cores can use; more would only wait for the one writer of SQLite.
THREADS = 8
# Whoever waits for somebody outside, as for a carrier, does so on other threads: pages go on being answered.
CALLS = 4
READING = "returns_reading"
# Under this name a session remembers which returns it changed.
CHANGED = "changed_returns"


class Database:
    """One engine and one bounded thread pool. Made after a server forks, never at import."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = make_engine(url)
        self._reader = self.engine.execution_options(**_reading(self.engine))
        # SQLite lets one write at a time and its waiters poll, by luck: under load the same one can go without for
        # seconds. Those of this process wait for each other in a row instead.
        self._turn: AbstractContextManager[Any] = (
            Lock() if self.engine.dialect.name == "sqlite" else nullcontext()
        )
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="db")
        self._calls = ThreadPoolExecutor(CALLS, thread_name_prefix="call")

    def write_now(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `fn(session, ...)` in one transaction: committed on return, rolled back when it raises.

        Where a member of staff acts (the first of `args`), what they changed is in the audit by then.
        """
        with (
            self._turn,
            Session(self.engine, expire_on_commit=False) as session,
            session.begin(),
            noting(session, fn, args, kwargs),
        ):
            answer = fn(session, *args, **kwargs)
        changed = session.info.pop(CHANGED, set())
        for listener in _on_commit:
            listener(changed)
        return answer

    def read_now(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `fn(session, ...)` in a transaction that changes nothing: whatever it wrote is rolled back."""
        with Session(self._reader, expire_on_commit=False, autoflush=False) as session:
            return fn(session, *args, **kwargs)

    async def in_thread(self, fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run blocking work on the pool, so that the event loop goes on serving everybody else."""
        return await _run(self._threads, partial(fn, *args, **kwargs))

    async def outside(self, fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run work that may wait long for somebody else on the pool for that."""
        return await _run(self._calls, partial(fn, *args, **kwargs))

    def close(self) -> None:
        """Let running transactions end, then close every connection."""
        self._threads.shutdown()
        self._calls.shutdown()
        self.engine.dispose()


_opened: list[Database] = []
_on_commit: list[Callable[[set[UUID]], None]] = []


def on_commit(listener: Callable[[set[UUID]], None]) -> None:
    """Call `listener` after every committed write with the ids of the returns it changed (maybe none)."""
    _on_commit.append(listener)


def open_database(url: str) -> Database:
    """Open a database and make it the one of this process until `close_database`, as tests do with theirs."""
    _opened.append(Database(url))
    return _opened[-1]


def close_database() -> None:
    """Close the database opened last; the one opened before it, if any, is the process's again."""
    _opened.pop().close()


def database() -> Database:
    """The open database of this process."""
    if not _opened:
        message = "no database is open: call open_database(url) first, as the server does in its lifespan"
        raise RuntimeError(message)
    return _opened[-1]


async def write(fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run one action as one transaction, on a thread. What `fn` raises is raised here, after the rollback."""
    here = database()
    return await here.in_thread(partial(here.write_now, fn, *args, **kwargs))


async def read(fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run one query on a thread."""
    here = database()
    return await here.in_thread(partial(here.read_now, fn, *args, **kwargs))


async def in_thread(fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run blocking work that needs no transaction (a password hash, a picture) on the same bounded pool."""
    return await database().in_thread(fn, *args, **kwargs)


async def outside(fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run what may wait long for somebody else, such as a carrier, without keeping a query waiting."""
    return await database().outside(fn, *args, **kwargs)


def write_now(fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """`write` for code that is on a thread of its own: the worker, the command line, tests."""
    return database().write_now(fn, *args, **kwargs)


def read_now(fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """`read` for code that is on a thread of its own."""
    return database().read_now(fn, *args, **kwargs)


def make_engine(url: str) -> Engine:
    """An engine with our pragmas and ways to begin. Only migrations use it bare; the rest uses `Database`."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(
            url, pool_size=THREADS, max_overflow=CALLS + 2, pool_pre_ping=True, hide_parameters=True
        )
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


async def _run(threads: ThreadPoolExecutor, call: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(
        threads, partial(contextvars.copy_context().run, call)
    )


def _reading(engine: Engine) -> dict[str, Any]:
    return {READING: True} if engine.dialect.name == "sqlite" else {"postgresql_readonly": True}


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # The driver would begin by itself, and too late; `_begin_sqlite` does it.
    connection.isolation_level = None
    # What is deleted is overwritten: of a customer who was erased, nothing is left in free pages.
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=5000",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A plain BEGIN that turns into a write fails at once when another writer was faster; IMMEDIATE waits.
    reading = connection.get_execution_options().get(READING)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
