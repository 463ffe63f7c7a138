"""Somebody joins the desk."""

from datetime import datetime

from sqlmodel import Session

from returns_app.actions.check_password import problem_of_password
from returns_app.actions.contact_details import check_email
from returns_app.actions.new_password import invite
from returns_app.actions.sign_in import hash_password
from returns_app.db.accounts import NO_PASSWORD, User, user_by_email
from returns_app.db.audit import note
from returns_app.domain.actors import SYSTEM, Role
from returns_app.domain.errors import Conflict, Invalid, Problem
from returns_app.domain.words import say

# As long as the timeline keeps the name of whoever acts.
LONGEST_NAME = 80


def add_user(
    session: Session, *, email: str, name: str, role: Role, password: str | None, now: datetime
) -> User:
    """Add an active user who may see every return. Raises `Invalid`, or `Conflict` when the address is taken.

    Without a password they are mailed a link to choose their own, and cannot sign in before they did.
    """
    address = _checked(email, name.strip(), password)
    if user_by_email(session, address) is not None:
        raise Conflict(say("There is a user with this e-mail address already."))
    password_hash = NO_PASSWORD if password is None else hash_password(password)
    user = User(email=address, name=name.strip(), role=role, password_hash=password_hash, created_at=now)
    session.add(user)
    session.flush()
    note(session, SYSTEM, "user_added", [("user", user.id)], now=now, role=role.value)
    if password is None:
        invite(session, user, now=now)
    return user


def _checked(email: str, name: str, password: str | None) -> str:
    """The address as it is kept: in lower case."""
    problems = []
    if not 0 < len(name) <= LONGEST_NAME:
        problems.append(Problem("name", say("Enter a name of at most {most} characters.", most=LONGEST_NAME)))
    sentence = problem_of_password(password, name=name, email=email) if password is not None else None
    if sentence is not None:
        problems.append(Problem("password", sentence))
    address, problem = check_email(email)
    if problem is not None:
        problems.append(problem)
    if problems:
        raise Invalid(*problems)
    return address.lower()
