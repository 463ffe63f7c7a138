"""Exceptions: who may let a return go on against a finding, why, and how long that holds."""

from dataclasses import dataclass

from returns_app.domain.actors import SUPERVISING_ROLES, Actor
from returns_app.domain.errors import Problem
from returns_app.domain.findings import Finding, Rule
from returns_app.domain.lines import MAX_WORDS
from returns_app.domain.money import Money
from returns_app.domain.policy import Policy
from returns_app.domain.texts import text_problem
from returns_app.domain.words import Sentence, say

OTHER = "other"
EXCUSES: dict[str, Sentence] = {
    "goodwill": say("Goodwill, loyal customer"),
    "our_mistake": say("Our mistake"),
    "late_delivery": say("Delivery was late"),
    "promised": say("Promised by a colleague"),
    "holidays": say("Holiday period"),
    OTHER: say("Other"),
}


@dataclass(frozen=True)
class Granted:
    """An exception that was made: what its maker saw then."""

    rule: Rule
    observed: str
    cost: Money | None


def is_over_limit(finding: Finding, policy: Policy) -> bool:
    """Whether the pieces are worth more than an agent may let through alone."""
    limit = policy.exception_limit_minor
    return limit is not None and finding.cost is not None and finding.cost.minor > limit


def supervises(actor: Actor) -> bool:
    """Whether the actor may do what is beyond an agent."""
    return actor.role in SUPERVISING_ROLES


def may_excuse(actor: Actor, finding: Finding, policy: Policy) -> bool:
    """Whether this member of the desk may make the exception."""
    return supervises(actor) or not is_over_limit(finding, policy)


def covers(granted: Granted, finding: Finding, policy: Policy) -> bool:
    """Whether an exception still holds: the rule is broken no worse than its maker saw.

    Goods that became dearer are still covered up to what an agent may let through alone, for the customer may have
    filled in the products after it was made.
    """
    if granted.rule is not finding.rule or _is_worse(finding, granted.observed):
        return False
    return not is_over_limit(finding, policy) or _is_no_dearer(finding.cost, granted.cost)


def uncovered(
    found: tuple[Finding, ...], exceptions: tuple[Granted, ...], policy: Policy
) -> tuple[Finding, ...]:
    """The findings that stand: no exception covers them."""
    return tuple(one for one in found if not any(covers(granted, one, policy) for granted in exceptions))


def excuse_problems(rule: Rule, reason: str, words: str) -> tuple[Problem, ...]:
    """Everything wrong with a reason, at `finding.<rule>.reason` and `finding.<rule>.words`."""
    found = []
    if reason not in EXCUSES:
        found.append(Problem(f"finding.{rule}.reason", say("Choose a reason.")))
    if reason == OTHER and not words.strip():
        found.append(Problem(f"finding.{rule}.words", say("Say why, in your words.")))
    if wrong := text_problem(words, MAX_WORDS, breaks=True):
        found.append(Problem(f"finding.{rule}.words", wrong))
    return tuple(found)


def _is_worse(finding: Finding, observed: str) -> bool:
    """A count that has grown, or another country than the one that was let through."""
    if finding.rule is Rule.FOREIGN_COUNTRY:
        return finding.observed != observed
    return int(finding.observed) > int(observed)


def _is_no_dearer(cost: Money | None, granted: Money | None) -> bool:
    if cost is None or granted is None:
        return False
    return cost.currency == granted.currency and cost.minor <= granted.minor
