"""What people wrote about a return: notes among colleagues, messages to the customer and from them."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, Session, SQLModel, col, select

from returns_app.db.columns import UtcDateTime
from returns_app.db.links import Link, latest_link, live_link
from returns_app.db.returns import Return
from returns_app.domain.lifecycle import WITH_CUSTOMER

NOTE = "note"
TO_CUSTOMER = "to_customer"
FROM_CUSTOMER = "from_customer"


class Message(SQLModel, table=True):
    """One message. A `note` never leaves the desk. `key` is one click of its writer: the same key writes once."""

    __tablename__ = "messages"
    __table_args__ = (
        CheckConstraint("kind IN ('note', 'to_customer', 'from_customer')", name="kind"),
        Index("ix_messages_return_id_created_at", "return_id", "created_at"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    return_id: UUID = Field(foreign_key="returns.id", ondelete="CASCADE")
    key: str = Field(max_length=64, unique=True)
    kind: str = Field(max_length=13)
    words: str = Field(max_length=2000)
    author_id: UUID | None = None
    author_name: str = Field(max_length=120)
    created_at: datetime = Field(sa_type=UtcDateTime)


def messages_of(session: Session, return_id: UUID) -> list[Message]:
    """Everything written about a return, oldest first."""
    query = select(Message).where(Message.return_id == return_id)
    return list(session.exec(query.order_by(col(Message.created_at), col(Message.id))))


def answer_link(session: Session, row: Return, *, now: datetime) -> tuple[Link | None, bool]:
    """The link by which the customer can answer now, and else whether one may be made for that.

    Writing a message makes no new link where one was revoked, or where it would let a checkout go on that ran out.
    """
    link = live_link(session, row.id)
    only_shows = row.checkout_at is not None or row.status not in WITH_CUSTOMER
    if link is not None and (only_shows or link.expires_at > now):
        return link, False
    return None, only_shows and link is None and latest_link(session, row.id) is None
