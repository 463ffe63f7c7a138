"""Exports of the list: a row that asks for a file; a worker writes it piece by piece."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, update
from sqlmodel import Field, Session, SQLModel, col, or_, select

from returns_app.db.columns import UtcDateTime
from returns_app.db.session import CHANGED

# Longer than a piece can take, and short enough that somebody waits for it when a worker died.
LEASE = timedelta(seconds=60)
# For so long a file may be fetched once it is written.
KEPT = timedelta(hours=24)


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


def claim_export(session: Session, *, now: datetime) -> Export | None:
    """Take the export that waits longest, or one whose worker went silent; it then begins anew. Commit, then write."""
    silent = (col(Export.status) == "running") & (col(Export.lease_until) < now)
    free = or_(col(Export.status) == "wanted", silent) & (col(Export.expires_at) > now)
    oldest = select(Export).where(free).order_by(col(Export.created_at)).limit(1)
    row = session.exec(oldest.with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    row.status, row.done_rows, row.lease_until = "running", 0, now + LEASE
    tell_owner(session, row.owner_id)
    session.add(row)
    session.flush()
    return row


def keep_export(
    session: Session, export_id: UUID, lease: datetime, values: dict[str, object], *, now: datetime
) -> datetime | None:
    """Write `values` and go on holding it. The new lease, or `None`: it was canceled, or is somebody else's now."""
    mine = (col(Export.id) == export_id, col(Export.status) == "running", col(Export.lease_until) == lease)
    kept = {"lease_until": now + LEASE} | values
    statement = update(Export).where(*mine).values(kept).execution_options(synchronize_session=False)
    if session.connection().execute(statement).rowcount != 1:
        return None
    owner = session.exec(select(Export.owner_id).where(Export.id == export_id)).one()
    tell_owner(session, owner)
    return now + LEASE


def tell_owner(session: Session, owner_id: UUID) -> None:
    """Let the owner's open pages hear of their exports once this is committed: they watch under the owner's own id."""
    session.info.setdefault(CHANGED, set()).add(owner_id)
