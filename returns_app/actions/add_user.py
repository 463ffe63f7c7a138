"""Somebody joins the desk."""

from datetime import datetime

from sqlmodel import Session

from returns_app.actions.contact_details import check_email
from returns_app.actions.sign_in import hash_password
from returns_app.db.accounts import User, user_by_email
from returns_app.db.audit import note
from returns_app.domain.actors import SYSTEM, Role
from returns_app.domain.errors import Conflict, Invalid, Problem
from returns_app.domain.passwords import problem_with
from returns_app.domain.words import say
from returns_app.settings import load

# As long as the timeline keeps the name of whoever acts.
LONGEST_NAME = 80


def add_user(session: Session, *, email: str, name: str, role: Role, password: str, now: datetime) -> User:
    """Add an active user who may see every return. Raises `Invalid`, or `Conflict` when the address is taken."""
    address = _checked(email, name.strip(), password)
    if user_by_email(session, address) is not None:
        raise Conflict(say("There is a user with this e-mail address already."))
    user = User(
        email=address, name=name.strip(), role=role, password_hash=hash_password(password), created_at=now
    )
    session.add(user)
    session.flush()
    note(session, SYSTEM, "user_added", [("user", user.id)], now=now, role=role.value)
    return user


def _checked(email: str, name: str, password: str) -> str:
    """The address as it is kept: in lower case."""
    problems = []
    if not 0 < len(name) <= LONGEST_NAME:
        problems.append(Problem("name", say("Enter a name of at most {most} characters.", most=LONGEST_NAME)))
    sentence = problem_with(password, name, email, load().merchant_name)
    if sentence is not None:
        problems.append(Problem("password", sentence))
    address, problem = check_email(email)
    if problem is not None:
        problems.append(problem)
    if problems:
        raise Invalid(*problems)
    return address.lower()
