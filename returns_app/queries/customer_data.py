"""Everything that is kept about a customer, for whoever asks what is: one readable file."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, SQLModel, col, select

from returns_app.db.customer_access import fetch_customer, sees_whole
from returns_app.db.customers import Customer, CustomerAddress, CustomerNote
from returns_app.db.exceptions import GrantedException
from returns_app.db.links import Link
from returns_app.db.messages import Message
from returns_app.db.outbox import OutboxMail
from returns_app.db.photos import Photo
from returns_app.db.policies import SurveyQuestion, said_in
from returns_app.db.receiving import Settlement, UndeclaredItem
from returns_app.db.returns import Answer, Return, ReturnLine
from returns_app.db.shipments import Label, Parcel, Shipment
from returns_app.db.timeline import TimelineEntry
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Forbidden
from returns_app.domain.excusing import supervises
from returns_app.domain.words import say
from returns_app.i18n import SOURCE_LANGUAGE

# What hangs at a return, in the order in which it is told. Documents are told by their tracking numbers.
_OF_A_RETURN: dict[str, type[SQLModel]] = {
    "lines": ReturnLine,
    "answers": Answer,
    "shipments": Shipment,
    "messages": Message,
    "mails": OutboxMail,
    "links": Link,
    "exceptions": GrantedException,
    "undeclared": UndeclaredItem,
    "settlement": Settlement,
    "timeline": TimelineEntry,
}
# By what a person would sort what hangs at a return, where there is such a column; the timeline counts up.
_IN_ORDER = ("position", "created_at", "granted_at", "id")
# Our own keys, and what is about how we work rather than about the customer.
_OURS = frozenset(
    {"search", "token_hash", "dedupe_key", "key", "idempotency_key", "lease_until", "place", "policy_id"}
)


def customer_data(session: Session, actor: Actor, customer_id: UUID) -> dict[str, Any]:
    """The customer with those merged into them, and all that belongs to them. For supervisors and admins alone.

    Raises `NotFound` beyond the actor's scope, `Forbidden` when part of it is. Values are plain JSON.
    """
    if not supervises(actor):
        raise Forbidden(say("Only a supervisor or an admin may do this."))
    row = fetch_customer(session, actor, customer_id)
    merged = list(session.exec(select(Customer).where(Customer.merged_into == row.id)))
    ids = [row.id, *(one.id for one in merged)]
    if not sees_whole(session, actor, ids):
        raise Forbidden(
            say(
                "Part of what belongs to this customer lies outside your scope. Ask a colleague who sees all of it."
            )
        )
    return {
        "customer": _plain(row),
        "merged": [_plain(one) for one in merged],
        "addresses": _all(session, CustomerAddress, ids),
        "notes": _all(session, CustomerNote, ids),
        "returns": _returns(session, ids),
    }


def _all(session: Session, table: type[CustomerAddress | CustomerNote], ids: Sequence[UUID]) -> list[Any]:
    return [_plain(row) for row in session.exec(select(table).where(col(table.customer_id).in_(ids)))]


def _returns(session: Session, ids: Sequence[UUID]) -> list[dict[str, Any]]:
    query = (
        select(Return)
        .where(col(Return.customer_id).in_(ids))
        .order_by(col(Return.created_at), col(Return.reference))
    )
    rows = list(session.exec(query))
    return_ids = [row.id for row in rows]
    parts = {name: _by_return(session, table, return_ids) for name, table in _OF_A_RETURN.items()}
    labels, questions = _labels(session, return_ids), _questions(session)
    photos = _photos(session, return_ids, questions)
    told = []
    for row in rows:
        mine = {name: [_plain(one) for one in found.get(row.id, [])] for name, found in parts.items()}
        for answer in mine["answers"]:
            answer["question"] = questions.get(answer.pop("question_id"), "")
        told.append(_plain(row) | mine | {"labels": labels.get(row.id, []), "photos": photos.get(row.id, [])})
    return told


def _by_return(session: Session, table: type[SQLModel], ids: Sequence[UUID]) -> dict[UUID, list[Any]]:
    columns = table.__table__.c  # type: ignore[attr-defined]
    order = [columns[name] for name in _IN_ORDER if name in columns]
    found: dict[UUID, list[Any]] = {}
    for row in session.exec(select(table).where(columns.return_id.in_(ids)).order_by(*order)):
        found.setdefault(row.return_id, []).append(row)  # type: ignore[attr-defined]
    return found


def _labels(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[dict[str, str]]]:
    query = (
        select(Shipment.return_id, Label.tracking, Label.qr_text)
        .join(Parcel, col(Parcel.shipment_id) == Shipment.id)
        .join(Label, col(Label.parcel_id) == Parcel.id)
        .where(col(Shipment.return_id).in_(ids))
    )
    found: dict[UUID, list[dict[str, str]]] = {}
    for return_id, tracking, code in session.exec(query):
        found.setdefault(return_id, []).append({"tracking": tracking, "code": code})
    return found


def _photos(
    session: Session, ids: Sequence[UUID], questions: dict[str, str]
) -> dict[UUID, list[dict[str, str]]]:
    """The photos themselves, as JPEG in base 64: whoever asks what is kept about them gets it."""
    query = select(Photo).where(col(Photo.return_id).in_(ids)).order_by(col(Photo.added_at), col(Photo.id))
    found: dict[UUID, list[dict[str, str]]] = {}
    for photo in session.exec(query):
        told = {
            "question": questions.get(str(photo.question_id), ""),
            "added_at": photo.added_at.isoformat(),
            "jpeg": b64encode(photo.content).decode(),
        }
        found.setdefault(photo.return_id, []).append(told)
    return found


def _questions(session: Session) -> dict[str, str]:
    rows: Iterable[SurveyQuestion] = session.exec(select(SurveyQuestion))
    return {str(row.id): said_in(row.labels, SOURCE_LANGUAGE) for row in rows}


def _plain(row: SQLModel) -> dict[str, Any]:
    values: dict[str, Any] = row.model_dump(mode="json")
    return {name: value for name, value in values.items() if name not in _OURS}
