"""What returns and customers are found by: every word of theirs, kept sorted, so that finding is as cheap in millions.

A word that was typed is the beginning of a word here. Deeds that change what something is found by call `remember_...`
in the same transaction; only differences are written.
"""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import String, Text
from sqlmodel import Field, Session, SQLModel, col, delete, select

from returns_app.db.customers import Customer
from returns_app.db.found_by import FoundBy, email_words, found_by_customer, found_by_return
from returns_app.db.returns import Return, lines_of
from returns_app.db.search import add_missing
from returns_app.db.search_slips import learn, unlearn

# The kinds of what is found: short, because every entry holds one.
RETURNS: Final = "r"
CUSTOMERS: Final = "c"
# Sorted by the bytes on both databases: only so the beginning of a word is a range of the index.
Word: Final = String(80).with_variant(String(80, collation="C"), "postgresql")


class SearchEntry(SQLModel, table=True):
    """One word of one thing. `place` is a return's reference or a customer's place, so higher is newer."""

    __tablename__ = "search_entries"
    __table_args__ = {"sqlite_with_rowid": False}

    kind: str = Field(max_length=1, primary_key=True)
    word: str = Field(sa_type=Word, primary_key=True)
    place: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class SearchItem(SQLModel, table=True):
    """All words of one thing, sorted, each with a space before it: what the next change is compared with."""

    __tablename__ = "search_items"
    __table_args__ = {"sqlite_with_rowid": False}

    kind: str = Field(max_length=1, primary_key=True)
    place: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    words: str = Field(sa_type=Text)


def remember_return(session: Session, row: Return) -> None:
    """Let a return be found by what it is now: its numbers, lines and customer. Safe to repeat."""
    session.flush()
    customer = session.get(Customer, row.customer_id) if row.customer_id else None
    _keep(session, RETURNS, row.reference, found_by_return(row, customer, lines_of(session, row.id)))


def remember_customer(session: Session, customer: Customer) -> None:
    """Let a customer be found by their `search`; by nothing when it is empty. Not their returns: see below."""
    session.flush()
    _keep(session, CUSTOMERS, customer.place, found_by_customer(customer))


def remember_returns_of(session: Session, customer_id: UUID) -> None:
    """Let every return of a customer be found by what the customer is called now.

    Locks the returns, so whoever locks the customer too does that first.
    """
    session.flush()
    query = select(Return).where(Return.customer_id == customer_id).order_by(col(Return.id))
    for row in session.exec(query.with_for_update().execution_options(populate_existing=True)).all():
        remember_return(session, row)


def places_of_email(session: Session, email: str) -> list[int]:
    """The places of the customers who have, or whose merged ones had, an address written with these letters."""
    words = email_words(email)[:1]
    query = select(SearchEntry.place).where(SearchEntry.kind == CUSTOMERS, col(SearchEntry.word).in_(words))
    return list(session.exec(query))


def written(words: Iterable[str]) -> str:
    """Words as `SearchItem` holds them."""
    return "".join(f" {word}" for word in sorted(words))


def _keep(session: Session, kind: str, place: int, found_by: FoundBy) -> None:
    item = (col(SearchItem.kind) == kind) & (col(SearchItem.place) == place)
    was = session.exec(select(SearchItem.words).where(item)).first()
    had = frozenset((was or "").split())
    new, gone = found_by.words - had, had - found_by.words
    if not new and not gone:
        return
    mine = (col(SearchEntry.kind) == kind) & (col(SearchEntry.place) == place)
    if gone:
        session.exec(delete(SearchEntry).where(mine, col(SearchEntry.word).in_(gone)))
    add_missing(session, SearchEntry, [{"kind": kind, "word": word, "place": place} for word in sorted(new)])
    _write_item(session, kind, place, found_by.words)
    learn(session, kind, found_by.names & new)
    unlearn(session, kind, [word for word in sorted(gone) if not _occurs(session, kind, word)])


def _write_item(session: Session, kind: str, place: int, words: frozenset[str]) -> None:
    item = (col(SearchItem.kind) == kind) & (col(SearchItem.place) == place)
    session.exec(delete(SearchItem).where(item))
    if words:
        add_missing(session, SearchItem, [{"kind": kind, "place": place, "words": written(words)}])


def _occurs(session: Session, kind: str, word: str) -> bool:
    query = select(SearchEntry.place).where(SearchEntry.kind == kind, SearchEntry.word == word)
    return session.exec(query.limit(1)).first() is not None
