"""Remembering what a database holds that was filled before there was a search: once, in small transactions."""

from typing import Final

from sqlmodel import Session, col, select

from returns_app.db.customers import Customer
from returns_app.db.returns import Return
from returns_app.db.search_entries import (
    CUSTOMERS,
    RETURNS,
    SearchItem,
    remember_customer,
    remember_return,
)
from returns_app.db.session import read_now, write_now

_AT_ONCE: Final = 200
_BEYOND: Final = 2**31 - 1


def remember_all() -> None:
    """Remember every customer and return of the open database, unless that was done. Begun again, it goes on.

    The newest come first and the oldest last: whether the oldest is remembered says whether all are.
    """
    for is_known, remember in ((_knows_customers, _customers_below), (_knows_returns, _returns_below)):
        place = _BEYOND
        while place and not read_now(is_known):
            place = write_now(remember, place)


def _knows_customers(session: Session) -> bool:
    oldest = select(Customer.place).where(Customer.search != "").order_by(col(Customer.place)).limit(1)
    return _is_known(session, CUSTOMERS, session.exec(oldest).first())


def _knows_returns(session: Session) -> bool:
    oldest = select(Return.reference).order_by(col(Return.reference)).limit(1)
    return _is_known(session, RETURNS, session.exec(oldest).first())


def _is_known(session: Session, kind: str, place: int | None) -> bool:
    query = select(SearchItem.place).where(SearchItem.kind == kind, SearchItem.place == place)
    return place is None or session.exec(query).first() is not None


def _customers_below(session: Session, place: int) -> int:
    query = select(Customer).where(col(Customer.place) < place).order_by(col(Customer.place).desc())
    rows = session.exec(query.limit(_AT_ONCE)).all()
    for row in rows:
        remember_customer(session, row)
    return rows[-1].place if rows else 0


def _returns_below(session: Session, place: int) -> int:
    query = select(Return).where(col(Return.reference) < place).order_by(col(Return.reference).desc())
    rows = session.exec(query.limit(_AT_ONCE)).all()
    for row in rows:
        remember_return(session, row)
    return rows[-1].reference if rows else 0
