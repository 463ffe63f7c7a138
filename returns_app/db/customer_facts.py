"""What is known of a customer, as values that can be compared."""

import hashlib
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.customers import Customer, CustomerAddress
from returns_app.domain.merging import Contact


def contact_of(row: Customer) -> Contact:
    """How a customer is called and reached now."""
    return Contact(row.name, row.email, row.phone, row.language)


def address_rows(session: Session, customer_id: UUID) -> list[CustomerAddress]:
    """A customer's addresses as rows, the preferred one first."""
    query = select(CustomerAddress).where(CustomerAddress.customer_id == customer_id)
    return list(session.exec(query.order_by(col(CustomerAddress.position))))


def stamp_of(session: Session, *customers: Customer) -> str:
    """What a preview of a merge was made of, as one word: it differs as soon as a detail or an address does."""
    parts: list[object] = []
    for one in customers:
        addresses = [(str(row.id), row.address) for row in address_rows(session, one.id)]
        parts.append((str(one.id), contact_of(one), addresses))
    return hashlib.sha256(repr(parts).encode()).hexdigest()
