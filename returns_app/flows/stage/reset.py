"""Putting a demonstration back: all of its rows are exchanged for those of a copy that was prepared before.

Making the data takes seconds, exchanging the rows a part of one. The ids are the same every time, so that links that
are out, sessions and open pages stand for the same things afterwards.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from fcntl import LOCK_EX, flock
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Table, create_engine, func, insert, inspect, select
from sqlmodel import Session, SQLModel

from returns_app.build import ROOT
from returns_app.db.accounts import User, UserSession
from returns_app.db.returns import Return
from returns_app.db.session import CHANGED, write_now
from returns_app.db.traces import fold_log
from returns_app.flows.who import forget_everybody
from returns_app.settings import load
from returns_app.worker.exports import clear_exports

_USERS, _SESSIONS, _RETURNS = (
    SQLModel.metadata.tables[str(one.__tablename__)] for one in (User, UserSession, Return)
)
# The audit only grows; the tables are those of the migrations, whatever the copy was made by.
_KEPT: Final = frozenset({"audit", "alembic_version"})
# Times in the data are relative to the moment they were made at, so an old copy is made anew.
OLDEST_COPY_SECONDS: Final = 6 * 3600
_PREPARING_SECONDS: Final = 600


def copy_path() -> Path:
    """Where the prepared copy is: a SQLite file, whatever the database.

    Its name changes with the tables and with the key that links are made of: another copy could not be restored.
    """
    columns = [str(column) for table in SQLModel.metadata.sorted_tables for column in table.columns]
    made_of = sha256("\n".join(columns).encode() + load().key()).hexdigest()[:12]
    return load().data_dir / "demonstration" / f"{made_of}.db"


def is_fresh(copy: Path) -> bool:
    """Whether the copy is there, and not too old to be restored."""
    return copy.exists() and time.time() - copy.stat().st_mtime < OLDEST_COPY_SECONDS


def prepare() -> None:
    """Make a fresh copy unless there is one: in a process of its own, as it would keep this one busy for seconds."""
    copy = copy_path()
    with _one_at_a_time(copy.parent):
        if not is_fresh(copy):
            _clear(copy.parent)
            words = [sys.executable, "-m", "returns_app.cli", "prepare", str(copy)]
            subprocess.run(words, check=True, timeout=_PREPARING_SECONDS, cwd=ROOT, stdout=subprocess.DEVNULL)


def put_back() -> None:
    """Exchange all rows for those of the copy, and let every open page read again. Call it on a thread.

    Nothing of what visitors wrote or sent stays in the file of the database, nor beside it.
    """
    prepare()
    write_now(restore, copy_path(), now=datetime.now(UTC))
    forget_everybody()
    fold_log()
    clear_exports()


def restore(session: Session, copy: Path, *, now: datetime) -> None:
    """Exchange all rows for those of the copy, in this transaction.

    Sessions that live stay, so that nobody is thrown out of an open page, and so does the audit.
    """
    here = session.connection()
    sessions = [one for one in _rows(here, _SESSIONS) if one["expires_at"] > now and not one["revoked_at"]]
    changed = _ids(here, _RETURNS)
    with _reading(copy) as prepared:
        names = _named(prepared)
        tables = [one for one in SQLModel.metadata.sorted_tables if one.name in names]
        for table in reversed(tables):
            here.execute(table.delete())
        for table in tables:
            if table is not _SESSIONS:
                _fill(here, table, _rows(prepared, table))
    people = _ids(here, _USERS)
    _fill(here, _SESSIONS, [one for one in sessions if one["user_id"] in people])
    session.info.setdefault(CHANGED, set()).update(changed | _ids(here, _RETURNS))


@contextmanager
def _reading(copy: Path) -> Iterator[Connection]:
    source = create_engine(f"sqlite:///{copy}")
    try:
        with source.connect() as prepared:
            yield prepared
    finally:
        source.dispose()


def _named(prepared: Connection) -> set[str]:
    """The tables to exchange. Raises `RuntimeError` for one that nobody here knows, which would keep its rows."""
    found = set(inspect(prepared).get_table_names()) - _KEPT
    if unknown := found - set(SQLModel.metadata.tables):
        message = f"the copy has tables that this process has not loaded: {sorted(unknown)}"
        raise RuntimeError(message)
    return found


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    """All rows; where some point to others of the same table, those that do not come first."""
    order = [key.parent.is_not(None) for key in table.foreign_keys if key.column.table is table]
    return [dict(row) for row in connection.execute(select(table).order_by(*order)).mappings()]


def _fill(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    connection.execute(insert(table), rows)
    counted = table.autoincrement_column
    if counted is not None and connection.dialect.name == "postgresql":
        highest = select(func.max(counted)).scalar_subquery()
        sequence = func.pg_get_serial_sequence(table.name, counted.name)
        connection.execute(select(func.setval(sequence, highest)))


def _ids(connection: Connection, table: Table) -> set[UUID]:
    return set(connection.execute(select(table.c.id)).scalars())


def _clear(folder: Path) -> None:
    for old in folder.glob("*.db*"):
        old.unlink(missing_ok=True)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield
