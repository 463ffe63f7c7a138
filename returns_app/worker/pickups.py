"""Booking pickups: ask whether it may be, call the carrier with no transaction open, write it down."""

from dataclasses import replace
from uuid import UUID

import structlog

from returns_app.actions.book_pickup import book_pickup, booked_reference, order_pickup
from returns_app.carriers import Cancellation, CarrierError, PickupOrder, carrier_for
from returns_app.db.session import read_now, write_now
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Conflict, Refusal
from returns_app.domain.pickups import Pickup
from returns_app.domain.words import say
from returns_app.worker.shipments import Clock, utc_now

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
