"""The handlers of the work queue, of holds, of findings and of the report, for every role and with nonsense."""

from datetime import timedelta
from uuid import UUID

import pytest

from returns_app import routes
from returns_app.actions.correct_return import correct_delivered_on
from returns_app.actions.hold_return import release
from returns_app.db.exceptions import exceptions_of
from returns_app.db.returns import Return
from returns_app.db.session import Database, read_now, write_now
from returns_app.domain.actors import Role
from returns_app.domain.lifecycle import Status
from returns_app.flows.desk.authorization import Authorization
from returns_app.flows.desk.excusing import Excusing
from returns_app.flows.desk.queue_state import Holding
from returns_app.flows.exceptions.state import Exceptions
from returns_app.flows.queue.state import QueuePage
from tests.driving import Browser, Server
from tests.factories import NOW, get, requested, shop
from tests.flows.desk.making import token_of

RULE = "outside_window"


@pytest.fixture
def row(database: Database) -> Return:
    """A return that waits, 33 days after its delivery, held by nobody."""
    of = shop()
    made = requested(of)
    day = NOW.date() - timedelta(days=33)
    write_now(correct_delivered_on, of.agent, made.id, day, version=made.version, now=NOW)
    write_now(release, of.agent, made.id)
    return made


async def opened(server: Server, token: str, address: str) -> Browser:
    browser = Browser(server, desk=token)
    await browser.open(address)
    return browser


async def test_the_next_is_served_held_and_gone_for_the_others(server, database, row):
    one = Browser(server, desk=token_of(database))
    answer = await one.open(f"{routes.QUEUE}?next=1")
    assert answer.redirects == [routes.queue_item(row.id)]
    await one.open(routes.queue_item(row.id))
    assert (one.sees(Holding)["hold"].whose, one.sees(Holding)["in_queue"]) == ("mine", True)
    other = Browser(server, desk=token_of(database, name="Jonas"))
    assert (await other.open(f"{routes.QUEUE}?next=1")).redirects == [routes.QUEUE]
    await other.open(routes.QUEUE)
    assert other.sees(QueuePage)["view"].rows[0].holder.startswith("Ada, until")
    assert other.sees(QueuePage)["view"].free == 0


async def test_a_reason_is_kept_at_once_and_taken_back(server, database, row):
    browser = await opened(server, token_of(database), routes.return_page(row.id))
    assert [one.state for one in browser.sees(Authorization)["view"].findings] == ["open"]
    await browser.send(Authorization.authorize_only)
    assert f"finding.{RULE}" in browser.sees(Authorization)["problems"]
    await browser.send(Excusing.choose_reason, rule=RULE, reason="other")
    assert browser.sees(Authorization)["problems"] == {}
    assert read_now(exceptions_of, row.id) == []
    await browser.send(Excusing.give_words, rule=RULE, words="Was in hospital.")
    assert [one.words for one in read_now(exceptions_of, row.id)] == ["Was in hospital."]
    assert browser.sees(Authorization)["view"].findings[0].state == "excused"
    await browser.send(Excusing.withdraw, rule=RULE)
    assert read_now(exceptions_of, row.id) == []
    await browser.send(Excusing.choose_reason, rule=RULE, reason="goodwill")
    await browser.send(Authorization.authorize_only)
    assert get(row.id).status == Status.APPROVED


@pytest.mark.parametrize(("rule", "reason"), (("nonsense", "goodwill"), (RULE, "nonsense"), ("", "")))
async def test_a_rule_or_reason_that_is_none_changes_nothing(server, database, row, rule, reason):
    browser = await opened(server, token_of(database), routes.return_page(row.id))
    before = get(row.id).version
    await browser.send(Excusing.choose_reason, rule=rule, reason=reason)
    assert (read_now(exceptions_of, row.id), get(row.id).version) == ([], before)


