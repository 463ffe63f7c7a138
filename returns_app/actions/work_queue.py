"""The work queue: the next return to decide on goes to one agent, and to nobody else while they have it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from returns_app.actions.hold_return import hold, is_free, release
from returns_app.db.returns import Return
from returns_app.db.scope import in_scope
from returns_app.domain.actors import Actor
from returns_app.domain.lifecycle import Status

TRIES = 20
MOST_SKIPPED = 100


def take_next(session: Session, actor: Actor, *, skipped: Sequence[UUID] = (), now: datetime) -> UUID | None:
    """Serve one return that waits for a decision, and hold it for the actor; `None` when nothing waits for them.

    What they hold already comes first, so that asking twice is harmless; then what is assigned to them, then the rest,
    the longest waiting first. What they `skipped` comes last, in the order in which they skipped it.
    """
    actor.require_desk()
    last = tuple(dict.fromkeys(skipped))[-MOST_SKIPPED:]
    for chosen in (
        _mine(actor, last, now=now),
        _assigned(actor, last, now=now),
        _others(actor, last, now=now),
    ):
        if (taken := _take(session, actor, chosen, now=now)) is not None:
            return taken
    return _take(session, actor, _skipped(actor, last, now=now), now=now) if last else None


def skip(
    session: Session, actor: Actor, return_id: UUID, *, skipped: Sequence[UUID] = (), now: datetime
) -> UUID | None:
    """Release a return and serve the next. `skipped` are those skipped before; this one goes to their end."""
    release(session, actor, return_id)
    others = [one for one in skipped if one != return_id]
    return take_next(session, actor, skipped=(*others, return_id), now=now)


def _take(session: Session, actor: Actor, query: SelectOfScalar[UUID], *, now: datetime) -> UUID | None:
    """Hold the first of these that nobody else is just now taking."""
    for _ in range(TRIES):
        found = session.exec(query).first()
        if found is None:
            return None
        if hold(session, actor, found, now=now):
            return found
    return None


def _waiting(actor: Actor, *conditions: ColumnElement[bool], now: datetime) -> SelectOfScalar[UUID]:
    waits = and_(col(Return.status) == Status.AUTHORIZATION_REQUESTED.value, in_scope(actor))
    # On PostgreSQL two agents at the same moment pass each other's row over instead of waiting for it.
    query = select(col(Return.id)).where(waits, is_free(actor, now=now), *conditions).limit(1)
    return query.with_for_update(skip_locked=True)


def _mine(actor: Actor, last: Sequence[UUID], *, now: datetime) -> SelectOfScalar[UUID]:
    held = and_(col(Return.held_until) > now, col(Return.held_by) == actor.id)
    return _waiting(actor, held, _not_in(last), now=now).order_by(col(Return.held_until).desc())


def _assigned(actor: Actor, last: Sequence[UUID], *, now: datetime) -> SelectOfScalar[UUID]:
    query = _waiting(actor, col(Return.assigned_to) == actor.id, _not_in(last), now=now)
    return query.order_by(col(Return.since), col(Return.id))


def _others(actor: Actor, last: Sequence[UUID], *, now: datetime) -> SelectOfScalar[UUID]:
    return _waiting(actor, _not_in(last), now=now).order_by(col(Return.since), col(Return.id))


def _skipped(actor: Actor, last: Sequence[UUID], *, now: datetime) -> SelectOfScalar[UUID]:
    order = case({one: place for place, one in enumerate(last)}, value=col(Return.id))
    return _waiting(actor, col(Return.id).in_(last), now=now).order_by(order)


def _not_in(last: Sequence[UUID]) -> ColumnElement[bool]:
    return col(Return.id).not_in(last)
