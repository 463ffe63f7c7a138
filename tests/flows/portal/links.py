"""A customer's link as it stands, and what time does to it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.links import Link
from returns_app.db.session import write_now


def link_of(session: Session, return_id: UUID) -> Link:
    query = select(Link).where(Link.return_id == return_id, col(Link.superseded_at).is_(None))
    return session.exec(query).one()


def expire(return_id: UUID) -> None:
    def past(session: Session) -> None:
        link_of(session, return_id).expires_at = datetime.now(UTC) - timedelta(minutes=1)

    write_now(past)
