"""Whether a customer knows of a return."""

from sqlmodel import Session, col, or_, select

from returns_app.db.links import Link
from returns_app.db.outbox import OutboxMail
from returns_app.db.returns import Return


def was_in_contact(session: Session, row: Return) -> bool:
    """Whether the customer has heard of this return: a mail left, or they opened their link or confirmed."""
    left = select(OutboxMail.id).where(
        OutboxMail.return_id == row.id, or_(OutboxMail.status != "pending", col(OutboxMail.attempts) > 0)
    )
    opened = select(Link.id).where(Link.return_id == row.id, col(Link.opened_at).is_not(None))
    return row.checkout_at is not None or any(
        session.exec(query.limit(1)).first() is not None for query in (left, opened)
    )
