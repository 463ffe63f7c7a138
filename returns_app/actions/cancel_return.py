"""Calling a return off."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col

from returns_app.actions.issue_link import revoke_link
from returns_app.actions.post_lifecycle import mail_canceled, withdraw
from returns_app.db.contact import was_in_contact
from returns_app.db.returns import Return, fetch_for_change, move
from returns_app.db.shipments import Shipment, alive_shipment, want_void
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Invalid
from returns_app.domain.lifecycle import Event, Status
from returns_app.domain.lines import MAX_WORDS
from returns_app.domain.words import say


def cancel_return(
    session: Session,
    actor: Actor,
    return_id: UUID,
    *,
    now: datetime,
    version: int | None = None,
    reason: str = "",
) -> Return:
    """Cancel the return; its link ends, a label not made yet is not made, and a worker calls a booked one off.

    A customer who was in contact about it gets a mail, with the `reason` as it is if there is one. Canceling twice
    does nothing. Raises `Invalid` at `reason`.
    """
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    if row.status == Status.CANCELED:
        return row
    row = fetch_for_change(session, actor, return_id, version)
    words = reason.strip()
    if len(words) > MAX_WORDS:
        raise Invalid.at("reason", say("Keep this under {limit} characters.", limit=MAX_WORDS))
    move(session, row, Event.CANCELED, actor=actor, now=now, **({"reason": words} if words else {}))
    withdraw(session, row, now=now)
    if row.customer_id is not None and was_in_contact(session, row):
        mail_canceled(session, actor, row, words, now=now)
    _end_shipment(session, row, now=now)
    revoke_link(session, actor, row.id, now=now)
    return row


def _end_shipment(session: Session, row: Return, *, now: datetime) -> None:
    shipment = alive_shipment(session, row.id)
    if shipment is not None and shipment.status == "booked":
        want_void(session, shipment, now=now)
        return
    waiting = col(Shipment.status).in_(("wanted", "claimed"))
    session.connection().execute(
        update(Shipment)
        .where(col(Shipment.return_id) == row.id, waiting)
        .values(status="voided", lease_until=None)
        .execution_options(synchronize_session=False)
    )
