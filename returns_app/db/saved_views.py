"""Views of the list of returns that somebody keeps: a name for a query of its address."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, or_, select

from returns_app.db.columns import UtcDateTime


class SavedView(SQLModel, table=True):
    """A named list. `query` is the part of the list's address after `?`; a `shared` view is everybody's to open."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("owner_id", "name"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    owner_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE")
    name: str = Field(max_length=60)
    query: str = Field(max_length=500)
    shared: bool = False
    created_at: datetime = Field(sa_type=UtcDateTime)


def views_of(session: Session, user_id: UUID) -> list[SavedView]:
    """The views of a user and those shared with everybody, by name."""
    mine = or_(col(SavedView.owner_id) == user_id, col(SavedView.shared))
    return list(session.exec(select(SavedView).where(mine).order_by(col(SavedView.name), col(SavedView.id))))
