"""The command line: `python -m returns_app.cli demo`, and its parts one at a time."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Annotated, Final

import typer
from alembic import command
from alembic.config import Config
from rich.console import Console
from rich.table import Table
from sqlalchemy import make_url
from sqlmodel import SQLModel
from watchfiles import PythonFilter, watch

from returns_app import logs, routes
from returns_app.build import ROOT, BuildError, build_if_stale, is_current
from returns_app.db.search_backfill import remember_all
from returns_app.db.session import close_database, open_database, write_now
from returns_app.domain.errors import Refusal
from returns_app.flows.stage.address import addresses_here
from returns_app.flows.stage.prepared import keep
from returns_app.live import relaying
from returns_app.safe_start import require_safe
from returns_app.seed import SIGN_INS, seed_if_empty
from returns_app.seed.bulk import add_many
from returns_app.serving import Server, ServerError, is_taken
from returns_app.settings import SettingsError, load
from returns_app.user_commands import opened, users
from returns_app.worker import run_forever

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Returns, from the command line.")
app.add_typer(users, name="users")

_out: Final = Console(highlight=False, soft_wrap=True)
_LOCAL: Final = ("localhost", "127.0.0.1")

Host = Annotated[str, typer.Option(help="The name or address that browsers use for this machine.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The one port for pages and events.")]


@app.command()
def demo(host: Host = "localhost", port: Port = 8000, *, reload: bool = False) -> None:
    """Start the app with believable data; on the first start make the data and build the pages."""
    os.environ.setdefault("RETURNS_DEMO", "1")
    os.environ.setdefault("RETURNS_BASE_URL", f"http://{host}:{port}")
    if is_taken(_bound_to(host), port):
        _give_up(
            f"Port {port} is in use. End what listens there, or choose another: make demo PORT={port + 1}"
        )
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, _interrupt)
    with suppress(KeyboardInterrupt):
        migrate()
        seed()
        build()
        _serve_and_watch(host, port) if reload else _serve(host, port)
    _out.print("\nStopped.")


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    url = load().database
    if make_url(url).get_backend_name() == "sqlite":
        Path(make_url(url).database or "").parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(Config(ROOT / "alembic.ini"), "head")
    with opened():
        remember_all()


@app.command()
def seed(
    returns: Annotated[
        int, typer.Option(min=0, help="Add so many made-up returns, to try the app at scale.")
    ] = 0,
    *,
    yes: Annotated[bool, typer.Option(help="Also to a database that holds somebody's own data.")] = False,
) -> None:
    """Fill an empty database with the demonstration's data; leave any other alone.

    With `--returns 1000000` so many made-up returns come on top: minutes, and nobody else may use the database.
    """
    with opened() as database:
        started = perf_counter()
        made = write_now(seed_if_empty, now=datetime.now(UTC))
        if made:
            _out.print(f"Made the demonstration's data in {perf_counter() - started:.1f} s.")
            if load().demo:
                keep(database.engine)
        if not returns:
            return
        if not (made or yes or load().demo):
            _give_up("This database is in use. To put made-up returns into it nevertheless, say --yes.")
        added = add_many(database.engine, returns, now=datetime.now(UTC), progress=_tell_progress)
        rate = added.returns / added.seconds
        _out.print(f"Made {added.returns:,} returns in {added.seconds:.0f} s, {rate:,.0f} a second.")


@app.command(hidden=True)
def prepare(copy: Path) -> None:
    """Make the copy of the demonstration's data that a reset restores."""
    making = copy.with_suffix(".new")
    making.unlink(missing_ok=True)
    opened = open_database(f"sqlite:///{making}")
    try:
        SQLModel.metadata.create_all(opened.engine)
        write_now(seed_if_empty, now=datetime.now(UTC))
    finally:
        close_database()
    making.replace(copy)


@app.command()
def build() -> None:
    """Build the front end, if something it is made of has changed."""
    if is_current():
        return
    started = perf_counter()
    _out.print("Building the pages (half a minute the first time) ...")
    build_if_stale()
    _out.print(f"Built in {perf_counter() - started:.1f} s.")


@app.command()
def worker() -> None:
    """Make labels, send mail and remind, as a process of its own, until it is told to end."""
    require_safe(load())
    with opened(), relaying(load().redis_url):
        run_forever()


def main() -> None:
    """Run a command. What a person can mend is said in a sentence, without a traceback."""
    logs.set_up()
    try:
        app()
    except (BuildError, Refusal, ServerError, SettingsError) as error:
        _give_up(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


def _serve(host: str, port: int) -> None:
    with _running(host, port) as server:
        _welcome(host, port)
        server.wait()
    message = "The server ended by itself."
    raise ServerError(message)


def _serve_and_watch(host: str, port: int) -> None:
    changes = watch(
        *(ROOT / name for name in ("returns_app", "assets", "alembic", "rxconfig.py")),
        watch_filter=PythonFilter(extra_extensions=[".css", ".js", ".jsx", ".svg", ".po", ".mjml", ".txt"]),
        raise_interrupt=True,
    )
    while True:
        with _running(host, port):
            _welcome(host, port)
            next(changes)
        while not _could_build():
            next(changes)


def _could_build() -> bool:
    try:
        migrate()
        build()
    except BuildError as error:
        _out.print(str(error), markup=False)
        return False
    return True


@contextmanager
def _running(host: str, port: int) -> Iterator[Server]:
    server = Server(host=_bound_to(host), port=port, env={})
    try:
        server.wait_until_it_answers()
        yield server
    finally:
        server.stop()


def _tell_progress(done: int) -> None:
    if done % 100_000 == 0:
        _out.print(f"{done:,} ...")


def _welcome(host: str, port: int) -> None:
    home = load().base_url
    table = Table(box=None, padding=(0, 3, 0, 0), header_style="dim")
    for heading in ("Role", "E-mail", "Password"):
        table.add_column(heading)
    for who in SIGN_INS:
        table.add_row(str(who.role), who.email, who.password)
    _out.print(f"\n[bold]The desk[/bold]     {home}{routes.DESK}")
    _out.print(f"[bold]The inbox[/bold]    {home}{routes.INBOX}   every mail that customers get\n")
    _out.print(table)
    if host in _LOCAL and (addresses := addresses_here()):
        _out.print(
            f"\nFor phones in the same network: “Open on a phone” at {home}{routes.DEMO},"
            f" or make demo HOST={addresses[0]} PORT={port}"
        )
    _out.print("\nCtrl-C ends it.")


def _bound_to(host: str) -> str:
    """Reachable from this machine alone, unless the demo was asked to be found by another name."""
    return "127.0.0.1" if host in _LOCAL else "0.0.0.0"  # noqa: S104 - asked for by name


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _give_up(message: str) -> None:
    _out.print(message, markup=False)
    sys.exit(1)


if __name__ == "__main__":
    main()
