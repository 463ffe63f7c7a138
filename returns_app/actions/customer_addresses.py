"""The addresses of a customer: added, corrected, put first, taken away."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.customer_access import fetch_customer, fetch_customer_for_change
from returns_app.db.customers import Customer, CustomerAddress
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import Address
from returns_app.domain.errors import Conflict, Invalid, NotFound
from returns_app.domain.words import say
from returns_app.postal import sendable

MOST_ADDRESSES = 20
# Beyond every place in use, so that places can be dealt out again without two being equal in between.
_ASIDE = 10_000


@dataclass(frozen=True)
class AddressWish:
    """An address to keep under an id. `seen` is the one that the actor saw there; `None` for a new one."""

    id: UUID
    address: Address
    seen: Address | None = None


def save_address(session: Session, actor: Actor, customer_id: UUID, wish: AddressWish) -> CustomerAddress:
    """Add the address behind the others, or correct the one that has this id.

    Raises `Invalid` with each problem at its field, `Conflict` when somebody changed it since. Asked again for what is
    there already, changes nothing.
    """
    customer = _customer(session, actor, customer_id)
    address = _checked(actor, wish.address)
    rows = _rows(session, customer.id)
    row = next((one for one in rows if one.id == wish.id), None)
    if row is None:
        row = _new(session, customer, rows, wish)
    elif Address(**row.address) not in {wish.seen, address}:
        raise Conflict(say("Somebody changed this address while you wrote. Look at theirs, then save again."))
    row.country, row.address = address.country, asdict(address)
    session.add(row)
    session.flush()
    _require_still_seen(session, actor, customer.id)
    return row


def prefer_address(session: Session, actor: Actor, customer_id: UUID, address_id: UUID) -> None:
    """Offer this address first from now on."""
    customer = _customer(session, actor, customer_id)
    rows = _rows(session, customer.id)
    chosen = _one_of(rows, address_id)
    _deal_places(session, [chosen, *(one for one in rows if one is not chosen)])


def remove_address(session: Session, actor: Actor, customer_id: UUID, address_id: UUID) -> None:
    """Take an address away; returns keep theirs. Removing what is gone changes nothing."""
    customer = _customer(session, actor, customer_id)
    rows = _rows(session, customer.id)
    for row in [one for one in rows if one.id == address_id]:
        session.delete(row)
        session.flush()
        _deal_places(session, [one for one in rows if one is not row])
        _require_still_seen(session, actor, customer.id)


def deal_places(session: Session, customer_id: UUID) -> None:
    """Number a customer's addresses from 0 on, in the order they have."""
    _deal_places(session, _rows(session, customer_id))


def _customer(session: Session, actor: Actor, customer_id: UUID) -> Customer:
    actor.require_desk()
    return fetch_customer_for_change(session, actor, customer_id)


def _rows(session: Session, customer_id: UUID) -> list[CustomerAddress]:
    query = select(CustomerAddress).where(CustomerAddress.customer_id == customer_id)
    query = query.order_by(col(CustomerAddress.position)).execution_options(populate_existing=True)
    return list(session.exec(query))


def _new(
    session: Session, customer: Customer, rows: Sequence[CustomerAddress], wish: AddressWish
) -> CustomerAddress:
    if wish.seen is not None:
        raise Conflict(say("Somebody removed this address meanwhile. Save it as a new one."))
    if session.get(CustomerAddress, wish.id) is not None:
        raise NotFound
    if len(rows) >= MOST_ADDRESSES:
        raise Invalid.at(
            "street", say("A customer has at most {limit} addresses. Remove one first.", limit=MOST_ADDRESSES)
        )
    return CustomerAddress(id=wish.id, customer_id=customer.id, position=len(rows), country="", address={})


def _one_of(rows: Sequence[CustomerAddress], address_id: UUID) -> CustomerAddress:
    found = next((one for one in rows if one.id == address_id), None)
    if found is None:
        raise NotFound
    return found


def _deal_places(session: Session, rows: Sequence[CustomerAddress]) -> None:
    for start in (_ASIDE, 0):
        for place, row in enumerate(rows):
            row.position = start + place
            session.add(row)
        session.flush()


def _checked(actor: Actor, wish: Address) -> Address:
    address = sendable(wish)
    if not actor.may_see(country=address.country, policy_id=None, return_id=None):
        raise Invalid.at("country", say("Customers there are not in your scope."))
    return address


def _require_still_seen(session: Session, actor: Actor, customer_id: UUID) -> None:
    try:
        fetch_customer(session, actor, customer_id)
    except NotFound:
        raise Conflict(
            say("Without this address the customer would leave your scope. Ask a colleague.")
        ) from None
