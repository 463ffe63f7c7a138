"""The outbox: mails as rows, written in the transaction of what they tell, sent later by a worker."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index
from sqlmodel import JSON, Field, Session, SQLModel, col, select

from returns_app.db.columns import UtcDateTime

# Longer than the sender's own time-out, so that a mail is not taken twice while it is being sent.
LEASE = timedelta(seconds=120)
MAX_ATTEMPTS = 12


class OutboxMail(SQLModel, table=True):
    """One mail to one person. `facts` feed the template and hold no secret; a link is named by its row.

    `dedupe_key` keeps the same event from mailing twice. The Message-ID is made from `id`, so it is stable.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("status IN ('pending', 'sent', 'dead')", name="status"),
        CheckConstraint("(status = 'sent') = (sent_at IS NOT NULL)", name="sent_has_time"),
        Index("ix_outbox_status_next_at", "status", "next_at"),
        Index("ix_outbox_created_at", "created_at"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    kind: str = Field(max_length=30)
    dedupe_key: str = Field(max_length=120, unique=True)
    return_id: UUID | None = Field(default=None, foreign_key="returns.id", index=True, ondelete="CASCADE")
    to_address: str = Field(max_length=254)
    to_name: str = Field(default="", max_length=80)
    language: str = Field(max_length=5)
    facts: dict[str, Any] = Field(sa_type=JSON)
    link_id: UUID | None = Field(default=None, foreign_key="links.id")
    label_id: UUID | None = Field(default=None, foreign_key="labels.id")
    status: str = Field(default="pending", max_length=10)
    attempts: int = 0
    next_at: datetime = Field(sa_type=UtcDateTime)
    last_error: str = Field(default="", max_length=500)
    created_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def post(session: Session, mail: OutboxMail) -> bool:
    """Put a mail into the outbox. False when a mail with the same `dedupe_key` is there already."""
    if session.exec(select(OutboxMail.id).where(OutboxMail.dedupe_key == mail.dedupe_key)).first():
        return False
    session.add(mail)
    session.flush()
    return True


def claim_next(session: Session, *, now: datetime) -> OutboxMail | None:
    """Take the oldest mail that is due, for the time of a lease. The caller commits before it sends."""
    due = (
        select(OutboxMail)
        .where(OutboxMail.status == "pending", col(OutboxMail.next_at) <= now)
        .order_by(col(OutboxMail.created_at))
        .limit(1)
        # Another worker's mail is passed over; SQLite has one writer at a time and needs no lock.
        .with_for_update(skip_locked=True)
    )
    mail = session.exec(due).first()
    if mail is None:
        return None
    mail.next_at = now + LEASE
    mail.attempts += 1
    session.add(mail)
    session.flush()
    return mail


def mails_of(session: Session, return_id: UUID) -> list[OutboxMail]:
    """The mails of one return, newest first."""
    query = select(OutboxMail).where(OutboxMail.return_id == return_id)
    return list(session.exec(query.order_by(col(OutboxMail.created_at).desc())))
