"""Booking pickups: ask whether it may be, call the carrier with no transaction open, write it down."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import structlog

from returns_app.actions.book_pickup import book_pickup, booked_reference, order_pickup
from returns_app.actions.pickup_days import days_to_ask
from returns_app.actions.wished_pickup import give_up_wish, put_off_wish, waiting_wishes, wished_pickup
from returns_app.carriers import Cancellation, CarrierError, PickupOrder, PickupQuestion, carrier_for
from returns_app.db.session import read_now, write_now
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Conflict, Refusal
from returns_app.domain.pickups import Pickup
from returns_app.domain.words import say
from returns_app.worker.clock import Clock, utc_now

ASKED_AGAIN_AFTER = timedelta(seconds=15)
logger = structlog.get_logger(__name__)


def arrange_pickup(actor: Actor, return_id: UUID, wish: Pickup, clock: Clock = utc_now) -> None:
    """Book a pickup with the carrier and write it down; with a reference, somebody has booked it already.

    Asked again it sends no second driver. Raises `Conflict` with the carrier's words when it takes no booking; the
    return then waits as before.
    """
    asked = read_now(order_pickup, actor, return_id, wish, now=clock())
    if asked is None:
        return
    adapter, order = asked
    reference = wish.reference or _ask(adapter, order)
    try:
        write_now(book_pickup, actor, return_id, replace(wish, reference=reference), now=clock())
    except Refusal:
        if not wish.reference:
            _take_back(adapter, order, reference, kept=read_now(booked_reference, actor, return_id))
        raise


def book_wished(return_id: UUID, clock: Clock = utc_now) -> None:
    """Book the pickup that was wished for at the checkout, if one was.

    A carrier that does not answer is asked again for a while. Where it does not come as wished, the return waits for
    its customer or the desk to choose another day. Harmless when somebody else is at it.
    """
    wished = read_now(wished_pickup, return_id)
    if wished is None:
        return
    try:
        arrange_pickup(wished.actor, return_id, wished.pickup, clock)
    except Refusal as refusal:
        now = clock()
        silent = isinstance(refusal.__cause__, CarrierError) and refusal.__cause__.retryable
        if silent and write_now(put_off_wish, return_id, now=now, until=now + ASKED_AGAIN_AFTER):
            return
        write_now(give_up_wish, return_id, str(refusal), now=now)
    except Exception:
        # The label is made: whatever an adapter did not foresee must not undo what is told about it.
        logger.exception("a carrier adapter broke", return_id=str(return_id))
        write_now(give_up_wish, return_id, "The connection to the carrier broke.", now=clock())


def book_waiting_wishes(clock: Clock = utc_now) -> int:
    """Book every pickup that was wished for and waits. Returns how many were tried."""
    waiting = read_now(waiting_wishes, now=clock())
    for return_id in waiting:
        book_wished(return_id, clock)
    return len(waiting)


def full_days(actor: Actor, return_id: UUID, clock: Clock = utc_now) -> frozenset[tuple[UUID, date]]:
    """On which days the carriers of this return's options do not come any more, by option.

    Blocks for as long as they take. A carrier that does not say counts as one that comes.
    """
    asked = read_now(days_to_ask, actor, return_id, now=clock())
    return frozenset(
        (option_id, day) for option_id, adapter, question in asked for day in _full(adapter, question)
    )


def _full(adapter: str, question: PickupQuestion) -> frozenset[date]:
    try:
        return carrier_for(adapter).full_days(question)
    except CarrierError as error:
        logger.warning("no word on full days", carrier=question.carrier_name, code=error.code)
    except Exception:
        # Whatever an adapter did not foresee must not keep a customer from choosing.
        logger.exception("a carrier adapter broke", adapter=adapter)
    return frozenset()


def _ask(adapter: str, order: PickupOrder) -> str:
    try:
        return carrier_for(adapter).book_pickup(order)
    except CarrierError as error:
        logger.warning("no pickup", carrier=order.carrier_name, code=error.code)
        if not error.retryable:
            raise Conflict(error.words) from error
        words = say(
            "{carrier} does not answer. Try again in a moment, or book it yourself and enter the reference.",
            carrier=order.carrier_name,
        )
        raise Conflict(words) from error


def _take_back(adapter: str, order: PickupOrder, reference: str, *, kept: str) -> None:
    """Somebody was faster with another day: the driver that was just sent is called off again."""
    if reference == kept:
        return
    cancellation = Cancellation(
        idempotency_key=f"{order.idempotency_key}/cancel",
        carrier_name=order.carrier_name,
        carrier_reference=reference,
        sender=order.address,
    )
    try:
        carrier_for(adapter).cancel(cancellation)
    except CarrierError as error:
        logger.warning("a pickup too many was not called off", reference=reference, code=error.code)
