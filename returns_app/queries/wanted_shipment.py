"""Whether a label waits to be made for a return."""

from uuid import UUID

from sqlmodel import Session

from returns_app.db.returns import fetch
from returns_app.db.shipments import shipment_of
from returns_app.domain.actors import Actor


def wanted_shipment(session: Session, actor: Actor, return_id: UUID | None) -> UUID | None:
    """The shipment that a label is awaited for, if one is; it may be with a worker already.

    Raises `NotFound` for a return that the actor may not see, and for none.
    """
    row = fetch(session, actor, return_id or UUID(int=0))
    shipment = shipment_of(session, row.id)
    waits = shipment is not None and shipment.status in {"wanted", "claimed"}
    return shipment.id if shipment and waits else None
