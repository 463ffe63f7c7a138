"""The acts after the checkout through their real handlers, and the customer's pickup."""

from datetime import UTC, datetime

import pytest

from returns_app import routes
from returns_app.actions.issue_link import ensure_link
from returns_app.db.session import write_now
from returns_app.db.tokens import link_token
from returns_app.domain.actors import Role
from returns_app.domain.lifecycle import Status
from returns_app.domain.pickups import pickup_days
from returns_app.flows.desk.lifecycle_state import LifecycleDesk
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.flows.notices import Notices
from returns_app.flows.portal.pickup_state import PortalPickup
from tests.driving import Browser
from tests.factories import get, shop
from tests.flows.desk.making import token_of
from tests.lifecycle_making import checked, mails, operator, received, shipment, shipped

CALLS = (
    (LifecycleDesk.ask_pickup, {}),
    (LifecycleDesk.ask_settle, {}),
    (LifecycleDesk.book_pickup, {"data": {"day": "2026-11-24", "window": "08:00-12:00"}}),
    (LifecycleDesk.settle, {"data": {"outcome": "nothing"}}),
    (LifecycleDesk.remind, {}),
    (LifecycleDesk.receive, {}),
    (LifecycleDesk.undo_receipt, {}),
    (ReturnDesk.cancel, {"data": {"reason": "x"}}),
)


@pytest.fixture
def desk(server, database):
    async def at(return_id, role=Role.AGENT, **scope):
        browser = Browser(server, desk=token_of(database, role, **scope))
        await browser.open(f"{routes.RETURN}?id={return_id}")
        return browser

    return at


def seen(browser):
    return browser.sees(LifecycleDesk)


def day():
    return pickup_days(datetime.now(UTC).date())[1].isoformat()


async def test_an_agent_books_a_pickup_with_the_carrier(desk):
    return_id = shipped(shop(), handover="pickup")
    browser = await desk(return_id)
    await browser.send(LifecycleDesk.ask_pickup)
    assert (seen(browser)["asking"], len(seen(browser)["pickup"].days)) == ("pickup", 10)
    await browser.send(
        LifecycleDesk.book_pickup, data={"day": day(), "window": "08:00-12:00", "reference": "ignored"}
    )
    assert get(return_id).status == Status.SUBMITTED
    assert shipment(return_id).pickup_reference.startswith("SBX-")
    assert seen(browser)["asking"] == ""


async def test_a_booking_by_hand_needs_its_reference(desk):
    return_id = shipped(shop(), handover="pickup")
    browser = await desk(return_id)
    await browser.send(LifecycleDesk.ask_pickup)
    await browser.send(LifecycleDesk.book_by_hand, how="hand")
    for reference, problems in (("", ["reference"]), ("tel 4711", [])):
        data = {"day": day(), "window": "08:00-12:00", "reference": reference}
        await browser.send(LifecycleDesk.book_pickup, data=data)
        assert list(seen(browser)["problems"]) == problems
    assert shipment(return_id).pickup_reference == "tel 4711"


@pytest.mark.parametrize(
    ("amount", "problem"),
    tuple(
        (amount, "amount")
        for amount in ("", "ten", "1e1", "1.250", "1,250", "1.250,00", "99999", "-5", "NaN")
    ),
)
async def test_an_amount_that_cannot_be_is_named_and_nothing_is_settled(desk, amount, problem):
    return_id = checked(shop(), operator())
    browser = await desk(return_id)
    await browser.send(LifecycleDesk.ask_settle)
    await browser.send(LifecycleDesk.settle, data={"outcome": "refund", "amount": amount})
    assert list(seen(browser)["problems"]) == [problem]
    assert get(return_id).status == Status.SETTLEMENT_REQUESTED


async def test_a_settlement_by_the_dialog_completes_the_return(desk):
    return_id = checked(shop(), operator())
    browser = await desk(return_id)
    await browser.send(LifecycleDesk.ask_settle)
    data = {"outcome": "refund", "amount": "12,50", "reference": "PAY-1", "words": "Dank"}
    await browser.send(LifecycleDesk.settle, data=data)
    assert get(return_id).status == Status.COMPLETED
    assert browser.sees(ReturnDesk)["page"].settled.amount == "€12.50"


