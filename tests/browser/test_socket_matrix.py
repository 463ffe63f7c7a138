"""The real server, as it is deployed, against everybody who may knock with everything that they know: no page, no
browser. What one event does by itself is in `tests/flows/test_matrix.py`; here it passes the whole server.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from pprint import pformat
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from sqlmodel import Session, SQLModel, select
from starlette.routing import Route

from returns_app import routes
from returns_app.build import web_folder
from returns_app.db.session import close_database, open_database, read_now
from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.policy import policy_of
from returns_app.returns_app import HTTP
from returns_app.seed import SIGN_INS
from tests.browser.conftest import Running
from tests.browser.stranger import HYDRATE, connected
from tests.hostile import Caller, World, changed, payload, registered, world
from tests.making_rows import all_rows

# A socket may say so much at once, and then has to wait.
_AT_ONCE = 80
_RUNS_ON = "follow"
# The server's own worker sends mail, makes labels and files meanwhile, and what is found by them is noted.
_WORKERS = {
    "outbox", "shipments", "parcels", "labels", "timeline", "exports", "uploads", "search_entries", "search_items",
    "search_slips", "search_words",
}  # fmt: skip


@pytest.fixture(scope="module")
def everybody(server: Running) -> Iterator[World]:
    """The victim and the callers, in the server's own database beside the demonstration's data."""
    open_database(server.database_url)
    yield world()
    close_database()


def cookies(caller: Caller) -> str:
    tokens = {Face.DESK: caller.desk, Face.PORTAL: caller.portal}
    return "; ".join(f"{cookie_name(face)}={token}" for face, token in tokens.items() if token)


def knocking(everybody: World) -> list[Caller]:
    return [one for one in everybody.callers if not one.in_scope]


def events(everybody: World, caller: Caller) -> list[tuple[str, dict[str, Any]]]:
    """Every handler there is with what a hostile client knows, Reflex's own and `setvar` of each state as well."""
    forged = {"var_name": "name", "value": "Mallory", "vars": {"name": "Mallory"}, "info": "Mallory"}
    sent = []
    for name, fn, _ in registered():
        policy = policy_of(fn)
        # A background event of those who are let in goes on for as long as their page is open.
        if policy and not (name.endswith(_RUNS_ON) and (caller.role or caller.customer)):
            sent.append((name, payload(fn, everybody.victim.known)))
        elif policy is None and "hydrat" not in name and "on_load" not in name:
            sent.append((name, forged))
    return sent


def test_no_stranger_reaches_anything_through_the_servers_websocket(
    server: Running, everybody: World
) -> None:
    victim, before, wrong = everybody.victim, all_rows(), {}
    own = everybody.caller("another customer").own
    for caller in knocking(everybody):
        sent, heard = events(everybody, caller), ""
        for start in range(0, len(sent), _AT_ONCE):
            with connected(server, str(uuid4()), cookie=cookies(caller)) as stranger:
                stranger.address = f"{routes.RETURN}?id={victim.requested}"
                for name, given in sent[start : start + _AT_ONCE]:
                    stranger.post(name, given)
                heard += stranger.heard()
        if told := everybody.told(caller, heard, asked=victim.known):
            wrong[caller.name] = told
        if "Traceback" in heard or "Mallory" in heard or len(heard) < 1000:
            wrong[caller.name] = {heard[:2000]}
        # Staff may take work of the demonstration's that is in their scope.
        gone = changed(before, victim.marks, own).items()
        found = [row for table, rows in gone if table not in _WORKERS for row in rows if victim.is_in(row)]
        if found:
            wrong[f"{caller.name} changed"], before = set(found), all_rows()
    assert not wrong, pformat(wrong, width=200)


