"""How many returns are in each state and how old they are there, counted up to a limit, in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, true, union_all
from sqlmodel import Session, col

from returns_app.db.columns import UtcDateTime
from returns_app.db.returns import OPEN, Return
from returns_app.domain.actors import Actor
from returns_app.domain.lifecycle import Status
from returns_app.queries.find_query import WHY
from returns_app.queries.scope import in_scope

# Counting further would cost more where there is more to count.
CAP: Final = 500
# The bounds of an age bar's four parts.
AGES: Final = (timedelta(hours=4), timedelta(days=1), timedelta(days=3))
_NAMES: Final = ("under 4 hours", "under a day", "under 3 days", "older")
STATUSES: Final = (
    Status.AUTHORIZATION_REQUESTED, Status.SETTLEMENT_REQUESTED, Status.PICKUP_REQUESTED, Status.AWAITING_CUSTOMER,
    Status.APPROVED, Status.SUBMITTED, Status.RECEIVED,
)  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """A count by age: how many are under 4 hours, under a day, under 3 days, and older. Counting stops at `CAP`."""

    parts: tuple[int, int, int, int] = (0, 0, 0, 0)
    oldest: datetime | None = None
    is_exact: bool = True

    @property
    def count(self) -> int:
        """All that were counted."""
        return sum(self.parts)

    @property
    def words(self) -> str:
        """The count as it is shown: `14`, or `500+`."""
        return str(self.count) if self.is_exact else f"{self.count}+"

    @property
    def shares(self) -> list[int]:
        """The parts in percent."""
        return [round(100 * part / self.count) if self.count else 0 for part in self.parts]

    @property
    def ages(self) -> str:
        """The parts in words, for those who do not see the bar."""
        return ", ".join(f"{part} {name}" for part, name in zip(self.parts, _NAMES, strict=True) if part)

    @staticmethod
    def together(several: "Iterable[Counted]") -> "Counted":
        """The sum."""
        every = list(several)
        moments = [one.oldest for one in every if one.oldest]
        first, second, third, fourth = (sum(one.parts[at] for one in every) for at in range(4))
        return Counted(
            (first, second, third, fourth), min(moments, default=None), all(one.is_exact for one in every)
        )


def count_all(session: Session, actor: Actor, *, mine: bool, now: datetime) -> dict[str, Counted]:
    """Every count of the dashboard, by status, by the reason of urgency, and `unanswered`."""
    common = and_(in_scope(actor), col(Return.assigned_to) == actor.id if mine else true())
    calm = or_(col(Return.urgent_at).is_(None), col(Return.urgent_at) > now)
    wanted: dict[str, tuple[ColumnElement[bool], Any]] = {
        status.value: (and_(OPEN, col(Return.status) == status, calm), col(Return.since))
        for status in STATUSES
    }
    for why in WHY:
        urgent = and_(col(Return.urgent_why) == why, col(Return.urgent_at) <= now)
        wanted[why] = (urgent, col(Return.urgent_at))
    wanted["unanswered"] = (col(Return.unanswered_at).is_not(None), col(Return.unanswered_at))
    selects = [_one(key, and_(fits, common), moment, now=now) for key, (fits, moment) in wanted.items()]
    found = {row[0]: row for row in session.execute(union_all(*selects))}
    return {key: _counted(found[key]) for key in wanted}


def _one(key: str, fits: ColumnElement[bool], moment: Any, *, now: datetime) -> Any:  # noqa: ANN401
    rows = select(moment.label("at")).where(fits).order_by(moment).limit(CAP + 1).subquery()
    bounds = [None, *(now - age for age in AGES), None]
    parts = [
        func.coalesce(func.sum(case((_between(rows.c.at, upper, lower), 1), else_=0)), 0)
        for upper, lower in pairwise(bounds)
    ]
    return select(literal(key), func.min(rows.c.at, type_=UtcDateTime), *parts).select_from(rows)


def _between(at: Any, upper: datetime | None, lower: datetime | None) -> ColumnElement[bool]:  # noqa: ANN401
    return and_(at <= upper if upper else true(), at > lower if lower else true())


def _counted(row: Any) -> Counted:  # noqa: ANN401 - a row of `_one`
    _, oldest, *parts = row
    first, second, third, fourth = (int(part) for part in parts)
    if first + second + third + fourth <= CAP:
        return Counted((first, second, third, fourth), oldest)
    return Counted((first, second, third, fourth - 1), oldest, is_exact=False)
