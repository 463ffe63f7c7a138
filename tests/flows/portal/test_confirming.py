"""Confirming: once, whatever happens in between, and calm words when the carrier refuses."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select

from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.check_out import check_out
from returns_app.actions.resubmit import Correction, resubmit
from returns_app.carriers import CarrierError
from returns_app.db.outbox import OutboxMail
from returns_app.db.session import Database, in_thread, read_now, write, write_now
from returns_app.db.shipments import Label, Shipment
from returns_app.domain.lifecycle import Status
from returns_app.domain.words import say
from returns_app.flows.keep_fresh import Freshness
from returns_app.flows.portal.state import Portal
from returns_app.worker import shipments
from returns_app.worker.shipments import make_label
from tests import factories
from tests.driving import Browser, substate
from tests.flows.portal.conftest import Arrive, Customer


def counts() -> tuple[int, int, int]:
    """How many shipments, labels and label mails there are."""

    def count(session: Session) -> tuple[int, int, int]:
        mails = [mail for mail in session.exec(select(OutboxMail)) if mail.kind == "label"]
        return len(session.exec(select(Shipment)).all()), len(session.exec(select(Label)).all()), len(mails)

    return read_now(count)


async def test_two_tabs_that_confirm_get_one_number_and_one_label(database: Database, arrive: Arrive) -> None:
    who = arrive(factories.shop())
    other = Customer(Browser(who.browser.server, portal=who.token), who.return_id, who.token)
    await who.open()
    await other.open()
    await asyncio.gather(who.send(Portal.confirm), other.send(Portal.confirm))
    await who.open()
    await other.open()
    assert who.view.number == other.view.number != ""
    assert (who.step, other.step) == ("done", "done")
    assert counts() == (1, 1, 1)


async def test_a_confirmation_that_is_sent_again_shows_the_first(database: Database, arrive: Arrive) -> None:
    who = arrive(factories.shop())
    await who.open()
    await who.send(Portal.confirm)
    number = who.view.number
    await who.send(Portal.confirm)
    assert (who.step, who.view.number) == ("done", number)
    assert counts() == (1, 1, 1)


async def test_a_reload_while_the_label_is_made_goes_on_waiting(
    database: Database, arrive: Arrive, monkeypatch
) -> None:
    who = arrive(factories.shop())
    await who.open()
    # The server dies after the commit: the label is wanted, and nobody makes it.
    now = datetime.now(UTC)
    actor = factories.customer(who.token, now)
    write_now(check_out, actor, who.return_id, key="lost", now=now)
    monkeypatch.setattr("returns_app.flows.portal.state.make_label", lambda _id: None)
    await who.open()
    assert (who.step, who.view.stage) == ("working", "working")
    assert who.view.outcome.steps[0].note == who.view.number != ""
    monkeypatch.undo()
    await who.open()
    assert who.step == "done"
    assert counts() == (1, 1, 1)


async def test_a_carrier_that_refuses_is_told_calmly_and_the_return_is_kept(
    database: Database, arrive: Arrive, monkeypatch
) -> None:
    def refuse(*_: object) -> None:
        raise CarrierError("address", say("The address is not known."), retryable=False)

    monkeypatch.setattr(shipments, "_book", refuse)
    who = arrive(factories.shop())
    await who.open()
    await who.send(Portal.confirm)
    assert (who.step, who.view.stage) == ("failed", "failed")
    assert who.view.outcome.title == "Your label needs a little longer"
    assert who.view.outcome.steps[-1].title == "Femke arranges your label"
    assert factories.get(who.return_id).status == Status.SHIPPING_FAILED
    assert not who.browser.was_told("The address is not known.")


async def test_a_carrier_that_is_slow_is_waited_for_with_the_truth(
    database: Database, arrive: Arrive, monkeypatch
) -> None:
    def later(*_: object) -> None:
        raise CarrierError("busy", say("Try again."), retryable=True)

    monkeypatch.setattr(shipments, "_book", later)
    who = arrive(factories.shop())
    await who.open()
    await who.send(Portal.confirm)
    assert who.step == "working"
    assert who.view.outcome.steps[-1].note.startswith("Sandbox Post did not answer yet")


async def test_the_worker_may_be_faster(database: Database, arrive: Arrive) -> None:
    who = arrive(factories.shop())
    await who.open()
    now = datetime.now(UTC)
    result = write_now(check_out, factories.customer(who.token, now), who.return_id, key="k", now=now)
    assert result.shipment_id is not None
    await in_thread(make_label, result.shipment_id)
    await who.open()
    assert who.step == "done"
    assert counts() == (1, 1, 1)


async def test_what_the_desk_does_appears_on_the_open_page(
    database: Database, arrive: Arrive, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = factories.shop()
    who = arrive(of)
    follows, done = asyncio.Event(), asyncio.Event()
    # The tab closes a few pulses after the deed, so that the last notice is heard.
    last_looks = iter((True, True, True))

    async def is_open(_tab: str) -> bool:
        follows.set()
        return not done.is_set() or next(last_looks, False)

    async def cancel() -> None:
        await follows.wait()
        await write(cancel_return, of.agent, who.return_id, now=datetime.now(UTC))
        done.set()

    monkeypatch.setattr("returns_app.flows.keep_fresh.is_open", is_open)
    await asyncio.wait_for(asyncio.gather(who.open(), cancel()), timeout=9)
    held = substate(who.browser, Portal)
    assert (held.step, held.view.outcome.title) == ("status", "This return was canceled")


async def test_a_label_that_the_desk_asks_for_again_appears_on_the_open_page(
    database: Database, arrive: Arrive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise CarrierError("address", say("The address is not known."), retryable=False)

    of = factories.shop()
    who = arrive(of)
    await who.open()
    with monkeypatch.context() as patch:
        patch.setattr(shipments, "_book", refuse)
        await who.send(Portal.confirm)
    follows, done = asyncio.Event(), asyncio.Event()
    last_looks = iter((True, True, True))

    async def is_open(_tab: str) -> bool:
        follows.set()
        return not done.is_set() or next(last_looks, False)

    async def ask_again() -> None:
        await follows.wait()
        wish = Correction(replace(factories.ADDRESS, house_number="120"), of.option)
        version = factories.get(who.return_id).version
        wanted = await write(resubmit, of.agent, who.return_id, wish, version=version, now=datetime.now(UTC))
        await in_thread(make_label, wanted)
        done.set()

    monkeypatch.setattr("returns_app.flows.keep_fresh.is_open", is_open)
    assert substate(who.browser, Portal).step == "failed"
    await asyncio.wait_for(asyncio.gather(who.open(), ask_again()), timeout=20)
    assert substate(who.browser, Portal).step == "done"


async def test_a_tab_that_opens_another_link_begins_no_follower_that_passes_for_the_first(
    database: Database, arrive: Arrive
) -> None:
    """The first one may still be at work with the rights of the first link: it must see that it is outdated."""
    of = factories.shop()
    first, other = arrive(of), arrive(of)
    await first.open()
    older = _newest_follower(first.browser)
    tab = first.browser.takeover(portal=other.token)
    await tab.open("/en/return")
    assert older
    assert _newest_follower(tab) not in {"", older}


def _newest_follower(browser: Browser) -> str:
    return substate(browser, Freshness)._newest[Portal.get_full_name()]
