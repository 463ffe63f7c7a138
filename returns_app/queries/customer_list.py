"""Looking through customers: a page of the list by name or the newest first, or those whom some words fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select, tuple_
from sqlmodel import Session, col

from returns_app import routes
from returns_app.db.customer_access import customers_in_scope, is_shown
from returns_app.db.customers import Customer, CustomerAddress
from returns_app.db.returns import Return
from returns_app.domain.actors import Actor
from returns_app.postal import country_name
from returns_app.queries import moments
from returns_app.queries.contact_words import phone_words
from returns_app.queries.customers import find_customers
from returns_app.queries.found import asked
from returns_app.queries.scope import in_scope

PAGE_SIZE = 50
_LARGEST_PLACE = 2**31 - 1


class Order(StrEnum):
    """What comes first."""

    NAME = "name"
    NEWEST = "newest"


@dataclass(frozen=True)
class FindCustomers:
    """What to look for. `before` and `after` are cursors of an earlier page: at most one, and none with words."""

    words: str = ""
    order: Order = Order.NAME
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class CustomerRow:
    """One customer as the list shows them."""

    id: str
    href: str
    name: str
    number: str
    email: str
    phone: str
    place: str
    returns: str
    last: str
    last_when: str


@dataclass(frozen=True)
class CustomerList:
    """A page of the list. `closest` is what was taken for a typing error; the cursors are empty at the ends."""

    rows: list[CustomerRow] = field(default_factory=list)
    newer: str = ""
    older: str = ""
    range_words: str = ""
    closest: str = ""


def list_customers(session: Session, actor: Actor, find: FindCustomers, *, now: datetime) -> CustomerList:
    """The customers of this page, in the actor's scope. A number of statements that does not depend on what is found.

    Nothing counts all customers: a page costs the same among hundreds and among hundreds of thousands.
    """
    actor.require_desk()
    if asked(find.words):
        return _matching(session, actor, find.words, now=now)
    backward = _place(find.after) is not None
    found = list(session.execute(_page(actor, find)))
    more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    if backward:
        found.reverse()
    if not found:
        return CustomerList()
    came_from_newer = _place(find.before) is not None and not backward
    rows = _rows(session, actor, found, now=now)
    return CustomerList(
        rows=rows,
        newer=str(found[0][0].place) if came_from_newer or (backward and more) else "",
        older=str(found[-1][0].place) if backward or more else "",
        range_words=_range(rows, find.order),
    )


def _matching(session: Session, actor: Actor, words: str, *, now: datetime) -> CustomerList:
    hits = find_customers(session, actor, words, limit=PAGE_SIZE + 1)
    ids = [UUID(hit.id) for hit in hits.hits]
    by_id = {row[0].id: row for row in session.execute(_customers(actor).where(col(Customer.id).in_(ids)))}
    found = [by_id[one] for one in ids if one in by_id]
    more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    count = "1 customer matches" if len(found) == 1 else f"{len(found)} customers match"
    return CustomerList(
        rows=_rows(session, actor, found, now=now),
        range_words=f"The first {PAGE_SIZE} that match; type more to narrow it down" if more else count,
        closest=hits.closest if found else "",
    )


def _customers(actor: Actor) -> Select[Any]:
    home = and_(col(CustomerAddress.customer_id) == col(Customer.id), col(CustomerAddress.position) == 0)
    query = select(Customer, CustomerAddress).outerjoin(CustomerAddress, home)
    return query.where(is_shown(), customers_in_scope(actor))  # type: ignore[return-value]


def _page(actor: Actor, find: FindCustomers) -> Select[Any]:
    query = _customers(actor).limit(PAGE_SIZE + 1)
    key = col(Customer.place) if find.order is Order.NEWEST else tuple_(col(Customer.name), col(Customer.id))
    columns = [col(Customer.place)] if find.order is Order.NEWEST else [col(Customer.name), col(Customer.id)]
    up = find.order is Order.NAME
    if (place := _place(find.after)) is not None:
        query, up = query.where(key < _at(place, find.order) if up else key > _at(place, find.order)), not up
    elif (place := _place(find.before)) is not None:
        query = query.where(key > _at(place, find.order) if up else key < _at(place, find.order))
    return query.order_by(*(column.asc() if up else column.desc() for column in columns))


def _at(place: int, order: Order) -> Any:  # noqa: ANN401 - a value or a pair of columns
    """Where a page began or ended. An address then holds a number, and nobody's name."""
    if order is Order.NEWEST:
        return place
    edge = select(col(Customer.name), col(Customer.id)).where(col(Customer.place) == place)
    return edge.scalar_subquery()


def _place(cursor: str) -> int | None:
    place = int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) <= 10 else None
    return place if place is not None and place <= _LARGEST_PLACE else None


def _rows(session: Session, actor: Actor, found: Sequence[Any], *, now: datetime) -> list[CustomerRow]:
    returns = _returns(session, actor, [row[0].id for row in found])
    return [_row(customer, home, returns.get(customer.id), now=now) for customer, home in found]


def _returns(session: Session, actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, tuple[int, datetime]]:
    """How many returns each of these has in the actor's scope, and when the last was begun."""
    query = (
        select(Return.customer_id, func.count(), func.max(col(Return.created_at)))  # type: ignore[call-overload]
        .where(col(Return.customer_id).in_(ids), in_scope(actor))
        .group_by(col(Return.customer_id))
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(query)}


def _row(
    customer: Customer, home: CustomerAddress | None, returns: tuple[int, datetime] | None, *, now: datetime
) -> CustomerRow:
    town = str(home.address.get("city", "")) if home else ""
    country = country_name(home.country) if home else ""
    return CustomerRow(
        id=str(customer.id),
        href=routes.customer_page(customer.id),
        name=customer.name,
        number=customer.number,
        email=customer.email,
        phone=phone_words(customer.phone),
        place=", ".join(part for part in (town, country) if part),
        returns=str(returns[0]) if returns else "",
        last=moments.near(returns[1], now=now) if returns else "",
        last_when=moments.at(returns[1]) if returns else "",
    )


def _range(rows: Sequence[CustomerRow], order: Order) -> str:
    count = "1 customer" if len(rows) == 1 else f"{len(rows)} customers"
    if len(rows) == 1:
        return count
    if order is Order.NEWEST:
        return f"{count}, {rows[0].number} to {rows[-1].number}"
    return f"{count}, {rows[0].name} to {rows[-1].name}"
