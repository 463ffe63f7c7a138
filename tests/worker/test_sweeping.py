"""What the worker sweeps away of how staff sign in, and what it leaves."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, func, select

from returns_app.actions.new_password import ask_reset
from returns_app.actions.sign_in import end_session, start_session, who_is
from returns_app.db.accounts import User, UserSession
from returns_app.db.audit import AuditEntry
from returns_app.db.password_resets import PasswordReset
from returns_app.db.session import read_now, write_now
from returns_app.domain.actors import Role
from returns_app.worker.sweeping import ENDED_KEPT_FOR, sweep_ended, sweeper

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)


@pytest.fixture
def user(session: Session) -> User:
    made = User(email="ada@desk.test", name="Ada", role=Role.AGENT, password_hash="x", created_at=NOW)
    session.add(made)
    session.flush()
    return made


def kept(session: Session, table: type[UserSession | PasswordReset | AuditEntry]) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


def test_a_session_is_kept_for_a_month_after_it_was_ended(session: Session, user: User) -> None:
    living, ended = (start_session(session, user.id, now=NOW) for _ in range(2))
    end_session(session, ended, now=NOW)
    assert sweep_ended(session, now=NOW + ENDED_KEPT_FOR) == 0
    assert sweep_ended(session, now=NOW + ENDED_KEPT_FOR + A_SECOND) == 1
    assert who_is(session, living, now=NOW)


def test_so_is_one_that_expired_unnoticed(session: Session, user: User) -> None:
    start_session(session, user.id, now=NOW)
    expired = session.exec(select(UserSession.expires_at)).one()
    assert sweep_ended(session, now=expired + ENDED_KEPT_FOR) == 0
    assert sweep_ended(session, now=expired + ENDED_KEPT_FOR + A_SECOND) == 1
    assert kept(session, UserSession) == 0


def test_so_are_links_for_a_new_password_and_the_audit_keeps_that_they_were_asked_for(
    session: Session, user: User
) -> None:
    for minute in range(2):
        ask_reset(session, user.email, now=NOW + timedelta(minutes=minute))
    assert kept(session, PasswordReset) == 2
    audited = kept(session, AuditEntry)
    assert sweep_ended(session, now=NOW + ENDED_KEPT_FOR + timedelta(minutes=2)) == 1, (
        "replaced after a minute"
    )
    assert sweep_ended(session, now=NOW + ENDED_KEPT_FOR + timedelta(hours=1)) == 1, "never used"
    assert kept(session, AuditEntry) == audited > 0


@pytest.mark.usefixtures("database")
def test_the_worker_sweeps_once_and_then_leaves_it_for_a_while() -> None:
    def begun_long_ago(session: Session) -> None:
        old = User(email="ada@desk.test", name="Ada", role=Role.AGENT, password_hash="x", created_at=NOW)
        session.add(old)
        session.flush()
        start_session(session, old.id, now=datetime.now(UTC) - timedelta(days=400))

    write_now(begun_long_ago)
    work = sweeper()
    assert work() == 1
    write_now(lambda session: start_session(session, _ada(session), now=NOW - timedelta(days=400)))
    assert work() == 0
    assert read_now(kept, UserSession) == 1


def _ada(session: Session) -> UUID:
    return session.exec(select(User.id)).one()
