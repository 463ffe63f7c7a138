"""Which customers have left something undone for a while, and were not reminded of it yet."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.outbox import OutboxMail
from returns_app.db.returns import Return

MOST = 50


def unreminded(session: Session, status: str, *, since: tuple[datetime, datetime]) -> list[UUID]:
    """Returns that came to this status within a span of time and whose customer never got a reminder, oldest first.

    Walks along one index, whatever else there is.
    """
    first, last = since
    reminded = select(OutboxMail.id).where(
        OutboxMail.return_id == col(Return.id), OutboxMail.kind == "reminder"
    )
    query = select(Return.id).where(Return.status == status, col(Return.since).between(first, last))
    return list(session.exec(query.where(~reminded.exists()).order_by(col(Return.since)).limit(MOST)))
