"""Somebody joins the desk, or is told why not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from returns_app.actions.add_user import add_user
from returns_app.actions.new_password import TO_ACCEPT, account_of_reset, ask_reset, reset_password
from returns_app.actions.sign_in import find_account, hash_password, password_fits
from returns_app.db.accounts import User
from returns_app.db.audit import AuditEntry
from returns_app.db.outbox import OutboxMail
from returns_app.db.tokens import reset_token
from returns_app.domain.actors import Role
from returns_app.domain.errors import Conflict, Invalid, NotFound
from returns_app.worker.letters import message_of

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


def opened_by(session: Session, mail: OutboxMail) -> str:
    """The token of the link in a mail."""
    token = reset_token(mail.id)
    assert token in message_of(mail).text
    return token


def test_who_is_invited_signs_in_with_a_password_of_their_own_and_not_before(session: Session) -> None:
    user = somebody(session, password=None)
    for tried in ("", "four plain words here", user.password_hash):
        assert not password_fits(find_account(session, user.email), tried), tried
    (mail,) = session.exec(select(OutboxMail))
    assert (mail.kind, mail.to_address, mail.facts["hours"]) == ("invitation", "noor@shop.example", 24)
    token = opened_by(session, mail)
    reset_password(session, token, hash_password("four plain words here"), now=NOON)
    assert password_fits(find_account(session, user.email), "four plain words here")
    with pytest.raises(NotFound):
        reset_password(session, token, "another", now=NOON)
    told = session.exec(select(OutboxMail.facts).where(OutboxMail.kind == "account")).one()
    assert told["what"] == "first_password"
    assert [*session.exec(select(AuditEntry.what).order_by(AuditEntry.id))] == [
        "user_added",
        "first_password_chosen",
    ]


def test_an_invitation_lives_for_a_day_and_another_link_can_be_asked_for(session: Session) -> None:
    user = somebody(session, password=None)
    invitation = opened_by(session, session.exec(select(OutboxMail)).one())
    late = NOON + TO_ACCEPT
    found = account_of_reset(session, invitation, now=late - timedelta(seconds=1))
    assert found is not None
    assert found.is_new
    assert account_of_reset(session, invitation, now=late) is None
    ask_reset(session, user.email, now=late)
    newer = opened_by(session, session.exec(select(OutboxMail).where(OutboxMail.kind == "reset")).one())
    reset_password(session, newer, hash_password("four plain words here"), now=late)
    found = find_account(session, user.email)
    assert found is not None
    assert not found.is_new
