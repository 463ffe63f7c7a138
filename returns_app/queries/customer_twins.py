"""Who may be the same person as a customer: the same e-mail, the same phone, or the same name at the same address."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app import routes
from returns_app.db.customer_access import customers_in_scope, is_shown
from returns_app.db.customers import Customer, CustomerAddress
from returns_app.db.found_by import email_words
from returns_app.db.search import phone_digits
from returns_app.db.search_entries import CUSTOMERS, SearchEntry
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import Address
from returns_app.domain.merging import is_same_place
from returns_app.queries.customer_views import Twin

MOST_TWINS = 5
# Of a name that many have, only so many are compared.
_MOST_NAMESAKES = 40


def twins_of(session: Session, actor: Actor, row: Customer) -> list[Twin]:
    """The likeliest, best reason first. Three statements, each by an index, whoever asks."""
    found = {one.id: one for one in _alike(session, actor, row)}
    homes = _homes(session, [row.id, *found])
    twins = []
    for one in found.values():
        shared = _shared(row, one, homes)
        if shared:
            twins.append((len(shared), one, shared))
    twins.sort(key=lambda twin: (-twin[0], twin[1].place))
    return [_view(one, shared) for _, one, shared in twins[:MOST_TWINS]]


def _alike(session: Session, actor: Actor, row: Customer) -> Iterable[Customer]:
    words = email_words(row.email)[:1] if row.email else []
    words += [phone_digits(row.phone)] if row.phone else []
    entries = select(SearchEntry.place).where(SearchEntry.kind == CUSTOMERS, col(SearchEntry.word).in_(words))
    shown = select(Customer).where(is_shown(), customers_in_scope(actor), Customer.id != row.id)
    by_word = shown.where(col(Customer.place).in_(entries.limit(_MOST_NAMESAKES)))
    yield from session.exec(by_word) if words else ()
    by_name = shown.where(Customer.name == row.name).order_by(col(Customer.id)).limit(_MOST_NAMESAKES)
    yield from session.exec(by_name)


def _homes(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[Address]]:
    found: dict[UUID, list[Address]] = {}
    rows = session.exec(select(CustomerAddress).where(col(CustomerAddress.customer_id).in_(ids)))
    for row in rows:
        found.setdefault(row.customer_id, []).append(Address(**row.address))
    return found


def _shared(row: Customer, other: Customer, homes: dict[UUID, list[Address]]) -> list[str]:
    shared = []
    if row.email and row.email.lower() == other.email.lower():
        shared.append("e-mail")
    if row.phone and row.phone == other.phone:
        shared.append("phone")
    mine, theirs = homes.get(row.id, []), homes.get(other.id, [])
    same_place = any(is_same_place(one, another) for one in mine for another in theirs)
    if row.name.casefold() == other.name.casefold() and (shared or same_place):
        shared.append("name")
    if same_place and shared:
        shared.append("address")
    return shared


def _view(row: Customer, shared: Sequence[str]) -> Twin:
    words = shared[0] if len(shared) == 1 else f"{', '.join(shared[:-1])} and {shared[-1]}"
    return Twin(
        id=str(row.id),
        href=routes.customer_page(row.id),
        name=row.name,
        number=row.number,
        email=row.email,
        why=f"Same {words}",
    )
