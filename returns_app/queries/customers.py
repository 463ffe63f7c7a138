"""Finding the customer somebody has on the line: by name, e-mail, phone or number, typing errors included."""

import re
from dataclasses import dataclass, field

from sqlalchemy import Select, and_, case, or_
from sqlmodel import Session, col, func, select

from returns_app.db.customers import Customer, CustomerAddress
from returns_app.db.search import like, mend, phone_digits
from returns_app.domain.actors import Actor
from returns_app.postal import country_name
from returns_app.queries.found import as_called, asked

MOST = 8
_PHONE = re.compile(r"[\d\s+()./-]+")
_SHORTEST_PHONE = 4


@dataclass(frozen=True)
class CustomerHit:
    """One customer found."""

    id: str = ""
    name: str = ""
    email: str = ""
    number: str = ""
    place: str = ""


@dataclass(frozen=True)
class FoundCustomers:
    """The customers found, the words they were found by, and (after a typing error) what was taken for it."""

    hits: list[CustomerHit] = field(default_factory=list)
    words: str = ""
    closest: str = ""


def find_customers(session: Session, actor: Actor, words: str, *, limit: int = MOST) -> FoundCustomers:
    """The customers in the actor's scope whom all these words fit; those whose name begins so come first."""
    wanted = asked(words)
    if not wanted:
        return FoundCustomers()
    number = _phone(wanted)
    parts, mended = ([number], []) if number else mend(session, "customer", wanted)
    if not parts:
        return FoundCustomers()
    found = [(row[0], row[1]) for row in session.execute(_query(actor, parts).limit(limit))]
    hits = [_hit(customer, address) for customer, address in found]
    return FoundCustomers(
        hits, " ".join(parts), as_called(mended, (hit.name for hit in hits)) if hits else ""
    )


def customer_by_email(session: Session, actor: Actor, email: str) -> CustomerHit | None:
    """The customer in the actor's scope who has this address."""
    query = _query(actor, []).where(func.lower(col(Customer.email)) == asked(email).lower())
    found = session.execute(query.limit(1)).first()
    return _hit(found[0], found[1]) if found else None


def _query(actor: Actor, parts: list[str]) -> Select[tuple[Customer, CustomerAddress | None]]:
    first = and_(col(CustomerAddress.customer_id) == col(Customer.id), col(CustomerAddress.position) == 0)
    query = select(Customer, CustomerAddress).outerjoin(CustomerAddress, first)
    for part in parts:
        query = query.where(col(Customer.search).like(like(part), escape="!"))
    if actor.countries:
        country = col(CustomerAddress.country)
        query = query.where(or_(country.is_(None), country.in_(sorted(actor.countries))))
    begins = [col(Customer.search).like(like(part)[1:], escape="!") for part in parts]
    rank = case((or_(*begins), 0), else_=1) if begins else None
    order = [rank] if rank is not None else []
    return query.order_by(*order, col(Customer.name), col(Customer.number))  # type: ignore[return-value]


def _phone(words: str) -> str:
    """The digits of a phone number however it was written, without the zeros that stand for a country code."""
    if not _PHONE.fullmatch(words):
        return ""
    digits = phone_digits(words).lstrip("0")
    return digits if len(digits) >= _SHORTEST_PHONE else ""


def _hit(customer: Customer, address: CustomerAddress | None) -> CustomerHit:
    town = str(address.address.get("city", "")) if address else ""
    country = country_name(address.country) if address else ""
    return CustomerHit(
        id=str(customer.id),
        name=customer.name,
        email=customer.email,
        number=customer.number,
        place=", ".join(part for part in (town, country) if part),
    )
