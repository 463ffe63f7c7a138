"""Loading many rows fast: COPY on PostgreSQL, one transaction of few prepared statements on SQLite.

Rows are tuples of plain values in the order of a table's columns; moments and ids are text already.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol

import psycopg
from psycopg import sql
from sqlalchemy import Engine, Table
from sqlalchemy.schema import CreateIndex

Row = tuple[Any, ...]
Rows = defaultdict[Table, list[Row]]


class Loader(Protocol):
    """One connection that loads."""

    def load(self, table: Table, rows: Iterable[Row]) -> None:
        """Add rows to a table."""

    def run(self, statement: str) -> Any:  # noqa: ANN401 - whatever the database says
        """Run a statement; the first value of its answer, if there is one."""

    def enter_words(self, new: str) -> None:
        """Make an entry of every word of the items that a condition names as new."""


def moment(at: datetime) -> str:
    """A moment, given in UTC, as both databases read it."""
    return at.replace(tzinfo=None).isoformat(" ", "microseconds")


@contextmanager
def loading(engine: Engine, tables: Iterable[Table]) -> Iterator[Loader]:
    """A loader in one transaction, with the tables' indexes put aside and made again at the end."""
    engine.dispose()
    opened = _on_sqlite if engine.dialect.name == "sqlite" else _on_postgresql
    indexes = [index for table in tables for index in sorted(table.indexes, key=lambda one: str(one.name))]
    made = [str(CreateIndex(index).compile(dialect=engine.dialect)) for index in indexes]
    with opened(engine) as loader:
        for index in indexes:
            loader.run(f"DROP INDEX IF EXISTS {index.name}")
        yield loader
        for statement in made:
            loader.run(statement)
    engine.dispose()


class _Sqlite:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def load(self, table: Table, rows: Iterable[Row]) -> None:
        names, marks = ", ".join(table.columns.keys()), ", ".join("?" for _ in table.columns)
        self._connection.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)  # noqa: S608 - ours

    def run(self, statement: str) -> Any:  # noqa: ANN401
        answer = self._connection.execute(statement).fetchone()
        return answer[0] if answer else None

    def enter_words(self, new: str) -> None:
        # Words have neither spaces nor signs of JSON.
        listed = """json_each('["' || replace(substr(words, 2), ' ', '","') || '"]')"""
        self.run(
            "INSERT INTO search_entries (kind, word, place)"  # noqa: S608 - ours
            f" SELECT kind, value, place FROM search_items, {listed} WHERE {new} ORDER BY kind, value, place"
        )


class _Postgres:
    def __init__(self, cursor: psycopg.Cursor[Any]) -> None:
        self._cursor = cursor

    def load(self, table: Table, rows: Iterable[Row]) -> None:
        names = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
        into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
        with self._cursor.copy(into) as copy:
            part: list[str] = []
            for row in rows:
                part.append("\t".join(map(_copied, row)))
                if len(part) == 2000:
                    copy.write("\n".join(part) + "\n")
                    part = []
            if part:
                copy.write("\n".join(part) + "\n")

    def run(self, statement: str) -> Any:  # noqa: ANN401
        answer = self._cursor.execute(statement.encode())
        row = answer.fetchone() if answer.description else None
        return row[0] if row else None

    def enter_words(self, new: str) -> None:
        listed = "string_to_table(substr(words, 2), ' ') AS listed(word)"
        self.run(
            "INSERT INTO search_entries (kind, word, place)"  # noqa: S608 - ours
            f" SELECT kind, word, place FROM search_items, {listed} WHERE {new} "
            'ORDER BY kind, word COLLATE "C", place'
        )


def _copied(value: Any) -> str:  # noqa: ANN401 - whatever a column holds
    if value is None:
        return r"\N"
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


@contextmanager
def _on_sqlite(engine: Engine) -> Iterator[Loader]:
    connection = sqlite3.connect(str(engine.url.database), isolation_level=None)
    try:
        # A rollback journal holds only pages that were there before; the write-ahead log would hold everything twice.
        for pragma in (
            "busy_timeout = 5000",
            "journal_mode = DELETE",
            "synchronous = OFF",
            "foreign_keys = OFF",
            "secure_delete = OFF",
            "cache_size = -400000",
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        yield _Sqlite(connection)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


@contextmanager
def _on_postgresql(engine: Engine) -> Iterator[Loader]:
    plain = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        cursor = connection.cursor()
        for setting in (
            "timezone = 'UTC'",
            "synchronous_commit = off",
            "maintenance_work_mem = '512MB'",
            "work_mem = '512MB'",
        ):
            cursor.execute(f"SET {setting}".encode())
        yield _Postgres(cursor)
        connection.commit()
        # The visibility map, which lets counting stay within the indexes, is made by VACUUM alone.
        connection.autocommit = True
        connection.execute("VACUUM (ANALYZE)")
