"""Views of the list that somebody keeps: save, rename, share, delete, and take a deletion back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, func, select

from returns_app.db.saved_views import SavedView
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.excusing import supervises
from returns_app.domain.texts import is_printable
from returns_app.domain.words import say

LONGEST_NAME = 60
LONGEST_QUERY = 500
MOST = 40


@dataclass(frozen=True)
class ViewWish:
    """A view as somebody wants it. The id is made by the asker, so that saving twice saves once."""

    id: UUID
    name: str
    query: str
    shared: bool = False


def save_view(session: Session, actor: Actor, wish: ViewWish, *, now: datetime) -> SavedView:
    """Keep a list under a name. The same id a second time changes nothing.

    Raises `Invalid` at `name`, `Forbidden` when the actor shares and may not.
    """
    owner = _owner(actor)
    known = session.get(SavedView, wish.id)
    if known is not None:
        return _mine(actor, known)
    _may_share(actor, shared=wish.shared)
    count = session.exec(select(func.count()).where(col(SavedView.owner_id) == owner)).one()
    if count >= MOST:
        raise Conflict(say("You have {count} saved views. Delete one first.", count=str(MOST)))
    if len(wish.query) > LONGEST_QUERY or not is_printable(wish.query):
        raise Conflict(say("This list has too many filters to be saved. Take some off first."))
    name = _free_name(session, owner, wish.name)
    row = SavedView(
        id=wish.id, owner_id=owner, name=name, query=wish.query, shared=wish.shared, created_at=now
    )
    session.add(row)
    session.flush()
    return row


def rename_view(session: Session, actor: Actor, view_id: UUID, name: str, *, shared: bool) -> SavedView:
    """Call a view otherwise, and share it or no more. Raises `Invalid` at `name`, `NotFound`, `Forbidden`."""
    row = _mine(actor, session.get(SavedView, view_id))
    if shared != row.shared:
        _may_share(actor, shared=True)
    row.name = _free_name(session, row.owner_id, name, but=row.id)
    row.shared = shared
    session.add(row)
    session.flush()
    return row


def delete_view(session: Session, actor: Actor, view_id: UUID) -> ViewWish | None:
    """Delete a view and give what `restore_view` needs; `None` when it is gone already."""
    row = session.get(SavedView, view_id)
    if row is None:
        return None
    _mine(actor, row)
    wish = ViewWish(row.id, row.name, row.query, row.shared)
    session.delete(row)
    session.flush()
    return wish


def _owner(actor: Actor) -> UUID:
    if actor.kind is not ActorKind.STAFF or actor.id is None:
        raise Forbidden
    return actor.id


def _mine(actor: Actor, row: SavedView | None) -> SavedView:
    if row is None or row.owner_id != _owner(actor):
        raise NotFound
    return row


def _may_share(actor: Actor, *, shared: bool) -> None:
    if shared and not supervises(actor):
        raise Forbidden(say("Only supervisors share views with everybody."))


def _free_name(session: Session, owner: UUID, wish: str, *, but: UUID | None = None) -> str:
    name = " ".join(wish.split())
    if not name:
        raise Invalid.at("name", say("Give the view a name."))
    if len(name) > LONGEST_NAME:
        raise Invalid.at("name", say("A name has at most {count} characters.", count=str(LONGEST_NAME)))
    if not is_printable(name):
        raise Invalid.at("name", say("This holds a character that cannot be printed."))
    same = select(SavedView.id).where(
        col(SavedView.owner_id) == owner, func.lower(col(SavedView.name)) == name.lower()
    )
    if any(found != but for found in session.exec(same)):
        raise Invalid.at("name", say("You have a view of this name already."))
    return name
