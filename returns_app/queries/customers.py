"""Finding the customer somebody has on the line: by name, e-mail, phone or number, typing errors included."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import and_, case, false, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func

from returns_app.db.customer_access import customers_in_scope, is_shown
from returns_app.db.customers import Customer, CustomerAddress
from returns_app.db.found_by import AT
from returns_app.db.search_entries import CUSTOMERS, places_of_email
from returns_app.domain.actors import Actor, ActorKind
from returns_app.postal import country_name
from returns_app.queries.found import as_called, asked
from returns_app.queries.word_search import Sought, look_up, next_places

MOST: Final = 8
# Of a common name so many are looked at, the newest first, until there are enough.
_CHUNKS: Final = (50, 400)
_Row = tuple[Customer, CustomerAddress | None]
# Another name for the table, because the scope asks for addresses too.
_Home = aliased(CustomerAddress)


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
    """The customers in the actor's scope whom all these words fit; those whose name begins so come first.

    Where more fit than are shown, they are among the newest.
    """
    sought = look_up(session, CUSTOMERS, asked(words))
    if not sought.wanted:
        return FoundCustomers()
    hits = [_hit(customer, address) for customer, address in _found(session, actor, sought, limit=limit)]
    called = as_called(sought.mended, (hit.name for hit in hits)) if hits else ""
    return FoundCustomers(hits, " ".join(one.begins.lstrip(AT) for one in sought.wanted), called)


def customer_by_email(session: Session, actor: Actor, email: str) -> CustomerHit | None:
    """The customer in the actor's scope who has this address."""
    wanted = asked(email).lower()
    query = _query(actor, places_of_email(session, wanted)).where(func.lower(col(Customer.email)) == wanted)
    found = session.execute(query.limit(1)).first()
    return _hit(found[0], found[1]) if found else None


def _found(session: Session, actor: Actor, sought: Sought, *, limit: int) -> list[_Row]:
    begins = [col(Customer.search).startswith(one.begins, autoescape=True) for one in sought.wanted]
    found: list[_Row] = []
    end: int | None = None
    for count in _CHUNKS:
        places = next_places(session, sought, beyond=end, upward=False, count=count)
        query = _query(actor, places.found).order_by(
            case((or_(*begins), 0), else_=1), col(Customer.name), col(Customer.number)
        )
        found += [(row[0], row[1]) for row in session.execute(query.limit(limit))]
        end = places.end
        if len(found) >= limit or end is None:
            break
    return found[:limit]


def _query(actor: Actor, places: Sequence[int]) -> Any:  # noqa: ANN401 - a select of two tables
    first = and_(col(_Home.customer_id) == col(Customer.id), col(_Home.position) == 0)
    query = select(Customer, _Home).outerjoin(_Home, first)
    scope = false() if actor.kind is ActorKind.CUSTOMER else customers_in_scope(actor)
    return query.where(col(Customer.place).in_(places), is_shown(), scope)


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
