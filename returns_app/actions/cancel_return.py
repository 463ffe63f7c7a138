"""Calling a return off."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col

from returns_app.actions.issue_link import revoke_link
from returns_app.db.returns import Return, fetch_for_change, move
from returns_app.db.shipments import Shipment
from returns_app.domain.actors import Actor
from returns_app.domain.lifecycle import Event, Status


def cancel_return(
    session: Session, actor: Actor, return_id: UUID, *, now: datetime, version: int | None = None
) -> Return:
    """Cancel the return; its link ends and a label that is not made yet is not made. Canceling twice does nothing."""
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    if row.status == Status.CANCELED:
        return row
    row = fetch_for_change(session, actor, return_id, version)
    move(session, row, Event.CANCELED, actor=actor, now=now)
    waiting = col(Shipment.status).in_(("wanted", "claimed"))
    session.connection().execute(
        update(Shipment)
        .where(col(Shipment.return_id) == row.id, waiting)
        .values(status="voided", lease_until=None)
        .execution_options(synchronize_session=False)
    )
    revoke_link(session, actor, row.id, now=now)
    return row
