"""Holding a return to the rules of its type: agents need an exception where one is broken, customers have none."""

from collections.abc import Iterable

from sqlmodel import Session

from returns_app.db.asked import standing_findings
from returns_app.db.drafts import LoadedDraft, load_draft
from returns_app.db.returns import Return
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Invalid, Problem
from returns_app.domain.excusing import may_excuse
from returns_app.domain.findings import CAUSED_BY, Finding, Rule
from returns_app.domain.policy import Policy
from returns_app.domain.wizard import StepKey
from returns_app.domain.words import Sentence, say
from returns_app.mail.brand import day_of


def require_excused(session: Session, actor: Actor, row: Return) -> None:
    """Raise `Invalid` at `finding.<rule>` for each rule that is broken without an exception.

    Ask it in the transaction that lets the return go on, with the row locked.
    """
    loaded = load_draft(session, row)
    found = standing_findings(session, loaded, day_of(row.created_at))
    if found and loaded.policy is not None:
        raise Invalid(*(_for_the_desk(actor, one, loaded.policy) for one in found))


def bind_customer(session: Session, loaded: LoadedDraft, steps: Iterable[StepKey]) -> None:
    """Raise `Invalid` where what a customer filled in at these steps breaks a rule that the desk did not let through.

    Problems are at `lines`, at `lines.<index>.quantity` or at `country`, in words the customer can act on.
    """
    own = set(steps)
    found = standing_findings(session, loaded, day_of(loaded.row.created_at))
    problems = [
        problem for one in found if CAUSED_BY[one.rule] in own for problem in _for_customer(one, loaded)
    ]
    if problems:
        raise Invalid(*problems)


def _for_the_desk(actor: Actor, finding: Finding, policy: Policy) -> Problem:
    return Problem(f"finding.{finding.rule}", _way_on(actor, finding, policy))


def _way_on(actor: Actor, finding: Finding, policy: Policy) -> Sentence:
    what = str(finding.sentence)
    if may_excuse(actor, finding, policy):
        return say("{finding} Choose why it is allowed anyway.", finding=what)
    return say("{finding} A supervisor has to allow this.", finding=what)


def _for_customer(finding: Finding, loaded: LoadedDraft) -> list[Problem]:
    if finding.rule is Rule.FOREIGN_COUNTRY:
        return [Problem("country", finding.advice)]
    if finding.rule is not Rule.SEVERAL_PIECES:
        return [Problem("lines", finding.advice)]
    at = {line.id: index for index, line in enumerate(loaded.lines)}
    return [Problem(f"lines.{at[line_id]}.quantity", finding.advice) for line_id in finding.lines]
