"""Whose work a return is: taken, given to a colleague, or given back."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.db.accounts import User, actor_of
from returns_app.db.returns import Return, fetch_for_change, touch
from returns_app.db.timeline import tell
from returns_app.domain.actors import DESK_ROLES, Actor
from returns_app.domain.errors import Forbidden, Invalid
from returns_app.domain.excusing import supervises
from returns_app.domain.lifecycle import FINAL, moved_on
from returns_app.domain.words import say


def assign(session: Session, actor: Actor, return_id: UUID, user_id: UUID | None, *, now: datetime) -> Return:
    """Make a return somebody's work, or nobody's (`None`). Assigning again to the same person does nothing.

    An agent may take what is nobody's, give back what is theirs, and hand anything over to a supervisor; a supervisor
    may assign anything to anybody at the desk who may see it. Raises `Forbidden`, `Invalid` at `user`, `Conflict` when
    the return is over.
    """
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    if row.status in FINAL:
        raise moved_on(row.status)
    user = _eligible(session, row, user_id) if user_id else None
    if row.assigned_to == user_id:
        return row
    _require_right(actor, row, user)
    row.assigned_to = user_id
    if row.held_by is not None and row.held_by != user_id:
        # Whoever has it open is told, and the new one finds it free.
        row.held_by, row.held_until = None, None
    facts = {"to": str(user.id), "name": user.name} if user else {}
    tell(session, row.id, "assigned", actor=actor, now=now, **facts)
    touch(session, row, now=now)
    return row


def _eligible(session: Session, row: Return, user_id: UUID) -> User:
    user = session.get(User, user_id)
    wrong = say("Choose somebody who works at the desk.")
    if user is None or not user.active or user.role not in DESK_ROLES:
        raise Invalid.at("user", wrong)
    if not actor_of(user).may_see(country=row.country, policy_id=row.policy_id, return_id=row.id):
        raise Invalid.at("user", say("{name} may not see this return. Choose somebody else.", name=user.name))
    return user


def _require_right(actor: Actor, row: Return, user: User | None) -> None:
    if supervises(actor):
        return
    is_supervisor = user is not None and supervises(actor_of(user))
    is_theirs = row.assigned_to in {None, actor.id}
    takes_or_gives_back = is_theirs and (user is None or user.id == actor.id)
    if not (is_supervisor or takes_or_gives_back):
        raise Forbidden(say("A supervisor can assign this return to somebody else."))
