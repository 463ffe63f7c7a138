"""Wanted labels: made once, tried again, given up in a named state."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, select

from returns_app.actions.authorize_and_submit import authorize_and_submit
from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.check_out import check_out
from returns_app.actions.save_draft import save_address
from returns_app.carriers import Booked, Order, carrier_for
from returns_app.db.outbox import OutboxMail
from returns_app.db.returns import lines_of
from returns_app.db.session import read_now, write_now
from returns_app.db.shipments import LEASE, Label, Parcel, Shipment, claim, labels_of, shipment_of
from returns_app.db.timeline import entries_of
from returns_app.domain.actors import ActorKind
from returns_app.domain.addresses import Address
from returns_app.domain.lifecycle import Status
from returns_app.domain.lines import LineDecision
from returns_app.worker import shipments
from returns_app.worker.shipments import make_label, make_waiting_labels, order_of
from tests.factories import ADDRESS, NOW, confirmed, customer, get, linked, requested, shop

pytestmark = pytest.mark.usefixtures("database")


def at(moment: datetime) -> "Clock":
    """A clock that stands still."""
    return Clock(moment)


class Clock:
    """Gives the moment it was set to."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        """The moment."""
        return self.moment


def shipment(shipment_id: UUID) -> Shipment:
    """The row as the database has it."""

    def read(session: Session) -> Shipment:
        return session.exec(select(Shipment).where(Shipment.id == shipment_id)).one()

    return read_now(read)


def steered(words: str) -> tuple[UUID, UUID]:
    """A confirmed return whose address tells the sandbox carrier what to do; its id and its shipment's."""
    of = shop()
    return_id, token = linked(of)
    address = Address(**{**ADDRESS.__dict__, "addition": words})
    write_now(save_address, customer(token), return_id, address, now=NOW)
    result = write_now(check_out, customer(token), return_id, key="k", now=NOW)
    assert result.shipment_id
    return return_id, result.shipment_id


def labels(return_id: UUID) -> list[tuple[Parcel, Label]]:
    """The labels of a return."""
    return read_now(labels_of, return_id)


def test_a_wanted_label_is_made_mailed_and_moves_the_return() -> None:
    """The customer's confirmation is what moved it, the timeline says."""
    shipment_id = confirmed(shop())
    make_label(shipment_id, at(NOW))
    row = get(shipment(shipment_id).return_id)
    assert row.status == Status.SUBMITTED
    made = labels(row.id)
    assert len(made) == 1
    assert made[0][1].a6.startswith(b"%PDF")
    assert made[0][1].a4.startswith(b"%PDF")
    moved = next(one for one in read_now(entries_of, row.id) if one.kind == "transition")
    assert moved.actor_kind == ActorKind.CUSTOMER
    mails = read_now(
        lambda session: list(session.exec(select(OutboxMail).where(OutboxMail.return_id == row.id)))
    )
    assert [(mail.kind, mail.label_id) for mail in mails] == [("label", made[0][1].id)]


def test_the_mail_with_the_label_tells_what_was_rejected() -> None:
    """Where the label is made at once, no other mail gives the agent's reason."""
    of = shop()
    row = requested(of, quantity=2)
    line = read_now(lines_of, row.id)[0]
    decision = LineDecision(line.id, 1, 1, 0, reason="Cut by use", words="On the left side.")
    checked = write_now(authorize_and_submit, of.agent, row.id, (decision,), version=row.version, now=NOW)
    assert checked
    assert checked.shipment_id
    make_label(checked.shipment_id, at(NOW))
    mail = read_now(
        lambda session: session.exec(select(OutboxMail).where(OutboxMail.return_id == row.id)).one()
    )
    assert [(one["quantity"], one["reason"]) for one in mail.facts["refused"]] == [
        (1, "Cut by use On the left side.")
    ]


def test_a_label_made_after_midnight_has_the_day_that_it_is_where_the_merchant_is() -> None:
    """At half past eleven in the evening, UTC, Amsterdam has a new day."""
    shipment_id = confirmed(shop())
    evening = NOW.replace(hour=23, minute=30)
    _, order = read_now(
        lambda session: order_of(session, session.get_one(Shipment, shipment_id), now=evening)
    )
    assert order.created == (NOW + timedelta(days=1)).date()


