"""A friendly word to a customer who has something left to do: the link, the label or the pickup."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.actions.issue_link import ensure_link
from returns_app.actions.post_lifecycle import items_of
from returns_app.actions.post_mail import Letter, customer_of, post_letter
from returns_app.db.drafts import load_draft
from returns_app.db.links import Link, live_link
from returns_app.db.outbox import OutboxMail
from returns_app.db.policies import ReturnPolicy
from returns_app.db.returns import Return, fetch_for_change, touch
from returns_app.db.shipments import alive_shipment
from returns_app.db.shipping import OptionRow, option_row
from returns_app.db.timeline import tell
from returns_app.domain.actors import SYSTEM, Actor
from returns_app.domain.errors import Conflict
from returns_app.domain.lifecycle import WITH_CUSTOMER, Status
from returns_app.domain.wizard import remaining
from returns_app.domain.words import say
from returns_app.i18n import SOURCE_LANGUAGE, time
from returns_app.mail.brand import Brand
from returns_app.mail.facts import steps_in_mail
from returns_app.mail.lifecycle_facts import ReminderFacts

ONCE = timedelta(days=1)
MAX_KEY = 64


def remind(session: Session, actor: Actor, return_id: UUID, *, key: str, now: datetime) -> bool:
    """Mail a reminder, at most once a day for a return. `key` is one click: the same key mails once, then False.

    A link that has expired is replaced by a new one first. Raises `Conflict` with the reason when the customer has
    nothing left to do, or was reminded within the day.
    """
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    dedupe = f"reminder:{row.id}:{key[:MAX_KEY]}"
    last = _last(session, row.id)
    if last is not None and last.dedupe_key == dedupe:
        return False
    if last is not None and last.created_at > now - ONCE:
        when = time(SOURCE_LANGUAGE, last.created_at, Brand.timezone)
        raise Conflict(
            say("This customer was reminded at {time}, less than a day ago. Once a day is enough.", time=when)
        )
    facts, link = _reminder(session, actor, row, now=now)
    posted = post_letter(session, actor, row, Letter(facts, dedupe, link_id=link.id), now=now)
    touch(session, row, now=now)
    return posted


def remind_unasked(session: Session, return_id: UUID, *, now: datetime) -> bool:
    """Mail the one reminder nobody has to think of; False when there has been any. Raises `Conflict` as `remind`."""
    row = fetch_for_change(session, SYSTEM, return_id)
    if _last(session, row.id) is not None:
        return False
    facts, link = _reminder(session, SYSTEM, row, now=now)
    return post_letter(
        session, SYSTEM, row, Letter(facts, f"reminder:{row.id}:unasked", link_id=link.id), now=now
    )


def _reminder(session: Session, actor: Actor, row: Return, *, now: datetime) -> tuple[ReminderFacts, Link]:
    if row.status in WITH_CUSTOMER and row.checkout_at is None:
        return _of_link(session, actor, row, now=now)
    if row.status in {Status.SUBMITTED, Status.PICKUP_REQUESTED}:
        return _of_label(session, actor, row, now=now)
    raise Conflict(say("There is nothing this customer has to do now."))


def _of_link(session: Session, actor: Actor, row: Return, *, now: datetime) -> tuple[ReminderFacts, Link]:
    there = live_link(session, row.id)
    policy = session.get(ReturnPolicy, row.policy_id) if row.policy_id else None
    if there is None:
        raise Conflict(say("There is no link to remind of. Make one first."))
    if policy is None or not policy.active:
        raise Conflict(say("The return type has ended, so the customer cannot finish this."))
    link = ensure_link(session, actor, row, now=now)
    if link.id != there.id:
        tell(session, row.id, "link_replaced", actor=actor, now=now, expires_at=link.expires_at.isoformat())
    loaded = load_draft(session, row)
    facts = ReminderFacts(
        what="link",
        number=row.number or "",
        name=customer_of(session, row).name,
        items=items_of(session, row, "approved"),
        steps=steps_in_mail(step.key for step in remaining(loaded.draft)),
        expires_at=link.expires_at,
    )
    return facts, link


def _of_label(session: Session, actor: Actor, row: Return, *, now: datetime) -> tuple[ReminderFacts, Link]:
    shipment = alive_shipment(session, row.id)
    option: OptionRow | None = option_row(session, shipment.option_id) if shipment else None
    if shipment is None or option is None:
        raise Conflict(say("There is nothing this customer has to do now."))
    if shipment.pickup_on is not None:
        raise Conflict(say("The pickup is booked; there is nothing this customer has to do now."))
    facts = ReminderFacts(
        what="pickup" if row.status == Status.PICKUP_REQUESTED else "label",
        number=row.number or "",
        name=customer_of(session, row).name,
        items=items_of(session, row, "approved"),
        carrier=option[2].name,
        place=option[0].place,
    )
    return facts, ensure_link(session, actor, row, now=now)


def _last(session: Session, return_id: UUID) -> OutboxMail | None:
    query = select(OutboxMail).where(OutboxMail.return_id == return_id, OutboxMail.kind == "reminder")
    return session.exec(query.order_by(col(OutboxMail.created_at).desc())).first()
