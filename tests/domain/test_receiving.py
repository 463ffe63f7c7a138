"""Opened parcels: what a count adds up to, and what cannot be a count."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.domain.lines import MAX_WORDS
from returns_app.domain.money import Money
from returns_app.domain.receiving import (
    MAX_UNDECLARED,
    Announced,
    Count,
    Difference,
    Undeclared,
    Worth,
    add_up,
    check_problems,
    compare,
    summary,
    undeclared_problems,
    worth,
)

LINE = UUID(int=1)
OTHER = UUID(int=2)
PIECES = st.integers(0, 9999)


def difference(expected: int, received: int, damaged: int = 0) -> Difference:
    return compare(Announced(LINE, expected), Count(LINE, received, damaged))


def fields(*counts: Count, whole: bool = True) -> list[str]:
    return [problem.field for problem in check_problems({LINE: 2}, counts, whole=whole)]


@pytest.mark.parametrize(
    ("expected", "received", "damaged", "missing", "surplus", "accepted", "sound"),
    (
        (2, 2, 0, 0, 0, 2, 2),
        (2, 1, 0, 1, 0, 1, 1),
        (2, 3, 0, 0, 1, 2, 2),
        (2, 3, 1, 0, 1, 2, 2),
        (2, 3, 3, 0, 1, 2, 0),
        (2, 0, 0, 2, 0, 0, 0),
        (0, 1, 0, 0, 1, 0, 0),
    ),
)
def test_what_is_missing_surplus_accepted_and_sound(
    expected: int, received: int, damaged: int, missing: int, surplus: int, accepted: int, sound: int
) -> None:
    one = difference(expected, received, damaged)
    assert (one.missing, one.surplus, one.accepted, one.sound) == (missing, surplus, accepted, sound)


@given(expected=PIECES, received=PIECES, share=st.floats(0, 1))
def test_pieces_are_never_lost_nor_invented(expected: int, received: int, share: float) -> None:
    one = difference(expected, received, int(received * share))
    assert one.expected - one.missing + one.surplus == one.received
    assert one.accepted + one.surplus == one.received
    assert 0 <= one.sound <= one.accepted <= one.expected
    assert not (one.missing and one.surplus)


def test_a_parcel_adds_up_and_says_so_in_one_sentence() -> None:
    found = add_up(
        (difference(2, 1), difference(1, 3, 1)), (Undeclared("Sock", 4), Undeclared("Charger")),
    )  # fmt: skip
    assert (found.expected, found.received, found.missing, found.surplus) == (3, 4, 1, 2)
    assert (found.damaged, found.undeclared) == (1, 5)
    assert not found.is_as_expected
    assert [str(one) for one in summary(found)] == [
        "4 of 3 pieces came.",
        "1 missing.",
        "2 too many.",
        "1 damaged.",
        "5 not announced.",
    ]


def test_everything_as_announced_is_said_plainly() -> None:
    found = add_up((difference(2, 2),), ())
    assert found.is_as_expected
    assert [str(one) for one in summary(found)] == ["Everything came as announced."]


def test_only_the_differences_there_are_are_said() -> None:
    found = add_up((difference(2, 3),), ())
    assert [str(one) for one in summary(found)] == ["3 of 2 pieces came.", "1 too many."]


@pytest.mark.parametrize(
    "changed",
    (difference(1, 0), difference(1, 2), difference(1, 1, 1)),
    ids=("missing", "surplus", "damaged"),
)
def test_any_difference_is_not_as_announced(changed: Difference) -> None:
    assert not add_up((changed,), ()).is_as_expected


def test_an_undeclared_item_is_not_as_announced() -> None:
    assert not add_up((difference(1, 1),), (Undeclared("Sock"),)).is_as_expected


def test_the_worth_counts_accepted_pieces_and_apart_from_them_the_sound_ones() -> None:
    euro = Money(1000, "EUR")
    compared = ((difference(2, 3, 2), euro), (difference(1, 1), None), (difference(1, 0), euro))
    assert worth(compared) == Worth(Money(2000, "EUR"), Money(1000, "EUR"))


def test_without_a_price_or_with_two_currencies_the_worth_is_unknown() -> None:
    both = ((difference(1, 1), Money(1, "EUR")), (difference(1, 1), Money(1, "SEK")))
    assert worth(both) == worth(((difference(1, 1), None),)) == worth(()) == Worth(None, None)


def test_a_good_count_has_no_problem() -> None:
    assert fields(Count(LINE, 2, 1, "Torn at the seam")) == []


@pytest.mark.parametrize(
    ("count", "field"),
    (
        (Count(LINE, -1), "received"),
        (Count(LINE, 10_000), "received"),
        (Count(LINE, 1, 2), "damaged"),
        (Count(LINE, 1, -1), "damaged"),
        (Count(LINE, 1, 0, "x" * (MAX_WORDS + 1)), "words"),
        (Count(LINE, 1, 0, "\x00"), "words"),
    ),
)
def test_what_cannot_be_counted_is_named_at_its_field(count: Count, field: str) -> None:
    assert fields(count) == [f"check.{LINE}.{field}"]


def test_every_line_has_to_be_counted_in_the_end_but_not_before() -> None:
    assert fields() == [f"check.{LINE}.received"]
    assert fields(whole=False) == []


def test_a_line_of_another_return_is_refused() -> None:
    assert fields(Count(OTHER, 1), whole=False) == [f"check.{OTHER}.received"]


@pytest.mark.parametrize(
    ("item", "field"),
    (
        (Undeclared(" "), "name"),
        (Undeclared("Sock", 0), "quantity"),
        (Undeclared("Sock", 1000), "quantity"),
        (Undeclared("Sock", 1, "x" * (MAX_WORDS + 1)), "words"),
    ),
)
def test_a_bad_undeclared_item_is_named_at_its_field(item: Undeclared, field: str) -> None:
    found = undeclared_problems((Undeclared("Charger"), item))
    assert [problem.field for problem in found] == [f"undeclared.1.{field}"]


def test_there_is_an_end_to_undeclared_items() -> None:
    found = undeclared_problems((Undeclared("Sock"),) * (MAX_UNDECLARED + 1))
    assert [problem.field for problem in found] == ["undeclared"]
