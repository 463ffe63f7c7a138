"""Dates, times, money, numbers and names of countries, written as readers of a language expect them.

Moments are aware `datetime`s and are shown in the time zone that is given; a plain `date` has no time zone.
"""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, get_currency_precision

from returns_app.domain.money import Money

# English here is the one of Europe: day before month, 24 hours.
_LOCALES = {"en": "en_GB"}
_FULL_DATES = {"en": "EEEE d MMMM y"}
_FIRST = re.compile(r"\b1\b")
_YEAR_AT_THE_END = re.compile(r"[\s,]*y+\s*$")


def money(language: str, amount: Money) -> str:
    """An amount with its currency: `€12.50` in English, `€ 12,50` in Dutch. The spaces in it do not break."""
    units = Decimal(amount.minor).scaleb(-get_currency_precision(amount.currency))
    return format_currency(units, amount.currency, locale=_locale(language))


def number(language: str, value: int | Decimal) -> str:
    """A number with its thousands parted."""
    return format_decimal(value, locale=_locale(language))


def date(language: str, value: dt.date, timezone: dt.tzinfo | str = "UTC", *, year: bool = False) -> str:
    """A day with its weekday: `Monday 7 December`; with `year` also `2026`. A `datetime` is taken to the zone."""
    return _formatted(language, _day(value, timezone), _pattern(language, year=year))


def short_date(language: str, value: dt.date, timezone: dt.tzinfo | str = "UTC") -> str:
    """A day for narrow places, with its year: `7 Dec 2026`."""
    return _formatted(language, _day(value, timezone), "medium")


def month_name(language: str, value: dt.date) -> str:
    """The month alone and short, as on a leaf of a calendar: `Nov`."""
    short: str = format_date(value, "LLL", locale=_locale(language))
    return short.rstrip(".")


def weekday_name(language: str, value: dt.date) -> str:
    """The day of the week alone and short, as above a column of a calendar: `Tue`."""
    short: str = format_date(value, "ccc", locale=_locale(language))
    return short.rstrip(".")


def time(language: str, moment: dt.datetime, timezone: dt.tzinfo | str = "UTC") -> str:
    """The hour and minute of a moment in a time zone: `14:05`."""
    return format_time(
        moment.astimezone(_zone(timezone)), "short", tzinfo=_zone(timezone), locale=_locale(language)
    )


def age(language: str, moment: dt.datetime, *, now: dt.datetime) -> str:
    """How long ago (or ahead) a moment is, in one unit: `3 minutes ago`, `in 2 days`."""
    return format_timedelta(moment - now, add_direction=True, locale=_locale(language))


def language_name(language: str, code: str) -> str:
    """The name of a language by its code: `Dutch`; the code itself when no such language is known."""
    return str(_locale(language).languages.get(code, code))


def country_name(language: str, code: str) -> str:
    """The name of a country by its ISO 3166 code; the code itself when no such country is known."""
    return str(_locale(language).territories.get(code.upper(), code))


def together(language: str, parts: Iterable[str]) -> str:
    """Several things as one enumeration: `a, b and c`."""
    return format_list(list(parts), locale=_locale(language))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES.get(language, language))


@cache
def _formatted(language: str, day: dt.date, pattern: str) -> str:
    text: str = format_date(day, pattern, locale=_locale(language))
    # French counts the first of a month and numbers all other days; CLDR's patterns cannot say so.
    return _FIRST.sub("1er", text, count=1) if language == "fr" and day.day == 1 else text


def _pattern(language: str, *, year: bool) -> str:
    pattern = _FULL_DATES.get(language) or str(_locale(language).date_formats["full"].pattern)
    return pattern if year else _YEAR_AT_THE_END.sub("", pattern)


def _day(value: dt.date, timezone: dt.tzinfo | str) -> dt.date:
    return value.astimezone(_zone(timezone)).date() if isinstance(value, dt.datetime) else value


def _zone(timezone: dt.tzinfo | str) -> dt.tzinfo:
    return ZoneInfo(timezone) if isinstance(timezone, str) else timezone
