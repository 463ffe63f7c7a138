"""Every handler there is, times everybody who might call it, from the page that shows what they may not see.

What comes back is compared with the handler's policy, all tables with what they were, and everything said, the log as
well, with the marks that the victim's data carry. Nobody has to remember a new handler: see `tests/hostile.py`.
"""

from collections.abc import AsyncIterator
from pprint import pformat
from typing import Any

import pytest
from reflex.state import State
from structlog.testing import capture_logs

from returns_app import routes
from returns_app.db.session import Database
from returns_app.domain.errors import Forbidden
from returns_app.flows.cookies import Face
from returns_app.flows.handler import Malformed
from returns_app.flows.notices import Notices
from returns_app.flows.policy import Policy
from returns_app.returns_app import PAGES
from tests.driving import Answer, Browser, Server, driving
from tests.hostile import (
    Caller,
    Victim,
    World,
    changed,
    handlers,
    payload,
    registered,
    watching_writes,
    world,
)
from tests.making_rows import all_rows

LET_THROUGH, REFUSED = str(Malformed().sentence), str(Forbidden().sentence)
DENIED = "nothing"
# What a page load sends. They touch no row, and what they chain passes the guard by itself.
REFLEXES_OWN = {"hydrate", "hydrate_and_load", "set_is_hydrated", "on_load_internal"}


@pytest.fixture
async def server(database: Database) -> AsyncIterator[Server]:
    """The app, without the pickling that other tests want: here it would be most of the work."""
    async with driving() as running:
        yield running


@pytest.fixture
def everybody(database: Database) -> World:
    """The victim, and whoever may knock."""
    return world()


def browser_of(server: Server, caller: Caller) -> Browser:
    return Browser(server, desk=caller.desk, portal=caller.portal)


def is_admitted(policy: Policy, caller: Caller) -> bool:
    if policy.face is Face.PORTAL:
        return caller.customer
    return policy.face is Face.PUBLIC or caller.role in policy.roles


def expected(policy: Policy, caller: Caller) -> str:
    """The answer to what no handler takes: to be told so is to have come as far as the handler's own door.

    What anybody may call has no such door: the guard lets nothing malformed through, and says nothing.
    """
    if policy.face is Face.PUBLIC:
        return DENIED
    if is_admitted(policy, caller):
        return LET_THROUGH
    if policy.face is Face.PORTAL:
        return routes.dead_link("en")
    return REFUSED if caller.role else routes.SIGN_IN


def outcome(answer: Answer) -> str:
    if answer.redirects:
        return answer.redirects[0].split("?")[0]
    for delta in answer.deltas:
        said: Any = delta.get(Notices.get_full_name(), {})
        for value in said.values():
            return str(value.text)
    return DENIED


# No handler gets as far as the database, so that one kind of it will do.
@pytest.mark.parametrize("copies", ["sqlite"], indirect=True)
async def test_each_handler_answers_everybody_as_its_policy_says(server: Server, everybody: World) -> None:
    wrong = {}
    for caller in everybody.callers:
        browser = browser_of(server, caller)
        await browser.open("/desk")
        for name, _, policy in handlers():
            answer = await browser.send_raw(name, {"no_handler_has_this": 1})
            right = expected(policy, caller)
            if outcome(answer) != right or answer.errors:
                wrong[caller.name, name] = outcome(answer), right, answer.errors
    assert not wrong, pformat(wrong, width=200)


async def test_whoever_may_not_reaches_nothing_whatever_they_call_with_whatever_they_know(
    server: Server, everybody: World
) -> None:
    """Not even those who may see the return, and from the very page that shows it, when the handler is not for them."""
    victim, wrong = everybody.victim, {}
    for caller in everybody.callers:
        browser, before = browser_of(server, caller), all_rows()
        await browser.open(f"{routes.RETURN}?id={victim.requested}")
        # To look at a return is to be noted there as somebody who works on it.
        before = all_rows() if caller.in_scope else before
        for name, fn, policy in handlers():
            if caller.in_scope and is_admitted(policy, caller):
                continue
            with watching_writes() as written, capture_logs() as log:
                answer = await browser.send_raw(name, payload(fn, victim.known))
            if not is_admitted(policy, caller) and outcome(answer) == LET_THROUGH:
                wrong[caller.name, name, "came in"] = answer
            if told := everybody.told(caller, answer.deltas, answer.events, log, asked=victim.known):
                wrong[caller.name, name, "was told"] = told
            if answer.errors or any("failed" in one["event"] for one in log):
                wrong[caller.name, name, "failed"] = log, answer.errors
            if written and (found := changed(before, victim.marks, caller.own)):
                wrong[caller.name, name, "changed"], before = found, all_rows()
    assert not wrong, pformat(wrong, width=200)


@pytest.mark.parametrize("copies", ["sqlite"], indirect=True)
async def test_reflexes_own_handlers_and_those_without_a_policy_do_nothing_for_anybody(
    server: Server, everybody: World
) -> None:
    """`setvar` of each state, uploads, storage, errors of the front end, and whatever the next Reflex brings."""
    ours = {name for name, _, _ in handlers()}
    others = [(name, fn) for name, fn, _ in registered() if name not in ours]
    assert len(others) > len(REFLEXES_OWN)
    forged = {"var_name": "name", "value": "Mallory", "vars": {"name": "Mallory"}, "info": "Mallory"}
    before, wrong = all_rows(), []
    for caller in everybody.callers:
        browser = browser_of(server, caller)
        await browser.open("/desk")
        for name, _ in others:
            if name.rsplit(".", maxsplit=1)[-1] in REFLEXES_OWN:
                continue
            for given in ({}, forged, {"var_name": "name", "value": "Mallory"}):
                answer = await browser.send_raw(name, given)
                wrong += [(caller.name, name)] if not answer.is_empty else []
        await browser.open("/desk")
        wrong += [(caller.name, "Mallory")] if browser.was_told("Mallory") else []
    assert wrong == []
    assert changed(before, everybody.victim.marks) == {}


# What a scope hides on either database is in tests/actions/test_out_of_scope.py.
@pytest.mark.parametrize("copies", ["sqlite"], indirect=True)
async def test_no_page_and_no_first_message_shows_anybody_what_they_may_not_see(
    server: Server, everybody: World
) -> None:
    victim, told, telling = everybody.victim, {}, set()
    for caller in everybody.callers:
        browser = browser_of(server, caller)
        for address in addresses(victim):
            with capture_logs() as log:
                await browser.open(address)
            shown = {name: values for name, values in browser.screen.items() if name != State.get_full_name()}
            if marks := everybody.told(caller, shown, log, asked=address):
                told[caller.name, address] = marks
            if caller.in_scope and browser.was_told("Quackenbush"):
                telling.add((caller.name, address.split("?")[0]))
            browser.screen.clear()
    assert not told, pformat(told, width=200)
    # Whoever may see them is shown them, so that silence means something.
    desk = {routes.RETURN, routes.RETURNS, routes.CUSTOMER, routes.CUSTOMERS}
    assert desk <= {route for name, route in telling if name == "admin in scope"}
    assert routes.portal("en") in {route for name, route in telling if name == "the customer"}


def addresses(victim: Victim) -> list[str]:
    """Each page, at what is the victim's."""
    more = f"&q=quackenbush&customer={victim.customer}&link={victim.known['old']}&from={victim.requested}"
    ids = {
        routes.CUSTOMER: (victim.customer,),
        routes.RETURN: victim.returns,
        routes.READY_LINK: victim.returns,
    }
    return [
        f"{page.route}?id={one}{more}" for page in PAGES for one in ids.get(page.route, (victim.requested,))
    ]
