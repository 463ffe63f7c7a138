"""Every HTTP route there is, by every method, times everybody: with the victim's ids, and with what is no id at all.

The answer, all tables and the log are searched, as for handlers in `test_matrix.py`. What the right people write is
undone, so that everybody asks for the same.
"""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from pprint import pformat
from typing import Any

import httpx
import pytest
from starlette.routing import Route, Router
from structlog.testing import capture_logs

from returns_app.db.session import Database
from returns_app.edge.app import Edge
from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.who import forget_everybody
from returns_app.returns_app import HTTP
from returns_app.settings import load
from tests.hostile import Caller, World, changed, watching_writes, world
from tests.making_rows import all_rows
from tests.photo_making import photo
from tests.undoing import undone

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
# No browser sends these as they stand: they arrive as somebody typed them.
NO_IDS = (
    "%00",
    "%2e%2e%2f%2e%2e",
    "%ed%a0%80",
    "x" * 5000,
    "%22%3E%3Cscript%3E",
    "1%27--",
    "٣",
    "a6.pdf%0d%0aX-A:1",
)
FORM = "email=a%40b.test&password=x%00&next=%2F%2Fevil.example&words=%ED%A0%80&id=1&id=2"


@pytest.fixture
async def client(database: Database, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Our routes behind the edge. What they raise, the test raises."""
    forget_everybody()
    edge = Edge(Router([*HTTP]), pages=tmp_path, origin=load().origin)
    address = ("192.0.2.1", 1)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(edge, client=address), base_url=load().origin, timeout=60
    ) as opened:
        yield opened


@pytest.fixture
def everybody(database: Database) -> World:
    """The victim, and whoever may knock."""
    return world()


async def asked(client: httpx.AsyncClient, caller: Caller, method: str, path: str) -> httpx.Response:
    """The answer to a request as a page of ours would send it, with this caller's cookies."""
    tokens = {Face.DESK: caller.desk, Face.PORTAL: caller.portal}
    cookies = "; ".join(f"{cookie_name(face)}={token}" for face, token in tokens.items() if token)
    headers = {"cookie": cookies, "origin": load().origin}
    body: bytes | str = photo((80, 60)) if method == "PUT" else FORM
    if method in {"POST", "PUT", "PATCH"}:
        kind = "image/jpeg" if method == "PUT" else "application/x-www-form-urlencoded"
        return await client.request(method, path, headers={**headers, "content-type": kind}, content=body)
    return await client.request(method, path, headers=headers)


def addresses(everybody: World) -> Iterator[tuple[Route, str]]:
    """Each route, at what is the victim's."""
    known = everybody.victim.known | {"language": "en", "key": "ready", "token": "x" * 43}
    for route in HTTP:
        assert isinstance(route, Route)
        yield (
            route,
            re.sub(r"{(\w+)(:\w+)?}", lambda found: str(known.get(found[1], known["id"])), route.path),
        )


@pytest.mark.parametrize("copies", ["sqlite"], indirect=True)
async def test_no_route_gives_or_changes_anything_that_is_not_the_callers(
    client: httpx.AsyncClient, everybody: World
) -> None:
    victim, before, wrong = everybody.victim, all_rows(), {}
    own = everybody.caller("another customer").own
    for caller, method, path in refused(everybody):
        with watching_writes() as written, capture_logs() as log:
            answer = await asked(client, caller, method, path)
        if told := everybody.told(caller, answer.content, str(answer.headers), log, asked=victim.known):
            wrong[caller.name, method, path] = told
        # The words of a document cannot be found in its bytes: that it is given at all is what is wrong.
        if (method, answer.status_code) == ("GET", 200) and is_the_victims(path, caller, everybody):
            wrong[caller.name, method, path] = "given"
        if failed(answer, log):
            wrong[caller.name, method, path] = answer.status_code, log
        if written and (found := changed(before, victim.marks, own)):
            wrong[caller.name, method, path], before = found, all_rows()
    assert not wrong, pformat(wrong, width=200)


def is_the_victims(path: str, caller: Caller, everybody: World) -> bool:
    """Whether the address names something of the victim's, and somebody else asks.

    How far a photo has come is the exception: an id that was never begun has come nowhere, whoever drew it.
    """
    ids = {str(one) for name, one in everybody.victim.known.items() if name.endswith("_id")}
    is_progress = path.startswith("/return/photo/") and path.count("/") == 3
    return not caller.is_the_victim and not is_progress and any(one in path for one in ids)


def refused(everybody: World) -> Iterator[tuple[Caller, str, str]]:
    """Everybody times every route, but for what is theirs to have or to change."""
    for caller in everybody.callers:
        if caller.role and caller.in_scope:
            continue
        # What ends the caller's own session comes last, or all the rest would be asked by nobody.
        for method, path in sorted(every_method(everybody), key=ends_sessions):
            if not caller.is_the_victim or method in {"GET", "HEAD"}:
                yield caller, method, path


def every_method(everybody: World) -> Iterator[tuple[str, str]]:
    """Each route by each of its methods; one that it does not know stands for all of those."""
    for route, path in addresses(everybody):
        known = sorted(route.methods or ())
        for method in (*known, next(one for one in METHODS if one not in known)):
            yield method, path


def ends_sessions(asked: tuple[str, str]) -> bool:
    method, path = asked
    return method == "POST" and path.startswith(("/sign-", "/desk/account", "/p/", "/demo"))


def failed(answer: httpx.Response, log: Any) -> bool:
    """Whether something broke inside, or more than words got into the head of the answer."""
    broken = answer.status_code >= 500 or any("exc_info" in one for one in log)
    return broken or "x-a" in answer.headers or "Traceback" in answer.text


@pytest.mark.parametrize("copies", ["sqlite"], indirect=True)
async def test_the_same_routes_give_it_to_whoever_may_see_it(
    client: httpx.AsyncClient, everybody: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the test before would be content with routes that give nothing to anybody."""
    given: set[tuple[str, str]] = set()
    with undone(monkeypatch):
        for name in ("the customer", "admin in scope"):
            for route, path in addresses(everybody):
                answer = await asked(client, everybody.caller(name), "GET", path)
                given |= {(name, route.path)} if answer.status_code == 200 else set()
    expected = {
        ("admin in scope", "/desk/files/label/{label_id}/{name}"),
        ("admin in scope", "/desk/files/customer/{customer_id}/data.json"),
        ("the customer", "/{language}/return/first"),
    }
    assert expected - given == set()


# PostgreSQL refuses what SQLite keeps.
@pytest.mark.parametrize("copies", ["postgresql"], indirect=True)
async def test_no_route_fails_whatever_stands_in_its_address(
    client: httpx.AsyncClient, everybody: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = {}
    with undone(monkeypatch):
        for name in ("nobody", "the customer", "admin in scope"):
            for route, path in malformed():
                for method in sorted(route.methods or ()):
                    with capture_logs() as log:
                        answer = await asked(client, everybody.caller(name), method, path)
                    if failed(answer, log):
                        wrong[name, method, path[:80]] = answer.status_code, log
    assert not wrong, pformat(wrong, width=200)


def malformed() -> Iterator[tuple[Route, str]]:
    """Each route, with what is no id in place of each part of its address, and behind it as what is asked for."""
    for route in HTTP:
        assert isinstance(route, Route)
        gaps = "{" in route.path
        for value in NO_IDS if gaps else NO_IDS[:1]:
            path = re.sub(r"{\w+(:\w+)?}", lambda _, value=value: value, route.path)
            yield route, f"{path}?id={value[:99]}&parcel=-1&parcel=%00&paper={value[:99]}&next={value[:99]}"
