"""A withdrawal becomes true: its moment and the refund's last day are written, and the customer gets it in writing."""

from datetime import datetime

from sqlmodel import Session

from returns_app.actions.issue_link import ensure_link
from returns_app.actions.post_lifecycle import items_of
from returns_app.actions.post_mail import Letter, customer_of, post_letter
from returns_app.db.returns import Return, touch
from returns_app.db.timeline import tell
from returns_app.domain.actors import SYSTEM, Actor
from returns_app.domain.withdrawal import goods_due, refund_due
from returns_app.mail.brand import day_of
from returns_app.mail.withdrawal_facts import WithdrawnFacts


def note_declared(session: Session, actor: Actor, row: Return, *, now: datetime) -> None:
    """Write down that the withdrawal was declared now, by the customer or recorded by the desk, and acknowledge it.

    The caller holds the return's lock, has given it its number, and asks once only: the first moment is the one that
    counts. Whatever becomes of the parcel afterwards, this stays.
    """
    today = day_of(now)
    row.withdrawn_at, row.refund_due_on = now, refund_due(today)
    touch(session, row, now=now)
    due = row.refund_due_on.isoformat()
    tell(session, row.id, "withdrawal_declared", actor=actor, now=now, refund_due_on=due)
    facts = WithdrawnFacts(
        number=row.number or "",
        declared_at=now,
        refund_by=row.refund_due_on,
        send_by=goods_due(today),
        name=customer_of(session, row).name,
        order=row.order_number,
        items=items_of(session, row, "quantity"),
        recorded_by=actor.name if actor.role else "",
    )
    link = ensure_link(session, SYSTEM, row, now=now)
    post_letter(session, actor, row, Letter(facts, f"withdrawn:{row.id}", link_id=link.id), now=now)
