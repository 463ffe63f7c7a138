"""Handing a return over to a colleague, with a note about what they are to decide."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.actions.assign import assign
from returns_app.actions.hold_return import release
from returns_app.actions.write_message import Written, add_note
from returns_app.db.returns import Return
from returns_app.domain.actors import Actor


def hand_over(
    session: Session, actor: Actor, return_id: UUID, user_id: UUID, note: Written, *, now: datetime
) -> Return:
    """Assign the return to somebody and free it for them. Words that are not empty become an internal note.

    Raises what `assign` and `add_note` raise; nothing is kept then. Doing it again with the same key does nothing.
    """
    row = assign(session, actor, return_id, user_id, now=now)
    if note.words.strip():
        add_note(session, actor, return_id, note, now=now)
    release(session, actor, return_id)
    return row
