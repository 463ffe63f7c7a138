"""A second factor: set up, passed, used up, lost; and who must have one."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from returns_app.actions import attempts
from returns_app.actions.second_step import (
    begin_setup,
    confirm_setup,
    count_code,
    pass_code,
    renew_recovery_codes,
    turn_off,
    who_waits,
)
from returns_app.actions.sign_in import (
    TO_WAIT,
    Browser,
    account_of,
    end_session,
    let_in,
    start_session,
    who_is,
)
from returns_app.db.accounts import User, UserSession
from returns_app.db.audit import AuditEntry
from returns_app.db.outbox import OutboxMail
from returns_app.db.second_factors import RecoveryCode, SecondFactor, factor_secret, recovery_codes_left
from returns_app.domain.actors import Role, Stage
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.one_time_codes import STEP_SECONDS, code_at, spaced
from returns_app.settings import load

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def user(session: Session) -> User:
    attempts._own.cache_clear()
    made = User(email="ada@desk.test", name="Ada", role=Role.ADMIN, password_hash="x", created_at=NOW)
    session.add(made)
    session.flush()
    return made


@pytest.fixture
def admins_must(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("returns_app.db.accounts.load", lambda: strict)
    strict = load().model_copy(update={"admin_second_factor": True})


def code(session: Session, user: User, *, now: datetime = NOW) -> str:
    """What the user's app shows."""
    factor = session.get_one(SecondFactor, user.id)
    return code_at(factor_secret(factor.salt), int(now.timestamp()) // STEP_SECONDS)


def at(session: Session, user: User, moment: datetime) -> Browser:
    """A browser in which this user is signed in."""
    return Browser(replaces=start_session(session, user.id, now=moment))


def with_factor(session: Session, user: User) -> tuple[str, ...]:
    """Set one up a minute ago; its recovery codes."""
    before = NOW - timedelta(minutes=1)
    setup = begin_setup(session, user.id, now=before)
    confirm_setup(
        session, user.id, code(session, user, now=before), now=before, browser=at(session, user, before)
    )
    return setup.recovery_codes


def waiting(session: Session, user: User) -> str:
    """The token of somebody who gave the right password."""
    token, stage = let_in(session, account_of(user), now=NOW, browser=Browser())
    assert stage is Stage.CODE
    return token


def enter(session: Session, user: User, token: str, typed: str, *, now: datetime = NOW) -> str | None:
    return pass_code(session, user.id, typed, now=now, browser=Browser(replaces=token))


def audited(session: Session) -> list[str]:
    return list(session.exec(select(AuditEntry.what).order_by(AuditEntry.id)))


def test_without_a_second_factor_the_password_opens_the_desk(session: Session, user: User) -> None:
    token, stage = let_in(session, account_of(user), now=NOW, browser=Browser())
    assert stage is Stage.OPEN
    assert who_is(session, token, now=NOW)
    assert who_waits(session, token, now=NOW) is None


def test_with_one_the_password_opens_nothing_yet(session: Session, user: User) -> None:
    with_factor(session, user)
    token = waiting(session, user)
    assert who_is(session, token, now=NOW) is None
    found = who_waits(session, token, now=NOW)
    assert found is not None
    assert (found.user_id, found.stage) == (user.id, Stage.CODE)


def test_the_code_opens_the_desk_under_another_token(session: Session, user: User) -> None:
    with_factor(session, user)
    token = waiting(session, user)
    opened = enter(session, user, token, code(session, user))
    assert opened not in {None, token}
    assert who_is(session, str(opened), now=NOW)
    assert who_waits(session, token, now=NOW) is None
    assert audited(session)[-2:] == ["password_given", "signed_in"]


def test_whoever_waits_does_so_for_ten_minutes(session: Session, user: User) -> None:
    with_factor(session, user)
    token, late = waiting(session, user), NOW + TO_WAIT
    assert who_waits(session, token, now=late) is None
    with pytest.raises(NotFound):
        enter(session, user, token, code(session, user, now=late), now=late)


def test_a_wrong_code_opens_nothing_and_is_remembered(session: Session, user: User) -> None:
    with_factor(session, user)
    token = waiting(session, user)
    wrong = str((int(code(session, user)) + 1) % 10**6).zfill(6)
    assert enter(session, user, token, wrong) is None
    assert audited(session)[-1] == "second_factor_refused"
    assert enter(session, user, token, code(session, user))


def test_a_code_that_was_seen_over_a_shoulder_opens_nothing_again(session: Session, user: User) -> None:
    with_factor(session, user)
    typed = code(session, user)
    assert enter(session, user, waiting(session, user), typed)
    assert enter(session, user, waiting(session, user), typed) is None
    before = code(session, user, now=NOW - timedelta(seconds=STEP_SECONDS))
    assert enter(session, user, waiting(session, user), before) is None
    assert enter(session, user, waiting(session, user), code(session, user, now=LATER), now=LATER)


def test_nor_does_the_one_with_which_it_was_set_up(session: Session, user: User) -> None:
    begin_setup(session, user.id, now=NOW)
    typed = code(session, user)
    confirm_setup(session, user.id, typed, now=NOW, browser=at(session, user, NOW))
    assert enter(session, user, waiting(session, user), typed) is None


def test_a_recovery_code_stands_in_once(session: Session, user: User) -> None:
    codes = with_factor(session, user)
    assert enter(session, user, waiting(session, user), spaced(codes[3]).upper())
    assert enter(session, user, waiting(session, user), codes[3]) is None
    assert recovery_codes_left(session, user.id) == len(codes) - 1


def test_new_recovery_codes_end_the_old_ones(session: Session, user: User) -> None:
    old = with_factor(session, user)
    new = renew_recovery_codes(session, user.id, now=NOW)
    assert enter(session, user, waiting(session, user), old[0]) is None
    assert enter(session, user, waiting(session, user), new[0])


def test_the_codes_of_one_open_nothing_of_another(session: Session, user: User) -> None:
    codes = with_factor(session, user)
    other = User(email="bo@desk.test", name="Bo", role=Role.AGENT, password_hash="", created_at=NOW)
    session.add(other)
    session.flush()
    with_factor(session, other)
    assert enter(session, other, waiting(session, other), codes[0]) is None
    with pytest.raises(NotFound):
        enter(session, other, waiting(session, user), code(session, other))


def test_whoever_is_to_set_one_up_passes_no_code_instead(session: Session, user: User) -> None:
    with_factor(session, user)
    token = start_session(session, user.id, now=NOW, stage=Stage.SETUP)
    with pytest.raises(NotFound):
        enter(session, user, token, code(session, user))


def test_the_database_tells_neither_secret_nor_codes(session: Session, user: User) -> None:
    setup = begin_setup(session, user.id, now=NOW)
    confirm_setup(session, user.id, code(session, user), now=NOW, browser=at(session, user, NOW))
    kept = repr([session.get(SecondFactor, user.id), *session.exec(select(RecoveryCode))]).lower()
    assert setup.key.lower() not in kept
    assert factor_secret(session.get_one(SecondFactor, user.id).salt).hex() not in kept
    assert not [one for one in setup.recovery_codes if one in kept]


def test_ten_codes_may_be_tried_in_a_quarter_of_an_hour(user: User) -> None:
    for _ in range(10):
        count_code(user.id)
    with pytest.raises(Conflict):
        count_code(user.id)


def test_setting_up_shows_the_same_until_the_first_code_is_right(session: Session, user: User) -> None:
    first = begin_setup(session, user.id, now=NOW)
    assert begin_setup(session, user.id, now=LATER) == first
    with pytest.raises(Invalid):
        confirm_setup(session, user.id, "000 000", now=NOW, browser=at(session, user, NOW))
    token, stage = let_in(session, account_of(user), now=NOW, browser=Browser())
    assert stage is Stage.OPEN, "a factor that was never confirmed keeps nobody out"
    assert who_is(session, token, now=NOW)


def test_no_factor_is_set_up_in_a_session_that_has_ended(session: Session, user: User) -> None:
    begin_setup(session, user.id, now=NOW)
    ended, other = (
        at(session, user, NOW),
        User(email="bo@desk.test", name="Bo", role=Role.AGENT, password_hash="", created_at=NOW),
    )
    session.add(other)
    session.flush()
    end_session(session, ended.replaces, now=NOW)
    for browser in (ended, at(session, other, NOW), Browser()):
        with pytest.raises(NotFound):
            confirm_setup(session, user.id, code(session, user), now=NOW, browser=browser)


def test_no_factor_is_turned_off_with_a_password_that_has_changed(session: Session, user: User) -> None:
    with_factor(session, user)
    account = account_of(user)
    user.password_hash = "another"
    session.flush()
    with pytest.raises(NotFound):
        turn_off(session, account, now=NOW)
    assert recovery_codes_left(session, user.id)


def test_what_was_seen_of_an_older_setup_is_no_key_to_a_newer_one(session: Session, user: User) -> None:
    seen, later = begin_setup(session, user.id, now=NOW), NOW + TO_WAIT
    shown = begin_setup(session, user.id, now=later)
    assert shown.key != seen.key
    assert not set(shown.recovery_codes) & set(seen.recovery_codes)
    assert confirm_setup(
        session, user.id, code(session, user, now=later), now=later, browser=at(session, user, later)
    )


def test_with_a_new_factor_all_sessions_end_but_the_one_that_made_it(session: Session, user: User) -> None:
    here, there = (start_session(session, user.id, now=NOW) for _ in range(2))
    begin_setup(session, user.id, now=NOW)
    fresh = confirm_setup(session, user.id, code(session, user), now=NOW, browser=Browser(replaces=here))
    assert [who_is(session, one, now=NOW) is None for one in (here, there, fresh)] == [True, True, False]
    with pytest.raises(Conflict):
        begin_setup(session, user.id, now=NOW)
    with pytest.raises(Conflict):
        confirm_setup(session, user.id, code(session, user), now=NOW, browser=at(session, user, NOW))


def test_turned_off_it_is_gone_with_its_codes(session: Session, user: User) -> None:
    with_factor(session, user)
    turn_off(session, account_of(user), now=NOW)
    assert let_in(session, account_of(user), now=NOW, browser=Browser())[1] is Stage.OPEN
    assert session.exec(select(RecoveryCode)).all() == []
    with pytest.raises(Conflict):
        renew_recovery_codes(session, user.id, now=NOW)
    assert [mail.facts["what"] for mail in session.exec(select(OutboxMail))] == ["factor_on", "factor_off"]


@pytest.mark.usefixtures("admins_must")
def test_an_admin_who_must_have_one_sets_it_up_before_anything_opens(session: Session, user: User) -> None:
    token, stage = let_in(session, account_of(user), now=NOW, browser=Browser())
    assert stage is Stage.SETUP
    assert who_is(session, token, now=NOW) is None
    begin_setup(session, user.id, now=NOW)
    opened = confirm_setup(session, user.id, code(session, user), now=NOW, browser=Browser(replaces=token))
    assert who_is(session, opened, now=NOW)
    with pytest.raises(Conflict, match="Admins"):
        turn_off(session, account_of(user), now=NOW)


def test_once_it_is_demanded_sessions_without_it_open_nothing_to_an_admin(
    session: Session, user: User, request: pytest.FixtureRequest
) -> None:
    token = start_session(session, user.id, now=NOW)
    assert who_is(session, token, now=NOW)
    request.getfixturevalue("admins_must")
    assert who_is(session, token, now=NOW) is None
    user.role = Role.AGENT
    assert who_is(session, token, now=NOW)


def test_a_shared_account_gets_no_second_factor(session: Session, user: User) -> None:
    user.shared = True
    with pytest.raises(Forbidden):
        begin_setup(session, user.id, now=NOW)


def test_whoever_was_switched_off_waits_for_nothing(session: Session, user: User) -> None:
    with_factor(session, user)
    token = waiting(session, user)
    user.active = False
    session.flush()
    assert who_waits(session, token, now=NOW) is None
    assert session.exec(select(UserSession).where(UserSession.stage == Stage.CODE)).all()
