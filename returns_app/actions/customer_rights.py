"""Who may do what changes a customer for good."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session

from returns_app.db.customer_access import sees_whole
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Forbidden
from returns_app.domain.excusing import supervises
from returns_app.domain.words import say


def require_supervisor(actor: Actor) -> None:
    """Raise `Forbidden` unless the actor is a supervisor or an admin."""
    if not supervises(actor):
        raise Forbidden(say("Only a supervisor or an admin may do this."))


def require_whole(session: Session, actor: Actor, customer_ids: Sequence[UUID]) -> None:
    """Raise `Forbidden` when part of what belongs to these customers is not the actor's to see."""
    if not sees_whole(session, actor, customer_ids):
        raise Forbidden(
            say(
                "Part of what belongs to this customer lies outside your scope. Ask a colleague who sees all of it."
            )
        )