async def test_a_dialog_left_open_neither_shows_nor_acts_on_the_return_that_is_opened_next(desk):
    of = shop()
    first, next_one = checked(of, operator()), checked(of, operator())
    browser = await desk(first)
    await browser.send(LifecycleDesk.ask_settle)
    await browser.open(f"{routes.RETURN}?id={next_one}")
    assert seen(browser)["asking"] == ""
    # The answer to what was asked of the first may still be on its way.
    await browser.send(LifecycleDesk.settle, data={"outcome": "nothing"})
    assert get(next_one).status == Status.SETTLEMENT_REQUESTED
    assert get(first).status == Status.COMPLETED


async def test_a_settlement_of_what_changed_meanwhile_conflicts(desk):
    return_id = checked(shop(), operator())
    mine, theirs = await desk(return_id), await desk(return_id)
    for browser in (mine, theirs):
        await browser.send(LifecycleDesk.ask_settle)
    await theirs.send(LifecycleDesk.settle, data={"outcome": "exchange"})
    await mine.send(LifecycleDesk.settle, data={"outcome": "nothing"})
    assert mine.sees(Notices)["notice"].kind == "error"
    assert mails(return_id, "completed")[0].facts["outcome"] == "exchange"


async def test_a_supervisor_receives_from_the_page_and_goes_where_it_is_checked(desk):
    return_id = shipped(shop())
    browser = await desk(return_id, Role.SUPERVISOR)
    answer = await browser.send(LifecycleDesk.receive)
    assert get(return_id).status == Status.RECEIVED
    assert answer.redirects == [f"{routes.RECEIVING}?id={return_id}"]
    await browser.send(LifecycleDesk.undo_receipt)
    assert get(return_id).status == Status.SUBMITTED


async def test_a_reminder_is_sent_once_a_day(desk):
    return_id = shipped(shop())
    browser = await desk(return_id)
    for _ in range(2):
        await browser.send(LifecycleDesk.remind)
    assert len(mails(return_id, "reminder")) == 1
    assert "Once a day is enough" in browser.sees(Notices)["notice"].text


async def test_canceling_asks_with_what_it_does_and_mails_the_reason(desk):
    return_id = shipped(shop())
    browser = await desk(return_id)
    await browser.send(ReturnDesk.ask_cancel)
    assert "gets an e-mail" in browser.sees(ReturnDesk)["cancel_says"]
    await browser.send(ReturnDesk.cancel, data={"reason": "Ordered twice"})
    assert get(return_id).status == Status.CANCELED
    assert mails(return_id, "canceled")[0].facts["reason"] == "Ordered twice"


async def test_an_operator_decides_nothing_at_the_desk_and_an_agent_receives_nothing(desk):
    of = shop()
    to_settle, to_receive = checked(of, operator()), shipped(of)
    at_settlement, at_arrival = await desk(to_settle, Role.OPERATOR), await desk(to_receive, Role.AGENT)
    for handler, arguments in CALLS:
        await at_settlement.send(handler, **arguments)
    for handler in (LifecycleDesk.receive, LifecycleDesk.undo_receipt):
        await at_arrival.send(handler)
    assert get(to_settle).status == Status.SETTLEMENT_REQUESTED
    assert get(to_receive).status == Status.SUBMITTED


async def test_nobody_acts_on_what_lies_beyond_their_scope(desk, server):
    of = shop()
    return_id = received(of, operator())
    for browser in (await desk(return_id, Role.ADMIN, countries=("DE",)), Browser(server)):
        for handler, arguments in CALLS:
            await browser.send(handler, **arguments)
        assert get(return_id).status == Status.RECEIVED


async def test_the_customer_books_their_pickup_and_nobody_elses(server, database):
    of = shop()
    mine, other = shipped(of, handover="pickup"), shipped(of, handover="pickup")
    link = write_now(ensure_link, of.agent, get(mine), now=datetime.now(UTC))
    token = link_token(link.id)
    browser = Browser(server, portal=token)
    await browser.open(routes.portal("en"))
    await browser.send(PortalPickup.book, data={"day": "2001-01-01", "window": "x"})
    assert "weekday" in browser.sees(PortalPickup)["problem"]
    await browser.send(PortalPickup.book, data={"day": day(), "window": "08:00-12:00", "reference": "mine"})
    assert get(mine).status == Status.SUBMITTED
    assert shipment(mine).pickup_reference.startswith("SBX-")
    assert get(other).status == Status.PICKUP_REQUESTED
    stranger = Browser(server)
    await stranger.send(PortalPickup.book, data={"day": day(), "window": "08:00-12:00"})
    assert get(other).status == Status.PICKUP_REQUESTED
