"""What people write about a return: notes among colleagues, messages to the customer, and the customer's answers.

Nothing here counts as a change of what somebody else decides about, so it makes nobody's version stale.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, func, select

from returns_app.actions.issue_link import new_link
from returns_app.actions.post_message import mail_message
from returns_app.db.customers import Customer
from returns_app.db.messages import FROM_CUSTOMER, NOTE, TO_CUSTOMER, Message, answer_link
from returns_app.db.returns import Return, fetch_for_change
from returns_app.db.timeline import tell
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.lifecycle import Status
from returns_app.domain.texts import text_problem
from returns_app.domain.words import say

MAX_WORDS = 2000
MAX_KEY = 64
# So much may a customer write in an hour; nobody with a question needs more.
MOST_AN_HOUR = 20
_HOUR = timedelta(hours=1)
_KINDS = {NOTE: "note_added", TO_CUSTOMER: "message_sent", FROM_CUSTOMER: "message_received"}


@dataclass(frozen=True)
class Written:
    """Words somebody wrote. `key` is one click of theirs: the same key writes once."""

    words: str
    key: str


def add_note(session: Session, actor: Actor, return_id: UUID, written: Written, *, now: datetime) -> bool:
    """Keep a note for colleagues; it is never sent out. Every member of staff may. False when it was kept before.

    Raises `Invalid` at `words`.
    """
    if actor.kind is not ActorKind.STAFF:
        raise Forbidden
    row = fetch_for_change(session, actor, return_id)
    return _keep(session, actor, row, NOTE, written, now=now) is not None


def write_to_customer(
    session: Session, actor: Actor, return_id: UUID, written: Written, *, now: datetime
) -> bool:
    """Write to the customer: it stands on their page and is mailed to them. Whatever they asked counts as answered.

    False when it was written before. Raises `Invalid` at `words`, `Conflict` for a draft or an erased customer.
    """
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    customer = session.get(Customer, row.customer_id) if row.customer_id else None
    if row.status == Status.DRAFT or customer is None:
        raise Conflict(say("This return is not finished yet. Its customer cannot be written to."))
    if customer.erased_at is not None:
        raise Conflict(say("This customer was erased and cannot be written to."))
    message = _keep(session, actor, row, TO_CUSTOMER, written, now=now)
    if message is None:
        return False
    row.unanswered_at = None
    session.add(row)
    link, may_make = answer_link(session, row, now=now)
    if link is None and may_make:
        link = new_link(session, actor, row, now=now)
    mail_message(session, actor, row, message, link, now=now)
    return True


def write_from_customer(session: Session, actor: Actor, written: Written, *, now: datetime) -> bool:
    """A customer writes about their own return, also once it is over, for as long as their link lives.

    It waits for an answer from now on. False when it was written before. Raises `Invalid` at `words`, `Conflict` for
    somebody who writes without end.
    """
    if actor.kind is not ActorKind.CUSTOMER or actor.return_id is None:
        raise NotFound
    row = fetch_for_change(session, actor, actor.return_id)
    _require_measure(session, row, now=now)
    message = _keep(session, actor, row, FROM_CUSTOMER, written, now=now)
    if message is None:
        return False
    row.unanswered_at = row.unanswered_at or now
    session.add(row)
    return True


def need_no_answer(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> None:
    """Say that what the customer wrote needs no answer. Said again, or of a return that waits for none: nothing."""
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    if row.unanswered_at is None:
        return
    row.unanswered_at = None
    session.add(row)
    tell(session, row.id, "no_answer_needed", actor=actor, now=now)


def _keep(
    session: Session, actor: Actor, row: Return, kind: str, written: Written, *, now: datetime
) -> Message | None:
    """Write it and tell the timeline, which only names it; `None` when this key has written already."""
    words = _cleaned(written.words)
    key = written.key[:MAX_KEY]
    there = session.exec(select(Message).where(Message.key == key)).first()
    if there is not None:
        if there.return_id != row.id or there.kind != kind:
            raise NotFound
        return None
    message = Message(
        return_id=row.id,
        key=key,
        kind=kind,
        words=words,
        author_id=actor.id,
        author_name=actor.name,
        created_at=now,
    )
    session.add(message)
    # Its place in lists moves, its version does not.
    row.changed_at = now
    session.add(row)
    tell(session, row.id, _KINDS[kind], actor=actor, now=now, message_id=str(message.id))
    session.flush()
    return message


def _cleaned(text: str) -> str:
    words = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not words:
        raise Invalid.at("words", say("Write something first."))
    if wrong := text_problem(words, MAX_WORDS, breaks=True):
        raise Invalid.at("words", wrong)
    return words


def _require_measure(session: Session, row: Return, *, now: datetime) -> None:
    lately = select(func.count()).select_from(Message)
    lately = lately.where(
        Message.return_id == row.id, Message.kind == FROM_CUSTOMER, col(Message.created_at) > now - _HOUR
    )
    if session.exec(lately).one() >= MOST_AN_HOUR:
        raise Conflict(say("You have written a lot just now. Wait a little, or answer one of our e-mails."))
