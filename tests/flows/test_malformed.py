"""Each handler, by somebody who may call it, with arguments that no page of ours sends.

Whatever comes, it is answered: nothing fails inside, and nobody reads a traceback. What is written is undone, so that
each call begins with the same; the database is asked for real, because PostgreSQL refuses what SQLite keeps.
"""

import ast
import inspect
from collections.abc import AsyncIterator, Iterator
from functools import cache
from pathlib import Path
from pprint import pformat
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from returns_app import routes
from returns_app.db.session import Database
from returns_app.domain.actors import Role
from returns_app.flows.cookies import Face
from returns_app.flows.policy import Policy, policy_of
from returns_app.returns_app import PAGES
from tests.driving import Answer, Browser, Server, driving
from tests.hostile import Caller, World, handlers, payload, registered, world
from tests.undoing import undone

_DEEP: Any = "x"
for _ in range(200):
    _DEEP = [_DEEP, {"x": _DEEP}] if not isinstance(_DEEP, list) else [_DEEP]
OTHER_TYPES = (None, -1, 2**63, 10**400, float("nan"), True, [[]], _DEEP)
TEXTS = (
    "", "a\0b", "\ud800", "x" * 5_000, "9" * 4_500, "-1", "2026-13-45", "=\u202e<b>'--%s{0}",
    "00000000-0000-0000-0000-000000000000",
)  # fmt: skip
FAILED = "Something went wrong on our side"


@pytest.fixture
async def server(database: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Server]:
    """The app, without the pickling that other tests want."""
    async with driving() as running:
        yield running


async def opened(server: Server, everybody: World, caller: Caller) -> Browser:
    """A tab that has been everywhere, so that every state has something to work on."""
    browser = Browser(server, desk=caller.desk, portal=caller.portal)
    victim = everybody.victim
    for page in PAGES:
        one = victim.customer if page.route == routes.CUSTOMER else victim.requested
        await browser.open(f"{page.route}?id={one}")
    await browser.open(f"{routes.RETURN}?id={victim.requested}" if caller.role else routes.portal("en"))
    return browser


def callers(everybody: World) -> Iterator[tuple[Caller, list[tuple[str, Any, Policy]]]]:
    """For each handler somebody who may call it: the customer, an admin, or an operator for what admins may not."""
    left = list(handlers())
    for name in ("the customer", *(f"{one} in scope" for one in reversed(Role))):
        caller = everybody.caller(name)
        mine = [one for one in left if _may(one[2], caller)]
        left = [one for one in left if one not in mine]
        yield caller, mine
    assert not left


def _may(policy: Policy, caller: Caller) -> bool:
    if policy.face is Face.PORTAL:
        return caller.customer
    return bool(caller.role) and (policy.face is Face.PUBLIC or caller.role in policy.roles)


