"""What whoever runs the server may change about the people of the desk. Each takes effect at their next event."""

from datetime import datetime

from sqlmodel import Session

from returns_app.actions.new_password import give_password, require_good
from returns_app.actions.post_staff import tell_of_change
from returns_app.actions.sign_in import account_of, end_all_sessions, hash_password
from returns_app.db.accounts import User, user_by_email
from returns_app.db.audit import note
from returns_app.db.password_resets import end_resets
from returns_app.db.second_factors import drop_factor
from returns_app.domain.actors import SYSTEM, Role
from returns_app.domain.errors import NotFound
from returns_app.domain.words import say


def change_role(session: Session, email: str, role: Role, *, now: datetime) -> User:
    """Give somebody another role. They are signed out everywhere, and sign in anew with the rights they then have."""
    user = _named(session, email)
    if user.role != role:
        note(
            session, SYSTEM, "role_changed", [("user", user.id)], now=now, before=user.role, after=role.value
        )
        user.role = role.value
        session.add(user)
        end_all_sessions(session, user.id, now=now)
    return user


def switch(session: Session, email: str, *, on: bool, now: datetime) -> User:
    """Let somebody in again, or no longer: then they are signed out everywhere."""
    user = _named(session, email)
    if user.active != on:
        note(session, SYSTEM, "switched_on" if on else "switched_off", [("user", user.id)], now=now)
        user.active = on
        session.add(user)
        end_all_sessions(session, user.id, now=now)
        end_resets(session, user.id, now=now)
    return user


def set_password(session: Session, email: str, password: str, *, now: datetime) -> User:
    """Give somebody another password; they are signed out everywhere. Raises `Invalid` for one that is too weak."""
    user = _named(session, email)
    require_good(account_of(user), password)
    give_password(session, user, hash_password(password), now=now)
    return user


def take_factor_away(session: Session, email: str, *, now: datetime) -> User:
    """Let somebody who lost the second factor and the recovery codes sign in with the password alone."""
    user = _named(session, email)
    drop_factor(session, user.id)
    end_all_sessions(session, user.id, now=now)
    note(session, SYSTEM, "second_factor_off", [("user", user.id)], now=now)
    tell_of_change(session, user, "factor_off", now=now)
    return user


def _named(session: Session, email: str) -> User:
    user = user_by_email(session, email)
    if user is None:
        raise NotFound(say("There is no user with this e-mail address."))
    return user
