"""Exceptions: a rule that advised against, what it saw, its limit, and who let the return go on, and why."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from returns_app.db.columns import UtcDateTime


class GrantedException(SQLModel, table=True):
    """One rule set aside for one return. `observed` and `limit_words` are what the rule compared, as plain values.

    `cost_minor` is the value of what comes back because of it, where a price is known.
    """

    __tablename__ = "exceptions"
    __table_args__ = (
        UniqueConstraint("return_id", "rule"),
        Index("ix_exceptions_granted_at_id", "granted_at", "id"),
        Index("ix_exceptions_rule_granted_at", "rule", "granted_at"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    return_id: UUID = Field(foreign_key="returns.id", ondelete="CASCADE")
    rule: str = Field(max_length=30)
    observed: str = Field(max_length=60)
    limit_words: str = Field(max_length=60)
    reason: str = Field(max_length=30)
    words: str = Field(default="", max_length=500)
    cost_minor: int | None = None
    currency: str = Field(default="", max_length=3)
    granted_by: UUID = Field(foreign_key="users.id", index=True)
    granted_at: datetime = Field(sa_type=UtcDateTime)


def exceptions_of(session: Session, return_id: UUID) -> list[GrantedException]:
    """The exceptions made for a return, oldest first."""
    query = select(GrantedException).where(GrantedException.return_id == return_id)
    return list(session.exec(query.order_by(col(GrantedException.granted_at))))
