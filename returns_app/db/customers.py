"""Customers and their addresses."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import JSON, Field, Session, SQLModel, col, func, select

from returns_app.db.columns import UtcDateTime
from returns_app.domain.addresses import Address

FIRST_NUMBER = 10001


class Customer(SQLModel, table=True):
    """A buyer. `search` holds everything they can be found by, folded as `db.search.fold` does."""

    __tablename__ = "customers"
    __table_args__ = (CheckConstraint("length(name) > 0", name="has_name"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    number: str = Field(max_length=20, unique=True)
    name: str = Field(max_length=80)
    email: str = Field(max_length=254, index=True)
    phone: str = Field(default="", max_length=32)
    language: str = Field(default="en", max_length=5)
    search: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)


class CustomerAddress(SQLModel, table=True):
    """An address of a customer. The one with position 0 is offered first. `address` holds an `Address` as a dict."""

    __tablename__ = "customer_addresses"
    __table_args__ = (UniqueConstraint("customer_id", "position"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    customer_id: UUID = Field(foreign_key="customers.id", ondelete="CASCADE")
    position: int = 0
    country: str = Field(max_length=2)
    address: dict[str, Any] = Field(sa_type=JSON)


def addresses_of(session: Session, customer_id: UUID) -> list[Address]:
    """The customer's addresses, the preferred one first."""
    query = select(CustomerAddress).where(CustomerAddress.customer_id == customer_id)
    return [Address(**row.address) for row in session.exec(query.order_by(col(CustomerAddress.position)))]


def next_customer_number(session: Session) -> str:
    """A number that no customer has yet, such as C-10042. Two at once: the unique constraint stops the second."""
    taken = session.exec(select(func.count()).select_from(Customer)).one()
    number = FIRST_NUMBER + taken
    while session.exec(select(Customer.id).where(Customer.number == f"C-{number}")).first():
        number += 1
    return f"C-{number}"
