"""Finding customers and products by what a person types, with typing errors.

Exact first: every word typed must occur in what a row is found by. A word that occurs nowhere is replaced by the
closest of all distinct words, which `search_words` holds.
"""

import re
import unicodedata
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, col, select

# Below this likeness (0 to 100) another word is not what was meant.
LIKENESS = 70
MAX_WORDS = 6
# PostgreSQL refuses a whole statement for it.
_UNKNOWN_TO_DATABASES = "\0"
_ODD = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "\u0131": "i"}
)


class SearchWord(SQLModel, table=True):
    """A distinct word among what rows of one kind are found by."""

    __tablename__ = "search_words"

    kind: str = Field(max_length=20, primary_key=True)
    word: str = Field(max_length=80, primary_key=True)


def fold(text: str) -> str:
    """The text in small letters, without accents, its words parted by single spaces."""
    text = text.replace(_UNKNOWN_TO_DATABASES, " ")
    if text.isascii():
        return " ".join(text.lower().split())
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_ODD))
    return " ".join("".join(letter for letter in bare if not unicodedata.combining(letter)).split())


def phone_digits(phone: str) -> str:
    """Only the digits, by which a phone number is found however it was written."""
    return re.sub(r"\D", "", phone)


def remember_words(session: Session, kind: str, search: str) -> None:
    """Keep the words of a row so that typing errors can be mended. Safe to repeat."""
    rows = [{"kind": kind, "word": word} for word in sorted(set(_words(search)))]
    add_missing(session, SearchWord, rows)


def add_missing(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    """Insert the rows whose key is not there yet. Two may do so at once."""
    # Both databases can pass over what is there, each by its own statement.
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    if rows:
        session.connection().execute(insert(table).on_conflict_do_nothing(), rows)


def mend(session: Session, kind: str, query: str) -> tuple[list[str], list[str]]:
    """The words to look for, and those among them that replace something nobody is called.

    A word that occurs in any known word stays as it is. Where nothing is alike, it stays too and finds nothing.
    """
    wanted = _words(query)[:MAX_WORDS]
    unknown = [word for word in wanted if not _occurs(session, kind, word)]
    if not unknown:
        return wanted, []
    known = list(session.exec(select(SearchWord.word).where(SearchWord.kind == kind)))
    better = {word: closest for word in unknown if (closest := _closest(word, known))}
    return [better.get(word, word) for word in wanted], list(better.values())


def like(word: str) -> str:
    """A LIKE pattern (escape character `!`) for a word anywhere."""
    escaped = re.sub(r"([!%_])", r"!\1", word.replace(_UNKNOWN_TO_DATABASES, " "))
    return f"%{escaped}%"


def _words(text: str) -> list[str]:
    return [word[:80] for word in re.split(r"[\s,;()/]+", fold(text)) if word]


def _occurs(session: Session, kind: str, word: str) -> bool:
    pattern = col(SearchWord.word).like(like(word), escape="!")
    return (
        session.exec(select(SearchWord.word).where(SearchWord.kind == kind, pattern).limit(1)).first()
        is not None
    )


def _closest(word: str, known: list[str]) -> str:
    best = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=LIKENESS)
    return best[0] if best else ""
