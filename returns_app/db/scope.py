"""Which returns somebody may see, as conditions of a query; the same rule as `Actor.may_see`."""

from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, true

from returns_app.db.returns import Return
from returns_app.domain.actors import Actor, ActorKind


def in_scope(actor: Actor, rows: Any = Return) -> ColumnElement[bool]:  # noqa: ANN401 - a table or columns of it
    """True for the rows of `returns` that this actor may see; `rows` are other columns called the same."""
    if actor.kind is ActorKind.SYSTEM:
        return true()
    if actor.kind is ActorKind.CUSTOMER:
        return rows.id == actor.return_id if actor.return_id else false()
    countries = rows.country.in_(sorted({"", *actor.countries})) if actor.countries else true()
    policy = rows.policy_id
    policies = or_(policy.is_(None), policy.in_(sorted(actor.policies))) if actor.policies else true()
    return and_(countries, policies)
