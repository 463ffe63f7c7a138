import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.labels import unprintable
from returns_app.labels.typesetting import BOLD, ELLIPSIS, REGULAR, Run, fit, fit_line, printable, width

LETTERS = "ąčęėįšųūž ÅØÆ ß őű ğış țș Đđ Łł ẞ ơưạỹ ĦħŊŋ þð œ ÿ ŕĺ ķļņģ ċġ ŵŷ ÇçÑñ"


def test_every_latin_letter_of_europe_can_be_printed():
    assert unprintable(LETTERS + LETTERS.upper()) == ""
    assert printable(LETTERS) == LETTERS


def test_letters_typed_in_pieces_are_put_together():
    assert printable("Z\u030catec") == "Žatec"
    assert unprintable("Z\u030catec") == ""


def test_a_letter_that_the_type_lacks_is_named_once_and_shown_as_a_box():
    assert unprintable("東京 Tower 東") == "東京"
    assert printable("東京 Tower") == "\ufffd\ufffd Tower"
    assert width(printable("東京"), REGULAR, 10) > 0
    assert width(printable("東京"), BOLD, 10) > 0


@given(st.lists(st.text(alphabet="abc W.\tßž", max_size=150), min_size=1, max_size=8))
def test_a_block_never_leaves_its_box(texts):
    fitted = fit([Run(text, BOLD) for text in texts], box=(60, 20), largest=12, smallest=4)
    assert fitted.height <= 20 + 1e-6
    assert all(width(line.text, line.font, fitted.size) <= 60 + 1e-6 for line in fitted.lines)


@given(st.text(alphabet="abc W.ßž", max_size=200))
def test_a_line_never_gets_longer_than_its_place(text):
    fitted = fit_line(Run(text), wide=25, largest=14, smallest=5)
    assert len(fitted.lines) == 1
    assert width(fitted.lines[0].text, REGULAR, fitted.size) <= 25 + 1e-6


def test_short_text_keeps_the_largest_size():
    assert fit([Run("Utrecht")], box=(60, 20), largest=12, smallest=4).size == 12
    assert fit_line(Run("Utrecht"), wide=60, largest=12, smallest=4).size == 12


def test_text_shrinks_a_little_before_it_wraps():
    text = "Domineestraatjesplein 122"
    just_too_long = width(text, REGULAR, 12) * 0.9
    fitted = fit([Run(text)], box=(just_too_long, 20), largest=12, smallest=4)
    assert [line.text for line in fitted.lines] == [text]
    assert 9 <= fitted.size < 12


def test_a_long_address_loses_no_letter():
    text = "Donaudampfschifffahrtsgesellschaftskapitänsstraße " * 2
    fitted = fit([Run(text)], box=(45, 20), largest=12, smallest=4)
    assert "".join(line.text for line in fitted.lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("text", ("W" * 4000, "word " * 1000))
def test_what_can_never_fit_ends_in_an_ellipsis(text):
    assert fit([Run(text)], box=(40, 10), largest=12, smallest=4).lines[-1].text.endswith(ELLIPSIS)
    assert fit_line(Run(text), wide=40, largest=12, smallest=4).lines[0].text.endswith(ELLIPSIS)


def test_what_nobody_sees_is_left_out_and_nothing_turns_around():
    """Joiners and direction marks come along when a name is copied; the type has no signs for them."""
    copied = "\ufeffSanne\u200f \u202eVis\u00adser\u2069"
    assert printable(copied) == "Sanne Visser"
    assert unprintable(copied) == ""


def test_a_text_without_end_takes_no_time():
    """Measuring goes letter by letter; of so many no sheet holds a tenth."""
    endless = "W" * 200_000
    assert len(printable(endless)) == 5000
    assert fit([Run(endless)], box=(40, 10), largest=12, smallest=4).lines[-1].text.endswith(ELLIPSIS)
