"""Taking back what was filled in at a step of a draft."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, delete

from returns_app.actions.save_draft import editable
from returns_app.db.returns import Answer, Return, ReturnLine, touch
from returns_app.db.search_entries import remember_return
from returns_app.domain.actors import Actor
from returns_app.domain.wizard import StepKey


def clear_order_number(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> Return:
    """Forget the order number of a draft. Clearing what is empty changes nothing."""
    actor.require_desk()
    row = editable(session, actor, return_id, StepKey.ORDER_NUMBER)
    if row.order_number:
        row.order_number = ""
        touch(session, row, now=now)
        remember_return(session, row)
    return row


def clear_lines(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> Return:
    """Take all lines off a draft, with the answers about them."""
    actor.require_desk()
    row = editable(session, actor, return_id, StepKey.ORDER_NUMBER)
    session.exec(delete(Answer).where(Answer.return_id == row.id, Answer.subject != ""))  # type: ignore[arg-type]
    session.exec(delete(ReturnLine).where(ReturnLine.return_id == row.id))  # type: ignore[arg-type]
    row.reason_id, row.outcome = None, None
    touch(session, row, now=now)
    remember_return(session, row)
    return row
