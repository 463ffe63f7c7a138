"""A return as the rules that advise agents look at it, and what they found that no exception covers."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlmodel import Session

from returns_app.db.drafts import LoadedDraft
from returns_app.db.exceptions import GrantedException, exceptions_of
from returns_app.db.returns import ReturnLine
from returns_app.domain.excusing import Granted, uncovered
from returns_app.domain.findings import Asked, AskedLine, Finding, Rule, findings
from returns_app.domain.money import Money

_NONE: Mapping[UUID, int] = {}


def asked_of(loaded: LoadedDraft, asked_on: date, rejected: Mapping[UUID, int] = _NONE) -> Asked:
    """What a return asks for. `rejected` pieces by line count in the place of those that are kept about it."""
    return Asked(
        lines=tuple(_line(line, rejected.get(line.id, line.rejected or 0)) for line in loaded.lines),
        country=loaded.row.country,
        asked_on=asked_on,
        delivered_on=loaded.row.delivered_on,
    )


def findings_of(
    loaded: LoadedDraft, asked_on: date, rejected: Mapping[UUID, int] = _NONE
) -> tuple[Finding, ...]:
    """The rules that a return breaks; none while it has no type."""
    return findings(asked_of(loaded, asked_on, rejected), loaded.policy) if loaded.policy else ()


def standing_findings(session: Session, loaded: LoadedDraft, asked_on: date) -> tuple[Finding, ...]:
    """The rules that a return breaks without an exception that covers it."""
    found = findings_of(loaded, asked_on)
    if not found or loaded.policy is None:
        return ()
    made = tuple(granted(row) for row in exceptions_of(session, loaded.row.id))
    return uncovered(found, made, loaded.policy)


def granted(row: GrantedException) -> Granted:
    """An exception as the rules see it."""
    cost = Money(row.cost_minor, row.currency) if row.cost_minor is not None else None
    return Granted(Rule(row.rule), row.observed, cost)


def _line(line: ReturnLine, rejected: int) -> AskedLine:
    price = Money(line.price_minor, line.currency) if line.price_minor is not None else None
    return AskedLine(line.id, max(line.quantity - rejected, 0), price)
