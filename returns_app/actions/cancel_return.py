"""Calling a return off, by the desk or, where its policy lets them, by its customer.

The product's table of transitions names agents alone; that a customer may cancel what they confirmed, until something
of it arrives, is an addition of ours (`domain.afterwards`).
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col

from returns_app.actions.issue_link import revoke_link
from returns_app.actions.post_lifecycle import mail_canceled, withdraw
from returns_app.db.contact import was_in_contact
from returns_app.db.policies import ReturnPolicy, as_rules
from returns_app.db.returns import Return, fetch_for_change, move
from returns_app.db.shipments import Shipment, alive_shipments, want_void
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.afterwards import Afterwards, may_cancel
from returns_app.domain.errors import Conflict, Invalid
from returns_app.domain.lifecycle import Event, Status
from returns_app.domain.lines import MAX_WORDS
from returns_app.domain.policy import CreationPath
from returns_app.domain.texts import text_problem
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
    """Cancel the return: a label not made yet is not made, and a worker calls booked ones off.

    A link that was not used ends; after the confirmation it goes on showing what became of the return. A customer who
    was in contact about it gets a mail, with the `reason` as it is if there is one. Canceling twice does nothing.
    Raises `Invalid` at `reason`, and `Conflict` for a customer whose policy or parcel does not allow it.
    """
    if actor.kind is not ActorKind.CUSTOMER:
        actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    if row.status == Status.CANCELED:
        return row
    row = fetch_for_change(session, actor, return_id, version)
    if actor.kind is ActorKind.CUSTOMER:
        _require_allowed(session, row)
    words = _checked(reason)
    facts = {"reason": words} if words else {}
    if actor.kind is ActorKind.CUSTOMER:
        facts["party"] = actor.kind.value
    move(session, row, Event.CANCELED, actor=actor, now=now, **facts)
    withdraw(session, row, now=now)
    if row.customer_id is not None and was_in_contact(session, row):
        mail_canceled(session, actor, row, words, now=now)
    _end_shipments(session, row, now=now)
    if row.checkout_at is None:
        revoke_link(session, actor, row.id, now=now)
    return row


def _checked(reason: str) -> str:
    words = reason.strip()
    if wrong := text_problem(words, MAX_WORDS, breaks=True):
        raise Invalid.at("reason", wrong)
    return words


def _require_allowed(session: Session, row: Return) -> None:
    policy = session.get(ReturnPolicy, row.policy_id) if row.policy_id else None
    now_at = Afterwards(Status(row.status), CreationPath(row.path))
    if policy is None or not may_cancel(as_rules(policy), now_at):
        raise Conflict(say("This return cannot be canceled here any more. Write to us and we help you."))


def _end_shipments(session: Session, row: Return, *, now: datetime) -> None:
    for shipment in alive_shipments(session, row.id):
        if shipment.status == "booked":
            want_void(session, shipment, now=now)
    waiting = col(Shipment.status).in_(("wanted", "claimed"))
    session.connection().execute(
        update(Shipment)
        .where(col(Shipment.return_id) == row.id, waiting)
        .values(status="voided", lease_until=None)
        .execution_options(synchronize_session=False)
    )
