"""New passwords: chosen with the old one, or by a link from a mail."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from returns_app.actions import attempts
from returns_app.actions.new_password import (
    TO_RESET,
    account_by_id,
    account_of_reset,
    ask_reset,
    change_password,
    may_ask_reset,
    require_good,
    reset_password,
)
from returns_app.actions.sign_in import Browser, start_session, who_is
from returns_app.db.accounts import User
from returns_app.db.audit import AuditEntry
from returns_app.db.outbox import OutboxMail
from returns_app.db.password_resets import PasswordReset
from returns_app.db.tokens import reset_token
from returns_app.domain.actors import SYSTEM, Role
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.queries.files import mail_of
from returns_app.queries.inbox import inbox
from returns_app.worker.letters import envelope_of

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EMAIL = "ada@desk.test"


@pytest.fixture
def user(session: Session) -> User:
    attempts._own.cache_clear()
    made = User(email=EMAIL, name="Ada Admin", role=Role.ADMIN, password_hash="old", created_at=NOW)
    session.add(made)
    session.flush()
    return made


def mails(session: Session, kind: str = "reset") -> list[OutboxMail]:
    return list(session.exec(select(OutboxMail).where(OutboxMail.kind == kind)))


def link(session: Session, *, now: datetime = NOW) -> str:
    """Ask for a link; its token."""
    ask_reset(session, EMAIL, now=now)
    newest = session.exec(select(PasswordReset).order_by(PasswordReset.created_at.desc())).first()
    assert newest is not None
    return reset_token(newest.id)


def test_a_changed_password_ends_every_session_and_begins_a_new_one(session: Session, user: User) -> None:
    here, there = (start_session(session, user.id, now=NOW) for _ in range(2))
    token, account = link(session), account_by_id(session, user.id)
    fresh = change_password(session, account, "new", now=NOW, browser=Browser(replaces=here))
    assert user.password_hash == "new"
    assert [who_is(session, one, now=NOW) is None for one in (here, there, fresh)] == [True, True, False]
    assert account_of_reset(session, token, now=NOW) is None
    assert [mail.facts["what"] for mail in mails(session, "account")] == ["password"]
    assert "password_changed" in session.exec(select(AuditEntry.what)).all()


def test_of_two_who_change_it_at_once_the_second_is_told(session: Session, user: User) -> None:
    account = account_by_id(session, user.id)
    change_password(session, account, "first", now=NOW, browser=Browser())
    with pytest.raises(Conflict):
        change_password(session, account, "second", now=NOW, browser=Browser())
    assert user.password_hash == "first"


def test_whoever_was_switched_off_since_changes_none(session: Session, user: User) -> None:
    account = account_by_id(session, user.id)
    user.active = False
    session.flush()
    with pytest.raises(Conflict):
        change_password(session, account, "new", now=NOW, browser=Browser())
    assert user.password_hash == "old"


def test_a_new_password_is_held_to_the_rules_and_a_shared_one_stays(session: Session, user: User) -> None:
    account = account_by_id(session, user.id)
    require_good(account, "four plain words here")
    for weak in ("short", "password1234", "ada.admin@desk"):
        with pytest.raises(Invalid):
            require_good(account, weak)
    user.shared = True
    with pytest.raises(Forbidden):
        require_good(account_by_id(session, user.id), "four plain words here")


def test_a_link_sets_a_password_once_and_ends_every_session(session: Session, user: User) -> None:
    there, token = start_session(session, user.id, now=NOW), link(session)
    found = account_of_reset(session, token, now=NOW)
    assert found is not None
    assert found.user_id == user.id
    reset_password(session, token, "new", now=NOW)
    assert user.password_hash == "new"
    assert who_is(session, there, now=NOW) is None
    with pytest.raises(NotFound):
        reset_password(session, token, "newer", now=NOW)
    assert user.password_hash == "new"


def test_of_two_who_use_a_link_at_once_one_wins(
    session: Session, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = link(session)
    found = session.exec(select(PasswordReset)).one()
    # Both have read it while it lived.
    monkeypatch.setattr("returns_app.actions.new_password.living_reset", lambda *_args, **_kwargs: found)
    reset_password(session, token, "first", now=NOW)
    with pytest.raises(NotFound):
        reset_password(session, token, "second", now=NOW)
    assert user.password_hash == "first"


def test_a_link_lives_for_half_an_hour_and_only_the_newest_does(session: Session, user: User) -> None:
    old = link(session)
    new = link(session, now=NOW + timedelta(minutes=1))
    at_end = NOW + timedelta(minutes=1) + TO_RESET
    assert account_of_reset(session, old, now=NOW) is None
    assert account_of_reset(session, new, now=at_end - timedelta(seconds=1))
    assert account_of_reset(session, new, now=at_end) is None
    with pytest.raises(NotFound):
        reset_password(session, new, "new", now=at_end)


@pytest.mark.parametrize("token", ("", "x", "\ud800", "a" * 43))
def test_any_other_token_sets_nothing(session: Session, user: User, token: str) -> None:
    link(session)
    assert account_of_reset(session, token, now=NOW) is None
    with pytest.raises(NotFound):
        reset_password(session, token, "new", now=NOW)


def test_the_token_is_in_the_mail_alone(session: Session, user: User) -> None:
    token = link(session)
    (mail,) = mails(session)
    assert token in envelope_of(session, mail, now=NOW).message.text
    rows = [*session.exec(select(PasswordReset)), *session.exec(select(OutboxMail))]
    assert token not in repr([row.model_dump() for row in rows])
    assert len(token) == 43


def test_nobody_reads_the_mail_in_the_app_not_even_who_may_see_everything(
    session: Session, user: User
) -> None:
    link(session)
    (mail,) = mails(session)
    assert inbox(session, SYSTEM, "", now=NOW).mails == []
    with pytest.raises(NotFound):
        mail_of(session, SYSTEM, mail.id)


@pytest.mark.parametrize("change", ("unknown", "off", "shared"))
def test_who_cannot_sign_in_that_way_is_sent_nothing(session: Session, user: User, change: str) -> None:
    user.active, user.shared = change != "off", change == "shared"
    session.flush()
    ask_reset(session, "nobody@desk.test" if change == "unknown" else EMAIL, now=NOW)
    assert mails(session) == []


def test_a_link_of_somebody_switched_off_since_is_none(session: Session, user: User) -> None:
    token = link(session)
    user.active = False
    session.flush()
    assert account_of_reset(session, token, now=NOW) is None
    with pytest.raises(NotFound):
        reset_password(session, token, "new", now=NOW)


def test_three_mails_an_hour_go_to_one_account(session: Session, user: User) -> None:
    for _ in range(5):
        ask_reset(session, EMAIL, now=NOW)
    assert len(mails(session)) == 3


def test_one_address_may_ask_twenty_times_an_hour(user: User) -> None:
    one, other = uuid4().hex, uuid4().hex
    assert [may_ask_reset(one) for _ in range(21)] == [True] * 20 + [False]
    assert may_ask_reset(other)
