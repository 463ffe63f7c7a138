"""Walking along an index of returns: the ids of one page, at a cost that does not grow with the returns there are.

Each walk takes one condition and one order that an index answers together, looks at no more than `WALK` returns on its
way, and checks everything else on those. A page that is not full may thus have more behind it: its cursor goes on.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, TextClause, and_, or_, select, true, tuple_
from sqlmodel import Session, col

from returns_app.db.returns import DONE, OPEN, REFUND_OPEN, Return
from returns_app.domain.actors import Actor
from returns_app.domain.lifecycle import FINAL, Status
from returns_app.mail.brand import day_of, midnight
from returns_app.queries.find_query import ME, NOBODY, Find, Sort, View
from returns_app.queries.page_address import YEARS
from returns_app.queries.scope import in_scope

# The most returns that one page looks at.
WALK: Final = 5000
TO_DO: Final = (Status.AUTHORIZATION_REQUESTED, Status.SETTLEMENT_REQUESTED, Status.PICKUP_REQUESTED)
WAITS: Final = (Status.AWAITING_CUSTOMER, Status.APPROVED, Status.SUBMITTED, Status.RECEIVED)
_OPEN: Final = tuple(status for status in Status if status not in FINAL)
_IN_VIEW: Final[dict[View, tuple[Status, ...]]] = {
    View.OPEN: _OPEN,
    View.URGENT: _OPEN,
    View.TODO: TO_DO,
    View.AUTHORIZE: (Status.AUTHORIZATION_REQUESTED,),
    View.WAITING: WAITS,
    View.RECEIVED: (Status.RECEIVED,),
    View.DRAFTS: (Status.DRAFT,),
    View.DONE: tuple(FINAL),
    View.ALL: tuple(Status),
}
_KEPT: Final = (
    Return.id, Return.status, Return.country, Return.policy_id, Return.assigned_to, Return.changed_at, Return.since,
    Return.created_at, Return.urgent_at, Return.urgent_why, Return.unanswered_at, Return.reference,
    Return.refund_due_on,
)  # fmt: skip


# A moment, or a day, with the id of the return that has it.
Place = tuple[date, UUID]


@dataclass(frozen=True)
class Step:
    """One page's worth of a walk: what was found in the order of the list, and where it can go on.

    `first` and `last` are the moments, by the sort, of the first and the last one; `mended` are words that
    replace typing errors.
    """

    ids: tuple[UUID, ...] = ()
    newer: str = ""
    older: str = ""
    first: datetime | None = None
    last: datetime | None = None
    mended: tuple[str, ...] = ()


def walk(session: Session, actor: Actor, find: Find, *, size: int, now: datetime) -> Step:
    """The ids of a page, by a walk along the index of the sort. Two statements at most."""
    backward = _place(find, find.after) is not None
    walked = _walked(find, backward=backward, now=now).subquery()
    moment = walked.c[_moment(find).key]
    fit = select(walked.c.id, moment).where(fits(actor, find, walked.c, now=now)).limit(size + 1)
    found = [(moment, return_id) for return_id, moment in session.execute(fit)]
    more, found = len(found) > size, found[:size]
    end = found[-1] if more else _end(session, walked, moment)
    if backward:
        found.reverse()
    return _step(found, find, end=end, backward=backward)


def fits(actor: Actor, find: Find, rows: Any, *, now: datetime) -> ColumnElement[bool]:  # noqa: ANN401 - columns
    """Whether a return is within scope, view and filters; the words searched for are left to others."""
    return and_(
        in_scope(actor, rows),
        rows.status.in_(statuses_of(find)),
        _urgency(find, rows, now=now),
        rows.policy_id.in_(find.policies) if find.policies else true(),
        _worked_on_by(actor, find.agents, rows) if find.agents else true(),
        rows.country.in_(find.countries) if find.countries else true(),
        rows.changed_at >= midnight(find.changed_from) if find.changed_from else true(),
        rows.changed_at < midnight(find.changed_until + timedelta(days=1)) if find.changed_until else true(),
        rows.urgent_why.in_(find.why) if find.why else true(),
        rows.unanswered_at.is_not(None) if find.unanswered else true(),
        _refund(find, rows, now=now),
    )


def statuses_of(find: Find) -> tuple[Status, ...]:
    """The statuses that both the view and the filter allow."""
    in_view = _IN_VIEW[find.view]
    return tuple(one for one in in_view if one in find.statuses) if find.statuses else in_view


def is_by_urgency(find: Find) -> bool:
    """Whether the list goes by the moment somebody got stuck: what is urgent changed or waits since then."""
    return find.view is View.URGENT and not find.refund and find.sort in {Sort.CHANGED, Sort.WAITING}


def _walked(find: Find, *, backward: bool, now: datetime) -> Select[Any]:
    """The next returns of the index, whether they fit or not."""
    moment, key = _moment(find), col(Return.id)
    falling = (find.sort in {Sort.CHANGED, Sort.NEWEST} and not find.refund) is not backward
    query = select(*_KEPT).where(_driver(find, now=now)).limit(WALK)  # type: ignore[call-overload]
    place = _place(find, find.after) or _place(find, find.before)
    if place is not None:
        query = query.where(tuple_(moment, key) < place if falling else tuple_(moment, key) > place)
    order = (moment.desc(), key.desc()) if falling else (moment, key)
    walked: Select[Any] = query.order_by(*order)
    return walked


def _driver(find: Find, *, now: datetime) -> ColumnElement[bool] | TextClause:
    """The condition that chooses the index, beside the sort."""
    if find.refund:
        return REFUND_OPEN
    if is_by_urgency(find):
        return and_(col(Return.urgent_at).is_not(None), col(Return.urgent_at) <= now)
    statuses = statuses_of(find)
    by_time_there = find.sort in {Sort.CHANGED, Sort.WAITING}
    if find.unanswered:
        return col(Return.unanswered_at).is_not(None)
    if len(statuses) == 1 and by_time_there:
        return col(Return.status) == statuses[0]
    if FINAL.isdisjoint(statuses):
        return OPEN
    # The newest are open for the most part: a walk from them to those that are done would be long.
    if FINAL.issuperset(statuses) and not by_time_there:
        return DONE
    return true()


def _moment(find: Find) -> Any:  # noqa: ANN401 - a column
    if find.refund:
        return col(Return.refund_due_on)
    if is_by_urgency(find):
        return col(Return.urgent_at)
    match find.sort:
        case Sort.CHANGED:
            return col(Return.changed_at)
        case Sort.WAITING:
            return col(Return.since)
        case Sort.NEWEST | Sort.OLDEST:
            return col(Return.created_at)


def _end(session: Session, walked: Any, moment: Any) -> Place | None:  # noqa: ANN401
    """Where a walk stopped that looked at all it may; nothing when it came to the end of the returns."""
    last = session.execute(select(moment, walked.c.id).offset(WALK - 1).limit(1)).first()
    return (last[0], last[1]) if last else None


def _step(found: list[Place], find: Find, *, end: Place | None, backward: bool) -> Step:
    came_from = _place(find, find.after) or _place(find, find.before)
    first, last = (found[0], found[-1]) if found else (came_from, came_from)
    on = _cursor(end)
    back = _cursor(last if backward else first) if came_from else ""
    ids = tuple(return_id for _, return_id in found)
    newer, older = (on, back) if backward else (back, on)
    return Step(ids, newer, older, first and _begin_of(first[0]), last and _begin_of(last[0]))


def _place(find: Find, text: str) -> Place | None:
    """The place of a cursor in the order of this list: refunds are walked by days, all else by moments.

    Nothing for what is no cursor, nor for one near the ends of the calendar, where a database has no such moment.
    """
    moment, _, key = text.partition("~")
    try:
        at = date.fromisoformat(moment) if find.refund else datetime.fromisoformat(moment)
        place = (at, UUID(key))
    except ValueError:
        return None
    is_aware = not isinstance(at, datetime) or at.tzinfo is not None
    return place if is_aware and at.year in YEARS else None


def _begin_of(moment: date) -> datetime:
    """The moment, or the first one of a day."""
    return moment if isinstance(moment, datetime) else midnight(moment)


def _refund(find: Find, rows: Any, *, now: datetime) -> ColumnElement[bool]:  # noqa: ANN401 - columns
    if not find.refund:
        return true()
    unsettled = and_(rows.refund_due_on.is_not(None), rows.status.not_in(FINAL))
    today = day_of(now)
    return and_(unsettled, rows.refund_due_on <= today) if find.refund == "due" else unsettled


def _cursor(place: Place | None) -> str:
    return f"{place[0].isoformat()}~{place[1]}" if place else ""


def _urgency(find: Find, rows: Any, *, now: datetime) -> ColumnElement[bool]:  # noqa: ANN401 - columns
    if find.view is View.URGENT:
        urgent: ColumnElement[bool] = rows.urgent_at <= now
        return urgent
    if find.view is View.WAITING:
        return or_(rows.urgent_at.is_(None), rows.urgent_at > now)
    return true()


def _worked_on_by(actor: Actor, agents: tuple[str, ...], rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    ids = {actor.id if agent == ME else UUID(agent) for agent in agents if agent != NOBODY}
    mine: ColumnElement[bool] = rows.assigned_to.in_(ids - {None})
    return or_(mine, rows.assigned_to.is_(None)) if NOBODY in agents else mine
