"""Exports of the list: a row that asks for a file; a worker writes it piece by piece."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from returns_app.db.columns import UtcDateTime


class Export(SQLModel, table=True):
    """One file that somebody asked for. It holds what its owner may see, however long it takes to write.

    `query` is the part of the list's address after `?`. `done_rows` counts while it is written; the file lies in the
    data folder under the export's id until `expires_at`.
    """

    __tablename__ = "exports"
    __table_args__ = (
        CheckConstraint("format IN ('csv', 'xlsx')", name="format"),
        CheckConstraint("status IN ('wanted', 'running', 'done', 'failed', 'canceled')", name="status"),
        Index("ix_exports_status_created_at", "status", "created_at"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    owner_id: UUID = Field(foreign_key="users.id", index=True, ondelete="CASCADE")
    format: str = Field(max_length=4)
    query: str = Field(default="", max_length=4000)
    status: str = Field(default="wanted", max_length=10)
    total_rows: int | None = None
    done_rows: int = 0
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
