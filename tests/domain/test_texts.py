"""What may be in a text that somebody typed."""

import pytest

from returns_app.domain.texts import is_printable


@pytest.mark.parametrize("text", ["", "Fjellvind 3 Tent", "Élodie’s", "مرحبا\u200f", "👩\u200d👧", "\ufe0f"])
def test_what_people_write_is_printable(text: str) -> None:
    """Joiners and direction marks too: they come along unseen."""
    assert is_printable(text)


@pytest.mark.parametrize("text", ["NO-1\x00", "\x1b[1m", "half \ud83d", "\x85", "\x7f"])
def test_what_no_page_can_show_is_not(text: str) -> None:
    """Nor where ends of lines are allowed."""
    assert not is_printable(text)
    assert not is_printable(text, breaks=True)


def test_ends_of_lines_are_for_long_texts_alone() -> None:
    """A name has one line."""
    assert is_printable("first\r\n\tsecond", breaks=True)
    assert not is_printable("first\nsecond")
