"""Customers and their addresses."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import JSON, Field, Session, SQLModel, col, func, select

from returns_app.db.columns import UtcDateTime
from returns_app.domain.addresses import Address

FIRST_PLACE = 10001


class Customer(SQLModel, table=True):
    """A buyer. `search` holds everything they can be found by, folded as `db.search.fold` does.

    `place` counts customers, and is part of `number`. `merged_into` is who they turned out to be; then they are no more
    shown. From `erased_at` on nothing personal is kept of them.
    """

    __tablename__ = "customers"
    __table_args__ = (
        CheckConstraint("length(name) > 0", name="has_name"),
        Index("ix_customers_name_id", "name", "id"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    number: str = Field(max_length=20, unique=True)
    name: str = Field(max_length=80)
    email: str = Field(max_length=254, index=True)
    phone: str = Field(default="", max_length=32)
    language: str = Field(default="en", max_length=5)
    search: str = ""
    place: int = Field(unique=True)
    merged_into: UUID | None = Field(default=None, foreign_key="customers.id", index=True)
    erased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
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


class CustomerNote(SQLModel, table=True):
    """What colleagues should know of a customer. Never sent out. `key` is one click: the same key writes once."""

    __tablename__ = "customer_notes"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    customer_id: UUID = Field(foreign_key="customers.id", index=True, ondelete="CASCADE")
    key: str = Field(max_length=64, unique=True)
    words: str = Field(max_length=2000)
    author_id: UUID | None = Field(default=None, foreign_key="users.id")
    author_name: str = Field(max_length=120)
    created_at: datetime = Field(sa_type=UtcDateTime)


def addresses_of(session: Session, customer_id: UUID) -> list[Address]:
    """The customer's addresses, the preferred one first."""
    query = select(CustomerAddress).where(CustomerAddress.customer_id == customer_id)
    return [Address(**row.address) for row in session.exec(query.order_by(col(CustomerAddress.position)))]


def next_place(session: Session) -> int:
    """The place behind the last customer. Two at once: the unique constraint stops the second."""
    last = session.exec(select(func.coalesce(func.max(Customer.place), FIRST_PLACE - 1))).one()
    return last + 1


def customer_number(place: int) -> str:
    """The number of the customer at a place, such as C-10042."""
    return f"C-{place}"
