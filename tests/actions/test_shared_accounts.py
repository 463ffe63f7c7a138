"""Accounts whose password is published: they came with a demonstration's data, and the data may outlive it."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from returns_app import settings
from returns_app.actions.sign_in import find_account, start_session, who_is
from returns_app.db.accounts import User
from returns_app.domain.actors import Role
from tests.factories import NOW


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.undo()
    settings.load.cache_clear()


@pytest.mark.parametrize(
    ("address", "demo", "opens"),
    (
        ("https://returns.shop.example", "false", False),
        ("https://returns.shop.example", "true", True),
        ("http://localhost:8000", "false", True),
        ("http://192.168.1.5:8000", "false", True),
    ),
)
def test_a_published_password_opens_no_real_returns_at_a_public_address(
    session: Session, monkeypatch: pytest.MonkeyPatch, address: str, demo: str, opens: bool
) -> None:
    people = {
        shared: User(
            email=f"shared-{int(shared)}@desk.test",
            name="Ada",
            role=Role.ADMIN,
            password_hash="",
            created_at=NOW,
            shared=shared,
        )
        for shared in (True, False)
    }
    session.add_all(people.values())
    session.flush()
    token = {shared: start_session(session, user.id, now=NOW) for shared, user in people.items()}
    monkeypatch.setenv("RETURNS_BASE_URL", address)
    monkeypatch.setenv("RETURNS_DEMO", demo)
    settings.load.cache_clear()
    for shared, user in people.items():
        assert (find_account(session, user.email) is not None) == (opens or not shared)
        assert (who_is(session, token[shared], now=NOW) is not None) == (opens or not shared)
