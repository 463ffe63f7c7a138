"""Signing in at the very moment at which a password or a second factor changes: no session of before is left over."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event

import pytest
from sqlmodel import Session, col, func, select

from returns_app.actions.new_password import change_password
from returns_app.actions.second_step import begin_setup, confirm_setup, pass_code
from returns_app.actions.sign_in import Account, Browser, account_of, let_in, start_session, who_is
from returns_app.db.accounts import User, UserSession
from returns_app.db.second_factors import SecondFactor, factor_secret, recovery_codes_left
from returns_app.db.session import read_now, write_now
from returns_app.domain.actors import Role, Stage
from returns_app.domain.errors import NotFound
from returns_app.domain.one_time_codes import STEP_SECONDS, code_at
from tests.actions.test_races import together

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
# How long a deed that does not wait for another gets, to show that it does not.
A_MOMENT = 0.5


@pytest.fixture
def account() -> Account:
    made = User(email="ada@desk.test", name="Ada", role=Role.AGENT, password_hash="old", created_at=NOW)
    return write_now(_added, made)


def _added(session: Session, user: User) -> Account:
    session.add(user)
    session.flush()
    return account_of(user)


def during(begun: Callable[[Session], str], then: Callable[[], object]) -> str:
    """Begin a deed, start another before it is committed, and end both; what the first gave."""
    started = Event()

    def other() -> None:
        started.set()
        then()

    def both(session: Session, threads: ThreadPoolExecutor, running: list[Future[None]]) -> str:
        given = begun(session)
        running.append(threads.submit(other))
        started.wait()
        wait(running, A_MOMENT)
        return given

    running: list[Future[None]] = []
    with ThreadPoolExecutor(1) as threads:
        given = write_now(both, threads, running)
        running[0].result(20)
    return given


def with_factor(account: Account) -> tuple[str, ...]:
    """Set one up; its recovery codes."""
    before = NOW - timedelta(minutes=1)
    setup = write_now(begin_setup, account.user_id, now=before)
    here = Browser(replaces=write_now(start_session, account.user_id, now=before))
    write_now(confirm_setup, account.user_id, _code(account, before), now=before, browser=here)
    return setup.recovery_codes


def _code(account: Account, now: datetime) -> str:
    factor = read_now(Session.get_one, SecondFactor, account.user_id)
    return code_at(factor_secret(factor.salt), int(now.timestamp()) // STEP_SECONDS)


def living() -> int:
    query = select(func.count()).select_from(UserSession).where(col(UserSession.revoked_at).is_(None))
    return read_now(lambda session: session.exec(query).one())


def test_a_password_that_was_changed_since_it_was_checked_lets_nobody_in(account: Account) -> None:
    write_now(change_password, account, "new", now=NOW, browser=Browser())
    with pytest.raises(NotFound):
        write_now(let_in, account, now=NOW, browser=Browser())


def test_a_session_that_is_just_begun_ends_with_the_password_it_was_begun_with(account: Account) -> None:
    changing = partial(write_now, change_password, account, "new", now=NOW, browser=Browser())
    token = during(lambda session: let_in(session, account, now=NOW, browser=Browser())[0], changing)
    assert read_now(who_is, token, now=NOW) is None
    assert living() == 1


def test_so_does_one_whose_code_is_just_passed(account: Account) -> None:
    codes = with_factor(account)
    waiting, _ = write_now(let_in, account, now=NOW, browser=Browser())

    def passing(session: Session) -> str:
        given = pass_code(session, account.user_id, codes[0], now=NOW, browser=Browser(replaces=waiting))
        assert given
        return given

    changing = partial(write_now, change_password, account, "new", now=NOW, browser=Browser())
    token = during(passing, changing)
    assert read_now(who_is, token, now=NOW) is None
    assert living() == 1


def test_a_password_lets_nobody_in_without_the_factor_that_is_just_set_up(account: Account) -> None:
    write_now(begin_setup, account.user_id, now=NOW)
    here = Browser(replaces=write_now(start_session, account.user_id, now=NOW))
    confirming = partial(
        write_now, confirm_setup, account.user_id, _code(account, NOW), now=NOW, browser=here
    )
    token = during(lambda session: let_in(session, account, now=NOW, browser=Browser())[0], confirming)
    assert read_now(who_is, token, now=NOW) is None
    assert write_now(let_in, account, now=NOW, browser=Browser())[1] is Stage.CODE


def test_four_codes_at_the_same_moment_let_in_once(account: Account) -> None:
    codes = with_factor(account)
    waiting, _ = write_now(let_in, account, now=NOW, browser=Browser())
    before = living()

    def enter(code: str) -> str | None:
        try:
            return write_now(pass_code, account.user_id, code, now=NOW, browser=Browser(replaces=waiting))
        except NotFound:
            return None

    given = together(*(partial(enter, code) for code in codes[:4]))
    assert len([one for one in given if one]) == 1
    assert living() == before
    assert read_now(recovery_codes_left, account.user_id) == len(codes) - 1
