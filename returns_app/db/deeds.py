"""What staff do is noted in one place: at the end of the transaction in which they did it, whatever the action was.

A new action is in the audit without anyone remembering. One with more to say calls `note` itself, and is left alone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
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
_WATCHED = "watched_deed"


@dataclass
class _Watched:
    """What a deed has changed so far: how many rows, and whose they are."""

    rows: int = 0
    subjects: dict[Subject, None] = field(default_factory=dict)


@contextmanager
def noting(
    session: Session, deed: Callable[..., object], wish: Sequence[object], more: Mapping[str, object]
) -> Iterator[None]:
    """While `deed(session, *wish, **more)` runs: where a member of staff does it, note it and the rows it changed.

    Nothing is noted for a call that changed no row, as when a click arrives twice, or that noted itself.
    """
    actor = wish[0] if wish else None
    if not isinstance(actor, Actor) or actor.kind is not ActorKind.STAFF:
        yield
        return
    watched = session.info[_WATCHED] = _Watched()
    yield
    session.flush()
    what = getattr(deed, "__name__", "").removeprefix("_")
    if not watched.rows or what in _NO_DEEDS or session.info.get(NOTED):
        return
    given = more.get("now")
    now = given if isinstance(given, datetime) else datetime.now(UTC)
    note(session, actor, what, watched.subjects, now=now)


@event.listens_for(PlainSession, "after_flush")
def _remember(session: PlainSession, _context: UOWTransaction) -> None:
    watched: _Watched | None = session.info.get(_WATCHED)
    if watched is None:
        return
    for row in [*session.new, *session.deleted, *(one for one in session.dirty if session.is_modified(one))]:
        watched.rows += 1
        watched.subjects.update(dict.fromkeys(_subject(row)))


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
