"""Which returns somebody may see, as conditions of a query; the same rule as `Actor.may_see`."""

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlmodel import col

from returns_app.db.returns import Return
from returns_app.domain.actors import Actor, ActorKind


def in_scope(actor: Actor) -> ColumnElement[bool]:
    """True for the rows of `returns` that this actor may see."""
    if actor.kind is ActorKind.SYSTEM:
        return true()
    if actor.kind is ActorKind.CUSTOMER:
        return col(Return.id) == actor.return_id if actor.return_id else false()
    countries = col(Return.country).in_({"", *actor.countries}) if actor.countries else true()
    policy = col(Return.policy_id)
    policies = or_(policy.is_(None), policy.in_(actor.policies)) if actor.policies else true()
    return and_(countries, policies)
