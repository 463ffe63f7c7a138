"""The pickup that a customer wished for when they chose how to send it, booked once there is a label."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.actions.issue_link import ensure_link
from returns_app.actions.post_mail import LabelCopy, mail_label
from returns_app.actions.who_confirmed import who_confirmed
from returns_app.db.returns import OPEN, Return, fetch, fetch_for_change, touch
from returns_app.db.shipments import Shipment, alive_shipment
from returns_app.db.timeline import tell
from returns_app.domain.actors import SYSTEM, Actor
from returns_app.domain.lifecycle import Status
from returns_app.domain.pickups import Pickup

# For so long a carrier that does not answer is asked again.
TRIED_FOR = timedelta(minutes=3)


@dataclass(frozen=True)
class Wished:
    """A pickup that was wished for at the checkout and is not booked yet, and who confirmed it."""

    return_id: UUID
    actor: Actor
    pickup: Pickup


def wished_pickup(session: Session, return_id: UUID) -> Wished | None:
    """The wish of a return whose label is there, `None` where nothing was wished for or it is booked already."""
    row = fetch(session, SYSTEM, return_id)
    if row.pickup_on is None or row.status != Status.PICKUP_REQUESTED:
        return None
    return Wished(row.id, who_confirmed(session, row), Pickup(row.pickup_on, row.pickup_window))


def give_up_wish(session: Session, return_id: UUID, words: str, *, now: datetime) -> None:
    """Note that the carrier does not come as wished, and mail the customer to choose another day."""
    row = fetch_for_change(session, SYSTEM, return_id)
    if row.pickup_on is None or row.status != Status.PICKUP_REQUESTED:
        return
    facts = {"day": row.pickup_on.isoformat(), "window": row.pickup_window, "words": words}
    row.pickup_on, row.pickup_window = None, ""
    touch(session, row, now=now)
    tell(session, row.id, "pickup_not_booked", actor=SYSTEM, now=now, **facts)
    link = ensure_link(session, SYSTEM, row, now=now)
    mail_label(session, SYSTEM, row, link, now=now, which=LabelCopy(key=f"without {facts['day']}"))


def put_off_wish(session: Session, return_id: UUID, *, now: datetime, until: datetime) -> bool:
    """Ask the carrier again then. False when the label has been there for too long: somebody has to choose."""
    fetch_for_change(session, SYSTEM, return_id)
    shipment = alive_shipment(session, return_id)
    if shipment is None or shipment.booked_at is None or now - shipment.booked_at >= TRIED_FOR:
        return False
    shipment.retry_at = until
    session.add(shipment)
    session.flush()
    return True


def waiting_wishes(session: Session, *, now: datetime, limit: int = 20) -> list[UUID]:
    """Returns whose label is there and whose pickup is still to be booked as wished."""
    query = (
        select(Return.id)
        .join(Shipment, col(Shipment.return_id) == Return.id)
        .where(
            OPEN,
            Return.status == Status.PICKUP_REQUESTED.value,
            col(Return.pickup_on).is_not(None),
            Shipment.spare == 0,
            Shipment.status == "booked",
            col(Shipment.pickup_on).is_(None),
            col(Shipment.retry_at) <= now,
        )
    )
    return list(session.exec(query.limit(limit)))
