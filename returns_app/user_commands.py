"""The command line for the people of the desk: `python -m returns_app.cli users ...`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, Final

import typer
from rich.console import Console

from returns_app import routes
from returns_app.actions import manage_user
from returns_app.actions.add_user import add_user
from returns_app.db.session import Database, close_database, open_database, write_now
from returns_app.domain.actors import Role
from returns_app.settings import load

users = typer.Typer(no_args_is_help=True, help="People who work at the desk.")
Password = Annotated[str, typer.Option(prompt=True, confirmation_prompt=True, hide_input=True)]
GivenPassword = Annotated[str | None, typer.Option(help="For machines; people are asked by --ask-password.")]
Asking = Annotated[bool, typer.Option("--ask-password", help="Give a password, where no mail arrives.")]
_out: Final = Console(highlight=False, soft_wrap=True)


@contextmanager
def opened() -> Iterator[Database]:
    """The database that the settings name."""
    database = open_database(load().database)
    try:
        yield database
    finally:
        close_database()


@users.command()
def add(
    email: str,
    name: str,
    role: Role = Role.AGENT,
    *,
    password: GivenPassword = None,
    ask_password: Asking = False,
) -> None:
    """Add somebody to the desk. They are mailed a link to choose a password with, unless one is given."""
    if ask_password:
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    if password is None and not load().smtp_host:
        raise typer.BadParameter(
            "No mail server is set (RETURNS_SMTP_HOST), so no invitation would arrive. Give a password: --ask-password"
        )
    with opened():
        write_now(add_user, email=email, name=name, role=role, password=password, now=datetime.now(UTC))
    if password is None:
        _tell(f"{name} is mailed a link to choose a password with. It works once, for 24 hours.")
    else:
        _tell(f"{name} can sign in at {load().base_url}{routes.SIGN_IN} as {email.strip().lower()}.")


@users.command()
def role(email: str, role: Role) -> None:
    """Give somebody another role. They are signed out everywhere and sign in anew."""
    with opened():
        user = write_now(manage_user.change_role, email, role, now=datetime.now(UTC))
    _tell(f"{user.name} is {role} from now on.")


@users.command()
def off(email: str) -> None:
    """Let somebody in no longer. They are signed out everywhere, at their next click."""
    with opened():
        user = write_now(manage_user.switch, email, on=False, now=datetime.now(UTC))
    _tell(f"{user.name} can no longer sign in.")


@users.command()
def on(email: str) -> None:
    """Let somebody in again."""
    with opened():
        user = write_now(manage_user.switch, email, on=True, now=datetime.now(UTC))
    _tell(f"{user.name} can sign in again.")


@users.command()
def password(email: str, *, password: Password) -> None:
    """Give somebody another password, which is asked for. They are signed out everywhere."""
    with opened():
        user = write_now(manage_user.set_password, email, password, now=datetime.now(UTC))
    _tell(f"{user.name} has a new password.")


@users.command()
def no_second_factor(email: str) -> None:
    """Take the second factor of somebody away who lost it, and the recovery codes with it."""
    with opened():
        user = write_now(manage_user.take_factor_away, email, now=datetime.now(UTC))
    _tell(f"{user.name} signs in with the password alone, until a second factor is set up anew.")


def _tell(words: str) -> None:
    _out.print(words, markup=False)
