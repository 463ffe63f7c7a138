"""The screens after the confirmation, through the real handlers: what is offered, what is done, what is told."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from returns_app import routes
from returns_app.actions.check_return import finish_check
from returns_app.actions.receive_return import receive_return, undo_receipt
from returns_app.db.outbox import OutboxMail
from returns_app.db.policies import ReturnPolicy
from returns_app.db.session import Database, read_now, write_now
from returns_app.db.shipments import spares_of
from returns_app.domain.lifecycle import Status
from returns_app.flows.portal.help_state import Helping
from returns_app.flows.portal.products import Products
from returns_app.flows.portal.state import Portal
from tests import factories
from tests.driving import Browser, Server
from tests.flows.portal.conftest import Arrive, Customer
from tests.lifecycle_making import counting, lines, operator

pytestmark = pytest.mark.usefixtures("database")


async def confirmed(arrive: Arrive, **policy: Any) -> Customer:
    """A customer who has their label on screen."""
    who = arrive(factories.shop(**policy))
    await who.open()
    await who.send(Portal.confirm)
    assert who.step == "done"
    return who


def form(who: Customer) -> dict[str, Any]:
    return dict(who.browser.sees(Helping))


def mailed(who: Customer) -> int:
    def count(session: Session) -> int:
        return len(session.exec(select(OutboxMail).where(OutboxMail.return_id == who.return_id)).all())

    return read_now(count)


def let(who: Customer, **answers: Any) -> None:
    """The policy changes its answers, with the page open."""

    def change(session: Session) -> None:
        row = session.get_one(ReturnPolicy, factories.get(who.return_id).policy_id)
        for name, value in answers.items():
            setattr(row, name, value)
        session.add(row)

    write_now(change)


async def test_the_page_offers_what_the_policy_allows(arrive: Arrive) -> None:
    who = await confirmed(arrive, added_items="customer", spare_labels=1)
    after = who.view.after
    assert (after.cancels, after.adds, after.boxes, after.spare) == (True, "customer", True, 1)
    let(who, added_items="nobody", spare_labels=0, customer_cancels=False)
    await who.open()
    after = who.view.after
    assert (after.cancels, after.adds, after.boxes, after.spare) == (False, "nobody", True, 0)


async def test_a_paid_label_names_its_price_before_it_is_made(arrive: Arrive) -> None:
    who = await confirmed(arrive, label_payer="customer")
    assert who.view.after.spare_price == "It costs €3.95, which comes off your refund."


async def test_one_more_label_appears_on_the_page(arrive: Arrive) -> None:
    who = await confirmed(arrive)
    await who.send(Helping.more, number=1)
    assert [(one.title, one.state) for one in who.view.outcome.spares] == [("Label 2", "ready")]
    assert len(set(who.view.outcome.trackings)) == 2
    await who.send(Helping.more, number=1)
    assert len(read_now(spares_of, who.return_id)) == 1


async def test_a_label_too_many_is_refused_in_words(arrive: Arrive) -> None:
    who = await confirmed(arrive, spare_labels=0)
    await who.send(Helping.more, number=1)
    assert read_now(spares_of, who.return_id) == []
    assert who.browser.was_told("There is no further label to be had")


async def test_a_canceled_return_says_so_to_its_customer_under_the_same_link(arrive: Arrive) -> None:
    who = await confirmed(arrive)
    await who.send(Helping.cancel)
    again = Customer(Browser(who.browser.server, portal=who.token), who.return_id, who.token)
    await again.open()
    for one in (who, again):
        assert (one.step, one.view.outcome.title) == ("status", "You canceled this return")
        assert one.view.outcome.lead == "Nothing has to be sent back. Don’t use your label any more."
    assert factories.get(who.return_id).status == Status.CANCELED


async def test_a_cancellation_that_comes_too_late_shows_how_it_is_instead(arrive: Arrive) -> None:
    who = await confirmed(arrive)
    write_now(receive_return, operator(), who.return_id, now=datetime.now(UTC))
    await who.send(Helping.cancel)
    assert (who.view.stage, who.view.outcome.title) == ("status", "Your parcel is here")
    assert who.browser.was_told("cannot be canceled here any more")


async def test_a_forgotten_product_is_added_by_the_form_of_the_products(arrive: Arrive) -> None:
    who = await confirmed(arrive, added_items="customer", reason_level="none")
    await who.send(Portal.go, step="forgotten")
    assert (who.step, who.browser.sees(Products)["lines"]) == ("forgotten", [])
    assert who.browser.sees(Portal)["next_words"] == "Add it to my return"
    await who.send(Products.save, data={})
    assert who.problems == {"add": "Add at least one product."}
    await who.send(Products.add_typed, name="Rope bag")
    await who.send(Products.save, data={})
    assert (who.step, who.problems) == ("done", {})
    assert [line.name for line in lines(who.return_id)] == ["Fjellvind 3 Tent", "Rope bag"]
    # The next one begins with nothing.
    await who.send(Portal.go, step="forgotten")
    assert who.browser.sees(Products)["lines"] == []


async def test_no_address_leads_to_the_forgotten_where_the_policy_says_no(arrive: Arrive) -> None:
    who = await confirmed(arrive, added_items="desk")
    await who.open("/en/return?step=forgotten")
    assert who.step == "done"
    await who.send(Products.add_typed, name="Rope bag")
    await who.send(Products.save, data={})
    assert len(lines(who.return_id)) == 1


async def test_the_label_is_sent_once_for_each_press(arrive: Arrive) -> None:
    who = await confirmed(arrive)
    before, key = mailed(who), form(who)["key"]
    assert key
    for _ in range(2):
        await who.send(Helping.send, data={"email": "neighbor@postvak.test", "key": key})
    assert mailed(who) == before + 1
    assert form(who)["sent"].startswith("On its way to neighbor@postvak.test")
    assert form(who)["key"] != key


@pytest.mark.parametrize("data", [{"email": "nobody"}, {"email": "a@b.test, c@d.test", "key": "k"}])
async def test_an_address_that_is_none_is_named_and_nothing_is_sent(
    arrive: Arrive, data: dict[str, Any]
) -> None:
    who = await confirmed(arrive)
    before = mailed(who)
    await who.send(Helping.send, data=data)
    assert form(who)["problem"].startswith("This is no e-mail address")
    assert (mailed(who), form(who)["sent"]) == (before, "")


async def test_what_is_no_text_is_sent_to_the_address_on_file_and_to_nobody_else(arrive: Arrive) -> None:
    who = await confirmed(arrive)
    await who.send(Helping.send, data={"email": ["x@y.test"], "key": {"a": 1}})
    assert form(who)["sent"].startswith(f"On its way to {who.view.email}")
    assert "•" in form(who)["sent"]


async def test_nobody_without_a_link_does_any_of_it(arrive: Arrive, server: Server) -> None:
    who = await confirmed(arrive)
    before = mailed(who)
    stranger = Browser(server)
    for handler, how in ((Helping.send, {"data": {}}), (Helping.more, {"number": 1}), (Helping.cancel, {})):
        await stranger.send(handler, **how)
    assert mailed(who) == before
    assert factories.get(who.return_id).status == Status.SUBMITTED
    assert read_now(spares_of, who.return_id) == []


async def test_the_page_goes_on_telling_the_truth(database: Database, arrive: Arrive) -> None:
    who = await confirmed(arrive)
    by, told = operator(), []

    async def look() -> None:
        await who.open()
        track = [(step.title, step.state) for step in who.view.outcome.track if step.state != "next"]
        told.append((who.view.outcome.title, track[-1]))

    await look()
    write_now(receive_return, by, who.return_id, now=datetime.now(UTC))
    await look()
    write_now(undo_receipt, by, who.return_id, now=datetime.now(UTC))
    await look()
    write_now(receive_return, by, who.return_id, now=datetime.now(UTC))
    version = factories.get(who.return_id).version
    wish = counting(who.return_id, came=0)
    write_now(finish_check, by, who.return_id, wish, version=version, now=datetime.now(UTC))
    await look()
    assert told == [
        ("Done. Now drop it off", ("On its way to us", "now")),
        ("Your parcel is here", ("Being checked", "now")),
        # The wrong parcel was scanned: nothing of it may stay.
        ("Done. Now drop it off", ("On its way to us", "now")),
        ("Your parcel is checked", ("Being settled", "now")),
    ]
    assert "1 piece is missing" in who.view.outcome.lead


def test_the_documents_of_a_return_have_addresses_of_their_own() -> None:
    assert routes.label_of(2) == "/return/label.pdf?parcel=2&paper=a6"
    assert routes.code_of(2) == "/return/code.png?parcel=2&save=1"
