"""Authorized-return links: made at the end of path A, sent, replaced, revoked."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlmodel import Session

from returns_app.actions.contact_details import check_email
from returns_app.actions.post_mail import LinkWish, mail_link
from returns_app.actions.require_excused import require_excused
from returns_app.actions.require_unique import require_unique
from returns_app.actions.save_draft import eligible_policy
from returns_app.db.drafts import load_draft
from returns_app.db.links import Link, live_link
from returns_app.db.policies import ReturnPolicy
from returns_app.db.returns import (
    LINK_UNFINISHED,
    LINK_UNOPENED,
    Return,
    fetch_for_change,
    lines_of,
    mark_urgent,
    move,
    touch,
)
from returns_app.db.timeline import tell
from returns_app.db.tokens import link_token, token_hash
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.errors import Conflict, Invalid
from returns_app.domain.lifecycle import FINAL, WITH_CUSTOMER, Event, Status, moved_on
from returns_app.domain.policy import CreationPath
from returns_app.domain.texts import text_problem
from returns_app.domain.wizard import missing_for_completion
from returns_app.domain.words import say
from returns_app.settings import load

MAX_MESSAGE = 1000
LONGEST_LIFE = timedelta(days=365)


def issue_link(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> Link:
    """Complete path A: the return awaits its customer, and a link to it exists.

    Asked again, gives back the link that was made. Raises `Invalid` at the first step still open, at `policy`, at
    `order_number` (already in another return), or at `finding.<rule>` without an exception.
    """
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    there = live_link(session, row.id)
    if row.status != Status.DRAFT and there is not None:
        return there
    require_complete(session, actor, row, CreationPath.LINK)
    require_unique(session, actor, row, field="order_number")
    require_excused(session, actor, row)
    for line in lines_of(session, row.id):
        # The link is the authorization: nobody decides about these lines any more.
        line.approved, line.rejected, line.kept = line.quantity, 0, 0
        session.add(line)
    link = new_link(session, actor, row, now=now)
    move(session, row, Event.LINK_ISSUED, actor=actor, now=now, expires_at=link.expires_at.isoformat())
    return link


def send_link(
    session: Session,
    actor: Actor,
    return_id: UUID,
    *,
    key: str,
    to: str = "",
    message: str = "",
    now: datetime,
) -> None:
    """Mail the link. `key` is one click: the same key mails once. Empty `to` is the customer's own address.

    Raises `Invalid` at `to` or `message`, `Conflict` when there is no living link.
    """
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    link = living(session, row, now=now)
    address, problem = check_email(to, "to") if to.strip() else ("", None)
    if problem:
        raise Invalid(problem)
    if wrong := text_problem(message, MAX_MESSAGE, breaks=True):
        raise Invalid.at("message", wrong)
    mail_link(session, actor, row, link, wish=LinkWish(key, message, address), now=now)
    touch(session, row, now=now)


def replace_link(session: Session, actor: Actor, return_id: UUID, *, old: UUID, now: datetime) -> Link:
    """Make a new link; the old one ends. Asked again with the same `old`, gives back the one that replaced it."""
    if actor.kind is not ActorKind.SYSTEM:
        actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    if row.status in FINAL or row.status == Status.DRAFT:
        raise Conflict(say("This return has no link to replace."))
    current = live_link(session, row.id)
    if current is not None and current.id != old:
        return current
    if current is not None:
        current.superseded_at = now
        session.add(current)
        session.flush()
    link = new_link(session, actor, row, now=now)
    tell(session, row.id, "link_replaced", actor=actor, now=now, expires_at=link.expires_at.isoformat())
    touch(session, row, now=now)
    return link


def revoke_link(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> None:
    """End the link without a new one. Revoking what is revoked does nothing."""
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    link = live_link(session, row.id)
    if link is None:
        return
    link.revoked_at = now
    session.add(link)
    if row.urgent_why in {LINK_UNOPENED, LINK_UNFINISHED}:
        mark_urgent(row, "", None)
    tell(session, row.id, "link_revoked", actor=actor, now=now)
    touch(session, row, now=now)


def change_expiry(
    session: Session, actor: Actor, return_id: UUID, expires_at: datetime, *, now: datetime
) -> None:
    """Let the link live until another moment. Raises `Invalid` at `expires_at` for the past or beyond a year."""
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    link = live_link(session, row.id)
    if link is None:
        raise Conflict(say("This return has no link to change."))
    if not now < expires_at <= now + LONGEST_LIFE:
        raise Invalid.at("expires_at", say("Choose a day after today and within a year."))
    link.expires_at = expires_at
    session.add(link)
    if row.urgent_why in {LINK_UNOPENED, LINK_UNFINISHED}:
        mark_urgent(row, row.urgent_why, expires_at)
    tell(session, row.id, "link_expiry_changed", actor=actor, now=now, expires_at=expires_at.isoformat())
    touch(session, row, now=now)


def new_link(session: Session, actor: Actor, row: Return, *, now: datetime) -> Link:
    """A link that lives as long as the policy says. The caller sees to it that no other one lives."""
    policy = session.get(ReturnPolicy, row.policy_id) if row.policy_id else None
    link_id = uuid4()
    link = Link(
        id=link_id,
        return_id=row.id,
        token_hash=token_hash(link_token(link_id)),
        created_at=now,
        created_by=actor.id if actor.role else None,
        expires_at=now + timedelta(days=policy.link_days if policy else load().link_days),
    )
    session.add(link)
    if row.checkout_at is None and row.status in WITH_CUSTOMER | {Status.DRAFT}:
        mark_urgent(row, LINK_UNOPENED, link.expires_at)
        session.add(row)
    session.flush()
    return link


def living(session: Session, row: Return, *, now: datetime) -> Link:
    """The link of the return that works now. Raises `Conflict` when it was revoked or has expired."""
    link = live_link(session, row.id)
    if link is None:
        raise Conflict(say("The link was revoked. Make a new one first."))
    if link.expires_at <= now and row.checkout_at is None:
        raise Conflict(say("The link has expired. Make a new one first."))
    return link


def ensure_link(session: Session, actor: Actor, row: Return, *, now: datetime) -> Link:
    """The living link of the return, or a new one where there is none."""
    link = live_link(session, row.id)
    if link is not None and link.expires_at > now:
        if row.checkout_at is None and row.status in WITH_CUSTOMER and row.urgent_at is None:
            # Made for a message, before there was anything to finish with it.
            mark_urgent(row, LINK_UNFINISHED if link.opened_at else LINK_UNOPENED, link.expires_at)
            session.add(row)
        return link
    if link is not None:
        link.superseded_at = now
        session.add(link)
        session.flush()
    return new_link(session, actor, row, now=now)


def require_complete(session: Session, actor: Actor, row: Return, path: CreationPath) -> None:
    """Raise unless this draft is of this path, every step of it is done or left, and its policy may still be used."""
    if row.status != Status.DRAFT or row.path != path.value or row.policy_id is None:
        raise moved_on(row.status)
    eligible_policy(session, actor, row.policy_id, path)
    for step in missing_for_completion(load_draft(session, row).draft):
        raise Invalid.at(step.key.value, say("This step is still open: {step}.", step=str(step.title)))
