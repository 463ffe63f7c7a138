"""Whether somebody may look at a return at all."""

from uuid import UUID

from sqlmodel import Session

from returns_app.db.returns import fetch
from returns_app.domain.actors import Actor


def check_may_look(session: Session, actor: Actor, return_id: UUID) -> None:
    """Raise `NotFound` for a return that does not exist or lies beyond the actor's scope."""
    fetch(session, actor, return_id)
