"""Findings on screen: which rule is broken, how far, and whether an exception lets it through."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.accounts import User
from returns_app.db.asked import asked_of, findings_of, granted
from returns_app.db.drafts import LoadedDraft
from returns_app.db.exceptions import GrantedException, exceptions_of
from returns_app.domain.actors import Actor
from returns_app.domain.excusing import covers, may_excuse, supervises
from returns_app.domain.findings import Asked, Finding
from returns_app.domain.money import Money
from returns_app.domain.policy import Policy
from returns_app.i18n import SOURCE_LANGUAGE, money
from returns_app.mail.brand import day_of
from returns_app.queries.rule_words import (
    excuse_words,
    finding_numbers,
    finding_title,
    measured,
    rule_name,
)

_NONE: Mapping[UUID, int] = {}


@dataclass(frozen=True)
class FindingView:
    """One rule that is broken. `state` is open, excused or supervisor (an agent may not let it through alone).

    `reason` and `words` are those of the exception that was made; `remark` says what is or will be kept. `mine` is off
    where a colleague made it: then it is shown, not edited.
    """

    rule: str
    title: str
    numbers: str
    state: str
    reason: str = ""
    words: str = ""
    remark: str = ""
    mine: bool = True
    may_withdraw: bool = False


@dataclass(frozen=True)
class _Made:
    row: GrantedException
    name: str


def finding_views(
    session: Session,
    actor: Actor,
    loaded: LoadedDraft,
    rejected: Mapping[UUID, int] = _NONE,
    *,
    now: datetime,
) -> list[FindingView]:
    """The findings of a return as this member of the desk sees them; the statements do not depend on how many."""
    policy, day = loaded.policy, day_of(loaded.row.created_at)
    made = _made(session, loaded.row.id)
    if policy is None:
        return []
    asked = asked_of(loaded, day, rejected)
    return [
        _view(actor, one, made.get(one.rule.value), policy, asked=(asked, now))
        for one in findings_of(loaded, day, rejected)
    ]


def _made(session: Session, return_id: UUID) -> dict[str, _Made]:
    rows = exceptions_of(session, return_id)
    people = session.exec(
        select(User.id, User.name).where(col(User.id).in_({row.granted_by for row in rows}))
    )
    names = dict(people.all())
    return {row.rule: _Made(row, names.get(row.granted_by, "")) for row in rows}


def _view(
    actor: Actor, finding: Finding, made: _Made | None, policy: Policy, *, asked: tuple[Asked, datetime]
) -> FindingView:
    numbers = finding_numbers(finding, asked[0], policy, today=day_of(asked[1]))
    plain = FindingView(finding.rule.value, finding_title(finding), numbers, "open")
    if made is not None and covers(granted(made.row), finding, policy):
        return _excused(plain, actor, made)
    if not may_excuse(actor, finding, policy):
        return replace(plain, state="supervisor", remark=_beyond(finding, policy))
    seen = measured(finding.rule, finding.observed, finding.limit)
    remark = f"Kept as an exception under your name: {rule_name(finding.rule).lower()}, {seen}, reason."
    if made is not None:
        remark = f"The exception by {made.name} no longer covers this. {remark}"
    return replace(plain, remark=remark)


def _excused(plain: FindingView, actor: Actor, made: _Made) -> FindingView:
    row, mine = made.row, made.row.granted_by == actor.id
    seen = measured(row.rule, row.observed, row.limit_words)
    name = "your name" if mine else f"the name of {made.name}"
    kept = f"Kept as an exception under {name}: {rule_name(row.rule).lower()}, {seen}, "
    return replace(
        plain,
        state="excused",
        reason=row.reason,
        words=row.words,
        remark=f"{kept}{excuse_words(row.reason).lower()}.",
        mine=mine,
        may_withdraw=mine or supervises(actor),
    )


def _beyond(finding: Finding, policy: Policy) -> str:
    if finding.cost is None or policy.exception_limit_minor is None:
        return ""
    worth = money(SOURCE_LANGUAGE, finding.cost)
    limit = money(SOURCE_LANGUAGE, Money(policy.exception_limit_minor, finding.cost.currency))
    return f"This is worth {worth}. Up to {limit} you may allow it yourself; a supervisor decides about more."