def test_making_it_again_makes_nothing() -> None:
    """The page's own event and the worker may both try."""
    shipment_id = confirmed(shop())
    make_label(shipment_id, at(NOW))
    make_label(shipment_id, at(NOW + timedelta(hours=1)))
    assert make_waiting_labels(at(NOW + timedelta(hours=1))) == 0
    assert len(labels(shipment(shipment_id).return_id)) == 1


def test_a_refused_address_is_a_state_and_not_an_exception() -> None:
    """The return is kept with its number, the agent finds the carrier's words, no mail goes out."""
    return_id, shipment_id = steered("sandbox-refuse")
    make_label(shipment_id, at(NOW))
    row = get(return_id)
    assert row.status == Status.SHIPPING_FAILED
    assert row.number
    assert shipment(shipment_id).status == "failed"
    refusal = read_now(entries_of, return_id)[0]
    assert refusal.facts["code"] == "address_refused"
    assert refusal.facts["words"]
    assert labels(return_id) == []


def test_a_carrier_that_is_down_for_a_moment_is_asked_again_later() -> None:
    """Not before the pause is over; then the label is made, once."""
    return_id, shipment_id = steered("sandbox-down-2")
    make_label(shipment_id, at(NOW))
    assert shipment(shipment_id).status == "wanted"
    assert make_waiting_labels(at(NOW + timedelta(seconds=1))) == 0
    assert make_waiting_labels(at(NOW + timedelta(seconds=5))) == 1
    assert get(return_id).status == Status.AWAITING_CUSTOMER
    assert make_waiting_labels(at(NOW + timedelta(minutes=5))) == 1
    assert get(return_id).status == Status.SUBMITTED
    assert len(labels(return_id)) == 1


def test_a_carrier_that_stays_down_ends_in_shipping_failed() -> None:
    """After the last attempt the desk is told."""
    return_id, shipment_id = steered("sandbox-down")
    for minutes in range(0, 15, 5):
        make_label(shipment_id, at(NOW + timedelta(minutes=minutes)))
    assert get(return_id).status == Status.SHIPPING_FAILED
    assert shipment(shipment_id).attempts == 3


def test_a_carrier_that_dies_after_taking_the_order_gives_one_label() -> None:
    """The retry uses the same key and gets the same booking."""
    return_id, shipment_id = steered("sandbox-dies")
    make_label(shipment_id, at(NOW))
    make_label(shipment_id, at(NOW + timedelta(minutes=1)))
    assert get(return_id).status == Status.SUBMITTED
    assert len(labels(return_id)) == 1


def test_a_worker_that_vanishes_leaves_a_claim_that_another_takes_over() -> None:
    """Not while the lease lasts."""
    shipment_id = confirmed(shop())
    assert write_now(claim, shipment_id, now=NOW) is not None
    assert make_waiting_labels(at(NOW + LEASE / 2)) == 0
    assert make_waiting_labels(at(NOW + LEASE + timedelta(seconds=1))) == 1
    assert get(shipment(shipment_id).return_id).status == Status.SUBMITTED


def test_a_return_canceled_while_the_carrier_works_gets_no_label(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes back too late is not kept."""
    of = shop()
    shipment_id = confirmed(of)
    return_id = shipment(shipment_id).return_id

    class Slow:
        code = "sandbox"

        def book(self, order: Order) -> Booked:
            write_now(cancel_return, of.agent, return_id, now=NOW)
            return carrier_for("sandbox").book(order)

    monkeypatch.setattr(shipments, "carrier_for", lambda _: Slow())
    make_label(shipment_id, at(NOW))
    assert get(return_id).status == Status.CANCELED
    assert shipment(shipment_id).status == "voided"
    assert labels(return_id) == []


def test_an_adapter_that_breaks_does_not_leave_the_return_hanging(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error nobody foresaw is tried again like a network's."""

    class Broken:
        code = "sandbox"

        def book(self, order: Order) -> Booked:
            raise ZeroDivisionError(order.return_number)

    shipment_id = confirmed(shop())
    monkeypatch.setattr(shipments, "carrier_for", lambda _: Broken())
    make_label(shipment_id, at(NOW))
    row = shipment(shipment_id)
    assert (row.status, row.error_code) == ("wanted", "broken")
    assert read_now(shipment_of, row.return_id) is not None
