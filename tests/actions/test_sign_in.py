"""Sessions at the desk: how long they live, what ends them, and what is kept of them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from returns_app.actions.sign_in import (
    SEEN_EVERY,
    Account,
    Browser,
    end_all_sessions,
    end_session,
    hash_password,
    note_seen,
    password_fits,
    start_session,
    who_is,
)
from returns_app.db.accounts import User, UserSession
from returns_app.domain.actors import ActorKind, Role
from returns_app.domain.errors import NotFound

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def user(session: Session) -> User:
    policy = uuid4()
    made = User(
        email="ada@desk.test",
        name="Ada",
        role=Role.SUPERVISOR,
        password_hash="",
        created_at=NOW,
        countries=["NL"],
        policies=[str(policy)],
    )
    session.add(made)
    session.flush()
    return made


def test_a_token_stands_for_its_user_with_role_and_scopes(session: Session, user: User) -> None:
    actor = who_is(session, start_session(session, user.id, now=NOW), now=NOW)
    assert actor is not None
    assert (actor.kind, actor.id, actor.role) == (ActorKind.STAFF, user.id, Role.SUPERVISOR)
    assert actor.countries == {"NL"}
    assert {str(policy) for policy in actor.policies} == set(user.policies)


def test_only_a_hash_of_the_token_is_kept(session: Session, user: User) -> None:
    token = start_session(session, user.id, now=NOW, browser=Browser(user_agent="browser"))
    row = session.exec(select(UserSession)).one()
    assert token not in repr(row.model_dump())
    assert len(token) >= 43


@pytest.mark.parametrize("token", ("", "x", "' OR 1=1"))
def test_an_unknown_token_is_nobody(session: Session, user: User, token: str) -> None:
    start_session(session, user.id, now=NOW)
    assert who_is(session, token, now=NOW) is None


def test_a_session_idles_out(session: Session, user: User) -> None:
    token = start_session(session, user.id, now=NOW)
    assert who_is(session, token, now=NOW + timedelta(hours=7, minutes=59))
    assert who_is(session, token, now=NOW + timedelta(hours=8)) is None


def test_use_keeps_a_session_alive_but_not_for_ever(session: Session, user: User) -> None:
    token = start_session(session, user.id, now=NOW)
    moment = NOW
    while moment < NOW + timedelta(days=7):
        assert who_is(session, token, now=moment)
        note_seen(session, token, now=moment)
        moment += timedelta(hours=7)
    assert who_is(session, token, now=NOW + timedelta(days=7)) is None


def test_being_seen_is_written_at_most_once_a_minute(session: Session, user: User) -> None:
    token = start_session(session, user.id, now=NOW)
    note_seen(session, token, now=NOW + SEEN_EVERY - timedelta(seconds=1))
    assert session.exec(select(UserSession.last_seen_at)).one() == NOW
    note_seen(session, token, now=NOW + SEEN_EVERY + timedelta(seconds=1))
    assert session.exec(select(UserSession.last_seen_at)).one() > NOW


def test_an_ended_session_stays_ended(session: Session, user: User) -> None:
    token = start_session(session, user.id, now=NOW)
    end_session(session, token, now=NOW)
    note_seen(session, token, now=NOW + timedelta(hours=1))
    assert who_is(session, token, now=NOW) is None


def test_a_user_is_signed_out_everywhere_and_nobody_else_is(session: Session, user: User) -> None:
    other = User(email="bo@desk.test", name="Bo", role=Role.AGENT, password_hash="", created_at=NOW)
    session.add(other)
    session.flush()
    hers, his = start_session(session, user.id, now=NOW), start_session(session, other.id, now=NOW)
    end_all_sessions(session, user.id, now=NOW)
    assert who_is(session, hers, now=NOW) is None
    assert who_is(session, his, now=NOW)


def test_whoever_is_switched_off_is_nobody_at_once(session: Session, user: User) -> None:
    token = start_session(session, user.id, now=NOW)
    user.active = False
    session.flush()
    assert who_is(session, token, now=NOW) is None
    with pytest.raises(NotFound):
        start_session(session, user.id, now=NOW)


def test_a_password_fits_itself_alone() -> None:
    account = Account(uuid4(), hash_password("correct horse"))
    assert account.password_hash.startswith("$argon2id$")
    assert password_fits(account, "correct horse")
    assert not password_fits(account, "Correct horse")
    assert not password_fits(None, "correct horse")


def test_a_password_without_end_is_refused_and_not_cut() -> None:
    account = Account(uuid4(), hash_password("a" * 256))
    assert password_fits(account, "a" * 256)
    assert not password_fits(account, "a" * 257)
