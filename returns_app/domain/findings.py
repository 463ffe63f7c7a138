"""Rules of a return type that bind customers and advise agents: what each found, against which limit, at what cost.

An agent may let a return go on against a finding, with a reason (`excusing.py`). What must never be let through is no
finding: pieces that do not add up, quantities out of bounds, and what is already in another return.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from returns_app.domain.money import Money
from returns_app.domain.policy import Policy
from returns_app.domain.wizard import StepKey
from returns_app.domain.words import Sentence, say


class Rule(StrEnum):
    """The rules by name, as exceptions keep them."""

    OUTSIDE_WINDOW = "outside_window"
    OVER_QUANTITY = "over_quantity"
    SEVERAL_PIECES = "several_pieces"
    SEVERAL_PRODUCTS = "several_products"
    FOREIGN_COUNTRY = "foreign_country"


# Which of the customer's own steps can bring a finding about; what the desk filled in alone is the desk's word.
CAUSED_BY: dict[Rule, StepKey] = {
    Rule.OUTSIDE_WINDOW: StepKey.PRODUCTS,
    Rule.OVER_QUANTITY: StepKey.PRODUCTS,
    Rule.SEVERAL_PIECES: StepKey.PRODUCTS,
    Rule.SEVERAL_PRODUCTS: StepKey.PRODUCTS,
    Rule.FOREIGN_COUNTRY: StepKey.ADDRESS,
}


@dataclass(frozen=True)
class AskedLine:
    """One line as the rules see it: the pieces that are not rejected, and the price of one where it is known."""

    id: UUID
    pieces: int
    price: Money | None = None

    @property
    def worth(self) -> Money | None:
        """What all its pieces cost."""
        return self.price.times(self.pieces) if self.price else None


@dataclass(frozen=True)
class Asked:
    """What is asked of the merchant. `asked_on` is the day on which the return was begun, where the merchant is."""

    lines: tuple[AskedLine, ...]
    country: str
    asked_on: date
    delivered_on: date | None = None

    @property
    def pieces(self) -> int:
        """How many pieces are asked for in all."""
        return sum(line.pieces for line in self.lines)


@dataclass(frozen=True)
class Finding:
    """One rule that is broken. `sentence` is for the desk, `advice` tells a customer what they can do.

    `observed` and `limit` are what the rule compared, as plain values. `cost` is the value of the pieces that go on
    because of it; `None` where no price is known. `lines` are the ones it is about.
    """

    rule: Rule
    sentence: Sentence
    advice: Sentence
    observed: str
    limit: str
    lines: tuple[UUID, ...]
    cost: Money | None


def outside_window(asked: Asked, policy: Policy) -> Finding | None:
    """The goods were delivered longer ago than the return type allows. A day on the limit is within it."""
    if asked.delivered_on is None:
        return None
    days = (asked.asked_on - asked.delivered_on).days
    late = days - policy.window_days
    if late <= 0:
        return None
    sentence = (
        say("One day outside the return window.")
        if late == 1
        else say("{days} days outside the return window.", days=late)
    )
    advice = say(
        "This is past the {limit} days for sending it back. Ask the service desk.", limit=policy.window_days
    )
    return _about_all(
        Rule.OUTSIDE_WINDOW, asked, sentence, advice, values=(str(days), str(policy.window_days))
    )


def over_quantity(asked: Asked, policy: Policy) -> Finding | None:
    """More pieces than the return type takes in one return. The dearest ones count as too many."""
    limit = policy.max_pieces
    if limit is None or asked.pieces <= limit:
        return None
    surplus = _dearest(asked.lines, asked.pieces - limit)
    return Finding(
        Rule.OVER_QUANTITY,
        say("{pieces} pieces, and this return type takes {limit}.", pieces=asked.pieces, limit=limit),
        say(
            "At most {limit} pieces fit in this return. Take some out, or ask the service desk.", limit=limit
        ),
        str(asked.pieces),
        str(limit),
        tuple(line.id for line in surplus),
        _cost(surplus),
    )


def several_pieces(asked: Asked, policy: Policy) -> Finding | None:
    """Several pieces of one product, where the return type takes one of each."""
    many = [line for line in asked.lines if line.pieces > 1]
    if policy.several_pieces or not many:
        return None
    return Finding(
        Rule.SEVERAL_PIECES,
        say("Several pieces of one product, and this return type takes one."),
        say("Only one piece of a product fits in this return. Take one, or ask the service desk."),
        str(max(line.pieces for line in many)),
        "1",
        tuple(line.id for line in many),
        _cost(AskedLine(line.id, line.pieces - 1, line.price) for line in many),
    )


def several_products(asked: Asked, policy: Policy) -> Finding | None:
    """Several lines, where the return type takes one. The cheapest counts as the one it takes."""
    there = [line for line in asked.lines if line.pieces]
    if policy.several_products or len(there) <= 1:
        return None
    surplus = sorted(there, key=lambda line: line.worth.minor if line.worth else 0)[1:]
    return Finding(
        Rule.SEVERAL_PRODUCTS,
        say("{count} products, and this return type takes one at a time.", count=len(there)),
        say("This return takes one product at a time. Take the others out, or ask the service desk."),
        str(len(there)),
        "1",
        tuple(line.id for line in surplus),
        _cost(surplus),
    )


def foreign_country(asked: Asked, policy: Policy) -> Finding | None:
    """The goods come from a country that the return type is not for. No country is known: nothing is found yet."""
    if not asked.country or not policy.countries or asked.country in policy.countries:
        return None
    values = (asked.country, ", ".join(sorted(policy.countries)))
    sentence = say("This return type is not meant for {country}.", country=asked.country)
    advice = say("This return type cannot be sent from there. Ask the service desk.")
    return _about_all(Rule.FOREIGN_COUNTRY, asked, sentence, advice, values=values)


RULES: tuple[Callable[[Asked, Policy], Finding | None], ...] = (
    outside_window,
    over_quantity,
    several_pieces,
    several_products,
    foreign_country,
)


def findings(asked: Asked, policy: Policy) -> tuple[Finding, ...]:
    """Every rule of the return type that is broken, in the order of the rules."""
    answers = (rule(asked, policy) for rule in RULES)
    return tuple(found for found in answers if found)


def _about_all(
    rule: Rule, asked: Asked, sentence: Sentence, advice: Sentence, *, values: tuple[str, str]
) -> Finding:
    lines = [line for line in asked.lines if line.pieces]
    return Finding(rule, sentence, advice, *values, tuple(line.id for line in lines), _cost(lines))


def _dearest(lines: tuple[AskedLine, ...], count: int) -> list[AskedLine]:
    """So many pieces of these lines, the dearest first: whoever asks for too much asks for those."""
    taken: list[AskedLine] = []
    for line in sorted(lines, key=lambda one: one.price.minor if one.price else 0, reverse=True):
        pieces = min(line.pieces, count)
        if pieces:
            taken.append(AskedLine(line.id, pieces, line.price))
        count -= pieces
    return taken


def _cost(lines: Iterable[AskedLine]) -> Money | None:
    """The value of these pieces as far as prices are known; of several currencies, the one that weighs most."""
    sums: dict[str, Money] = {}
    for line in lines:
        if (worth := line.worth) is not None:
            there = sums.get(worth.currency)
            sums[worth.currency] = worth if there is None else there + worth
    return max(sums.values(), key=lambda one: one.minor, default=None)


def last_day(delivered_on: date, policy: Policy) -> date:
    """The last day on which what was delivered then may be asked back."""
    return delivered_on + timedelta(days=policy.window_days)
