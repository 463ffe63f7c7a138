"""Whether a label waits to be made for a return."""

from uuid import UUID

from sqlmodel import Session

from returns_app.db.returns import fetch
from returns_app.db.shipments import alive_shipments
from returns_app.domain.actors import Actor


def wanted_shipment(session: Session, actor: Actor, return_id: UUID | None) -> UUID | None:
    """The shipment that a label is awaited for, if one is; it may be with a worker already. The return's own first.

    Raises `NotFound` for a return that the actor may not see, and for none.
    """
    row = fetch(session, actor, return_id or UUID(int=0))
    waiting = (one.id for one in alive_shipments(session, row.id) if one.status in {"wanted", "claimed"})
    return next(waiting, None)
