"""What people read, in their own language: sentences from catalogs, and dates, money and names by locale."""

from returns_app.i18n.catalogs import LANGUAGES, SOURCE_LANGUAGE
from returns_app.i18n.formats import (
    age,
    country_name,
    date,
    language_name,
    money,
    month_name,
    number,
    short_date,
    time,
    together,
    weekday_name,
)
from returns_app.i18n.translator import Translator, tell, words
from returns_app.i18n.wishes import browser_wishes, known_language

__all__ = [
    "LANGUAGES",
    "SOURCE_LANGUAGE",
    "Translator",
    "age",
    "browser_wishes",
    "country_name",
    "date",
    "known_language",
    "language_name",
    "money",
    "month_name",
    "number",
    "short_date",
    "tell",
    "time",
    "together",
    "weekday_name",
    "words",
]
