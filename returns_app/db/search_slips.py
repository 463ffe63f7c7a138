"""Names by how they look with letters left out: what a mistyped word has in common with the one that was meant.

Two words that differ by up to two letters are equal once up to two letters are left out of each. Looking for those
forms costs the same among a hundred names and a hundred thousand.
"""

from collections.abc import Iterable
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz, process
from sqlmodel import Field, Session, SQLModel, col, delete, select

from returns_app.db.search import LIKENESS, add_missing

# Only the beginnings are compared so: the rest is left to the likeness of the whole words.
_HEAD: Final = 7
# Shorter words may have one wrong letter, others two.
_LONG: Final = 5
_MOST_CANDIDATES: Final = 400


class SearchSlip(SQLModel, table=True):
    """A name, by one of its forms with letters left out."""

    __tablename__ = "search_slips"
    __table_args__ = {"sqlite_with_rowid": False}

    kind: str = Field(max_length=1, primary_key=True)
    form: str = Field(max_length=_HEAD, primary_key=True)
    word: str = Field(max_length=80, primary_key=True)


def forms(word: str) -> list[str]:
    """The beginning of a word with none, one or two letters left out."""
    head = word[:_HEAD]
    most = 2 if len(word) >= _LONG else 1
    keep = range(len(head) - most, len(head) + 1)
    return sorted({"".join(letters) for size in keep if size > 0 for letters in combinations(head, size)})


def learn(session: Session, kind: str, names: Iterable[str]) -> None:
    """Let typing errors be mended to these names too. Safe to repeat."""
    new = sorted(set(names) - _known(session, kind, names))
    rows = [{"kind": kind, "form": form, "word": name} for name in new for form in forms(name)]
    add_missing(session, SearchSlip, rows)


def unlearn(session: Session, kind: str, words: Iterable[str]) -> None:
    """Forget words that nothing has any more."""
    for word in words:
        if word.isalpha():
            mine = (col(SearchSlip.kind) == kind) & (col(SearchSlip.word) == word)
            session.exec(delete(SearchSlip).where(mine, col(SearchSlip.form).in_(forms(word))))


def closest(session: Session, kind: str, word: str) -> str:
    """The name most like a mistyped word; empty when none is alike."""
    query = select(SearchSlip.word).where(SearchSlip.kind == kind, col(SearchSlip.form).in_(forms(word)))
    found = sorted(set(session.exec(query.limit(_MOST_CANDIDATES))))
    best = process.extractOne(word, found, scorer=fuzz.ratio, score_cutoff=LIKENESS)
    return best[0] if best else ""


def _known(session: Session, kind: str, names: Iterable[str]) -> set[str]:
    """Which of the names are there, each by the form with nothing left out."""
    heads = {name[:_HEAD] for name in names}
    query = select(SearchSlip.word).where(SearchSlip.kind == kind, col(SearchSlip.form).in_(heads))
    return set(session.exec(query.where(col(SearchSlip.word).in_(set(names))))) if heads else set()
