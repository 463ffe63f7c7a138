"""Authorized-return links."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Index, text
from sqlmodel import Field, Session, SQLModel, col, select

from returns_app.db.columns import UtcDateTime

_LIVE = text("superseded_at IS NULL AND revoked_at IS NULL")


class Link(SQLModel, table=True):
    """A link to one return. Only the hash of its token is kept; a return has at most one that was not ended."""

    __tablename__ = "links"
    __table_args__ = (
        Index("uq_links_live", "return_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index("ix_links_return_id", "return_id"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    return_id: UUID = Field(foreign_key="returns.id", ondelete="CASCADE")
    token_hash: str = Field(max_length=64, unique=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    created_by: UUID | None = Field(default=None, foreign_key="users.id")
    expires_at: datetime = Field(sa_type=UtcDateTime)
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    superseded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def live_link(session: Session, return_id: UUID) -> Link | None:
    """The link of a return that was neither replaced nor revoked, if there is one. It may have expired."""
    query = select(Link).where(Link.return_id == return_id)
    return session.exec(
        query.where(col(Link.superseded_at).is_(None), col(Link.revoked_at).is_(None))
    ).first()


def latest_link(session: Session, return_id: UUID) -> Link | None:
    """The newest link of a return, whatever became of it."""
    query = select(Link).where(Link.return_id == return_id)
    return session.exec(query.order_by(col(Link.created_at).desc())).first()
