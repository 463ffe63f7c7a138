"""What came of asking a carrier: labels, or a refusal that the desk has to look at."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.actions.issue_link import ensure_link
from returns_app.actions.post_mail import LabelCopy, mail_label
from returns_app.actions.who_confirmed import who_confirmed
from returns_app.carriers.base import Booked, BookedParcel, CarrierError
from returns_app.db.returns import Return, fetch_for_change, move
from returns_app.db.shipments import Label, Parcel, Shipment, labels_of
from returns_app.db.shipping import option_row
from returns_app.db.timeline import tell
from returns_app.domain.actors import SYSTEM
from returns_app.domain.lifecycle import Event
from returns_app.domain.shipping import Handover, checkout_event

MAX_ATTEMPTS = 3
BACKOFF = timedelta(seconds=4)


def attach_label(session: Session, shipment_id: UUID, booked: Booked, *, now: datetime) -> UUID | None:
    """Keep the labels, take the return to its next status and mail the label; a further label changes no status.

    The id of the return. `None`, and nothing is kept, when the shipment is not waiting for this any more (canceled, or
    done by another).
    """
    found = _claimed(session, shipment_id)
    if found is None:
        return None
    shipment, row = found
    parcels = {
        one.position: one for one in session.exec(select(Parcel).where(Parcel.shipment_id == shipment.id))
    }
    for part in booked.parcels:
        session.add(_label(parcels[part.position].id, part, now=now))
    shipment.status, shipment.booked_at, shipment.lease_until = "booked", now, None
    shipment.carrier_reference = booked.carrier_reference
    session.add(shipment)
    session.flush()
    option, _, carrier = option_row(session, shipment.option_id)
    if shipment.spare:
        facts = {"carrier": carrier.name, "tracking": booked.parcels[0].tracking}
        tell(session, row.id, "spare_label_made", actor=SYSTEM, now=now, number=shipment.spare, **facts)
        _mail_spare(session, row, shipment, now=now)
        return row.id
    actor = who_confirmed(session, row)
    event = checkout_event(Handover(option.handover))
    move(session, row, event, actor=actor, now=now, carrier=carrier.name, tracking=booked.parcels[0].tracking)
    mail_label(session, SYSTEM, row, ensure_link(session, SYSTEM, row, now=now), now=now)
    return row.id


def record_failure(session: Session, shipment_id: UUID, error: CarrierError, *, now: datetime) -> bool:
    """Try again later, or give up: the return is `shipping_failed` and the desk sees it as urgent.

    Without a further label the return goes on as it is, and its customer waits for an answer of the desk. True when it
    will be tried again.
    """
    found = _claimed(session, shipment_id)
    if found is None:
        return False
    shipment, row = found
    shipment.error_code, shipment.error_words, shipment.lease_until = error.code, str(error.words)[:500], None
    again = error.retryable and shipment.attempts < MAX_ATTEMPTS
    shipment.status = "wanted" if again else "failed"
    shipment.retry_at = now + BACKOFF * 2 ** (shipment.attempts - 1)
    session.add(shipment)
    session.flush()
    facts = {"code": error.code, "words": str(error.words), "attempt": shipment.attempts}
    if again:
        tell(session, row.id, "label_delayed", actor=SYSTEM, now=now, **facts)
    elif shipment.spare:
        # The return itself is on its way; somebody at the desk has to help its customer all the same.
        tell(session, row.id, "spare_label_failed", actor=SYSTEM, now=now, **facts)
        row.unanswered_at = row.unanswered_at or now
        session.add(row)
    else:
        move(session, row, Event.LABEL_REFUSED, actor=SYSTEM, now=now, **facts)
    return again


def _mail_spare(session: Session, row: Return, shipment: Shipment, *, now: datetime) -> None:
    made = next(label for parcel, label in labels_of(session, row.id) if parcel.shipment_id == shipment.id)
    link = ensure_link(session, SYSTEM, row, now=now)
    mail_label(session, SYSTEM, row, link, now=now, which=LabelCopy(label_id=made.id))


def _label(parcel_id: UUID, part: BookedParcel, *, now: datetime) -> Label:
    return Label(
        parcel_id=parcel_id,
        tracking=part.tracking,
        a6=part.label_a6,
        a4=part.label_a4,
        qr_text=part.qr_text,
        created_at=now,
    )


def _claimed(session: Session, shipment_id: UUID) -> tuple[Shipment, Return] | None:
    this = select(Shipment).where(Shipment.id == shipment_id)
    # The return is locked first, as everybody does: the other way round, two could wait for each other.
    row = fetch_for_change(session, SYSTEM, session.exec(this).one().return_id)
    query = this.where(col(Shipment.status) == "claimed").with_for_update()
    shipment = session.exec(query.execution_options(populate_existing=True)).first()
    return (shipment, row) if shipment else None
