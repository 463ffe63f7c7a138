"""A customer opens a link: what it opens, or why it opens nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session, col, func, select

from returns_app.actions.issue_link import ensure_link, replace_link
from returns_app.actions.post_fresh import mail_fresh
from returns_app.actions.post_mail import LinkWish, mail_link
from returns_app.db.customers import Customer
from returns_app.db.links import Link, live_link
from returns_app.db.policies import ReturnPolicy
from returns_app.db.returns import (
    LINK_UNFINISHED,
    LINK_UNOPENED,
    TYPE_ENDED,
    Return,
    fetch_for_change,
    mark_urgent,
    touch,
)
from returns_app.db.timeline import ENDED_LINK_OPENED, TimelineEntry, tell
from returns_app.db.tokens import token_hash
from returns_app.domain.actors import SYSTEM, Actor, ActorKind
from returns_app.domain.lifecycle import WITH_CUSTOMER

MAX_TOKEN = 100
# How often a fresh link may be asked for: of one return, and to one customer's address within a day.
FRESH_EVERY = timedelta(hours=1)
FRESH_A_DAY = 5


class LinkState(StrEnum):
    """`LIVE` can be finished, `USED` shows the finished return; the others open nothing."""

    LIVE = "live"
    USED = "used"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    ENDED = "ended"
    UNKNOWN = "unknown"


OPENS = frozenset({LinkState.LIVE, LinkState.USED})


@dataclass(frozen=True)
class Opening:
    """What a token opens. `language` is the customer's, `""` for an unknown token; the ids are for the server only."""

    state: LinkState
    language: str = ""
    return_id: UUID | None = None
    link_id: UUID | None = None


def look_at_link(session: Session, token: str, *, now: datetime) -> Opening:
    """What this token opens. Reads only: a scanner that follows every link in a mail changes nothing."""
    found = _find(session, token)
    if found is None:
        return Opening(LinkState.UNKNOWN)
    link, row = found
    return Opening(_state(session, link, row, now=now), row.language, row.id, link.id)


def who_is_customer(session: Session, token: str, *, now: datetime) -> Actor | None:
    """The customer whom this token makes of its bearer, for the one return of its link; `None` for a dead one."""
    found = _find(session, token)
    if found is None or _state(session, *found, now=now) not in OPENS:
        return None
    row = found[1]
    customer = session.get(Customer, row.customer_id) if row.customer_id else None
    name = customer.name if customer else "Customer"
    return Actor(kind=ActorKind.CUSTOMER, id=row.customer_id, name=name, return_id=row.id)


def note_opened(session: Session, actor: Actor, token: str, *, now: datetime) -> None:
    """Note that a person's browser showed the page; the first time counts."""
    found = _find(session, token)
    if found is None or found[1].id != actor.return_id or found[0].opened_at is not None:
        return
    link, row = found
    link.opened_at = now
    session.add(link)
    if row.urgent_why == LINK_UNOPENED:
        mark_urgent(row, LINK_UNFINISHED, row.urgent_at)
    tell(session, row.id, "link_opened", actor=actor, now=now)
    touch(session, row, now=now)


def note_ended(session: Session, token: str, *, now: datetime) -> None:
    """Tell the desk, once for each return, that a person's browser showed that the return type has ended."""
    found = _find(session, token)
    if found is None or _state(session, *found, now=now) is not LinkState.ENDED:
        return
    row = fetch_for_change(session, SYSTEM, found[1].id)
    if not _was_told(session, row, ENDED_LINK_OPENED):
        mark_urgent(row, TYPE_ENDED, now)
        tell(session, row.id, ENDED_LINK_OPENED, actor=_customer(session, row), now=now)
        touch(session, row, now=now)


