"""The mail with a fresh link to a return that has nothing left to finish."""

from datetime import datetime

from sqlmodel import Session

from returns_app.actions.post_lifecycle import items_of
from returns_app.actions.post_mail import Letter, customer_of, post_letter
from returns_app.db.links import Link
from returns_app.db.returns import Return
from returns_app.domain.actors import SYSTEM
from returns_app.mail.fresh_facts import FreshFacts


def mail_fresh(session: Session, row: Return, link: Link, *, now: datetime) -> None:
    """Mail it to the address on file; to nobody whose data were erased."""
    customer = customer_of(session, row)
    if not customer.email:
        return
    facts = FreshFacts(row.number or "", customer.name, items_of(session, row, "quantity"))
    letter = Letter(facts, f"fresh:{link.id}:{now.isoformat()}", link_id=link.id)
    post_letter(session, SYSTEM, row, letter, now=now)
