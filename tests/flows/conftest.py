"""People at the desk, signed in, for the tests of flows."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest

from returns_app.actions.sign_in import start_session
from returns_app.db.accounts import User
from returns_app.db.session import Database
from returns_app.domain.actors import Role
from returns_app.live import notices
from tests.driving import Server, driving

SignIn = Callable[..., str]


@pytest.fixture(autouse=True)
def quick_pulse(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that a test leaves stops being followed at once, and the test does not wait for it."""
    monkeypatch.setattr(notices, "PULSE_SECONDS", 0.2)


@pytest.fixture
def signed_in(database: Database) -> SignIn:
    """Sign somebody in and return the token of their cookie: `signed_in(Role.ADMIN)`."""

    def sign_in(role: Role = Role.AGENT, *, name: str = "Ada Agent") -> str:
        now = datetime.now(UTC)
        user = User(
            email=f"{role}-{now.timestamp()}@desk.test",
            name=name,
            role=role,
            password_hash="",
            created_at=now,
        )
        database.write_now(lambda session: session.add(user))
        return database.write_now(start_session, user.id, now=now)

    return sign_in


@pytest.fixture
async def server(database: Database) -> AsyncIterator[Server]:
    """The app over this test's database; every state must survive pickling."""
    async with driving(pickling=True) as running:
        yield running
