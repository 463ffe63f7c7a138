"""Lines: what may be asked for, what a decision adds up to."""

from uuid import uuid4

import pytest

from returns_app.domain.lines import (
    MAX_LINES,
    MAX_WORDS,
    LineDecision,
    WantedLine,
    any_returnable,
    decision_problems,
    line_problems,
    lines_are_answered,
    totals,
)
from returns_app.domain.money import Money
from returns_app.domain.policy import Level, Outcome, Policy
from returns_app.domain.refusing import REJECT_REASONS
from tests.domain.examples import REASON, line, policy

KNOWN = frozenset({REASON})


def fields(lines: tuple[WantedLine, ...], one: Policy | None = None) -> list[str]:
    """Where the problems of these lines are."""
    return [problem.field for problem in line_problems(lines, one or policy(), KNOWN)]


def test_good_lines_have_no_problem() -> None:
    """Reasons and outcomes may stay open: they become questions."""
    assert fields((line(), line(quantity=999, reason_id=REASON))) == []


@pytest.mark.parametrize("quantity", (0, -1, 1000, 10**9))
def test_a_quantity_out_of_bounds_is_named_at_its_line(quantity: int) -> None:
    """Zero, negative and absurd quantities are refused."""
    assert fields((line(), line(quantity=quantity))) == ["lines.1.quantity"]


@pytest.mark.parametrize(
    ("lines", "one", "field"),
    (
        ((), policy(), "lines"),
        ((line(),) * (MAX_LINES + 1), policy(), "lines"),
        ((line(product_id=None),), policy(free_typed=False), "lines.0.name"),
        ((line(name=" "),), policy(), "lines.0.name"),
        ((line(name="x" * 201),), policy(), "lines.0.name"),
        ((line(name="Tent\x00"),), policy(), "lines.0.name"),
        ((line(reason_id=uuid4()),), policy(), "lines.0.reason"),
    ),
)
def test_what_the_policy_does_not_allow_is_named_at_its_place(
    lines: tuple[WantedLine, ...], one: Policy, field: str
) -> None:
    """Each rule of the policy has its own field."""
    assert fields(lines, one) == [field]


def test_how_much_a_policy_takes_is_a_rule_that_advises_and_no_guard() -> None:
    """See the findings: an agent may let it through."""
    strict = policy(several_products=False, several_pieces=False, max_pieces=1)
    assert fields((line(quantity=2), line()), strict) == []


@pytest.mark.parametrize(
    ("one", "wanted", "whole", "expected"),
    (
        (policy(), line(), False, True),
        (policy(reason_level=Level.LINE), line(), False, False),
        (policy(reason_level=Level.LINE), line(reason_id=REASON), False, True),
        (policy(reason_level=Level.RETURN), line(reason_id=REASON), False, False),
        (policy(reason_level=Level.RETURN), line(), True, True),
        (policy(outcome_level=Level.LINE), line(), True, False),
        (policy(outcome_level=Level.LINE), line(outcome=Outcome.REFUND), False, True),
        (policy(outcome_level=Level.RETURN), line(), False, False),
        (policy(outcome_level=Level.RETURN), line(), True, True),
    ),
)
def test_lines_are_answered_when_nothing_is_left_to_ask(
    one: Policy, wanted: WantedLine, *, whole: bool, expected: bool
) -> None:
    """At the level the policy asks, and nowhere else."""
    assert lines_are_answered((wanted,), one, reason=whole, outcome=whole) is expected


def test_no_lines_are_no_answer() -> None:
    """A return without products is never complete."""
    assert not lines_are_answered((), policy(), reason=True, outcome=True)


def test_a_decision_must_add_up_for_every_line() -> None:
    """A missing line, a foreign line, a wrong sum, a negative part, no reason and too many words are each named."""
    first, second, foreign = uuid4(), uuid4(), uuid4()
    quantities = {first: 3, second: 1}
    decisions = (
        LineDecision(first, approved=1, rejected=1, kept=0, words="x" * 501),
        LineDecision(foreign, approved=1, rejected=0, kept=0),
    )
    found = {problem.field for problem in decision_problems(quantities, decisions)}
    assert found == {
        f"decide.{first}", f"decide.{first}.reason", f"decide.{first}.words", f"decide.{second}", f"decide.{foreign}",
    }  # fmt: skip
    negative = (LineDecision(first, approved=4, rejected=0, kept=-1), LineDecision(second, 1, 0, 0))
    assert [problem.field for problem in decision_problems(quantities, negative)] == [f"decide.{first}"]


def test_rejecting_everything_is_rejecting_the_return() -> None:
    """All pieces rejected is refused as a decision about lines; all pieces kept is not."""
    one = uuid4()
    rejected = (LineDecision(one, 0, 2, 0, reason="Worn"),)
    assert [problem.field for problem in decision_problems({one: 2}, rejected)] == ["decide"]
    assert decision_problems({one: 2}, (LineDecision(one, 0, 0, 2),)) == ()


def test_totals_count_pieces_and_the_value_that_comes_back() -> None:
    """Only approved pieces have a value; lines without a price have none."""
    price = Money(4495, "EUR")
    one = (LineDecision(uuid4(), 2, 1, 0), price)
    two = (LineDecision(uuid4(), 1, 0, 0), Money(100, "EUR"))
    typed = (LineDecision(uuid4(), 1, 0, 1), None)
    sums = totals((one, two, typed))
    assert (sums.approved, sums.rejected, sums.kept, sums.value) == (4, 1, 1, Money(9090, "EUR"))
    assert totals((typed,)).value is None


def test_nothing_comes_back_when_no_piece_is_approved() -> None:
    """Kept and rejected pieces need no shipping."""
    assert any_returnable((LineDecision(uuid4(), 0, 0, 1), LineDecision(uuid4(), 1, 0, 0)))
    assert not any_returnable((LineDecision(uuid4(), 0, 1, 1),))


def test_two_currencies_are_never_added() -> None:
    """It is a programming error, and loud."""
    with pytest.raises(ValueError, match="USD"):
        Money(1, "EUR") + Money(1, "USD")


def test_every_reason_to_reject_fits_into_a_mail_as_it_is() -> None:
    """A whole sentence, within what may be kept of a reason."""
    for sentence in REJECT_REASONS.values():
        assert str(sentence).endswith(".")
        assert len(str(sentence)) <= MAX_WORDS
