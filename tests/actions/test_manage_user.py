"""What whoever runs the server changes about people of the desk."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select

from returns_app.actions.manage_user import change_role, set_password, switch, take_factor_away
from returns_app.actions.new_password import account_of_reset, ask_reset
from returns_app.actions.second_step import begin_setup
from returns_app.actions.sign_in import account_of, password_fits, start_session, who_is
from returns_app.db.accounts import User
from returns_app.db.audit import AuditEntry
from returns_app.db.password_resets import PasswordReset
from returns_app.db.second_factors import SecondFactor
from returns_app.db.tokens import reset_token
from returns_app.domain.actors import Role
from returns_app.domain.errors import Invalid, NotFound

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EMAIL = "ada@desk.test"


@pytest.fixture
def user(session: Session) -> User:
    made = User(email=EMAIL, name="Ada", role=Role.AGENT, password_hash="old", created_at=NOW)
    session.add(made)
    session.flush()
    return made


def audited(session: Session) -> list[tuple[str, object]]:
    rows = session.exec(select(AuditEntry).order_by(AuditEntry.id))
    return [(row.what, row.about_id) for row in rows]


def test_another_role_signs_out_everywhere(session: Session, user: User) -> None:
    token = start_session(session, user.id, now=NOW)
    change_role(session, " ADA@desk.test ", Role.ADMIN, now=NOW)
    assert user.role == Role.ADMIN
    assert who_is(session, token, now=NOW) is None
    assert audited(session) == [("role_changed", user.id)]


def test_the_same_role_again_disturbs_nobody(session: Session, user: User) -> None:
    token = start_session(session, user.id, now=NOW)
    change_role(session, EMAIL, Role.AGENT, now=NOW)
    assert who_is(session, token, now=NOW)
    assert audited(session) == []


def test_whoever_comes_back_signs_in_anew(session: Session, user: User) -> None:
    token = start_session(session, user.id, now=NOW)
    ask_reset(session, EMAIL, now=NOW)
    link = reset_token(session.exec(select(PasswordReset.id)).one())
    switch(session, EMAIL, on=False, now=NOW)
    assert who_is(session, token, now=NOW) is None
    switch(session, EMAIL, on=True, now=NOW)
    assert who_is(session, token, now=NOW) is None
    assert account_of_reset(session, link, now=NOW) is None
    assert [what for what, _ in audited(session)][-2:] == ["switched_off", "switched_on"]


def test_a_password_is_set_by_the_same_rules(session: Session, user: User) -> None:
    token = start_session(session, user.id, now=NOW)
    with pytest.raises(Invalid):
        set_password(session, EMAIL, "password1234", now=NOW)
    assert who_is(session, token, now=NOW)
    set_password(session, EMAIL, "four plain words here", now=NOW)
    assert password_fits(account_of(user), "four plain words here")
    assert who_is(session, token, now=NOW) is None


def test_a_lost_second_factor_is_taken_away(session: Session, user: User) -> None:
    begin_setup(session, user.id, now=NOW)
    token = start_session(session, user.id, now=NOW)
    take_factor_away(session, EMAIL, now=NOW)
    assert session.get(SecondFactor, user.id) is None
    assert who_is(session, token, now=NOW) is None


def test_who_is_not_there_is_named(session: Session) -> None:
    with pytest.raises(NotFound, match="no user"):
        switch(session, "nobody@desk.test", on=False, now=NOW)
