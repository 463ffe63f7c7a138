"""What people read, in their own language: sentences from catalogs, and dates, money and names by locale."""

from returns_app.i18n.catalogs import LANGUAGES, SOURCE_LANGUAGE, known_language
from returns_app.i18n.formats import (
    age,
    country_name,
    date,
    language_name,
    money,
    number,
    short_date,
    time,
    together,
)
from returns_app.i18n.translator import Translator, tell, words

__all__ = [
    "LANGUAGES",
    "SOURCE_LANGUAGE",
    "Translator",
    "age",
    "country_name",
    "date",
    "known_language",
    "language_name",
    "money",
    "number",
    "short_date",
    "tell",
    "time",
    "together",
    "words",
]
