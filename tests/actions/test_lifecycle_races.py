"""Two at the same moment after the checkout: one parcel, one check, one settlement, one driver."""

from datetime import date
from functools import partial

import pytest

from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.check_return import finish_check
from returns_app.actions.receive_return import Receipt, receive_return, undo_receipt
from returns_app.actions.remind import remind
from returns_app.actions.settle_return import settle_return
from returns_app.db.receiving import Settlement
from returns_app.db.session import read_now, write_now
from returns_app.domain.errors import Conflict
from returns_app.domain.lifecycle import Status
from returns_app.domain.money import Money
from returns_app.domain.pickups import Pickup
from returns_app.domain.settling import Settled
from returns_app.worker.pickups import arrange_pickup
from tests.actions.test_races import together
from tests.factories import NOW, agent, get, linked, shop
from tests.lifecycle_making import (
    checked,
    counting,
    events,
    lines,
    mails,
    operator,
    received,
    shipment,
    shipped,
)

pytestmark = pytest.mark.usefixtures("database")
ROUNDS = 3


def test_two_operators_receive_one_parcel_once() -> None:
    of = shop()
    for _ in range(ROUNDS):
        return_id = shipped(of)
        results = together(
            *(partial(write_now, receive_return, operator(name), return_id, now=NOW) for name in "ab")
        )
        receipts = [result for result in results if isinstance(result, Receipt)]
        assert sorted(receipt.again for receipt in receipts) == [False, True]
        assert len({receipt.by for receipt in receipts}) == 1, "both are told who was first"
        assert events(return_id).count("received") == 1
        assert len(mails(return_id, "received")) == 1


def test_two_checks_with_different_counts_are_one_check() -> None:
    of = shop()
    for _ in range(ROUNDS):
        return_id = received(of, operator(), quantity=2)
        version = get(return_id).version
        deeds = [
            partial(
                write_now,
                finish_check,
                operator(),
                return_id,
                counting(return_id, came),
                version=version,
                now=NOW,
            )
            for came in (1, 2)
        ]
        results = together(*deeds)
        assert sum(isinstance(result, Conflict) for result in results) == 1
        won = next(index for index, result in enumerate(results) if not isinstance(result, Exception))
        assert lines(return_id)[0].received == won + 1
        assert events(return_id).count("checked") == 1


def test_two_agents_settle_once_and_one_is_told() -> None:
    of = shop()
    for _ in range(ROUNDS):
        return_id = checked(of, operator())
        version = get(return_id).version
        deeds = [
            partial(
                write_now, settle_return, agent(), return_id, Settled("refund", Money(minor, "EUR")),
                version=version, now=NOW,
            )
            for minor in (100, 200)
        ]  # fmt: skip
        results = together(*deeds)
        assert sum(isinstance(result, Conflict) for result in results) == 1
        won = next(index for index, result in enumerate(results) if not isinstance(result, Exception))
        there = read_now(lambda session, key: session.get(Settlement, key), return_id)
        assert there is not None
        assert there.amount_minor == (won + 1) * 100
        assert len(mails(return_id, "completed")) == 1


def test_a_check_and_an_undo_never_both_happen() -> None:
    of = shop()
    for _ in range(ROUNDS):
        by = operator()
        return_id = received(of, by)
        version = get(return_id).version
        together(
            partial(write_now, finish_check, by, return_id, counting(return_id, 1), version=version, now=NOW),
            partial(write_now, undo_receipt, operator(), return_id, now=NOW),
        )
        happened = set(events(return_id)) & {"checked", "receipt_undone"}
        assert len(happened) == 1
        counted = lines(return_id)[0].received
        assert (counted == 1) == (get(return_id).status == Status.SETTLEMENT_REQUESTED)


def test_a_cancellation_and_a_receipt_leave_one_truth() -> None:
    of = shop()
    for _ in range(ROUNDS):
        return_id = shipped(of)
        together(
            partial(write_now, cancel_return, of.agent, return_id, now=NOW),
            partial(write_now, receive_return, operator(), return_id, now=NOW),
        )
        # Whoever was first, the agent's cancellation stands: a received return may still be canceled.
        assert get(return_id).status == Status.CANCELED
        assert mails(return_id, "received") == []


def test_two_agents_book_one_driver() -> None:
    of = shop()
    for _ in range(ROUNDS):
        return_id = shipped(of, handover="pickup")
        days = (date(2026, 11, 24), date(2026, 11, 25))
        results = together(
            *(
                partial(arrange_pickup, of.agent, return_id, Pickup(day, "08:00-12:00"), lambda: NOW)
                for day in days
            )
        )
        assert sum(isinstance(result, Conflict) for result in results) == 1
        assert events(return_id).count("pickup_booked") == 1
        assert shipment(return_id).pickup_on in days
        assert len(mails(return_id, "pickup")) == 1


def test_two_agents_remind_once() -> None:
    of = shop()
    for _ in range(ROUNDS):
        return_id, _ = linked(of)
        together(*(partial(write_now, remind, agent(), return_id, key=key, now=NOW) for key in "ab"))
        assert len(mails(return_id, "reminder")) == 1
