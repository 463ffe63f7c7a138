"""Return numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.domain.errors import Invalid
from returns_app.domain.numbers import ALPHABET, check_character, new_number, parse_number

bodies = st.text(alphabet=ALPHABET, min_size=7, max_size=7)


def test_a_new_number_reads_back_however_it_is_typed() -> None:
    """Small letters, spaces and a missing prefix or hyphen do not matter."""
    number = new_number()
    bare = number.removeprefix("RMA-").replace("-", "")
    for typed in (number, number.lower(), bare, f" {bare[:4]} {bare[4:]} ", number.replace("-", ".")):
        assert parse_number(typed) == number


def test_no_character_looks_like_another() -> None:
    """Of each pair that is mixed up, at most one is used."""
    for pair in ("0O", "1I", "1L", "2Z", "5S", "6G", "8B", "UV"):
        assert not set(pair) <= set(ALPHABET)


@given(bodies, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_a_single_wrong_character_is_noticed(body: str, place: int, wrong: str) -> None:
    """The check character finds every substitution."""
    good = body + check_character(body)
    bad = good[:place] + wrong + good[place + 1 :]
    if bad != good:
        with pytest.raises(Invalid):
            parse_number(bad)


@given(bodies, st.integers(0, 6))
def test_two_swapped_neighbors_are_noticed(body: str, place: int) -> None:
    """All but the pair of the alphabet's first and last character, which the algorithm cannot tell apart."""
    good = body + check_character(body)
    bad = good[:place] + good[place + 1] + good[place] + good[place + 2 :]
    blind = {ALPHABET[0], ALPHABET[-1]}
    if bad != good and {good[place], good[place + 1]} != blind:
        with pytest.raises(Invalid):
            parse_number(bad)


@pytest.mark.parametrize(
    "text", ("", "RMA", "RMA-7K3M-Q9T", "RMA-7K3M-Q9TXX", "RMA-0K3M-Q9TX", "é" * 8, "RMA-OOOO-OOOO")
)
def test_what_is_no_number_is_refused_at_the_field(text: str) -> None:
    """The refusal names the field and shows an example."""
    with pytest.raises(Invalid) as refusal:
        parse_number(text)
    assert refusal.value.problems[0].field == "number"
    assert "RMA-" in str(refusal.value)
