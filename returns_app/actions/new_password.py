"""A new password: chosen by whoever knows the old one, or reads the mail of the address."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from limits import RateLimitItemPerHour
from sqlalchemy import update
from sqlmodel import Session, col

from returns_app.actions.attempts import may_try
from returns_app.actions.check_password import problem_of_password
from returns_app.actions.post_staff import mail_invitation, mail_reset, tell_of_change
from returns_app.actions.sign_in import (
    Account,
    Browser,
    account_of,
    end_all_sessions,
    start_session,
)
from returns_app.db.accounts import NO_PASSWORD, User, actor_of, user_by_email
from returns_app.db.audit import note
from returns_app.db.password_resets import PasswordReset, end_reset, end_resets, living_reset
from returns_app.db.second_factors import factor_of
from returns_app.db.tokens import reset_token, token_hash
from returns_app.domain.actors import SYSTEM, Stage
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.words import say
from returns_app.mail.staff_facts import Change

TO_RESET = timedelta(minutes=30)
# Who was added at the end of a day reads it the next morning.
TO_ACCEPT = timedelta(hours=24)
_MAILS_PER_ACCOUNT = RateLimitItemPerHour(3)
_ASKED_PER_ADDRESS = RateLimitItemPerHour(20)


def account_by_id(session: Session, user_id: UUID) -> Account:
    """What is needed to check a password of somebody who is signed in."""
    user = session.get(User, user_id)
    if user is None or not user.active:
        raise NotFound
    return account_of(user)


def require_good(account: Account, password: str) -> None:
    """Raise `Invalid` for a new password that breaks the rules, `Forbidden` for a shared account."""
    if account.shared:
        raise Forbidden(say("This account is shared: its password stays as it is."))
    sentence = problem_of_password(password, name=account.name, email=account.email)
    if sentence is not None:
        raise Invalid.at("password", sentence)


def change_password(
    session: Session, account: Account, password_hash: str, *, now: datetime, browser: Browser
) -> str:
    """Give whoever knew the old password the new one, end all sessions, and begin one anew: its token.

    Raises `Conflict` when the password was changed since it was checked.
    """
    unchanged = (col(User.id) == account.user_id, col(User.password_hash) == account.password_hash)
    changing = update(User).where(*unchanged, col(User.active)).values(password_hash=password_hash)
    if session.connection().execute(changing).rowcount != 1:
        raise Conflict(say("The password was changed in the meantime."))
    user = session.get_one(User, account.user_id, populate_existing=True)
    _end_everything(session, user, "password", now=now)
    note(session, actor_of(user), "password_changed", [("user", user.id)], now=now)
    stage = Stage.STRONG if factor_of(session, user.id) else Stage.OPEN
    return start_session(session, user.id, now=now, browser=browser, stage=stage)


def may_ask_reset(address: str) -> bool:
    """Count one request for a mail. False when this network address asks too often.

    How often one account may be written to is asked later, unseen, so that nobody learns which accounts there are.
    """
    return may_try(_ASKED_PER_ADDRESS, "reset", "address", address)


def ask_reset(session: Session, email: str, *, now: datetime) -> None:
    """Mail a link to the address if somebody active has it; three an hour at most, and only the newest works.

    Whoever asks is told the same at once in any case: call it after the answer.
    """
    user = user_by_email(session, email)
    if user is None or not user.active or user.shared:
        return
    if not may_try(_MAILS_PER_ACCOUNT, "reset", "account", str(user.id)):
        return
    note(session, None, "password_reset_asked", [("user", user.id)], now=now)
    mail_reset(session, user, _new_link(session, user, now=now, lives=TO_RESET), now=now)


def invite(session: Session, user: User, *, now: datetime) -> None:
    """Mail somebody who was added the link for their first password. It works once, for a day.

    Whoever comes later asks for another at the door, as for a forgotten password.
    """
    mail_invitation(session, user, _new_link(session, user, now=now, lives=TO_ACCEPT), now=now)


def account_of_reset(session: Session, token: str, *, now: datetime) -> Account | None:
    """Whose password a link can set; `None` for one that is unknown, used, replaced or too old."""
    reset = living_reset(session, token_hash(token), now=now) if token else None
    user = session.get(User, reset.user_id) if reset else None
    return account_of(user) if user and user.active and not user.shared else None


def reset_password(session: Session, token: str, password_hash: str, *, now: datetime) -> None:
    """Set a new password by a link, once. All sessions and links end. Raises `NotFound` for a link that is none.

    It signs nobody in: whoever has a second factor still has to show it.
    """
    reset = living_reset(session, token_hash(token), now=now)
    user = session.get(User, reset.user_id) if reset else None
    if reset is None or user is None or not user.active or not end_reset(session, reset.id, now=now):
        raise NotFound
    is_first = user.password_hash == NO_PASSWORD
    user.password_hash = password_hash
    session.add(user)
    _end_everything(session, user, "first_password" if is_first else "password", now=now)
    deed = "first_password_chosen" if is_first else "password_reset"
    note(session, actor_of(user), deed, [("user", user.id)], now=now)


def give_password(session: Session, user: User, password_hash: str, *, now: datetime) -> None:
    """Set a password from the command line, for somebody who cannot do it alone."""
    user.password_hash = password_hash
    session.add(user)
    _end_everything(session, user, "password", now=now)
    note(session, SYSTEM, "password_changed", [("user", user.id)], now=now)


def _new_link(session: Session, user: User, *, now: datetime, lives: timedelta) -> PasswordReset:
    """A link in the place of all others that this person has."""
    end_resets(session, user.id, now=now)
    link_id = uuid4()
    link = PasswordReset(
        id=link_id,
        token_hash=token_hash(reset_token(link_id)),
        user_id=user.id,
        created_at=now,
        expires_at=now + lives,
    )
    session.add(link)
    return link


def _end_everything(session: Session, user: User, what: Change, *, now: datetime) -> None:
    end_all_sessions(session, user.id, now=now)
    end_resets(session, user.id, now=now)
    tell_of_change(session, user, what, now=now)
