"""A day and a window on which the carrier comes to the customer's door."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.actions.post_lifecycle import mail_pickup
from returns_app.carriers import PickupOrder
from returns_app.db.returns import Return, fetch, fetch_for_change, move
from returns_app.db.shipments import Shipment, alive_shipment
from returns_app.db.shipping import option_row
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import Address
from returns_app.domain.errors import Invalid, NotFound
from returns_app.domain.lifecycle import Event, Status, next_status
from returns_app.domain.pickups import Pickup, pickup_problems
from returns_app.mail.brand import day_of
from returns_app.postal import for_carrier


def book_pickup(session: Session, actor: Actor, return_id: UUID, wish: Pickup, *, now: datetime) -> Return:
    """Write the booked pickup down and tell the customer. The same pickup booked again changes nothing.

    Raises `Invalid` at `day`, `window` or `reference`, `Conflict` when another one is booked already.
    """
    row = fetch_for_change(session, actor, return_id)
    shipment = _shipment(session, row)
    if _is_booked(row, shipment, wish):
        return row
    _require_fit(row, actor, wish, now=now)
    shipment.pickup_on, shipment.pickup_window = wish.day, wish.window
    shipment.pickup_reference = wish.reference.strip()
    session.add(shipment)
    session.flush()
    carrier = option_row(session, shipment.option_id)[2].name
    facts = {"day": wish.day.isoformat(), "window": wish.window, "carrier": carrier}
    move(session, row, Event.PICKUP_BOOKED, actor=actor, now=now, **facts)
    mail_pickup(session, actor, row, shipment, now=now)
    return row


def order_pickup(
    session: Session, actor: Actor, return_id: UUID, wish: Pickup, *, now: datetime
) -> tuple[str, PickupOrder] | None:
    """What to ask of which adapter for this pickup, `None` when it is booked already. Raises as `book_pickup`."""
    row = fetch(session, actor, return_id)
    shipment = _shipment(session, row)
    if _is_booked(row, shipment, wish):
        return None
    _require_fit(row, actor, wish, now=now)
    return _asked(session, shipment, wish)


def booked_reference(session: Session, actor: Actor, return_id: UUID) -> str:
    """The carrier's reference of the pickup that is written down, if any."""
    shipment = alive_shipment(session, fetch(session, actor, return_id).id)
    return shipment.pickup_reference if shipment else ""


def _shipment(session: Session, row: Return) -> Shipment:
    shipment = alive_shipment(session, row.id)
    if shipment is None:
        raise NotFound
    return shipment


def _is_booked(row: Return, shipment: Shipment, wish: Pickup) -> bool:
    there = (shipment.pickup_on, shipment.pickup_window)
    return row.status == Status.SUBMITTED and there == (wish.day, wish.window)


def _require_fit(row: Return, actor: Actor, wish: Pickup, *, now: datetime) -> None:
    next_status(Status(row.status), Event.PICKUP_BOOKED, actor)
    problems = pickup_problems(wish, today=day_of(now))
    if problems:
        raise Invalid(*problems)


def _asked(session: Session, shipment: Shipment, wish: Pickup) -> tuple[str, PickupOrder]:
    _, _, carrier = option_row(session, shipment.option_id)
    return carrier.adapter, PickupOrder(
        idempotency_key=f"{shipment.idempotency_key}/{wish.day}/{wish.window}",
        carrier_name=carrier.name,
        carrier_reference=shipment.carrier_reference,
        day=wish.day,
        window=wish.window,
        address=for_carrier(Address(**shipment.sender)),
    )