def ask_fresh_link(session: Session, token: str, *, now: datetime) -> None:
    """Mail a fresh link to the address on file, if this one expired or was replaced, and tell the desk.

    For a confirmed return it leads to what became of it. Says nothing about whether it mailed: the caller answers the
    same for every token, and answers before.
    """
    found = _find(session, token)
    if found is None or _state(session, *found, now=now) not in {LinkState.EXPIRED, LinkState.SUPERSEDED}:
        return
    _hold_customer(session, found[1])
    row = fetch_for_change(session, SYSTEM, found[1].id)
    over = _is_over(row)
    if not (over or _can_be_finished(session, row)) or _asked_lately(session, row, now=now):
        return
    tell(session, row.id, "fresh_link_asked", actor=_customer(session, row), now=now)
    if over:
        mail_fresh(session, row, ensure_link(session, SYSTEM, row, now=now), now=now)
        return
    current = live_link(session, row.id)
    # Revoked by the desk in the meantime: the desk has been told, and decides.
    if current is None:
        return
    link = (
        current
        if current.expires_at > now
        else replace_link(session, SYSTEM, row.id, old=current.id, now=now)
    )
    mail_link(session, SYSTEM, row, link, wish=LinkWish(f"fresh:{now.isoformat()}", renewed=True), now=now)


def _find(session: Session, token: str) -> tuple[Link, Return] | None:
    if not token or len(token) > MAX_TOKEN:
        return None
    query = select(Link, Return).join(Return, col(Link.return_id) == Return.id)
    return session.exec(query.where(Link.token_hash == token_hash(token))).first()


def _state(session: Session, link: Link, row: Return, *, now: datetime) -> LinkState:
    if link.revoked_at is not None:
        return LinkState.REVOKED
    if link.superseded_at is not None:
        return LinkState.SUPERSEDED
    if _is_over(row):
        return LinkState.USED
    if link.expires_at <= now:
        return LinkState.EXPIRED
    policy = session.get(ReturnPolicy, row.policy_id) if row.policy_id else None
    return LinkState.LIVE if policy and policy.active else LinkState.ENDED


def _hold_customer(session: Session, row: Return) -> None:
    """One asks at a time for what is this customer's, so that those who ask at once are counted too.

    Before the return is locked, as whoever locks both does.
    """
    session.exec(select(Customer.id).where(Customer.id == row.customer_id).with_for_update()).first()


def _is_over(row: Return) -> bool:
    """Whether nothing is left for the customer to finish."""
    return row.checkout_at is not None or row.status not in WITH_CUSTOMER


def _can_be_finished(session: Session, row: Return) -> bool:
    """Whether a fresh link would open what is left: its return type has not ended."""
    policy = session.get(ReturnPolicy, row.policy_id) if row.policy_id else None
    return policy is not None and policy.active


def _asked_lately(session: Session, row: Return, *, now: datetime) -> bool:
    """Whether it was asked within the hour for this return, or too often in a day for what is this customer's."""
    if _was_told(session, row, "fresh_link_asked", since=now - FRESH_EVERY):
        return True
    query = (
        select(func.count())
        .select_from(TimelineEntry)
        .join(Return, col(Return.id) == TimelineEntry.return_id)
        .where(
            Return.customer_id == row.customer_id,
            TimelineEntry.kind == "fresh_link_asked",
            col(TimelineEntry.at) > now - timedelta(days=1),
        )
    )
    return session.exec(query).one() >= FRESH_A_DAY


def _was_told(session: Session, row: Return, kind: str, *, since: datetime | None = None) -> bool:
    query = select(TimelineEntry.id).where(TimelineEntry.return_id == row.id, TimelineEntry.kind == kind)
    if since is not None:
        query = query.where(col(TimelineEntry.at) > since)
    return session.exec(query).first() is not None


def _customer(session: Session, row: Return) -> Actor:
    customer = session.get(Customer, row.customer_id) if row.customer_id else None
    return Actor(
        ActorKind.CUSTOMER, row.customer_id, customer.name if customer else "Customer", return_id=row.id
    )