def test_the_first_message_tells_everybody_no_more_than_they_may_read(
    server: Running, everybody: World
) -> None:
    """The whole state is sent to whoever connects: it knows no person, no customer and no return yet."""
    known, wrong = read_now(names_and_addresses), {}
    for caller in everybody.callers:
        with connected(server, str(uuid4()), cookie=cookies(caller)) as stranger:
            stranger.address = f"{routes.RETURN}?id={everybody.victim.requested}"
            heard = stranger.send(HYDRATE)
        assert len(heard) > 5000
        told = everybody.told(caller, heard, asked=everybody.victim.known)
        if told or any(one in heard for one in known):
            wrong[caller.name] = told | {one for one in known if one in heard}
    assert wrong == {}


def test_no_route_of_the_server_gives_a_stranger_anything(server: Running, everybody: World) -> None:
    known, before, wrong = everybody.victim.known, all_rows(), {}
    for caller in (everybody.caller("nobody"), everybody.caller("another customer")):
        for method, path in requests(known):
            with closing(HTTPConnection(urlsplit(server.url).netloc, timeout=60)) as connection:
                headers = {"Origin": server.url, "Cookie": cookies(caller)}
                connection.request(method, path, b"words=%00", headers)
                answer = connection.getresponse()
                said = answer.read(), str(answer.headers)
            if answer.status >= 500 or everybody.told(caller, *said, asked=known) or b"Traceback" in said[0]:
                wrong[caller.name, method, path] = answer.status, said[0][:200]
    assert not wrong, pformat(wrong, width=200)
    changes = changed(before, everybody.victim.marks, everybody.caller("another customer").own)
    assert changes.keys() <= _WORKERS


def test_the_servers_log_knows_neither_failures_nor_persons(server: Running, everybody: World) -> None:
    """After all of the above, which this file's one server has answered."""
    if not server.database_url.startswith("sqlite"):
        pytest.skip("the log lies beside the SQLite file")
    log = (Path(urlsplit(server.database_url).path).parent / "server.log").read_text()
    victim = everybody.victim
    assert "denied an event to a role" in log
    # The worker may say that it waits for the rows that this file has just made.
    assert "a handler failed" not in log
    assert "an event failed" not in log
    assert {mark for mark in victim.marks if mark in log.casefold()} == set()
    assert victim.token not in log


def test_the_built_scripts_hold_no_secret_and_nobodys_data(server: Running, everybody: World) -> None:
    """What is in them is anybody's: everything the build knew when it ran."""
    folder = web_folder() / "build" / "client"
    kinds = {".js", ".html", ".json", ".css", ".map", ".txt", ".webmanifest"}
    files = [one for one in folder.rglob("*") if one.suffix in kinds]
    assert len(files) > 20
    known = (
        read_now(names_and_addresses) | {one.password for one in SIGN_INS} | {one.email for one in SIGN_INS}
    )
    inner = {
        "password_hash",
        "token_hash",
        "SELECT ",
        "sqlite://",
        "postgresql",
        "RETURNS_SECRET",
        str(Path.cwd()),
    }
    found = {
        (one.relative_to(folder).as_posix(), word)
        for one in files
        for word in known | inner
        if word in one.read_text(encoding="utf-8", errors="replace")
    }
    assert found == set()
    assert [one for one in folder.rglob("*") if one.suffix in {".map", ".py", ".db", ".env"}] == []


def requests(known: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each route, by its methods and one that is not its own, at what is the victim's."""
    for route in HTTP:
        assert isinstance(route, Route)
        path = re.sub(r"{(\w+)(:\w+)?}", lambda found: str(known.get(found[1], "en")), route.path)
        for method in sorted({*(route.methods or ()), "PATCH"}):
            yield method, path


def names_and_addresses(session: Session) -> set[str]:
    """Names, mail addresses and numbers of everybody in the database; nothing that is also a word."""
    found: set[str] = set()
    for table, columns in (
        ("customers", ("name", "email", "phone")),
        ("users", ("email",)),
        ("returns", ("number",)),
    ):
        here = SQLModel.metadata.tables[table].c
        rows = session.connection().execute(select(*(here[name] for name in columns)))
        found |= {str(one) for row in rows for one in row if one}
    return {one for one in found if len(one) > 7}
