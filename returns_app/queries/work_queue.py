"""The work queue on screen: what waits for a decision, who has what, and how one return is held."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlmodel import Session, col, func

from returns_app import routes
from returns_app.db.accounts import User
from returns_app.db.customers import Customer
from returns_app.db.policies import ReturnPolicy
from returns_app.db.returns import Return, fetch
from returns_app.domain.actors import DESK_ROLES, Actor
from returns_app.domain.excusing import supervises
from returns_app.domain.lifecycle import Status
from returns_app.queries import moments
from returns_app.queries.scope import in_scope
from returns_app.queries.standing import lateness, shown_number

SHOWN = 50
MOST_COUNTED = 500


@dataclass(frozen=True)
class QueueRow:
    """One return that waits. `holder` says who has it, empty while it is free; `mine` when it is the reader."""

    id: str
    href: str
    number: str
    customer: str
    country: str
    return_type: str
    order: str
    assigned: str
    holder: str
    mine: bool
    age: str
    late: str
    since: str


@dataclass(frozen=True)
class QueueView:
    """What waits for a decision, the longest waiting first. `count` is capped, as in `500+`; `free` can be taken."""

    count: str = ""
    waiting: int = 0
    free: int = 0
    oldest: str = ""
    oldest_since: str = ""
    mine: int = 0
    rows: list[QueueRow] = field(default_factory=list)
    beyond: bool = False


@dataclass(frozen=True)
class HoldView:
    """Who holds the return on screen: `whose` is mine, other, or empty. `until` is a time of day.

    `more` counts in words what else waits; `may_take_over` is for supervisors.
    """

    whose: str = ""
    name: str = ""
    until: str = ""
    more: str = ""
    may_take_over: bool = False


def queue_view(session: Session, actor: Actor, *, now: datetime) -> QueueView:
    """The queue within the actor's scope. What it costs does not grow with what waits."""
    actor.require_desk()
    found = session.execute(_rows(actor).order_by(col(Return.since), col(Return.id)).limit(SHOWN + 1)).all()
    waiting = _count(session, actor)
    rows = [_row(actor, *one, now=now) for one in found[:SHOWN]]
    oldest = found[0][0] if found else None
    return QueueView(
        count=_capped(waiting),
        waiting=waiting,
        free=sum(1 for row in rows if not row.holder or row.mine),
        oldest=moments.short_age(oldest.since, now=now) if oldest else "",
        oldest_since=moments.at(oldest.since) if oldest else "",
        mine=_count(session, actor, col(Return.assigned_to) == actor.id),
        rows=rows,
        beyond=len(found) > SHOWN,
    )


def hold_view(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> HoldView:
    """How a return is held. Raises `NotFound` beyond the actor's scope."""
    row = fetch(session, actor, return_id)
    more = _more(session, actor, row) if actor.role in DESK_ROLES else ""
    if row.held_by is None or row.held_until is None or row.held_until <= now:
        return HoldView(more=more)
    until = moments.clock(row.held_until)
    if row.held_by == actor.id:
        return HoldView("mine", until=until, more=more)
    holder = session.get(User, row.held_by)
    return HoldView("other", holder.name if holder else "", until, more, may_take_over=supervises(actor))


def _rows(actor: Actor) -> Any:  # noqa: ANN401 - a select of five columns, told by its use
    holder, mate = (User.__table__.alias(name) for name in ("holder", "mate"))  # type: ignore[attr-defined]
    return (
        select(Return, Customer.name, ReturnPolicy.name, mate.c.name, holder.c.name)  # type: ignore[call-overload]
        .outerjoin(Customer, col(Customer.id) == Return.customer_id)
        .outerjoin(ReturnPolicy, col(ReturnPolicy.id) == Return.policy_id)
        .outerjoin(mate, mate.c.id == Return.assigned_to)
        .outerjoin(holder, holder.c.id == Return.held_by)
        .where(_waits(actor))
    )


def _waits(actor: Actor) -> ColumnElement[bool]:
    return and_(col(Return.status) == Status.AUTHORIZATION_REQUESTED.value, in_scope(actor))


def _count(session: Session, actor: Actor, *conditions: ColumnElement[bool]) -> int:
    """How many wait, counted no further than is told."""
    some = select(col(Return.id)).where(_waits(actor), *conditions).limit(MOST_COUNTED + 1).subquery()
    count: int = session.execute(select(func.count()).select_from(some)).scalar_one()
    return count


def _capped(count: int) -> str:
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)


def _more(session: Session, actor: Actor, row: Return) -> str:
    others = _count(session, actor, col(Return.id) != row.id)
    return f"{_capped(others)} more in the queue" if others else "The last in the queue"


def _row(actor: Actor, row: Return, *names: str | None, now: datetime) -> QueueRow:
    customer, policy, mate, holder = (name or "" for name in names)
    held = holder if row.held_until is not None and row.held_until > now else ""
    mine = row.held_by == actor.id and bool(held)
    until = moments.clock(row.held_until) if row.held_until else ""
    return QueueRow(
        id=str(row.id),
        href=routes.queue_item(row.id) if mine else routes.return_page(row.id),
        number=shown_number(row),
        customer=customer,
        country=row.country,
        return_type=policy,
        order=row.order_number,
        assigned="You" if row.assigned_to == actor.id else mate,
        holder=f"{'You' if mine else held}, until {until}" if held else "",
        mine=mine,
        age=moments.short_age(row.since, now=now),
        late=lateness(row.status, row.since, now=now),
        since=moments.at(row.since),
    )
