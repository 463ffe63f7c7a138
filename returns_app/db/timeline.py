"""The timeline of a return: an append-only log, written in the transaction of what it tells."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import JSON, Field, Session, SQLModel, col, select

from returns_app.db.columns import Sequence, UtcDateTime
from returns_app.db.session import CHANGED
from returns_app.domain.actors import Actor

# The kind of an entry that is an alert: the desk finds returns by it.
ENDED_LINK_OPENED = "ended_link_opened"


class TimelineEntry(SQLModel, table=True):
    """One thing that happened. `facts` holds values only; the words are made when it is shown."""

    __tablename__ = "timeline"
    __table_args__ = (
        CheckConstraint("actor_kind IN ('staff', 'customer', 'system')", name="actor_kind"),
        Index("ix_timeline_return_id_id", "return_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Sequence)
    return_id: UUID = Field(foreign_key="returns.id", ondelete="CASCADE")
    at: datetime = Field(sa_type=UtcDateTime)
    kind: str = Field(max_length=40)
    actor_kind: str = Field(max_length=10)
    actor_id: UUID | None = None
    actor_name: str = Field(max_length=80)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


def tell(
    session: Session, return_id: UUID, kind: str, *, actor: Actor, now: datetime, **facts: object
) -> None:
    """Add an entry. `facts` must be plain JSON values and hold no secret."""
    session.info.setdefault(CHANGED, set()).add(return_id)
    session.add(
        TimelineEntry(
            return_id=return_id,
            at=now,
            kind=kind,
            actor_kind=actor.kind.value,
            actor_id=actor.id,
            actor_name=actor.name,
            facts=facts,
        )
    )


def entries_of(session: Session, return_id: UUID) -> list[TimelineEntry]:
    """Everything that happened, newest first."""
    query = select(TimelineEntry).where(TimelineEntry.return_id == return_id)
    return list(session.exec(query.order_by(col(TimelineEntry.id).desc())))
