"""The second factor: setting it up, passing it at sign-in, and what to do when it is lost."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from limits import RateLimitItemPerMinute
from sqlmodel import Session

from returns_app.actions.attempts import forget, may_try
from returns_app.actions.post_staff import tell_of_change
from returns_app.actions.sign_in import (
    TO_WAIT,
    Account,
    Browser,
    end_all_sessions,
    lives,
    start_session,
    still_so,
)
from returns_app.db.accounts import User, actor_of, held_user, must_be_strong, session_and_user
from returns_app.db.audit import note
from returns_app.db.second_factors import (
    SecondFactor,
    drop_factor,
    factor_of,
    factor_secret,
    keep_recovery_codes,
    recovery_seed,
    take_recovery_code,
    take_step,
)
from returns_app.db.tokens import token_hash
from returns_app.domain.actors import Stage
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.one_time_codes import Setup, plain, recovery_codes, setup_address, setup_key, step_of
from returns_app.domain.words import say
from returns_app.settings import load

# Of a million codes three fit at any moment: guessing one takes years at this pace.
_CODES_PER_USER = RateLimitItemPerMinute(10, 15)


@dataclass(frozen=True)
class Waiting:
    """Somebody who gave the right password and still has to show, or to set up, a second factor."""

    user_id: UUID
    email: str
    stage: Stage


def who_waits(session: Session, token: str, *, now: datetime) -> Waiting | None:
    """Who a token lets go on to the second factor; `None` for one that opens the desk, or nothing."""
    found = session_and_user(session, token_hash(token)) if token else None
    if found is None or not lives(found[0], now) or not found[1].active:
        return None
    stage = Stage(found[0].stage)
    return Waiting(found[1].id, found[1].email, stage) if stage in {Stage.CODE, Stage.SETUP} else None


def count_code(user_id: UUID) -> None:
    """Count one code that is tried. Raises `Conflict` after ten within a quarter of an hour."""
    if not may_try(_CODES_PER_USER, "second factor", str(user_id)):
        raise Conflict(say("Too many attempts. Wait a quarter of an hour and try again."))


def pass_code(session: Session, user_id: UUID, code: str, *, now: datetime, browser: Browser) -> str | None:
    """Let in whoever waits, with a code of the app or a recovery code: a new token, `None` for a wrong code.

    Neither is taken twice, and a password that was given once lets in once, however many codes come at the same moment.
    Raises `NotFound` when the session that waits ended in the meantime.
    """
    user = held_user(session, user_id)
    waiting = who_waits(session, browser.replaces, now=now)
    if waiting is None or waiting.user_id != user_id or waiting.stage is not Stage.CODE or user is None:
        raise NotFound
    how = _fits(session, user_id, plain(code), now=now)
    if not how:
        note(session, None, "second_factor_refused", [("user", user_id)], now=now)
        return None
    forget(_CODES_PER_USER, "second factor", str(user_id))
    note(session, actor_of(user), "signed_in", now=now, by=how)
    if how == "recovery_code":
        tell_of_change(session, user, "recovery_code", now=now)
    return start_session(session, user_id, now=now, browser=browser, stage=Stage.STRONG)


def begin_setup(session: Session, user_id: UUID, *, now: datetime) -> Setup:
    """What to put into an app; for ten minutes the same, until it is confirmed.

    After that it is another: what somebody saw at a machine that its owner had left is no key to what comes later.
    Raises `Conflict` where there is a factor already.
    """
    user = session.get(User, user_id)
    if user is None or user.shared:
        raise Forbidden
    factor = session.get(SecondFactor, user_id)
    if factor and factor.confirmed_at:
        raise Conflict(say("Your second factor is on already."))
    if factor is None or factor.created_at + TO_WAIT <= now:
        factor = factor or SecondFactor(user_id=user_id, created_at=now)
        factor.salt, factor.created_at = uuid4(), now
        session.add(factor)
        session.flush()
    return _setup(factor, user.email)


def confirm_setup(session: Session, user_id: UUID, code: str, *, now: datetime, browser: Browser) -> str:
    """Let the factor count from now on, as its first code shows that the app has it; the token of a new session.

    All other sessions end. Raises `Invalid` for a wrong code, `Conflict` where nothing waits to be confirmed, and
    `NotFound` when the session in which it is set up ended in the meantime.
    """
    user = held_user(session, user_id)
    here = session_and_user(session, token_hash(browser.replaces))
    if here is None or here[0].user_id != user_id or not lives(here[0], now):
        raise NotFound
    factor = session.get(SecondFactor, user_id)
    if user is None or factor is None or factor.confirmed_at:
        raise Conflict(say("Your second factor is on already."))
    step = step_of(factor_secret(factor.salt), plain(code), now=now)
    if step is None:
        raise Invalid.at("code", say("This code does not fit. Type the one that your app shows now."))
    factor.confirmed_at, factor.last_step = now, step
    session.add(factor)
    keep_recovery_codes(session, user_id, recovery_codes(recovery_seed(factor.salt)))
    forget(_CODES_PER_USER, "second factor", str(user_id))
    end_all_sessions(session, user_id, now=now)
    note(session, actor_of(user), "second_factor_on", [("user", user_id)], now=now)
    tell_of_change(session, user, "factor_on", now=now)
    return start_session(session, user_id, now=now, browser=browser, stage=Stage.STRONG)


def renew_recovery_codes(session: Session, user_id: UUID, *, now: datetime) -> tuple[str, ...]:
    """Ten new codes, to be shown this once; those before no longer work. Raises `Conflict` without a factor."""
    user = session.get(User, user_id)
    if user is None or factor_of(session, user_id) is None:
        raise Conflict(say("There is no second factor."))
    codes = recovery_codes(recovery_seed(uuid4()))
    keep_recovery_codes(session, user_id, codes)
    note(session, actor_of(user), "recovery_codes_renewed", [("user", user_id)], now=now)
    tell_of_change(session, user, "recovery_codes", now=now)
    return codes


def turn_off(session: Session, account: Account, *, now: datetime) -> None:
    """Sign in by password alone from now on. Raises `Conflict` for whoever must have a second factor.

    Raises `NotFound` when the password changed since it was checked.
    """
    user = still_so(session, account)
    if factor_of(session, user.id) is None:
        return
    if must_be_strong(user):
        raise Conflict(say("Admins have to sign in with a second factor here."))
    drop_factor(session, user.id)
    note(session, actor_of(user), "second_factor_off", [("user", user.id)], now=now)
    tell_of_change(session, user, "factor_off", now=now)


def _fits(session: Session, user_id: UUID, code: str, *, now: datetime) -> str:
    """What let them in; empty for a code that fits nothing, or did once already."""
    factor = factor_of(session, user_id)
    if factor is None:
        return ""
    step = step_of(factor_secret(factor.salt), code, now=now)
    if step is not None:
        return "app" if take_step(session, user_id, step) else ""
    return "recovery_code" if take_recovery_code(session, user_id, code, now=now) else ""


def _setup(factor: SecondFactor, email: str) -> Setup:
    secret = factor_secret(factor.salt)
    return Setup(
        key=setup_key(secret),
        address=setup_address(secret, account=email, issuer=load().merchant_name),
        recovery_codes=recovery_codes(recovery_seed(factor.salt)),
    )
