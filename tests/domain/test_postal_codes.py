"""Postal codes: read as they are typed, written as their country writes them."""

import pytest

from returns_app.domain.postal_codes import as_written, is_of_digits

DUTCH = r"[1-9]\d{3} ?[A-Z]{2}"


@pytest.mark.parametrize(
    "typed", ("3581 KW", "3581kw", " 3581  kw ", "3581-KW", "NL-3581 KW", "nl3581kw", "３５８１ kw")
)
def test_a_dutch_code_is_read_however_it_is_typed(typed: str) -> None:
    assert as_written(typed, country="NL", pattern=DUTCH, shapes=("3581 KW",)) == "3581 KW"


@pytest.mark.parametrize(
    ("typed", "country", "pattern", "shape", "written"),
    (
        ("D-10115", "DE", r"\d{5}", "10115", "10115"),
        ("D 10115", "DE", r"\d{5}", "10115", "10115"),
        ("1073", "LV", r"LV-\d{4}", "LV-1073", "LV-1073"),
        ("lv1073", "LV", r"LV-\d{4}", "LV-1073", "LV-1073"),
        ("00950", "PL", r"\d{2}-\d{3}", "00-950", "00-950"),
        ("〒1540023", "JP", r"\d{3}-?\d{4}", "154-0023", "154-0023"),
        ("CH-8001", "CH", r"\d{4}", "8001", "8001"),
    ),
)
def test_prefixes_and_separators_are_those_of_the_country(
    typed: str, country: str, pattern: str, shape: str, written: str
) -> None:
    """What is put before a code abroad is left out, and what belongs to it is put in."""
    assert as_written(typed, country=country, pattern=pattern, shapes=(shape,)) == written


@pytest.mark.parametrize("typed", ("3581", "10115", "nonsense", "", "Ⅷ", "3581 K!W?X"))
def test_what_is_no_code_stays_as_it_was_typed(typed: str) -> None:
    """In capitals and without stray white space, so that it can be shown and mended."""
    written = as_written(typed, country="NL", pattern=DUTCH, shapes=("3581 KW",))
    assert written == {"Ⅷ": "VIII"}.get(typed, typed.upper())


def test_the_letter_of_another_country_is_no_prefix() -> None:
    """`X10115` is a slip of the finger, not a German code."""
    assert as_written("X10115", country="DE", pattern=r"\d{5}", shapes=("10115",)) == "X10115"


def test_a_keyboard_of_digits_is_enough_where_codes_have_nothing_else() -> None:
    """A prefix that is put in by itself counts as nothing."""
    assert is_of_digits(("10115",), "DE")
    assert is_of_digits(("LV-1073",), "LV")
    assert is_of_digits(("95014", "22162-1010"), "US")
    assert not is_of_digits(("3581 KW",), "NL")
    assert not is_of_digits((), "XX")
