"""Every handler and every route, called by each role for a return and a customer that are not theirs to see or change.

Handlers are found, and what they are called with is made up from their annotations: a new one is covered by itself.
Pages are those of the composition root, opened at the address of what lies beyond the scope.
"""

import inspect
import re
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from reflex.utils.format import format_event_handler
from reflex_base.registry import RegistrationContext
from sqlmodel import Session, select
from starlette.requests import Request
from starlette.routing import Match, Route

from returns_app import routes
from returns_app.actions.sign_in import start_session
from returns_app.db.accounts import User
from returns_app.db.outbox import OutboxMail
from returns_app.db.session import Database, read_now, write_now
from returns_app.domain.actors import Role
from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.policy import Policy, policy_of
from returns_app.flows.who import forget_everybody
from returns_app.returns_app import HTTP, PAGES, app
from tests.driving import Browser, Server
from tests.factories import get, linked, requested, shop
from tests.flows.conftest import SignIn
from tests.flows.desk.making import labelled
from tests.making_rows import Rows, all_rows
from tests.making_up import made_up

NAME, EMAIL = "Zebedee Quackenbush", "zebedee@quackenbush.test"


@dataclass(frozen=True)
class Goods:
    """A customer with three returns: one that awaits them, one to authorize, one with a label."""

    returns: tuple[UUID, ...]
    customer: UUID
    label: UUID
    mail: UUID
    marks: frozenset[str]

    def known(self) -> dict[str, Any]:
        """What a hostile browser may know of them, under the names that handlers and routes use."""
        one = str(self.returns[1])
        return {
            "return_id": one,
            "customer_id": str(self.customer),
            "label_id": str(self.label),
            "id": one,
            "mail_id": str(self.mail),
            "str": one,
            "key": uuid4().hex,
            "name": "a6.pdf",
        }


@pytest.fixture
def goods(database: Database) -> Goods:
    of = shop(customer=NAME)
    shipped, label = labelled(of)
    returns = (linked(of)[0], requested(of).id, shipped)
    mail = read_now(
        lambda session: session.exec(select(OutboxMail).where(OutboxMail.return_id == shipped)).first()
    )
    known = {str(one) for one in returns} | {str(get(shipped).number), NAME}
    known |= {get(one).order_number for one in returns}
    return Goods(returns, of.customer, label, mail.id if mail else uuid4(), frozenset(known))


@pytest.fixture
def stranger(database: Database) -> Callable[[Role], str]:
    """Sign in somebody of this role who may see returns from France alone."""

    def sign_in(role: Role) -> str:
        now = datetime.now(UTC)
        user = User(
            email=f"{uuid4().hex}@desk.test", name="Stranger", role=role, password_hash="", created_at=now,
            countries=["FR"],
        )  # fmt: skip
        write_now(Session.add, user)
        return write_now(start_session, user.id, now=now)

    return sign_in


def handlers() -> Iterator[tuple[str, Any, Policy]]:
    """Every handler of ours by its full name, with its function and its policy."""
    with app.set_contexts():
        registered = list(RegistrationContext.get().event_handlers.values())
    for entry in registered:
        policy = policy_of(entry.handler.fn)
        if policy and entry.states[0].__module__.startswith("returns_app."):
            yield format_event_handler(entry.handler), entry.handler.fn, policy


def payload(fn: Any, known: dict[str, Any]) -> dict[str, Any]:
    """Arguments as a browser sends them."""
    hints = typing.get_type_hints(fn)
    names = list(inspect.signature(fn).parameters)[1:]
    made = {name: made_up(hints[name], name, known) for name in names}
    return {name: str(value) if isinstance(value, UUID) else value for name, value in made.items()}


def changed(before: Rows, goods: Goods) -> dict[str, list[str]]:
    """Rows that are gone or other than before, and new ones that name what lies beyond the scope."""
    after, found = all_rows(), {}
    for table, rows in after.items():
        gone = before[table] - rows
        about = {row for row in rows - before[table] if any(mark in row for mark in goods.marks)}
        if gone | about:
            found[table] = sorted(gone | about)
    return found


def addresses(goods: Goods) -> list[str]:
    """Each page of the desk, at what lies beyond the scope."""
    pages = [one.route for one in PAGES if one.route.startswith(routes.DESK)]
    asked = f"?id={{}}&q={NAME.split()[1]}&from={goods.returns[1]}&customer={goods.customer}"
    return [
        one + asked.format(goods.customer if one == routes.CUSTOMER else each)
        for one in pages
        for each in (goods.returns if one == routes.RETURN else goods.returns[1:2])
    ]