@pytest.mark.parametrize("day", ("tomorrow", "9999-01-01", "2026-13-45"))
async def test_a_day_of_delivery_that_is_none_is_named(server, database, row, day):
    browser = await opened(server, token_of(database), routes.return_page(row.id))
    await browser.send(Excusing.set_delivered, day=day)
    assert "delivered_on" in browser.sees(Excusing)["problems"]
    assert get(row.id).delivered_on == NOW.date() - timedelta(days=33)


async def test_what_a_colleague_holds_conflicts_and_keeps_the_edits_until_a_supervisor_takes_over(
    server, database, row
):
    await opened(server, token_of(database, name="Jonas"), routes.return_page(row.id))
    chief = await opened(
        server, token_of(database, Role.SUPERVISOR, name="Femke"), routes.return_page(row.id)
    )
    await chief.send(Authorization.reject, data={"reason": "Worn."})
    seen = chief.sees(Authorization)
    assert (seen["conflict"], seen["held"]) == (True, True)
    assert "Jonas has this return until" in seen["faster"]
    await chief.send(Holding.take_over)
    assert chief.sees(Holding)["hold"].whose == "mine"
    await chief.send(Authorization.reject, data={"reason": "Worn."})
    assert get(row.id).status == Status.REJECTED


async def test_an_agent_takes_nothing_over(server, database, row):
    await opened(server, token_of(database, name="Jonas"), routes.return_page(row.id))
    holder = get(row.id).held_by
    other = await opened(server, token_of(database), routes.return_page(row.id))
    await other.send(Holding.take_over)
    assert get(row.id).held_by == holder


@pytest.mark.parametrize("role", tuple(Role))
async def test_the_pages_are_filled_for_those_alone_whom_they_are_for(server, database, row, role):
    browser = await opened(server, token_of(database, role), routes.QUEUE)
    assert browser.sees(QueuePage)["barred"] is (role is Role.OPERATOR)
    assert bool(browser.sees(QueuePage)["view"].rows) is (role is not Role.OPERATOR)
    await browser.open(routes.EXCEPTIONS)
    allowed = role in {Role.SUPERVISOR, Role.ADMIN}
    assert browser.sees(Exceptions)["barred"] is not allowed
    assert (browser.sees(Exceptions)["view"].days == 30) is allowed


async def test_an_operator_neither_holds_nor_excuses(server, database, row):
    browser = await opened(server, token_of(database, Role.OPERATOR), routes.queue_item(row.id))
    for handler, arguments in (
        (QueuePage.take, {}),
        (Holding.skip, {}),
        (Excusing.choose_reason, {"rule": RULE, "reason": "goodwill"}),
    ):
        await browser.send(handler, **arguments)
    assert (get(row.id).held_by, read_now(exceptions_of, row.id)) == (None, [])


async def test_the_report_counts_and_narrows_by_its_address(server, database, row):
    agent = await opened(server, token_of(database), routes.return_page(row.id))
    await agent.send(Excusing.choose_reason, rule=RULE, reason="goodwill")
    chief = await opened(server, token_of(database, Role.SUPERVISOR, name="Femke"), routes.EXCEPTIONS)
    view = chief.sees(Exceptions)["view"]
    assert (view.count, [one.label for one in view.by_agent], view.by_rule[0].count) == (1, ["Ada"], 1)
    assert view.rows[0].measured == "33 of 30 days"
    await chief.open(f"{routes.EXCEPTIONS}?rule=over_quantity")
    assert chief.sees(Exceptions)["view"].rows == []
    await chief.open(f"{routes.EXCEPTIONS}?from=nonsense&to=0001-01-01&agent=x&before=y_z&days=-1&rule=%00")
    assert chief.sees(Exceptions)["view"].count == 1
    await chief.open(f"{routes.EXCEPTIONS}?agent={UUID(int=1)}")
    assert chief.sees(Exceptions)["view"].rows == []
    abroad = token_of(database, Role.SUPERVISOR, name="Greta", countries=("FR",))
    assert (await opened(server, abroad, routes.EXCEPTIONS)).sees(Exceptions)["view"].count == 0
