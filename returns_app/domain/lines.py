"""The lines of a return: what may be asked for, and what a decision about them adds up to."""

from dataclasses import dataclass
from uuid import UUID

from returns_app.domain.errors import Problem
from returns_app.domain.money import Money
from returns_app.domain.policy import Level, Outcome, Policy
from returns_app.domain.texts import is_printable, text_problem
from returns_app.domain.words import Sentence, say

MAX_LINES = 50
MAX_QUANTITY = 999
MAX_NAME = 200
MAX_WORDS = 500


@dataclass(frozen=True)
class WantedLine:
    """A line as somebody asks for it. `product_id` is `None` for a product that was typed in."""

    product_id: UUID | None
    name: str
    quantity: int
    reason_id: UUID | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True)
class LineDecision:
    """What happens to the pieces of one line; the three numbers add up to what was asked.

    `kept` pieces are non-returnable: the customer keeps them. `reason` says why pieces were rejected.
    """

    line_id: UUID
    approved: int
    rejected: int
    kept: int
    reason: str = ""
    words: str = ""


@dataclass(frozen=True)
class Totals:
    """The pieces of a whole return, and the value of those that come back."""

    approved: int
    rejected: int
    kept: int
    value: Money | None


def line_problems(
    lines: tuple[WantedLine, ...], policy: Policy, reasons: frozenset[UUID]
) -> tuple[Problem, ...]:
    """Everything wrong with the wanted lines. Fields are `lines`, or `lines.<index>.<field>` (index from 0).

    `reasons` are the ones the policy offers. A reason or outcome left open is no problem here: it stays a question.
    How many products and pieces a policy takes is no guard but a rule that advises agents: see `findings.py`.
    """
    found = [_about_number_of_lines(lines)]
    for index, line in enumerate(lines):
        found += _about_line(f"lines.{index}", line, policy, reasons)
    return tuple(problem for problem in found if problem)


def lines_are_answered(lines: tuple[WantedLine, ...], policy: Policy, *, reason: bool, outcome: bool) -> bool:
    """Whether nothing about the lines is left to ask.

    `reason` and `outcome` say whether the return as a whole has one, for policies that ask once for the return.
    """
    by_line = all(
        (policy.reason_level is not Level.LINE or line.reason_id)
        and (policy.outcome_level is not Level.LINE or line.outcome)
        for line in lines
    )
    by_return = (policy.reason_level is not Level.RETURN or reason) and (
        policy.outcome_level is not Level.RETURN or outcome
    )
    return bool(lines) and by_line and by_return


def decision_problems(
    quantities: dict[UUID, int], decisions: tuple[LineDecision, ...]
) -> tuple[Problem, ...]:
    """Everything wrong with a decision about lines of these quantities, each problem at `decide.<line id>`."""
    by_line = {decision.line_id: decision for decision in decisions}
    found = [
        Problem(f"decide.{line_id}", say("Decide about this line."))
        for line_id in quantities
        if line_id not in by_line
    ]
    for line_id, decision in by_line.items():
        found += _about_decision(decision, quantities.get(line_id))
    if not found and all(decision.rejected == quantities[decision.line_id] for decision in decisions):
        found.append(Problem("decide", say("Every piece is rejected. Reject the return instead.")))
    return tuple(found)


def totals(decided: tuple[tuple[LineDecision, Money | None], ...]) -> Totals:
    """Add up decisions, each with the price of one piece. `value` is `None` when no price is known."""
    value: Money | None = None
    for decision, price in decided:
        if price is not None:
            worth = price.times(decision.approved)
            value = worth if value is None else value + worth
    choices = [decision for decision, _ in decided]
    return Totals(
        sum(choice.approved for choice in choices),
        sum(choice.rejected for choice in choices),
        sum(choice.kept for choice in choices),
        value,
    )


def name_problem(name: str) -> Sentence | None:
    """What is wrong with a product's name, if anything."""
    if not name.strip():
        return say("Say what the product is.")
    return text_problem(name, MAX_NAME)


def any_returnable(decisions: tuple[LineDecision, ...]) -> bool:
    """Whether anything comes back at all; otherwise there is nothing to ship."""
    return any(decision.approved for decision in decisions)


def _about_number_of_lines(lines: tuple[WantedLine, ...]) -> Problem | None:
    if not lines:
        return Problem("lines", say("Add at least one product."))
    if len(lines) > MAX_LINES:
        return Problem("lines", say("A return holds at most {limit} lines.", limit=MAX_LINES))
    return None


def _about_line(at: str, line: WantedLine, policy: Policy, reasons: frozenset[UUID]) -> list[Problem]:
    found = []
    if wrong := name_problem(line.name):
        found.append(Problem(f"{at}.name", wrong))
    if line.product_id is None and not policy.free_typed:
        found.append(Problem(f"{at}.name", say("Choose a product from the catalogue for this return type.")))
    if not 1 <= line.quantity <= MAX_QUANTITY:
        found.append(
            Problem(f"{at}.quantity", say("The quantity must be between 1 and {limit}.", limit=MAX_QUANTITY))
        )
    if line.reason_id is not None and line.reason_id not in reasons:
        found.append(Problem(f"{at}.reason", say("Choose one of the reasons of this return type.")))
    return found


def _about_decision(decision: LineDecision, quantity: int | None) -> list[Problem]:
    at = f"decide.{decision.line_id}"
    if quantity is None:
        return [Problem(at, say("This line is not part of this return."))]
    parts = (decision.approved, decision.rejected, decision.kept)
    found = []
    if min(parts) < 0 or sum(parts) != quantity:
        found.append(Problem(at, say("The pieces must add up to {quantity}.", quantity=quantity)))
    if decision.rejected > 0 and not decision.reason.strip():
        found.append(Problem(f"{at}.reason", say("Say why these pieces are rejected.")))
    if max(len(decision.reason), len(decision.words)) > MAX_WORDS:
        found.append(Problem(f"{at}.words", say("Keep this under {limit} characters.", limit=MAX_WORDS)))
    found += [
        Problem(f"{at}.{field}", say("This holds a character that cannot be printed."))
        for field, text in (("reason", decision.reason), ("words", decision.words))
        if not is_printable(text, breaks=True)
    ]
    return found
