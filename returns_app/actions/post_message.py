"""The mail that brings a message to the customer."""

from datetime import datetime

from sqlmodel import Session

from returns_app.actions.post_mail import Letter, customer_of, post_letter
from returns_app.db.links import Link
from returns_app.db.messages import Message
from returns_app.db.returns import Return
from returns_app.domain.actors import Actor
from returns_app.mail.message_facts import MessageFacts


def mail_message(
    session: Session, actor: Actor, row: Return, message: Message, link: Link | None, *, now: datetime
) -> None:
    """Mail a message, once. Without a link the customer answers by e-mail."""
    facts = MessageFacts(
        words=message.words,
        agent=message.author_name,
        name=customer_of(session, row).name,
        number=row.number or "",
    )
    letter = Letter(facts, f"message:{message.id}", link_id=link.id if link else None)
    post_letter(session, actor, row, letter, now=now)
