"""Somebody joins the desk, or is told why not."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import Session

from returns_app.actions.add_user import add_user
from returns_app.actions.sign_in import find_account, password_fits
from returns_app.db.accounts import User
from returns_app.domain.actors import Role
from returns_app.domain.errors import Conflict, Invalid

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def somebody(session: Session, **changes: Any) -> User:
    facts = {
        "email": "Noor@shop.example",
        "name": " Noor ",
        "role": Role.AGENT,
        "password": "four plain words here",
    }
    return add_user(session, **{**facts, **changes}, now=NOON)


def test_a_new_user_can_sign_in_with_an_address_in_any_case(session: Session) -> None:
    user = somebody(session)
    account = find_account(session, "NOOR@shop.example")
    assert account is not None
    assert account.user_id == user.id
    assert password_fits(account, "four plain words here")
    assert (user.name, user.email) == ("Noor", "noor@shop.example")


def test_an_address_belongs_to_one_user(session: Session) -> None:
    somebody(session)
    with pytest.raises(Conflict):
        somebody(session, email="noor@SHOP.example")


@pytest.mark.parametrize(
    ("field", "value"),
    (
        ("email", "no address"),
        ("email", ""),
        ("name", "  "),
        ("name", "n" * 81),
        ("password", "too short"),
        ("password", "p" * 257),
    ),
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_written(
    session: Session, field: str, value: str
) -> None:
    with pytest.raises(Invalid) as refused:
        somebody(session, **{field: value})
    assert [problem.field for problem in refused.value.problems] == [field]
    assert find_account(session, "noor@shop.example") is None
