"""French sets its marks apart: a space stands before : ; ? ! and inside « », and no line may break there."""

import datetime as dt
import re

import pytest
from babel.messages.pofile import read_po

from returns_app.i18n import formats
from returns_app.i18n.catalogs import FOLDER

_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
# A time (14:05) and an address (https://) keep their colon close.
_LOOSE = re.compile(rf"[^{_SPACES}\d?!][;?!»]|[^{_SPACES}\d]:(?!//)|«[^{_SPACES}]")
_STRAIGHT = re.compile(r"['\"“”„]")


def french() -> dict[str, str]:
    with (FOLDER / "fr.po").open("rb") as file:
        catalog = read_po(file, locale="fr")
    said = {}
    for message in catalog:
        texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
        said.update({text: str(message.id) for text in texts if message.id})
    return said


def test_marks_of_french_hold_on_to_their_words():
    assert [text for text in french() if _LOOSE.search(text)] == []


def test_french_has_its_own_quotes_and_apostrophe():
    assert [text for text in french() if _STRAIGHT.search(text)] == []


def test_the_first_of_a_month_is_counted_and_other_days_are_numbered():
    first, later = dt.date(2027, 1, 1), dt.date(2027, 1, 11)
    assert formats.date("fr", first, year=True) == "vendredi 1er janvier 2027"
    assert formats.short_date("fr", first) == "1er janv. 2027"
    assert formats.date("fr", later) == "lundi 11 janvier"
    assert formats.date("nl", first) == "vrijdag 1 januari"


def test_customers_and_agents_are_addressed_formally():
    familiar = re.compile(r"\b(tu|te|toi|ton|tes|ta)\b|\bt’", re.IGNORECASE)
    assert [text for text in french() if familiar.search(text)] == []


@pytest.mark.parametrize(
    ("text", "is_loose"),
    (
        ("Tout est correct ?", True),
        ("Tout est correct\N{NO-BREAK SPACE}?", False),
        ("Numéro: 3", True),
        ("«Bonjour»", True),
        ("à 14:05", False),
        ("https://returns.example", False),
    ),
)
def test_a_mark_that_could_begin_a_line_is_found(text, is_loose):
    assert bool(_LOOSE.search(text)) is is_loose
