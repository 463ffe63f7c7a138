"""Saying a message in a language, its gaps filled."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from returns_app.domain.money import Money
from returns_app.domain.words import Sentence
from returns_app.i18n import formats
from returns_app.i18n.catalogs import catalog


def tell(language: str, sentence: Sentence) -> str:
    """The sentence in this language; in English where the catalog lacks it."""
    return _filled(language, _found(language, sentence.text), sentence.facts)


def words(language: str) -> "Translator":
    """A translator into this language. An unknown language gets English."""
    return Translator(language)


@dataclass(frozen=True)
class Translator:
    """Says messages in one language. Call its methods with literals only: the catalogs are extracted from the calls.

    Facts may be text, numbers (their thousands are parted), days, money and sentences; each is put in the way of
    the language. What stands in braces inside a fact stays as it is.
    """

    language: str

    def _(self, text: str, /, **facts: object) -> str:
        """The message with its gaps filled."""
        return _filled(self.language, _found(self.language, text), facts)

    def n(self, one: str, many: str, count: int, /, **facts: object) -> str:
        """The message for this many; the gap `{count}` is the count."""
        return _filled(self.language, self.pattern(one, many, count), {"count": count, **facts})

    def pattern(self, text: str, many: str = "", count: int = 1, /) -> str:
        """The message with its gaps still open, for those who fill them. Extraction does not see these calls."""
        return catalog(self.language).ngettext(text, many, count) if many else _found(self.language, text)


def _found(language: str, text: str) -> str:
    # The empty message id holds a catalog's header.
    return catalog(language).gettext(text) if text else ""


def _filled(language: str, text: str, facts: Mapping[str, object]) -> str:
    return text.format(**{name: _said(language, fact) for name, fact in facts.items()})


def _said(language: str, fact: object) -> str:
    match fact:
        case Sentence():
            return tell(language, fact)
        case Money():
            return formats.money(language, fact)
        case dt.date():
            return formats.date(language, fact)
        case int():
            return formats.number(language, fact)
        case _:
            return str(fact)
