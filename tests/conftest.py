"""What every test may ask for: a database of its own on both servers, a session, an SMTP peer; and no network."""

import os
import socket
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlmodel import Session

# Read when the settings are first loaded, so before anything of ours is imported.
os.environ.update(
    RETURNS_DATA_DIR=tempfile.mkdtemp(prefix="returns-test-"),
    RETURNS_DATABASE_URL="",
    RETURNS_SECRET="a secret for tests alone, long enough to be one",
    RETURNS_BASE_URL="http://localhost:8000",
    RETURNS_REDIS_URL="",
    RETURNS_SMTP_HOST="",
    REFLEX_TELEMETRY_ENABLED="false",
    REFLEX_CHECK_LATEST_VERSION="false",
)

from returns_app.db.session import Database, close_database, open_database
from tests.databases import PostgresCopies, SqliteCopies, postgres_running
from tests.smtp import SmtpPeer, smtp_peer_running

# A busy machine is no counterexample: what takes too long is told by pytest's own time limit.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

SERVERS = ("sqlite", "postgresql")
_LOOPBACK = {"127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4", "::1", "localhost"}


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches beyond this machine; only those marked `loopback` or `browser` open sockets at all."""
    marked = any(request.node.get_closest_marker(name) for name in ("loopback", "browser"))
    allowed = _LOOPBACK if marked else set()
    for method in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, method, _guarded(method, allowed))


@pytest.fixture(scope="session")
def sqlite_copies(tmp_path_factory: pytest.TempPathFactory) -> SqliteCopies:
    return SqliteCopies(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_copies() -> Iterator[PostgresCopies]:
    with postgres_running() as server:
        copies = PostgresCopies(server)
        yield copies
        copies.close()


@pytest.fixture(params=SERVERS)
def copies(request: pytest.FixtureRequest) -> SqliteCopies | PostgresCopies:
    """Either server, one after the other."""
    made: SqliteCopies | PostgresCopies = request.getfixturevalue(
        "sqlite_copies" if request.param == "sqlite" else "postgres_copies"
    )
    return made


@pytest.fixture
def database_url(copies: SqliteCopies | PostgresCopies, tmp_path: Path) -> Iterator[str]:
    """A migrated database that nobody else uses, on SQLite and on PostgreSQL."""
    with copies.copy(tmp_path) as url:
        yield url


@pytest.fixture
def empty_database_url(copies: SqliteCopies | PostgresCopies, tmp_path: Path) -> Iterator[str]:
    """A database without any table, on SQLite and on PostgreSQL."""
    with copies.empty(tmp_path) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """That database, open as the one of this process: `write`, `read` and handlers use it."""
    opened = open_database(database_url)
    yield opened
    close_database()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session in it. On SQLite it holds the one write lock from its first statement: commit before others write."""
    with Session(database.engine, expire_on_commit=False) as opened:
        yield opened


@pytest.fixture
def smtp_peer() -> Iterator[SmtpPeer]:
    """A real SMTP server whose mail can be read (the test is marked `loopback`)."""
    with smtp_peer_running() as peer:
        yield peer


def _guarded(method: str, allowed: set[str]) -> Any:
    real = getattr(socket.socket, method)

    def guard(self: socket.socket, *args: Any) -> Any:
        address = args[-1]
        if self.family != socket.AF_UNIX and (not isinstance(address, tuple) or address[0] not in allowed):
            message = (
                f"This test may not open a socket to {address}; mark it `loopback` for one on this machine."
            )
            raise RuntimeError(message)
        return real(self, *args)

    return guard


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What was printed or logged, as one process can tell it to another: half a character could not be sent."""
    report = yield
    report.sections = [
        (name, text.encode("utf-8", "backslashreplace").decode()) for name, text in report.sections
    ]
    return report
