"""What staff do is noted in one place: at the end of the transaction in which they did it, whatever the action was.

A new action is in the audit without anyone remembering. One with more to say calls `note` itself, and is left alone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Session as PlainSession
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Session

from returns_app.db.audit import NOTED, Subject, note
from returns_app.domain.actors import Actor, ActorKind

# What a row is: by its own table, and by the first of these columns that says whose it is.
_KINDS = {
    "returns": "return",
    "customers": "customer",
    "users": "user",
    "exports": "export",
    "saved_views": "view",
    "links": "link",
}
_OWNERS = {"return_id": "return", "customer_id": "customer", "user_id": "user"}
# A piece of a file on its way is no deed; that the photo was kept is.
_NO_DEEDS = frozenset({"receive_piece"})
_CHANGED = "changed_subjects"


def note_deed(
    session: Session, deed: Callable[..., object], wish: Sequence[object], more: Mapping[str, object]
) -> None:
    """Note what a member of staff just did by calling `deed(session, *wish, **more)`, and to which rows.

    Nothing is noted for a call that changed no row, as when a click arrives twice, or that noted itself.
    """
    actor = wish[0] if wish else None
    if not isinstance(actor, Actor) or actor.kind is not ActorKind.STAFF:
        return
    session.flush()
    changed: dict[Subject, None] | None = session.info.pop(_CHANGED, None)
    what = getattr(deed, "__name__", "").removeprefix("_")
    if changed is None or what in _NO_DEEDS or session.info.pop(NOTED, False):
        return
    given = more.get("now")
    now = given if isinstance(given, datetime) else datetime.now(UTC)
    note(session, actor, what, changed, now=now)


@event.listens_for(PlainSession, "after_flush")
def _remember(session: PlainSession, _context: UOWTransaction) -> None:
    rows = [*session.new, *session.deleted, *(row for row in session.dirty if session.is_modified(row))]
    if not rows:
        return
    changed: dict[Subject, None] = session.info.setdefault(_CHANGED, {})
    for row in rows:
        changed.update(dict.fromkeys(_subject(row)))


def _subject(row: Any) -> Iterator[Subject]:  # noqa: ANN401 - a row of any table
    own = _KINDS.get(row.__tablename__)
    if own:
        yield own, row.id
    if own and own != "link":
        return
    for column, kind in _OWNERS.items():
        owner: UUID | None = getattr(row, column, None)
        if owner:
            yield kind, owner
            return
