"""Documents as bytes, fetched together with the right to them."""

from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.outbox import OutboxMail
from returns_app.db.returns import fetch
from returns_app.db.shipments import Label, Parcel, Shipment
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.errors import NotFound
from returns_app.mail.staff_facts import STAFF_KINDS


def label_of(session: Session, actor: Actor, label_id: UUID) -> tuple[Label, str]:
    """A label and the number of its return. Raises `NotFound` beyond the actor's scope."""
    query = (
        select(Label, Shipment.return_id)
        .join(Parcel, col(Parcel.id) == Label.parcel_id)
        .join(Shipment, col(Shipment.id) == Parcel.shipment_id)
        .where(Label.id == label_id)
    )
    found = session.exec(query).first()
    if found is None:
        raise NotFound
    row = fetch(session, actor, found[1])
    return found[0], row.number or f"return-{row.reference}"


def mail_of(session: Session, actor: Actor, mail_id: UUID) -> OutboxMail:
    """A mail of the outbox, which may hold a link: for the desk only. Raises `NotFound` beyond the actor's scope."""
    if actor.kind is not ActorKind.SYSTEM:
        actor.require_desk()
    mail = session.get(OutboxMail, mail_id)
    # A mail without a recipient was erased at the customer's request; who reads one to a colleague could be them.
    if mail is None or not mail.to_address or mail.kind in STAFF_KINDS:
        raise NotFound
    if mail.return_id is not None:
        fetch(session, actor, mail.return_id)
    elif not actor.sees_all:
        raise NotFound
    return mail
