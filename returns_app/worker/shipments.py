"""Making wanted labels: claim, commit, call the carrier with no transaction open, record."""

from datetime import datetime
from uuid import UUID

import structlog
from sqlmodel import Session, col, select

from returns_app.actions.ship_return import attach_label, record_failure
from returns_app.carriers import Booked, CarrierError, Order, ParcelOrder, carrier_for
from returns_app.db.policies import ReturnPolicy
from returns_app.db.returns import Return, lines_of
from returns_app.db.session import read_now, write_now
from returns_app.db.shipments import Parcel, Shipment, claim, waiting
from returns_app.db.shipping import option_row
from returns_app.domain.addresses import Address
from returns_app.domain.words import say
from returns_app.labels import LabelLine
from returns_app.mail.brand import day_of
from returns_app.postal import for_carrier
from returns_app.worker.clock import Clock, utc_now
from returns_app.worker.pickups import book_wished

logger = structlog.get_logger(__name__)


def make_label(shipment_id: UUID, clock: Clock = utc_now) -> None:
    """Make the label of one wanted shipment, and book the pickup that was wished for with it.

    Harmless when somebody else is at it or it is done. Blocks for as long as the carrier takes.
    """
    asked = write_now(_take, shipment_id, now=clock())
    if asked is None:
        return
    adapter, order = asked
    try:
        booked = _book(adapter, order)
    except CarrierError as error:
        logger.warning("no label", shipment=str(shipment_id), code=error.code, retryable=error.retryable)
        write_now(record_failure, shipment_id, error, now=clock())
        return
    return_id = write_now(attach_label, shipment_id, booked, now=clock())
    if return_id is None:
        logger.warning("a label came too late", shipment=str(shipment_id), reference=booked.carrier_reference)
    else:
        book_wished(return_id, clock)


def make_waiting_labels(clock: Clock = utc_now) -> int:
    """Make every label that waits. Returns how many were tried."""
    shipment_ids = read_now(waiting, now=clock())
    for shipment_id in shipment_ids:
        make_label(shipment_id, clock)
    return len(shipment_ids)


def _take(session: Session, shipment_id: UUID, *, now: datetime) -> tuple[str, Order] | None:
    shipment = claim(session, shipment_id, now=now)
    return order_of(session, shipment, now=now) if shipment else None


def order_of(session: Session, shipment: Shipment, *, now: datetime) -> tuple[str, Order]:
    """What is asked of whom for this shipment: the name of the adapter, and the order."""
    row = session.exec(select(Return).where(Return.id == shipment.return_id)).one()
    policy = session.get(ReturnPolicy, row.policy_id) if row.policy_id else None
    option, service, carrier = option_row(session, shipment.option_id)
    parcels = session.exec(
        select(Parcel).where(Parcel.shipment_id == shipment.id).order_by(col(Parcel.position))
    )
    order = Order(
        idempotency_key=shipment.idempotency_key,
        service=service.code,
        carrier_name=carrier.name,
        service_name=service.name,
        handover=option.handover,
        label_format=option.label_format,
        return_number=row.number or "",
        reference=str(row.reference),
        # On screen the town stays as it was typed; here it is as carriers ask for it.
        sender=for_carrier(Address(**shipment.sender)),
        recipient=for_carrier(Address(**shipment.recipient)),
        # The day where the merchant is: after midnight there, it is still yesterday in UTC.
        created=day_of(now),
        parcels=tuple(ParcelOrder(parcel.position, parcel.weight_g) for parcel in parcels),
        lines=tuple(
            LabelLine(line.name, line.sku, line.approved or line.quantity)
            for line in lines_of(session, row.id)
            if line.approved != 0
        ),
        language=row.language,
        paid_by=policy.label_payer if policy else "",
    )
    return carrier.adapter, order


def _book(adapter: str, order: Order) -> Booked:
    try:
        return carrier_for(adapter).book(order)
    except CarrierError:
        raise
    except Exception as error:
        # Whatever an adapter did not foresee must not leave the return hanging in a claim.
        logger.exception("a carrier adapter broke", adapter=adapter)
        words = say(
            "The connection to {carrier} broke. It is tried again by itself.", carrier=order.carrier_name
        )
        raise CarrierError("broken", words, retryable=True) from error
