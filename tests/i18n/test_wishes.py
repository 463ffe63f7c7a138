import pytest

from returns_app.i18n import browser_wishes, known_language


@pytest.mark.parametrize(
    ("wish", "language"),
    (
        ("nl", "nl"),
        ("nl-BE", "nl"),
        ("NL_be", "nl"),
        (" de ", "de"),
        ("en-GB", "en"),
        ("xx", "en"),
        ("", "en"),
    ),
)
def test_a_wish_becomes_a_language_we_speak(wish, language):
    assert known_language(wish) == language


def test_the_first_wish_that_we_speak_counts():
    assert known_language("xx", "", "fr-CA", "nl") == "fr"
    assert known_language() == "en"


@pytest.mark.parametrize(
    ("header", "wishes"),
    (
        ("nl-BE,nl;q=0.9,en;q=0.5", ["nl-BE", "nl", "en"]),
        ("en;q=0.2, de-AT;q=0.9, *;q=0.1", ["de-AT", "en", "*"]),
        ("fr;q=0, de", ["de"]),
        ("de;q=much, nl;q=nan, fr;q=-1, en;q=7, ,;q=1", []),
        ("", []),
    ),
)
def test_a_browser_says_its_languages_by_how_much_it_wants_them(header, wishes):
    assert browser_wishes(header) == wishes
