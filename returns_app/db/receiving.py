"""What was found in a parcel beside the lines, and how a return was settled."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from returns_app.db.columns import UtcDateTime
from returns_app.db.returns import ReturnLine, lines_of
from returns_app.domain.receiving import Announced, Count, Difference, Found, Undeclared, add_up, compare


class UndeclaredItem(SQLModel, table=True):
    """Something in the parcel that nobody had announced."""

    __tablename__ = "undeclared_items"
    __table_args__ = (
        UniqueConstraint("return_id", "position"),
        CheckConstraint("quantity BETWEEN 1 AND 999", name="quantity"),
        CheckConstraint("length(name) > 0", name="has_name"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    return_id: UUID = Field(foreign_key="returns.id", ondelete="CASCADE")
    position: int
    product_id: UUID | None = Field(default=None, foreign_key="products.id")
    name: str = Field(max_length=200)
    quantity: int
    words: str = Field(default="", max_length=500)


class Settlement(SQLModel, table=True):
    """How a return ended for the customer; one for each. `amount_minor` is what they get, in minor units.

    `outcome` is `refund`, `exchange`, `repair` or `nothing`; only a refund has an amount.
    """

    __tablename__ = "settlements"
    __table_args__ = (
        CheckConstraint("outcome IN ('refund', 'exchange', 'repair', 'nothing')", name="outcome"),
        CheckConstraint("amount_minor >= 0", name="amount_not_negative"),
        CheckConstraint(
            "amount_minor = 0 OR (outcome = 'refund' AND length(currency) = 3)", name="refund_has_currency"
        ),
    )

    return_id: UUID = Field(foreign_key="returns.id", primary_key=True, ondelete="CASCADE")
    outcome: str = Field(max_length=10)
    amount_minor: int = 0
    currency: str = Field(default="", max_length=3)
    reference: str = Field(default="", max_length=60)
    words: str = Field(default="", max_length=500)
    settled_by: UUID | None = Field(default=None, foreign_key="users.id")
    settled_at: datetime = Field(sa_type=UtcDateTime)


def undeclared_of(session: Session, return_id: UUID) -> list[UndeclaredItem]:
    """The undeclared items of a return, in their order."""
    query = select(UndeclaredItem).where(UndeclaredItem.return_id == return_id)
    return list(session.exec(query.order_by(col(UndeclaredItem.position))))


def differences(lines: list[ReturnLine]) -> tuple[Difference, ...]:
    """The counted lines, compared with what was approved."""
    return tuple(
        compare(Announced(line.id, line.approved or 0), Count(line.id, line.received, line.damaged or 0))
        for line in lines
        if line.received is not None
    )


def found_in(session: Session, return_id: UUID) -> Found:
    """What the check kept so far adds up to."""
    there = undeclared_of(session, return_id)
    items = tuple(Undeclared(item.name, item.quantity, item.words) for item in there)
    return add_up(differences(lines_of(session, return_id)), items)
