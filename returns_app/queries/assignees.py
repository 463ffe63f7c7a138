"""Who a return can be handed over to."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.accounts import User, actor_of
from returns_app.db.returns import Return, fetch
from returns_app.domain.actors import DESK_ROLES, Actor
from returns_app.domain.excusing import supervises


@dataclass(frozen=True)
class Assignee:
    """A colleague, with what they are at the desk."""

    id: str
    name: str
    role: str


def assignees(session: Session, actor: Actor, return_id: UUID) -> list[Assignee]:
    """The colleagues this actor may hand the return over to, by name: an agent to supervisors, a supervisor to all.

    Only those whose scope covers it. Raises `NotFound` beyond the actor's scope.
    """
    actor.require_desk()
    row = fetch(session, actor, return_id)
    at_desk = select(User).where(
        col(User.active).is_(True), col(User.role).in_([one.value for one in DESK_ROLES])
    )
    people = session.exec(at_desk.order_by(col(User.name), col(User.id)))
    return [
        Assignee(str(one.id), one.name, one.role)
        for one in people
        if one.id != actor.id and _may_see(one, row) and (supervises(actor) or supervises(actor_of(one)))
    ]


def _may_see(user: User, row: Return) -> bool:
    return actor_of(user).may_see(country=row.country, policy_id=row.policy_id, return_id=row.id)