def malformed(fn: Any, known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One argument after the other replaced by what it cannot be, one missing, one too many; forms full of it."""
    right = payload(fn, known)
    yield {**right, "and": "more"}
    for name, value in right.items():
        yield {key: given for key, given in right.items() if key != name}
        for other in OTHER_TYPES:
            yield {**right, name: other}
        if isinstance(value, dict):
            yield from (
                {**right, name: dict.fromkeys(fields_of(fn), other)} for other in (*TEXTS, *OTHER_TYPES)
            )
        elif isinstance(value, str):
            yield from ({**right, name: text} for text in (*TEXTS, str(uuid4())))
        elif isinstance(value, list | tuple):
            yield from ({**right, name: [text] * 3} for text in TEXTS)


def fields_of(fn: Any) -> list[str]:
    """Every word in the handler's module that may be the name of a field of its form."""
    return list(_words(inspect.getsourcefile(inspect.unwrap(fn)) or "")) or ["words"]


@cache
def _words(path: str) -> tuple[str, ...]:
    tree = ast.parse(Path(path).read_text(encoding="utf-8"))
    found = {one.value for one in ast.walk(tree) if isinstance(one, ast.Constant)}
    address = {
        "country",
        "street",
        "house_number",
        "addition",
        "postal_code",
        "city",
        "region",
        "phone",
        "company",
    }
    names = {word for word in found if isinstance(word, str) and word.isidentifier() and word.islower()}
    return tuple(sorted(names | address | {"name", "email", "language"}))


def failures(answer: Answer, log: list[Any]) -> list[object]:
    said = [FAILED] if FAILED in repr(answer.deltas) or "Traceback" in repr(answer.deltas) else []
    return [*said, *answer.errors, *(one for one in log if "exc_info" in one)]


@pytest.mark.parametrize("copies", ["sqlite"], indirect=True)
async def test_nothing_that_anybody_may_call_fails_whatever_it_is_sent(
    server: Server, database: Database
) -> None:
    """By a stranger: the handlers that nobody judges, and Reflex's own."""
    wrong, calls = {}, 0
    open_to_all = [one for one in registered() if _is_open_to_all(one[1])]
    for name, fn, _ in open_to_all:
        names = list(inspect.signature(fn).parameters)[1:]
        sent: list[dict[Any, Any]] = [{}, {"and": "more"}, {"self": 1}]
        for other in (*TEXTS, *OTHER_TYPES, [None], {"x": {}}, [{}], {"reflex___state____state.x": "y"}):
            sent += [dict.fromkeys(names, other), *({one: other} for one in names), {"and": other}]
        for given in sent:
            browser = Browser(server)
            with capture_logs() as log:
                answer = await browser.send_raw(name, given)
            calls += 1
            if found := failures(answer, log):
                wrong[name, repr(given)[:150]] = found
    assert {name.rpartition(".")[2] for name, *_ in open_to_all} >= {"dismiss", "hydrate", "hydrate_and_load"}
    assert calls > 150
    assert not wrong, pformat(wrong, width=200)


# What pages read from their addresses, and what no page of ours leads to.
ASKED = (
    "about", "after", "agent", "at", "before", "country", "customer", "days", "done", "email", "error", "from", "id",
    "language", "next", "order", "path", "place", "q", "queue", "refund", "rule", "sent", "setup", "size", "sort",
    "status", "step", "subject", "to", "type", "unanswered", "view", "what", "who", "whose", "why",
)  # fmt: skip


@pytest.mark.timeout(400)
@pytest.mark.parametrize("copies", ["postgresql"], indirect=True)
async def test_no_page_fails_whatever_stands_in_its_address(
    server: Server, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = world()
    wrong, opened_pages = {}, 0
    with undone(monkeypatch):
        for name in ("the customer", "admin in scope", "nobody"):
            caller = everybody.caller(name)
            browser = Browser(server, desk=caller.desk, portal=caller.portal)
            for page in PAGES:
                for text in (*TEXTS[:3], TEXTS[4], "2026-13-45", "=\u202e<b>'--%s{0}", str(uuid4())):
                    asked = urlencode(dict.fromkeys(ASKED, text), errors="surrogatepass")
                    with capture_logs() as log:
                        answer = await browser.open(f"{page.route}?{asked}")
                    opened_pages += 1
                    if found := failures(answer, log):
                        wrong[name, page.route, text[:30]] = found
    assert opened_pages > 300
    assert not wrong, pformat(wrong, width=200)


def _is_open_to_all(fn: Any) -> bool:
    policy = policy_of(fn)
    return policy is None or policy.face is Face.PUBLIC


# It refuses what SQLite keeps.
@pytest.mark.timeout(400)
@pytest.mark.parametrize("copies", ["postgresql"], indirect=True)
async def test_no_handler_fails_or_forgets_itself_whatever_it_is_sent(
    server: Server, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = world()
    known, wrong, calls = everybody.victim.known, {}, 0
    with undone(monkeypatch):
        for caller, mine in callers(everybody):
            browser = await opened(server, everybody, caller)
            for name, fn, _ in mine:
                for given in (payload(fn, known), *malformed(fn, known)):
                    with capture_logs() as log:
                        answer = await browser.send_raw(name, given)
                    calls += 1
                    if found := failures(answer, log):
                        wrong[name, repr(given)[:150]] = found
                    if told := everybody.told(caller, answer.deltas, log, asked=known):
                        wrong[name, repr(given)[:150]] = told
    assert calls > 1500
    assert not wrong, pformat(wrong, width=200)
