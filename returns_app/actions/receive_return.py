"""A parcel arrives: found by whatever code it carries, received once, and un-received while nothing is checked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.actions.post_lifecycle import mail_received, withdraw
from returns_app.db.receiving import undeclared_of
from returns_app.db.returns import Return, fetch_for_change, lines_of, move
from returns_app.db.shipments import Label, Parcel, Shipment
from returns_app.db.timeline import TimelineEntry, entries_of
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Conflict, Forbidden, NotFound
from returns_app.domain.lifecycle import Event, Party, Status, parties
from returns_app.domain.scanning import Reading
from returns_app.domain.words import Sentence, say

_ARRIVED = frozenset({Status.RECEIVED, Status.SETTLEMENT_REQUESTED, Status.COMPLETED})


@dataclass(frozen=True)
class Receipt:
    """What came of receiving. `again`: it had been received before, `at` that moment `by` that person."""

    return_id: UUID
    number: str
    again: bool
    at: datetime
    by: str


class NotExpected(Conflict):
    """The parcel is known, and is not to be received. `return_id` names its return."""

    def __init__(self, sentence: Sentence, return_id: UUID) -> None:
        super().__init__(sentence)
        self.return_id = return_id


def receive_return(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> Receipt:
    """Take the parcel in. Received before, nothing is done and the receipt says who did it and when.

    Raises `NotExpected` with the reason where no parcel is expected, `Forbidden` for who is no operator.
    """
    _require_operator(actor)
    row = fetch_for_change(session, actor, return_id)
    if row.status in _ARRIVED:
        before = last_receipt(session, row.id)
        if before is not None:
            return Receipt(row.id, row.number or "", again=True, at=before.at, by=before.actor_name)
    if row.status not in {Status.SUBMITTED, Status.PICKUP_REQUESTED}:
        raise NotExpected(_why_not(row), row.id)
    move(session, row, Event.RECEIVED, actor=actor, now=now)
    mail_received(session, actor, row, now=now)
    return Receipt(row.id, row.number or "", again=False, at=now, by=actor.name)


def receive_scanned(session: Session, actor: Actor, reading: Reading, *, now: datetime) -> Receipt:
    """Receive the return that a code names. Raises `NotFound` that says what was read, and as `receive_return`."""
    _require_operator(actor)
    return_id = find_scanned(session, reading)
    unknown = NotFound(say("No return is known by “{code}”.", code=reading.shown))
    if return_id is None:
        raise unknown
    try:
        return receive_return(session, actor, return_id, now=now)
    except NotFound:
        # A return out of this person's scope is as unknown as one that does not exist.
        raise unknown from None


def undo_receipt(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> Return:
    """The wrong parcel was scanned: the return is expected again, and what was counted so far is forgotten.

    The mail to the customer is withdrawn if it has not left. Undone before, nothing is done. Raises `Conflict` once
    the parcel is checked.
    """
    _require_operator(actor)
    row = fetch_for_change(session, actor, return_id)
    if row.status in {Status.SUBMITTED, Status.PICKUP_REQUESTED}:
        return row
    if row.status != Status.RECEIVED:
        raise Conflict(say("A receipt can be undone until the parcel is checked."))
    before = last_receipt(session, row.id)
    to_book = before is not None and before.facts.get("before") == Status.PICKUP_REQUESTED
    move(
        session,
        row,
        Event.RECEIPT_UNDONE_FOR_PICKUP if to_book else Event.RECEIPT_UNDONE,
        actor=actor,
        now=now,
    )
    _forget_counts(session, row)
    withdraw(session, row, "received", now=now)
    return row


def find_scanned(session: Session, reading: Reading) -> UUID | None:
    """The return that a code names, by exact and indexed look-ups; the right to it is asked elsewhere."""
    if reading.return_id:
        return reading.return_id
    if reading.number:
        found = session.exec(select(Return.id).where(Return.number == reading.number)).first()
        if found is not None:
            return found
    if not reading.trackings:
        return None
    query = (
        select(Shipment.return_id)
        .join(Parcel, col(Parcel.shipment_id) == Shipment.id)
        .join(Label, col(Label.parcel_id) == Parcel.id)
        .where(col(Label.tracking).in_(reading.trackings))
        .order_by(col(Label.created_at).desc())
    )
    return session.exec(query).first()


def last_receipt(session: Session, return_id: UUID) -> TimelineEntry | None:
    """The timeline's entry of the last time this return was received."""
    for entry in entries_of(session, return_id):
        if entry.kind == "transition" and entry.facts.get("event") == Event.RECEIVED:
            return entry
    return None


def _require_operator(actor: Actor) -> None:
    if Party.OPERATOR not in parties(actor):
        raise Forbidden


def _forget_counts(session: Session, row: Return) -> None:
    for line in lines_of(session, row.id):
        line.received, line.damaged, line.check_words = None, None, ""
        session.add(line)
    for item in undeclared_of(session, row.id):
        session.delete(item)
    session.flush()


def _why_not(row: Return) -> Sentence:
    number = row.number or f"Ref. {row.reference}"
    match Status(row.status):
        case Status.CANCELED:
            return say(
                "{number} was canceled. Put the parcel aside and tell the service desk.", number=number
            )
        case Status.REJECTED:
            return say(
                "{number} was not accepted. Put the parcel aside and tell the service desk.", number=number
            )
        case Status.SETTLEMENT_REQUESTED:
            return say("Nothing was to be sent for {number}: the customer keeps it.", number=number)
        case Status.SHIPPING_FAILED:
            return say(
                "{number} has no label yet. Put the parcel aside and tell the service desk.", number=number
            )
        case _:
            return say(
                "{number} is not sent yet: the customer has not confirmed it. Put the parcel aside.",
                number=number,
            )
