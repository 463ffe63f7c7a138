"""What the command palette finds: customers, returns and orders, each a few."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlmodel import Session

from returns_app import routes
from returns_app.domain.actors import DESK_ROLES, Actor
from returns_app.queries.customers import CustomerHit, find_customers
from returns_app.queries.find_query import Find, View, write_find
from returns_app.queries.found import asked
from returns_app.queries.return_rows import rows_of
from returns_app.queries.return_search import search

MOST: Final = 5
# Shorter words are a name begun rather than an order number.
_SHORTEST_ORDER: Final = 4


@dataclass(frozen=True)
class FoundCustomer:
    """A customer: their page, and where a new return of theirs begins (empty for those who may make none)."""

    id: str
    name: str
    email: str
    number: str
    place: str
    href: str
    new_return: str


@dataclass(frozen=True)
class FoundReturn:
    """A return. `status` as in the list; `is_order` when it was found by its order number."""

    id: str
    number: str
    has_number: bool
    customer: str
    product: str
    order_number: str
    is_order: bool
    status: str
    age: str
    href: str


@dataclass(frozen=True)
class Found:
    """What was found. `closest` is the customer's name a typing error was taken for.

    `all_href` is the list of all that the words find. `order` is what was typed, where it looks like an order number
    that no return has; a new return for it begins at `new_return`.
    """

    words: str = ""
    customers: list[FoundCustomer] = field(default_factory=list)
    closest: str = ""
    returns: list[FoundReturn] = field(default_factory=list)
    all_href: str = ""
    order: str = ""
    new_return: str = ""


def find_anything(session: Session, actor: Actor, words: str, *, now: datetime) -> Found:
    """The customers and returns within the actor's scope that these words fit, `MOST` of each; nothing for no words."""
    wanted = asked(words)
    if not wanted:
        return Found()
    people = find_customers(session, actor, wanted, limit=MOST)
    returns = _returns(session, actor, wanted, now=now)
    may_make = actor.role in DESK_ROLES
    order = wanted if may_make and _is_order(wanted) and not any(one.is_order for one in returns) else ""
    return Found(
        words=wanted,
        customers=[_customer(hit, may_make=may_make) for hit in people.hits],
        closest=people.closest,
        returns=returns,
        all_href=f"{routes.RETURNS}?{write_find(Find(view=View.ALL, words=wanted))}",
        order=order,
        new_return=routes.new_return(order=order) if order else "",
    )


def _returns(session: Session, actor: Actor, words: str, *, now: datetime) -> list[FoundReturn]:
    step = search(session, actor, Find(view=View.ALL, words=words), size=MOST, now=now)
    return [
        FoundReturn(
            id=row.id,
            number=row.number,
            has_number=row.has_number,
            customer=row.customer,
            product=f"{row.products} {row.more}".strip(),
            order_number=row.order_number,
            is_order=_bare(row.order_number) == _bare(words),
            status=row.status,
            age=row.age,
            href=row.href,
        )
        for row in rows_of(session, step.ids, now=now)
    ]


def _customer(hit: CustomerHit, *, may_make: bool) -> FoundCustomer:
    return FoundCustomer(
        id=hit.id,
        name=hit.name,
        email=hit.email,
        number=hit.number,
        place=hit.place,
        href=f"{routes.CUSTOMER}?id={hit.id}",
        new_return=routes.new_return(customer=hit.id) if may_make else "",
    )


def _is_order(words: str) -> bool:
    """Whether this may be an order number: one word with a digit that is neither an address nor a number of ours."""
    ours = words.upper().startswith(("RMA", "C-")) or "@" in words
    return (
        not ours
        and " " not in words
        and len(words) >= _SHORTEST_ORDER
        and any(letter.isdigit() for letter in words)
    )


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
