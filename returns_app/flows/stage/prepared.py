"""The copy of a demonstration's data that a reset restores: a SQLite file, whatever the database.

Data that were made a moment ago are copied (`keep`), which takes a part of a second; later ones are made once more,
in seconds (`prepare`).
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table, create_engine, func, insert, select
from sqlmodel import SQLModel

import returns_app.db.all_tables  # noqa: F401 - a table that is not known would not be copied
from returns_app.build import ROOT
from returns_app.settings import load

# The audit only grows; the tables are those of the migrations, whatever the copy was made by.
KEPT: Final = frozenset({"audit", "alembic_version"})
# Times in the data are relative to the moment they were made at, so an old copy is made anew.
OLDEST_COPY_SECONDS: Final = 6 * 3600
_PREPARING_SECONDS: Final = 600


def copy_path() -> Path:
    """Where the prepared copy is.

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


def keep(engine: Engine) -> None:
    """Make the copy of data that were just made and that nobody has touched."""
    copy = copy_path()
    with _one_at_a_time(copy.parent):
        _clear(copy.parent)
        making = copy.with_suffix(".new")
        target = create_engine(f"sqlite:///{making}")
        SQLModel.metadata.create_all(target)
        with engine.connect() as made, target.begin() as kept:
            for table in SQLModel.metadata.sorted_tables:
                if table.name not in KEPT:
                    fill(kept, table, rows_of(made, table))
        target.dispose()
        making.replace(copy)


def rows_of(connection: Connection, table: Table) -> list[dict[str, Any]]:
    """All rows; where some point to others of the same table, those that do not come first."""
    order = [key.parent.is_not(None) for key in table.foreign_keys if key.column.table is table]
    return [dict(row) for row in connection.execute(select(table).order_by(*order)).mappings()]


def fill(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Add rows under the numbers they have; those that the database gives afterwards are higher."""
    if not rows:
        return
    connection.execute(insert(table), rows)
    counted = table.autoincrement_column
    if counted is not None and connection.dialect.name == "postgresql":
        highest = select(func.max(counted)).scalar_subquery()
        sequence = func.pg_get_serial_sequence(table.name, counted.name)
        connection.execute(select(func.setval(sequence, highest)))


def _clear(folder: Path) -> None:
    for old in (*folder.glob("*.db*"), *folder.glob("*.new*")):
        old.unlink(missing_ok=True)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield
