"""Notes about a customer, for colleagues."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from returns_app.db.customer_access import fetch_customer_for_change
from returns_app.db.customers import CustomerNote
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Invalid
from returns_app.domain.texts import text_problem
from returns_app.domain.words import say

MAX_NOTE = 2000


def add_customer_note(
    session: Session, actor: Actor, customer_id: UUID, words: str, *, key: str, now: datetime
) -> None:
    """Write a note. `key` is one click: the same key writes once. Raises `Invalid` at `words`."""
    actor.require_desk()
    customer = fetch_customer_for_change(session, actor, customer_id)
    text = words.replace("\r\n", "\n").strip()
    if not text:
        raise Invalid.at("words", say("Write something first."))
    if wrong := text_problem(text, MAX_NOTE, breaks=True):
        raise Invalid.at("words", wrong)
    if session.exec(select(CustomerNote.id).where(CustomerNote.key == key)).first():
        return
    session.add(
        CustomerNote(
            customer_id=customer.id,
            key=key,
            words=text,
            author_id=actor.id,
            author_name=actor.name,
            created_at=now,
        )
    )
    session.flush()
