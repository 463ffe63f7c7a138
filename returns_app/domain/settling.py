"""How a return ends for the customer: what they get, and how much an agent may give."""

from dataclasses import dataclass
from enum import StrEnum

from returns_app.domain.errors import Problem
from returns_app.domain.lines import MAX_WORDS
from returns_app.domain.money import Money
from returns_app.domain.texts import text_problem
from returns_app.domain.words import Sentence, say

MAX_REFERENCE = 60
# What an agent may add to the value of the goods without asking, where the return type says nothing: 25.00.
GOODWILL_MINOR = 2500
# No refund is larger, whoever gives it; a slip of the hand with one digit too many stops here.
MOST_MINOR = 10_000_000


class Settling(StrEnum):
    """What the customer gets."""

    REFUND = "refund"
    EXCHANGE = "exchange"
    REPAIR = "repair"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Settled:
    """A settlement as somebody wants it. Only a refund has an amount."""

    outcome: str
    amount: Money | None = None
    reference: str = ""
    words: str = ""


@dataclass(frozen=True)
class Limit:
    """How much may be refunded: the value of the goods and what may be added to it; above that, a supervisor.

    `value` is `None` when no price is known, and then only the addition is free.
    """

    value: Money | None
    goodwill_minor: int = GOODWILL_MINOR
    may_exceed: bool = False

    @property
    def most_minor(self) -> int:
        """The highest refund this person may give."""
        if self.may_exceed:
            return MOST_MINOR
        return min((self.value.minor if self.value else 0) + self.goodwill_minor, MOST_MINOR)


def settlement_problems(wish: Settled, limit: Limit) -> tuple[Problem, ...]:
    """Everything wrong with a settlement, at `outcome`, `amount`, `reference` and `words`."""
    found = []
    if wish.outcome not in set(Settling):
        found.append(Problem("outcome", say("Choose what the customer gets.")))
    if wrong := _amount_problem(wish, limit):
        found.append(Problem("amount", wrong))
    for field, text, most in (("reference", wish.reference, MAX_REFERENCE), ("words", wish.words, MAX_WORDS)):
        if wrong := text_problem(text, most):
            found.append(Problem(field, wrong))
    return tuple(found)


def _amount_problem(wish: Settled, limit: Limit) -> Sentence | None:
    if wish.outcome != Settling.REFUND:
        return say("Only a refund has an amount.") if wish.amount is not None else None
    if wish.amount is None or wish.amount.minor <= 0:
        return say("Enter the amount, more than zero.")
    if limit.value is not None and wish.amount.currency != limit.value.currency:
        return say("The goods were paid in {currency}.", currency=limit.value.currency)
    if wish.amount.minor <= limit.most_minor:
        return None
    if limit.may_exceed:
        return say("This is more than can be refunded.")
    return say("This is more than the goods and your own limit. A supervisor can settle it.")
