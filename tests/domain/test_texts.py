"""What may be in a text that somebody typed."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returns_app.domain.texts import as_received, is_printable, text_problem

# Any character at all, and those that do harm more often than by chance.
EVIL = "\0\x1b\r\n\t\x7f\x85\u200b\u200f\u2028\u202e\u2066\ud83d\ude00\ufeff\ufffd\ufffe\uffff\U0001f469\U0010ffff"
anything = st.text(st.characters() | st.sampled_from(EVIL), max_size=40)


@pytest.mark.parametrize("text", ["", "Fjellvind 3 Tent", "Élodie’s", "مرحبا\u200f", "👩\u200d👧", "\ufe0f"])
def test_what_people_write_is_printable(text: str) -> None:
    """Joiners and direction marks too: they come along unseen."""
    assert is_printable(text)
    assert as_received(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "NO-1\x00",
        "\x1b[1m",
        "half \ud83d",
        "\x85",
        "\x7f",
        "\ufffd",
        "\ufffe",
        "\uffff",
        "\ufdd0",
        "\U0003ffff",
    ],
)
def test_what_no_page_can_show_is_not(text: str) -> None:
    """Nor where ends of lines are allowed, nor behind a door that mends what it can."""
    assert not is_printable(text)
    assert not is_printable(text, breaks=True)
    assert not is_printable(as_received(text), breaks=True)


def test_ends_of_lines_are_for_long_texts_alone() -> None:
    """A name has one line."""
    assert is_printable("first\r\n\tsecond", breaks=True)
    assert not is_printable("first\nsecond")


@pytest.mark.parametrize("turn", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_what_turns_the_direction_of_reading_is_left_out_and_else_refused(turn: str) -> None:
    """Programs put it around a copied phone number; a hostile one turns around what stands beside a name."""
    assert not is_printable(f"Anna {turn}gnp.exe")
    assert as_received(f"{turn}+31 6 12345678\u202c") == "+31 6 12345678"


@settings(max_examples=200)
@given(anything, st.booleans())
def test_what_is_printable_can_be_kept_sent_and_shown(text: str, breaks: bool) -> None:
    if not is_printable(text, breaks=breaks):
        return
    assert text.encode().decode() == text
    assert "\0" not in text
    assert not any(unicodedata.bidirectional(letter) in BIDI for letter in text)
    assert breaks or len(text.replace("\u2028", "").replace("\u2029", "").splitlines()) <= 1


BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@settings(max_examples=200)
@given(anything)
def test_what_was_received_can_be_sent_back_and_is_received_again_as_it_is(text: str) -> None:
    received = as_received(text)
    assert received.encode().decode() == received
    assert as_received(received) == received
    assert is_printable(text) <= (received == text)


def test_a_text_is_held_to_its_length_first_and_then_to_what_can_be_printed() -> None:
    assert text_problem("abc", 3) is None
    assert str(text_problem("abc\x00", 3)) == "Keep this under 3 characters."
    assert str(text_problem("a\nb", 3)) == "This holds a character that cannot be printed."
    assert text_problem("a\nb", 3, breaks=True) is None
