"""How many returns are in each state and how old they are there, counted up to a limit, in one statement.

Every number is that of a walk along an index that holds all it needs: so many returns at most, however many there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import Date, Integer, String, TextClause, Uuid, bindparam, column, text
from sqlmodel import Session

from returns_app.db.columns import UtcDateTime
from returns_app.db.returns import OPEN, REFUND_OPEN
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.lifecycle import Status
from returns_app.mail.brand import day_of
from returns_app.queries.find_query import WHY

# Counting further would cost more where there is more to count: so many of each age, and for the sidebar.
CAP: Final = 50
SIDE_CAP: Final = 99
# The bounds of an age bar's four parts.
AGES: Final = (timedelta(hours=4), timedelta(days=1), timedelta(days=3))
UNANSWERED: Final = "unanswered"
REFUND_DUE: Final = "refund_due"
# The same for what is due on a day, in days past it: nothing is due since hours.
_DAYS: Final = (0, 1, 3)
_NAMES: Final = ("under 4 hours", "under a day", "under 3 days", "older")
_STATUSES: Final = (
    Status.AUTHORIZATION_REQUESTED, Status.SETTLEMENT_REQUESTED, Status.PICKUP_REQUESTED, Status.AWAITING_CUSTOMER,
    Status.APPROVED, Status.SUBMITTED, Status.RECEIVED,
)  # fmt: skip
_CALM: Final = "(urgent_at IS NULL OR urgent_at > :now)"
# What is counted: the condition that chooses the index, the moment that it is sorted by, and what else has to fit.
_KINDS: Final[dict[str, tuple[str, str, str]]] = {
    **{one.value: (f"{OPEN.text} AND status = '{one.value}'", "since", _CALM) for one in _STATUSES},
    **{why: (f"urgent_at IS NOT NULL AND urgent_why = '{why}'", "urgent_at", "1 = 1") for why in WHY},
    UNANSWERED: ("unanswered_at IS NOT NULL", "unanswered_at", "1 = 1"),
    REFUND_DUE: (REFUND_OPEN.text, "refund_due_on", "1 = 1"),
}


@dataclass(frozen=True)
class Counted:
    """A count by age: how many are under 4 hours, under a day, under 3 days, and older. Counting stops at a limit."""

    parts: tuple[int, ...] = (0, 0, 0, 0)
    oldest: datetime | None = None
    is_exact: bool = True

    @property
    def count(self) -> int:
        """All that were counted."""
        return sum(self.parts)

    @property
    def words(self) -> str:
        """The count as it is shown: `14`, or `500+` where there are more."""
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
        parts = tuple(sum(ages) for ages in zip(*(one.parts for one in every), strict=True))
        oldest = min((one.oldest for one in every if one.oldest), default=None)
        return Counted(parts, oldest, all(one.is_exact for one in every))


def count_all(session: Session, actor: Actor, *, mine: bool, now: datetime) -> dict[str, Counted]:
    """Every count of the dashboard, by status, by the reason of urgency, and `unanswered`."""
    if actor.kind is ActorKind.CUSTOMER:
        return dict.fromkeys(_KINDS, Counted())
    statement = _all(bool(actor.countries), bool(actor.policies), mine=mine)
    parts: dict[str, list[Any]] = {key: [] for key in _KINDS}
    for row in session.execute(statement, values_of(actor, now=now)):
        parts[row.key].append(row)
    return {key: _counted(rows) for key, rows in parts.items()}


def count_few(session: Session, actor: Actor, *, now: datetime) -> dict[str, Counted]:
    """How many wait for authorization, for an answer, and how many are urgent, as far as a sidebar tells."""
    if actor.kind is ActorKind.CUSTOMER:
        return dict.fromkeys(_KINDS, Counted())
    statement = _few(bool(actor.countries), bool(actor.policies))
    found = {row.key: row for row in session.execute(statement, values_of(actor, now=now))}
    return {
        key: Counted((min(row.fitting, SIDE_CAP), 0, 0, 0), None, row.walked <= SIDE_CAP)
        for key, row in found.items()
    }


def scope_words(*, countries: bool, policies: bool, mine: bool) -> str:
    """The scope of staff as a condition in words; the same rule as `scope.in_scope`."""
    parts = ["1 = 1"]
    if countries:
        parts.append("country IN :countries")
    if policies:
        parts.append("(policy_id IS NULL OR policy_id IN :policies)")
    if mine:
        parts.append("assigned_to = :me")
    return " AND ".join(parts)


def values_of(actor: Actor, *, now: datetime) -> dict[str, Any]:
    """What the statements ask for: who looks, within which scope, and the bounds of the ages."""
    bounds: dict[str, Any] = {f"age{at}": now - age for at, age in enumerate(AGES)}
    today = day_of(now)
    bounds |= {"today": today} | {f"day{at}": today - timedelta(days=days) for at, days in enumerate(_DAYS)}
    scope = {"countries": ["", *sorted(actor.countries)], "policies": sorted(actor.policies), "me": actor.id}
    return {"now": now, **bounds, **scope}


def prepared(query: str) -> TextClause:
    """A statement with our parameters, each of its type, as far as it names them."""
    types: dict[str, Any] = {
        "me": Uuid(), "now": UtcDateTime(), **{f"age{at}": UtcDateTime() for at in range(len(AGES))},
        "today": Date(), **{f"day{at}": Date() for at in range(len(_DAYS))},
    }  # fmt: skip
    named = [bindparam(name, type_=kind) for name, kind in types.items() if f":{name}" in query]
    for name, kind in (("countries", String()), ("policies", Uuid())):
        if f":{name}" in query:
            named.append(bindparam(name, type_=kind, expanding=True))
    return text(query).bindparams(*named)


@cache
def _all(countries: bool, policies: bool, *, mine: bool) -> Any:  # noqa: ANN401 - a statement for each kind of scope
    scope = scope_words(countries=countries, policies=policies, mine=mine)
    selects = [
        _walk(key, part, scope=scope, most=CAP, age=age) for key in _KINDS for part, age in enumerate(_AGED)
    ]
    return _typed(" UNION ALL ".join(selects))


@cache
def _few(countries: bool, policies: bool) -> Any:  # noqa: ANN401
    scope = scope_words(countries=countries, policies=policies, mine=False)
    kinds = (Status.AUTHORIZATION_REQUESTED.value, UNANSWERED, REFUND_DUE, *WHY)
    return _typed(
        " UNION ALL ".join(_walk(key, 0, scope=scope, most=SIDE_CAP + 1, age="<= :now") for key in kinds)
    )


def _walk(key: str, part: int, *, scope: str, most: int, age: str) -> str:
    driver, moment, fits = _KINDS[key]
    if key == REFUND_DUE:
        age = age.replace(":now", ":today").replace(":age", ":day")
    bounds = " AND ".join(f"{moment} {bound}" for bound in age.split(" AND "))
    mine = " AND assigned_to = :me" if "assigned_to" in scope else ""
    walked = (
        f"SELECT {moment} AS moment, CASE WHEN {fits} AND {scope} THEN 1 ELSE 0 END AS fits"  # noqa: S608 - of our words
        f" FROM returns WHERE {driver}{mine} AND {bounds} ORDER BY {moment} LIMIT {most}"
    )
    return (
        f"SELECT '{key}' AS key, {part} AS part, count(*) AS walked, coalesce(sum(fits), 0) AS fitting,"  # noqa: S608
        f" min(CASE WHEN fits = 1 THEN moment END) AS oldest FROM ({walked}) AS {key}{part}"
    )


def _typed(query: str) -> Any:  # noqa: ANN401
    return prepared(query).columns(
        column("key", String), column("part", Integer), column("walked", Integer), column("fitting", Integer),
        column("oldest", UtcDateTime),
    )  # fmt: skip


# From the youngest to the oldest.
_AGED: Final = ("> :age0 AND <= :now", "> :age1 AND <= :age0", "> :age2 AND <= :age1", "<= :age2")


def _counted(rows: list[Any]) -> Counted:
    parts = tuple(row.fitting for row in sorted(rows, key=lambda row: row.part))
    oldest = min((row.oldest for row in rows if row.oldest), default=None)
    return Counted(parts, oldest, all(row.walked < CAP for row in rows))
