from datetime import UTC, date, datetime, timedelta

import pytest

from returns_app import i18n
from returns_app.domain.money import Money

DAY = date(2026, 12, 7)
LATE = datetime(2026, 12, 6, 23, 30, tzinfo=UTC)


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("language", "amount", "text"),
    (
        ("en", Money(1250, "EUR"), "€12.50"),
        ("nl", Money(1250, "EUR"), "€ 12,50"),
        ("nl", Money(123456, "GBP"), "£ 1.234,56"),
        ("de", Money(1250, "EUR"), "12,50 €"),
        ("de", Money(123456, "CHF"), "1.234,56 CHF"),
        ("fr", Money(1250, "EUR"), "12,50 €"),
        ("fr", Money(123456, "EUR"), "1 234,56 €"),
        ("fr", Money(500, "USD"), "5,00 $US"),
        ("en", Money(0, "EUR"), "€0.00"),
        ("en", Money(-495, "EUR"), "-€4.95"),
        ("en", Money(1250, "JPY"), "JP¥1,250"),
    ),
)
def test_money_is_written_as_its_readers_do(language, amount, text):
    assert plain(i18n.money(language, amount)) == text


@pytest.mark.parametrize(
    ("language", "text", "with_year"),
    (
        ("en", "Monday 7 December", "Monday 7 December 2026"),
        ("nl", "maandag 7 december", "maandag 7 december 2026"),
        ("de", "Montag, 7. Dezember", "Montag, 7. Dezember 2026"),
        ("fr", "lundi 7 décembre", "lundi 7 décembre 2026"),
    ),
)
def test_a_day_has_its_weekday(language, text, with_year):
    assert i18n.date(language, DAY) == text
    assert i18n.date(language, DAY, year=True) == with_year


def test_a_moment_is_told_in_the_zone_of_the_reader():
    assert i18n.date("en", LATE, "Europe/Amsterdam") == "Monday 7 December"
    assert i18n.date("en", LATE, UTC) == "Sunday 6 December"
    assert {i18n.time(one, LATE, "Europe/Amsterdam") for one in i18n.LANGUAGES} == {"00:30"}
    assert i18n.short_date("de", LATE, "Europe/Berlin") == "07.12.2026"
    assert i18n.short_date("fr", LATE, "Europe/Paris") == "7 déc. 2026"
    assert i18n.short_date("nl", LATE, "Europe/Amsterdam") == "7 dec 2026"
    assert i18n.short_date("en", DAY) == "7 Dec 2026"


def test_an_age_is_told_in_one_unit():
    assert i18n.age("en", LATE - timedelta(minutes=3), now=LATE) == "3 minutes ago"
    assert i18n.age("nl", LATE + timedelta(days=2), now=LATE) == "over 2 dagen"
    assert i18n.age("de", LATE - timedelta(hours=1), now=LATE) == "vor 1 Stunde"
    assert i18n.age("fr", LATE - timedelta(days=1), now=LATE) == "il y a 1 jour"


def test_numbers_countries_and_enumerations():
    assert i18n.number("nl", 1234567) == "1.234.567"
    assert i18n.country_name("nl", "de") == "Duitsland"
    assert i18n.country_name("en", "XX") == "XX"
    assert i18n.together("nl", ["a", "b", "c"]) == "a, b en c"
    assert i18n.together("de", ["a", "b", "c"]) == "a, b und c"
    assert i18n.together("fr", ["a", "b"]) == "a et b"
    assert i18n.together("en", ["a"]) == "a"
    assert plain(i18n.number("fr", 1234567)) == "1 234 567"
    assert i18n.number("de", 1234567) == "1.234.567"
    assert i18n.country_name("de", "nl") == "Niederlande"
    assert i18n.country_name("fr", "de") == "Allemagne"


def test_languages_have_names_in_each_language() -> None:
    assert i18n.language_name("en", "nl") == "Dutch"
    assert i18n.language_name("nl", "de") == "Duits"
    assert i18n.language_name("en", "xx") == "xx"
