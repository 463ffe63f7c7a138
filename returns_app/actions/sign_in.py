"""Signing in and out of the desk: passwords, sessions, and how often one may try."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from secrets import token_urlsafe
from uuid import UUID

from limits import RateLimitItemPerMinute
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import update
from sqlmodel import Session, col

from returns_app.actions.attempts import forget, may_try, take_back
from returns_app.db.accounts import (
    NO_PASSWORD,
    User,
    UserSession,
    actor_of,
    held_user,
    must_be_strong,
    session_and_user,
    user_by_email,
)
from returns_app.db.audit import note
from returns_app.db.second_factors import factor_of
from returns_app.db.tokens import token_hash
from returns_app.domain.actors import Actor, Stage
from returns_app.domain.errors import Conflict, NotFound
from returns_app.domain.passwords import LONGEST
from returns_app.domain.words import say
from returns_app.settings import load

# Whoever has given the password has so long for the code of the second factor, or to set one up.
TO_WAIT = timedelta(minutes=10)
# Writing "last seen" at every click would make every click a write.
SEEN_EVERY = timedelta(minutes=1)

_ATTEMPTS_PER_ACCOUNT = RateLimitItemPerMinute(10, 15)
_ATTEMPTS_PER_ADDRESS = RateLimitItemPerMinute(50, 15)
_LET_IN = {Stage.OPEN, Stage.STRONG}
_hasher = PasswordHash((Argon2Hasher(),))


@dataclass(frozen=True)
class Account:
    """What the door needs to check a password outside of a transaction, and to judge a new one."""

    user_id: UUID
    password_hash: str
    email: str = ""
    name: str = ""
    shared: bool = False

    @property
    def is_new(self) -> bool:
        """Whether its owner has not chosen a password yet."""
        return self.password_hash == NO_PASSWORD


@dataclass(frozen=True)
class Browser:
    """Where somebody signs in: what the browser says it is, and the token it had, whose session ends."""

    user_agent: str = ""
    replaces: str = ""


def count_attempt(email: str, address: str) -> None:
    """Count one attempt to sign in. Raises `Conflict` when this account or address tried too often."""
    # In this order: who has tried too often from one address neither fills the memory with accounts nor locks them.
    network = may_try(_ATTEMPTS_PER_ADDRESS, "sign-in", "address", address)
    if not (network and may_try(_ATTEMPTS_PER_ACCOUNT, "sign-in", "account", email.strip().lower())):
        raise Conflict(say("Too many attempts. Wait a quarter of an hour and try again."))


def forget_attempts(email: str, address: str) -> None:
    """Start counting anew for an account, after it was signed in to; and leave this attempt out of its address's count.

    A whole office signs in from one address each morning: only attempts that fail are held against it.
    """
    forget(_ATTEMPTS_PER_ACCOUNT, "sign-in", "account", email.strip().lower())
    take_back(_ATTEMPTS_PER_ADDRESS, "sign-in", "address", address)


def find_account(session: Session, email: str) -> Account | None:
    """The active account of an address."""
    user = user_by_email(session, email)
    return account_of(user) if user and _may_be_here(user) else None


def account_of(user: User) -> Account:
    """What the door needs of a user."""
    return Account(user.id, user.password_hash, user.email, user.name, user.shared)


def note_refused(session: Session, account: Account | None, *, now: datetime) -> None:
    """Remember that a password was wrong; of an address that nobody has, nothing is kept."""
    note(session, None, "sign_in_refused", [("user", account.user_id)] if account else (), now=now)


def password_fits(account: Account | None, password: str) -> bool:
    """Whether this is the password. As slow for an account that does not exist: call it on a thread."""
    known = account.password_hash if account else ""
    fits = len(password) <= LONGEST and _hasher.verify(password[:LONGEST], known or _nobody())
    return fits and bool(known)


def hash_password(password: str) -> str:
    """The argon2id hash to keep. Slow on purpose: call on a thread."""
    return _hasher.hash(password)


def let_in(session: Session, account: Account, *, now: datetime, browser: Browser) -> tuple[str, Stage]:
    """Sign in with the right password: a token, and whether it opens the desk or waits for the second factor.

    Raises `NotFound` when the user was switched off, or the password changed, since it was checked.
    """
    user = still_so(session, account)
    stage = Stage.CODE if factor_of(session, user.id) else Stage.SETUP if must_be_strong(user) else Stage.OPEN
    note(session, actor_of(user), "signed_in" if stage is Stage.OPEN else "password_given", now=now)
    return start_session(session, user.id, now=now, browser=browser, stage=stage), stage


def still_so(session: Session, account: Account) -> User:
    """The user whose password was checked, held until the transaction ends.

    Raises `NotFound` when they were switched off, or have another password by now.
    """
    user = _active(session, account.user_id)
    if user.password_hash != account.password_hash:
        raise NotFound
    return user


def start_session(
    session: Session,
    user_id: UUID,
    *,
    now: datetime,
    browser: Browser = Browser(),
    stage: Stage = Stage.OPEN,
) -> str:
    """Begin a session and return the token for the cookie, which is kept nowhere. The one it replaces ends.

    Raises `NotFound` when the user was switched off in the meantime.
    """
    _active(session, user_id)
    end_session(session, browser.replaces, now=now)
    token = token_urlsafe(32)
    session.add(
        UserSession(
            token_hash=token_hash(token),
            user_id=user_id,
            created_at=now,
            last_seen_at=now,
            expires_at=now + (timedelta(days=load().session_days) if stage in _LET_IN else TO_WAIT),
            user_agent=browser.user_agent[:255],
            stage=stage.value,
        )
    )
    return token


def sign_out(session: Session, token: str, *, now: datetime) -> None:
    """End the session of whoever leaves. Does nothing for a token that is unknown or already ended."""
    actor = who_is(session, token, now=now)
    if actor:
        note(session, actor, "signed_out", now=now)
    end_session(session, token, now=now)


def end_session(session: Session, token: str, *, now: datetime) -> None:
    """End one session. Does nothing for a token that is unknown or already ended."""
    living = (col(UserSession.token_hash) == token_hash(token), col(UserSession.revoked_at).is_(None))
    session.execute(update(UserSession).where(*living).values(revoked_at=now))


def end_all_sessions(session: Session, user_id: UUID, *, now: datetime) -> None:
    """Sign a user out everywhere, as when the password or the role changes."""
    living = (col(UserSession.user_id) == user_id, col(UserSession.revoked_at).is_(None))
    session.execute(update(UserSession).where(*living).values(revoked_at=now))


def who_is(session: Session, token: str, *, now: datetime) -> Actor | None:
    """Who a token stands for, or `None` when the session was ended, stood idle too long, expired, or still waits."""
    found = session_and_user(session, token_hash(token)) if token else None
    if found is None or not lives(found[0], now) or not _may_be_here(found[1]):
        return None
    wanted = {Stage.STRONG} if must_be_strong(found[1]) else _LET_IN
    return actor_of(found[1]) if found[0].stage in wanted else None


def note_seen(session: Session, token: str, *, now: datetime) -> None:
    """Remember that a session is in use, at most once a minute."""
    this = col(UserSession.token_hash) == token_hash(token)
    stale = col(UserSession.last_seen_at) < now - SEEN_EVERY
    session.execute(update(UserSession).where(this, stale).values(last_seen_at=now))


def lives(row: UserSession, now: datetime) -> bool:
    """Whether a session was neither ended, nor left alone too long, nor too old."""
    idle = timedelta(hours=load().session_idle_hours)
    return row.revoked_at is None and now < row.expires_at and now < row.last_seen_at + idle


def _may_be_here(user: User) -> bool:
    """Whether this user is let in. A password that is published opens made-up data, or nothing but one's own house."""
    return user.active and not (user.shared and load().is_for_strangers)


def _active(session: Session, user_id: UUID) -> User:
    user = held_user(session, user_id)
    if user is None or not user.active:
        raise NotFound
    return user


@cache
def _nobody() -> str:
    """The hash of a password that nobody knows, made once with the cost of all others."""
    return _hasher.hash(token_urlsafe(32))
