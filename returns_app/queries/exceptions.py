"""The report of exceptions: how often rules were set aside in a period, by whom, at what cost, for which returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, select
from sqlmodel import Session, col, func

from returns_app import routes
from returns_app.db.accounts import User
from returns_app.db.customers import Customer
from returns_app.db.exceptions import GrantedException
from returns_app.db.returns import Return
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Forbidden
from returns_app.domain.excusing import supervises
from returns_app.domain.findings import Rule
from returns_app.domain.money import Money
from returns_app.i18n import SOURCE_LANGUAGE, money
from returns_app.mail.brand import day_of, midnight
from returns_app.queries import moments
from returns_app.queries.exceptions_query import ReportFind, report_address
from returns_app.queries.page_address import day_text
from returns_app.queries.paging import Page, Walk
from returns_app.queries.rule_words import day_words, excuse_words, measured, rule_name
from returns_app.queries.scope import in_scope
from returns_app.queries.standing import shown_number

# More than a year of a busy desk; a report counts no further.
MOST_COUNTED = 20_000
_BANDS = ((5_000, "Under 50"), (15_000, "50 to 150"), (50_000, "150 to 500"))
_ABOVE, _UNKNOWN = "500 and more", "Price not known"


@dataclass(frozen=True)
class ShareView:
    """One part of the whole: a rule, a member of the desk, a band of cost. `part` is of a hundred, of the largest."""

    key: str
    label: str
    count: int
    cost: str
    part: int
    href: str = ""
    here: bool = False


@dataclass(frozen=True)
class ExceptionRow:
    """One exception as the list shows it."""

    id: str
    href: str
    number: str
    customer: str
    rule: str
    measured: str
    reason: str
    words: str
    agent: str
    cost: str
    when: str
    on: str


@dataclass(frozen=True)
class ReportView:
    """The report. `first` and `last` are the days of the period as date fields have them.

    `newer` and `older` are cursors, empty where there is nothing more.
    """

    first: str = ""
    last: str = ""
    days: int = 0
    period: str = ""
    filtered: str = ""
    count: int = 0
    cost: str = ""
    capped: bool = False
    by_rule: list[ShareView] = field(default_factory=list)
    by_agent: list[ShareView] = field(default_factory=list)
    by_cost: list[ShareView] = field(default_factory=list)
    rows: list[ExceptionRow] = field(default_factory=list)
    newer: str = ""
    older: str = ""


@dataclass(frozen=True)
class _Group:
    rule: str
    agent: UUID
    currency: str
    band: str
    count: int
    cost: int | None


def exceptions_report(session: Session, actor: Actor, find: ReportFind, *, now: datetime) -> ReportView:
    """The report within the actor's scope; supervisors and admins alone may read it.

    Three statements. What it costs is bounded by the period, and by `MOST_COUNTED`.
    """
    if not supervises(actor):
        raise Forbidden
    find = find.within(day_of(now))
    groups = _groups(session, actor, find)
    names = _names(session, {group.agent for group in groups})
    page = _granted(session, actor, find)
    count = sum(group.count for group in groups)
    return ReportView(
        first=day_text(find.first),
        last=day_text(find.last),
        days=find.days,
        period=_period(find),
        filtered=_filtered(find, names),
        count=count,
        cost=_cost(groups),
        capped=count >= MOST_COUNTED,
        by_rule=_shares(groups, find, kind="rule", names={rule.value: rule_name(rule) for rule in Rule}),
        by_agent=_shares(groups, find, kind="agent", names={str(one): name for one, name in names.items()}),
        by_cost=_bands(groups),
        rows=[_row(*one) for one in page.shown],
        newer=page.newer,
        older=page.older,
    )


def _within(actor: Actor, find: ReportFind) -> ColumnElement[bool]:
    at = col(GrantedException.granted_at)
    since = midnight(find.first or date.min)
    until = midnight((find.last or date.min) + timedelta(days=1))
    return and_(at >= since, at < until, in_scope(actor))


def _groups(session: Session, actor: Actor, find: ReportFind) -> list[_Group]:
    """Everything in the period in one statement, grouped so far that nothing grows with what is in it."""
    made = GrantedException
    some = (
        select(made.rule, made.granted_by, made.currency, made.cost_minor)  # type: ignore[call-overload]
        .join(Return, col(Return.id) == made.return_id)
        .where(_within(actor, find))
        .order_by(col(made.granted_at).desc())
        .limit(MOST_COUNTED)
        .subquery()
    )
    cost = some.c.cost_minor
    band = case((cost.is_(None), _UNKNOWN), *((cost < top, name) for top, name in _BANDS), else_=_ABOVE)
    by = (some.c.rule, some.c.granted_by, some.c.currency, band)
    found = session.execute(select(*by, func.count(), func.sum(cost)).group_by(*by))
    return [_Group(*one) for one in found]


def _names(session: Session, ids: set[UUID]) -> dict[UUID, str]:
    found = session.execute(select(col(User.id), col(User.name)).where(col(User.id).in_(ids)))
    return {one: name for one, name in found}  # noqa: C416 - rows are no pairs to a type checker


def _shares(
    groups: list[_Group], find: ReportFind, *, kind: str, names: Mapping[str, str]
) -> list[ShareView]:
    """The parts of one kind, the most frequent first; each leads to its own list, and back."""
    parts: dict[str, list[_Group]] = {}
    for group in groups:
        parts.setdefault(group.rule if kind == "rule" else str(group.agent), []).append(group)
    chosen = find.rule if kind == "rule" else find.agent
    shares = [
        _share(key, names.get(key, key), some, here=key == chosen)
        for key, some in sorted(parts.items(), key=lambda one: (-_count(one[1]), one[0]))
    ]
    return _with_parts([_linked(share, find, kind) for share in shares])


def _linked(share: ShareView, find: ReportFind, kind: str) -> ShareView:
    key = "" if share.here else share.key
    wish = find.only(rule=key) if kind == "rule" else find.only(agent=key)
    return replace(share, href=report_address(wish))


def _bands(groups: list[_Group]) -> list[ShareView]:
    order = [name for _, name in _BANDS] + [_ABOVE, _UNKNOWN]
    parts = {name: [group for group in groups if group.band == name] for name in order}
    return _with_parts([_share(name, name, some) for name, some in parts.items() if some])


def _share(key: str, label: str, groups: list[_Group], *, here: bool = False) -> ShareView:
    return ShareView(key, label, _count(groups), _cost(groups), 0, here=here)


def _with_parts(shares: list[ShareView]) -> list[ShareView]:
    most = max((share.count for share in shares), default=1)
    return [replace(share, part=max(round(100 * share.count / most), 1)) for share in shares]


def _count(groups: list[_Group]) -> int:
    return sum(group.count for group in groups)


def _cost(groups: list[_Group]) -> str:
    sums: dict[str, int] = {}
    for group in groups:
        if group.cost is not None:
            sums[group.currency] = sums.get(group.currency, 0) + int(group.cost)
    return " + ".join(
        money(SOURCE_LANGUAGE, Money(minor, currency)) for currency, minor in sorted(sums.items())
    )


def _period(find: ReportFind) -> str:
    if find.first is None or find.last is None:
        return ""
    return f"{day_words(find.first)} to {day_words(find.last)}"


def _filtered(find: ReportFind, names: Mapping[UUID, str]) -> str:
    agent = next((name for one, name in names.items() if str(one) == find.agent), "")
    parts = [rule_name(find.rule) if find.rule else "", f"by {agent}" if agent else ""]
    return ", ".join(part for part in parts if part)


def _granted(session: Session, actor: Actor, find: ReportFind) -> Page[Any]:
    """One page of the exceptions, each with its return and the names of its customer and agent."""
    made = GrantedException
    chosen = [col(made.rule) == find.rule] if find.rule else []
    chosen += [col(made.granted_by) == UUID(find.agent)] if find.agent else []
    query = (
        select(made, Return, Customer.name, User.name)  # type: ignore[call-overload]
        .join(Return, col(Return.id) == made.return_id)
        .join(User, col(User.id) == made.granted_by)
        .outerjoin(Customer, col(Customer.id) == Return.customer_id)
        .where(_within(actor, find), *chosen)
    )
    walk = Walk(find.before, find.after)
    found = session.execute(walk.ask(query, col(made.granted_at), col(made.id))).all()
    return walk.page(found, lambda one: (one[0].granted_at, one[0].id))


def _row(made: GrantedException, row: Return, customer: str | None, agent: str) -> ExceptionRow:
    cost = Money(made.cost_minor, made.currency) if made.cost_minor is not None else None
    return ExceptionRow(
        id=str(made.id),
        href=routes.return_page(row.id),
        number=shown_number(row),
        customer=customer or "",
        rule=rule_name(made.rule),
        measured=measured(made.rule, made.observed, made.limit_words),
        reason=excuse_words(made.reason),
        words=made.words,
        agent=agent,
        cost=money(SOURCE_LANGUAGE, cost) if cost else "",
        when=moments.at(made.granted_at),
        on=moments.on(made.granted_at),
    )
