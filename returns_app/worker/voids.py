"""Telling carriers that a label is not needed any more: claim, commit, call, record. A failure stops nothing."""

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlmodel import Session

from returns_app.carriers import Cancellation, CarrierError, carrier_for
from returns_app.db.session import read_now, write_now
from returns_app.db.shipments import Shipment, claim_void, waiting_voids
from returns_app.db.shipping import option_row
from returns_app.db.timeline import tell
from returns_app.domain.actors import SYSTEM
from returns_app.domain.addresses import Address
from returns_app.domain.words import Sentence, say
from returns_app.worker.clock import Clock, utc_now

MAX_ATTEMPTS = 4
BACKOFF = timedelta(seconds=20)
logger = structlog.get_logger(__name__)


def void_waiting_labels(clock: Clock = utc_now) -> int:
    """Tell the carrier of every label that was called off. Returns how many were tried."""
    shipment_ids = read_now(waiting_voids, now=clock())
    for shipment_id in shipment_ids:
        _void(shipment_id, clock)
    return len(shipment_ids)


def _void(shipment_id: UUID, clock: Clock) -> None:
    asked = write_now(_take, shipment_id, now=clock())
    if asked is None:
        return
    adapter, cancellation = asked
    error = _call(adapter, cancellation)
    if error is not None:
        logger.warning("a label was not voided", shipment=str(shipment_id), code=error.code)
    write_now(_record, shipment_id, cancellation.carrier_name, error, now=clock())


def _take(session: Session, shipment_id: UUID, *, now: datetime) -> tuple[str, Cancellation] | None:
    shipment = claim_void(session, shipment_id, now=now)
    if shipment is None:
        return None
    _, _, carrier = option_row(session, shipment.option_id)
    return carrier.adapter, Cancellation(
        idempotency_key=f"{shipment.idempotency_key}/void",
        carrier_name=carrier.name,
        carrier_reference=shipment.carrier_reference,
        sender=Address(**shipment.sender),
    )


def _call(adapter: str, cancellation: Cancellation) -> CarrierError | None:
    try:
        carrier_for(adapter).cancel(cancellation)
    except CarrierError as error:
        return error
    except Exception as error:
        logger.exception("a carrier adapter broke", adapter=adapter)
        broke = CarrierError("broken", _broken(cancellation), retryable=True)
        broke.__cause__ = error
        return broke
    return None


def _broken(cancellation: Cancellation) -> Sentence:
    return say(
        "The connection to {carrier} broke. It is tried again by itself.", carrier=cancellation.carrier_name
    )


def _record(
    session: Session, shipment_id: UUID, carrier: str, error: CarrierError | None, *, now: datetime
) -> None:
    shipment = session.get(Shipment, shipment_id)
    if shipment is None or shipment.status != "voided" or shipment.lease_until is None:
        return
    if error is not None and error.retryable and shipment.attempts < MAX_ATTEMPTS:
        shipment.lease_until = now + BACKOFF * 2 ** (shipment.attempts - 1)
        session.add(shipment)
        return
    shipment.lease_until = None
    session.add(shipment)
    if error is None:
        tell(session, shipment.return_id, "label_voided", actor=SYSTEM, now=now, carrier=carrier)
        return
    facts = {"carrier": carrier, "code": error.code, "words": str(error.words)}
    tell(session, shipment.return_id, "label_not_voided", actor=SYSTEM, now=now, **facts)