@pytest.mark.parametrize("role", list(Role))
async def test_no_page_shows_what_lies_beyond_the_scope(
    server: Server, goods: Goods, stranger: Callable[[Role], str], role: Role
) -> None:
    told = []
    for address in addresses(goods):
        browser = Browser(server, desk=stranger(role))
        await browser.open(address)
        shown = {name: values for name, values in browser.screen.items() if name != "reflex___state____state"}
        # What the address said itself is no news: the search's words, an id.
        told += [(address, mark) for mark in goods.marks if mark in repr(shown) and mark not in address]
    assert told == []


async def test_the_same_pages_show_it_to_whoever_may_see_it(
    server: Server, goods: Goods, signed_in: SignIn
) -> None:
    """Else the test before would be content with pages that show nothing to anybody."""
    showing = set()
    for address in addresses(goods):
        browser = Browser(server, desk=signed_in(Role.ADMIN))
        await browser.open(address)
        showing |= {address.split("?")[0]} if browser.was_told(NAME) else set()
    assert {routes.RETURN, routes.RETURNS, routes.CUSTOMER, routes.CUSTOMERS} <= showing


@pytest.mark.parametrize("role", list(Role))
async def test_no_handler_changes_what_lies_beyond_the_scope(
    server: Server, goods: Goods, stranger: Callable[[Role], str], role: Role
) -> None:
    browser = Browser(server, desk=stranger(role))
    await browser.open(f"{routes.RETURN}?id={goods.returns[1]}")
    before, wrong = all_rows(), {}
    for name, fn, policy in handlers():
        if policy.face is Face.DESK and (not policy.roles or role in policy.roles):
            await browser.send_raw(name, payload(fn, goods.known()))
            if found := changed(before, goods):
                wrong[name], before = found, all_rows()
    assert wrong == {}
    assert not browser.was_told(NAME)


@pytest.mark.parametrize("role", [None, *Role])
async def test_no_handler_runs_for_whom_it_is_not(
    server: Server, goods: Goods, signed_in: SignIn, role: Role | None
) -> None:
    """Not even for those who may see the return, and from the very page that shows it."""
    browser = Browser(server, desk=signed_in(role) if role else "")
    await browser.open(f"{routes.RETURN}?id={goods.returns[1]}")
    before, wrong = all_rows(), {}
    for name, fn, policy in handlers():
        if policy.face is Face.PUBLIC or (policy.face is Face.DESK and role in policy.roles):
            continue
        await browser.send_raw(name, payload(fn, goods.known()))
        if found := changed(before, goods):
            wrong[name], before = found, all_rows()
    assert wrong == {}


@pytest.mark.parametrize("role", [None, *Role])
async def test_no_route_gives_out_what_lies_beyond_the_scope(
    goods: Goods, stranger: Callable[[Role], str], role: Role | None
) -> None:
    forget_everybody()
    token = stranger(role) if role else ""
    wrong, before = {}, all_rows()
    for route in HTTP:
        assert isinstance(route, Route)
        path = re.sub(r"{(\w+)}", lambda found: str(goods.known().get(found[1], "x")), route.path)
        for method in sorted(route.methods or ()):
            answer = await _asked(route, method, path, token)
            body = bytes(getattr(answer, "body", b"")).decode(errors="replace")
            if answer.status_code == 200 and (len(path) > 20 or any(mark in body for mark in goods.marks)):
                wrong[method, path] = answer.status_code
    assert wrong == {}
    assert changed(before, goods) == {}


async def test_the_same_routes_give_it_to_whoever_may_see_it(goods: Goods, signed_in: SignIn) -> None:
    forget_everybody()
    token, given = signed_in(Role.ADMIN), set()
    for route in HTTP:
        assert isinstance(route, Route)
        path = re.sub(r"{(\w+)}", lambda found: str(goods.known().get(found[1], "x")), route.path)
        if "GET" in (route.methods or ()) and (await _asked(route, "GET", path, token)).status_code == 200:
            given.add(route.path)
    assert {"/desk/files/label/{label_id}/{name}", "/desk/files/customer/{customer_id}/data.json"} <= given


async def _asked(route: Route, method: str, path: str, token: str) -> Any:
    async def nothing() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    cookie = f"{cookie_name(Face.DESK)}={token}".encode()
    form = (b"content-type", b"application/x-www-form-urlencoded")
    scope = {
        "type": "http", "method": method, "path": path, "query_string": b"", "scheme": "http",
        "client": ("192.0.2.1", 1),
        "headers": [(b"cookie", cookie), form, (b"host", b"localhost")], "server": ("localhost", 8000),
    }  # fmt: skip
    match, found = route.matches(scope)
    assert match is Match.FULL
    endpoint: Any = route.endpoint
    answer = endpoint(Request({**scope, **found}, nothing))
    return await answer if inspect.isawaitable(answer) else answer
