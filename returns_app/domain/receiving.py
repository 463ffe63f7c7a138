"""A parcel that was opened: what was to be in it, what was in it, and what that adds up to."""

from dataclasses import dataclass
from uuid import UUID

from returns_app.domain.errors import Problem
from returns_app.domain.lines import MAX_QUANTITY, MAX_WORDS, name_problem
from returns_app.domain.money import Money
from returns_app.domain.texts import text_problem
from returns_app.domain.words import Sentence, say

MAX_RECEIVED = 9999
MAX_UNDECLARED = 20


@dataclass(frozen=True)
class Announced:
    """A line of the return as it was approved: how many pieces were to come, and the price of one."""

    line_id: UUID
    expected: int
    price: Money | None = None


@dataclass(frozen=True)
class Count:
    """What was counted of a line. `damaged` pieces are some of the received ones; `words` are about them."""

    line_id: UUID
    received: int
    damaged: int = 0
    words: str = ""


@dataclass(frozen=True)
class Undeclared:
    """Something in the parcel that nobody had announced."""

    name: str
    quantity: int = 1
    words: str = ""


@dataclass(frozen=True)
class Difference:
    """A line compared. Pieces that came beyond the announced ones are `surplus`; those that did not, `missing`."""

    line_id: UUID
    expected: int
    received: int
    damaged: int

    @property
    def missing(self) -> int:
        """How many pieces did not come."""
        return max(self.expected - self.received, 0)

    @property
    def surplus(self) -> int:
        """How many pieces came that nobody expected."""
        return max(self.received - self.expected, 0)

    @property
    def accepted(self) -> int:
        """The pieces that were announced and came, damaged or not."""
        return min(self.received, self.expected)

    @property
    def sound(self) -> int:
        """The accepted pieces that are not damaged; of pieces too many, the damaged ones are the surplus."""
        return min(self.accepted, self.received - self.damaged)


@dataclass(frozen=True)
class Found:
    """What a whole check adds up to, in pieces."""

    expected: int
    received: int
    missing: int
    surplus: int
    damaged: int
    undeclared: int

    @property
    def is_as_expected(self) -> bool:
        """Whether everything announced came, whole, and nothing else did."""
        return not (self.missing or self.surplus or self.damaged or self.undeclared)


@dataclass(frozen=True)
class Worth:
    """What came back is worth: all accepted pieces, and those of them that are sound. `None` when no price is known."""

    accepted: Money | None
    sound: Money | None


def compare(line: Announced, count: Count) -> Difference:
    """What a count says about its line."""
    return Difference(line.line_id, line.expected, count.received, count.damaged)


def add_up(differences: tuple[Difference, ...], undeclared: tuple[Undeclared, ...]) -> Found:
    """The whole parcel."""
    return Found(
        expected=sum(one.expected for one in differences),
        received=sum(one.received for one in differences),
        missing=sum(one.missing for one in differences),
        surplus=sum(one.surplus for one in differences),
        damaged=sum(one.damaged for one in differences),
        undeclared=sum(item.quantity for item in undeclared),
    )


def worth(compared: tuple[tuple[Difference, Money | None], ...]) -> Worth:
    """The value of what came back, by the price of one piece of each line; surplus is nobody's claim.

    Lines without a price count nothing; two currencies cannot be added, and then the value is unknown.
    """
    priced = [(difference, price) for difference, price in compared if price is not None]
    if not priced or len({price.currency for _, price in priced}) > 1:
        return Worth(None, None)
    nothing = Money(0, priced[0][1].currency)
    return Worth(
        sum((price.times(one.accepted) for one, price in priced), nothing),
        sum((price.times(one.sound) for one, price in priced), nothing),
    )


def check_problems(
    expected: dict[UUID, int], counts: tuple[Count, ...], *, whole: bool
) -> tuple[Problem, ...]:
    """Everything wrong with counted lines. Fields are `check.<line id>.received`, `.damaged` and `.words`.

    With `whole` every line has to be counted; without, those counted so far are looked at.
    """
    counted = {count.line_id for count in counts}
    found = [
        Problem(f"check.{line_id}.received", say("Count this line."))
        for line_id in expected
        if whole and line_id not in counted
    ]
    for count in counts:
        found += _about_count(count, known=count.line_id in expected)
    return tuple(found)


def undeclared_problems(items: tuple[Undeclared, ...]) -> tuple[Problem, ...]:
    """Everything wrong with undeclared items. Fields are `undeclared`, or `undeclared.<index>.<field>` from 0."""
    if len(items) > MAX_UNDECLARED:
        return (
            Problem("undeclared", say("Note at most {limit} undeclared products.", limit=MAX_UNDECLARED)),
        )
    return tuple(
        problem
        for index, item in enumerate(items)
        for problem in _about_undeclared(f"undeclared.{index}", item)
    )


def summary(found: Found) -> tuple[Sentence, ...]:
    """The check in short sentences: how much came, then each kind of difference that there is."""
    if found.is_as_expected:
        return (say("Everything came as announced."),)
    differences = (
        (found.missing, say("{count} missing.", count=found.missing)),
        (found.surplus, say("{count} too many.", count=found.surplus)),
        (found.damaged, say("{count} damaged.", count=found.damaged)),
        (found.undeclared, say("{count} not announced.", count=found.undeclared)),
    )
    came = say("{received} of {expected} pieces came.", received=found.received, expected=found.expected)
    return (came, *(words for count, words in differences if count))


def _about_count(count: Count, *, known: bool) -> list[Problem]:
    at = f"check.{count.line_id}"
    if not known:
        return [Problem(f"{at}.received", say("This line is not part of this return."))]
    found = []
    if not 0 <= count.received <= MAX_RECEIVED:
        found.append(
            Problem(f"{at}.received", say("Enter a number between 0 and {limit}.", limit=MAX_RECEIVED))
        )
    if not 0 <= count.damaged <= max(count.received, 0):
        found.append(Problem(f"{at}.damaged", say("Not more can be damaged than came.")))
    if wrong := text_problem(count.words, MAX_WORDS):
        found.append(Problem(f"{at}.words", wrong))
    return found


def _about_undeclared(at: str, item: Undeclared) -> list[Problem]:
    found = []
    if wrong := name_problem(item.name):
        found.append(Problem(f"{at}.name", wrong))
    if not 1 <= item.quantity <= MAX_QUANTITY:
        words = say("The quantity must be between 1 and {limit}.", limit=MAX_QUANTITY)
        found.append(Problem(f"{at}.quantity", words))
    if wrong := text_problem(item.words, MAX_WORDS):
        found.append(Problem(f"{at}.words", wrong))
    return found
