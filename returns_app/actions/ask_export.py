"""Asking for the list as a file, and calling it off."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, func, select

from returns_app.db.exports import KEPT, Export, tell_owner
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.errors import Conflict, Forbidden, NotFound
from returns_app.domain.texts import is_printable
from returns_app.domain.words import say

# One is written at a time; whoever wants more than these at once has clicked too often.
MOST_WAITING = 5
LONGEST_QUERY = 4000
FORMATS = frozenset({"csv", "xlsx"})


@dataclass(frozen=True)
class ExportWish:
    """What to write. The id is made by the asker, so that asking twice writes once; `query` is as in `Export`."""

    id: UUID
    format: str
    query: str


def ask_export(session: Session, actor: Actor, wish: ExportWish, *, now: datetime) -> Export:
    """Want a file of what the list shows. A worker writes it, with what its owner may see while it does.

    Asking again with the same id changes nothing. Operators may not: they need no customers by the thousand.
    """
    actor.require_desk()
    owner = _owner(actor)
    known = session.get(Export, wish.id)
    if known is not None:
        return fetch_export(session, actor, wish.id)
    if wish.format not in FORMATS or len(wish.query) > LONGEST_QUERY or not is_printable(wish.query):
        raise Conflict(say("This list cannot be exported. Take some filters off first."))
    at_work = (col(Export.owner_id) == owner, col(Export.status).in_(("wanted", "running")))
    if session.exec(select(func.count()).where(*at_work)).one() >= MOST_WAITING:
        raise Conflict(say("Several of your exports are still being written. Wait for one, or cancel one."))
    row = Export(
        id=wish.id,
        owner_id=owner,
        format=wish.format,
        query=wish.query,
        created_at=now,
        expires_at=now + KEPT,
    )
    session.add(row)
    tell_owner(session, owner)
    session.flush()
    return row


def drop_export(session: Session, actor: Actor, export_id: UUID, *, now: datetime) -> None:
    """Cancel an export that is not ready; of one that is, the file goes too. Twice does nothing more."""
    row = fetch_export(session, actor, export_id)
    row.status, row.lease_until = "canceled", None
    row.expires_at = min(row.expires_at, now)
    row.finished_at = row.finished_at or now
    tell_owner(session, row.owner_id)
    session.add(row)
    session.flush()


def fetch_export(session: Session, actor: Actor, export_id: UUID) -> Export:
    """The actor's own export; nobody else's, whatever their role. Raises `NotFound`."""
    row = session.get(Export, export_id)
    if row is None or row.owner_id != _owner(actor):
        raise NotFound
    return row


def _owner(actor: Actor) -> UUID:
    if actor.kind is not ActorKind.STAFF or actor.id is None:
        raise Forbidden
    return actor.id
