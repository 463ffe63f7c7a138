"""Exceptions: letting a return go on against a rule of its type, as a record of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from returns_app.actions.hold_return import fetch_to_decide
from returns_app.db.asked import findings_of, granted
from returns_app.db.drafts import load_draft
from returns_app.db.exceptions import GrantedException, exceptions_of
from returns_app.db.returns import Return, fetch_for_change, touch
from returns_app.db.timeline import tell
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Forbidden, Invalid
from returns_app.domain.excusing import covers, excuse_problems, may_excuse, supervises
from returns_app.domain.findings import Finding, Rule
from returns_app.domain.lifecycle import Status, moved_on
from returns_app.domain.policy import Policy
from returns_app.domain.words import say
from returns_app.mail.brand import day_of

_UNDECIDED = frozenset({Status.DRAFT, Status.AUTHORIZATION_REQUESTED})
_MAX_LIMIT = 60


@dataclass(frozen=True)
class ExceptionWish:
    """Which rule to set aside, and why: the code of a reason, and words of the agent's own."""

    rule: Rule
    reason: str
    words: str = ""


def grant_exception(
    session: Session,
    actor: Actor,
    return_id: UUID,
    wish: ExceptionWish,
    *,
    version: int | None,
    now: datetime,
) -> Return:
    """Keep an exception under the actor's name: the rule, what it saw, its limit, the cost then, and why.

    There is one for each rule and return; granting it again in the same words does nothing. Raises `Invalid` at
    `finding.<rule>.reason` or `.words`, or at `finding.<rule>` when the rule is not broken; `Forbidden` when the goods
    are worth more than an agent may let through; `Conflict` when it is decided, held by another, or has changed.
    """
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    finding, policy = _finding(row, session, wish.rule)
    there = _exception(session, row, wish.rule)
    if there is not None and _is_the_same(there, actor, wish) and covers(granted(there), finding, policy):
        return row
    row = _undecided(session, actor, return_id, version, now=now)
    if found := excuse_problems(wish.rule, wish.reason, wish.words):
        raise Invalid(*found)
    if not may_excuse(actor, finding, policy):
        raise Forbidden(say("This is worth more than you may let through. A supervisor has to allow it."))
    kept = _keep(session, row, there, _record(actor, finding, wish, now=now))
    facts = {"observed": kept.observed, "limit": kept.limit_words, "reason": kept.reason}
    tell(
        session,
        row.id,
        "exception_granted",
        actor=actor,
        now=now,
        rule=kept.rule,
        exception_id=str(kept.id),
        **facts,
    )
    touch(session, row, now=now)
    return row


def withdraw_exception(
    session: Session, actor: Actor, return_id: UUID, rule: Rule, *, version: int | None, now: datetime
) -> Return:
    """Take an exception back, as long as nothing is decided. Withdrawing what is not there does nothing.

    An agent withdraws their own; a supervisor anybody's.
    """
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    there = _exception(session, row, rule)
    if there is None:
        return row
    row = _undecided(session, actor, return_id, version, now=now)
    if there.granted_by != actor.id and not supervises(actor):
        raise Forbidden(say("Somebody else made this exception. They or a supervisor can withdraw it."))
    session.delete(there)
    session.flush()
    tell(session, row.id, "exception_withdrawn", actor=actor, now=now, rule=rule.value)
    touch(session, row, now=now)
    return row


def _undecided(
    session: Session, actor: Actor, return_id: UUID, version: int | None, *, now: datetime
) -> Return:
    row = fetch_to_decide(session, actor, return_id, version, now=now)
    if row.status not in _UNDECIDED:
        raise moved_on(row.status)
    return row


def _finding(row: Return, session: Session, rule: Rule) -> tuple[Finding, Policy]:
    loaded = load_draft(session, row)
    found = next((one for one in findings_of(loaded, day_of(row.created_at)) if one.rule is rule), None)
    if found is None or loaded.policy is None:
        raise Invalid.at(
            f"finding.{rule}", say("This rule is not broken any more. Nothing has to be allowed.")
        )
    return found, loaded.policy


def _exception(session: Session, row: Return, rule: Rule) -> GrantedException | None:
    return next((one for one in exceptions_of(session, row.id) if one.rule == rule), None)


def _is_the_same(there: GrantedException, actor: Actor, wish: ExceptionWish) -> bool:
    return (there.granted_by, there.reason, there.words) == (actor.id, wish.reason, wish.words.strip())


def _record(actor: Actor, finding: Finding, wish: ExceptionWish, *, now: datetime) -> dict[str, Any]:
    return {
        "rule": finding.rule.value,
        "observed": finding.observed,
        "limit_words": finding.limit[:_MAX_LIMIT],
        "reason": wish.reason,
        "words": wish.words.strip(),
        "cost_minor": finding.cost.minor if finding.cost else None,
        "currency": finding.cost.currency if finding.cost else "",
        "granted_by": actor.id,
        "granted_at": now,
    }


def _keep(
    session: Session, row: Return, there: GrantedException | None, record: dict[str, Any]
) -> GrantedException:
    kept = there or GrantedException(return_id=row.id, **record)
    for name, value in record.items():
        setattr(kept, name, value)
    session.add(kept)
    session.flush()
    return kept
