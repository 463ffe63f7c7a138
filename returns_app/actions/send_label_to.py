"""The customer has their label mailed once more: to the address on file, or to one that they type."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from returns_app.actions.contact_details import check_email
from returns_app.actions.issue_link import ensure_link
from returns_app.actions.post_mail import LabelCopy, customer_of, mail_label
from returns_app.db.outbox import OutboxMail
from returns_app.db.returns import Return, fetch_for_change, touch
from returns_app.db.shipments import labels_of
from returns_app.domain.actors import SYSTEM, Actor, ActorKind
from returns_app.domain.afterwards import LABELED
from returns_app.domain.errors import Conflict, Invalid, NotFound
from returns_app.domain.words import say

MAX_KEY = 48
# So many times in an hour from one return, and to one address whatever return it comes from.
MOST_FROM_A_RETURN = 6
MOST_TO_AN_ADDRESS = 6
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class SendWish:
    """Whom to send it to: `to` as typed, the customer's own address if empty. `key` is one click: it mails once."""

    to: str
    key: str


def send_label_to(session: Session, actor: Actor, wish: SendWish, *, now: datetime) -> str:
    """Mail every label of the customer's own return; the address that it goes to.

    Anybody else but the customer gets the label without the link. The timeline names the mail, never the address.
    Raises `Invalid` at `email` for what is none, `Conflict` once the goods are here or for too many mails in an hour.
    """
    if actor.kind is not ActorKind.CUSTOMER or actor.return_id is None:
        raise NotFound
    row = fetch_for_change(session, actor, actor.return_id)
    address = _address(session, row, wish.to)
    labels = labels_of(session, row.id)
    if row.status not in LABELED or not labels:
        raise Conflict(say("There is no label to send for this return now."))
    key = wish.key[:MAX_KEY]
    if _is_posted(session, row, f"label:{labels[0][1].id}:{key}"):
        return address
    _require_measure(session, row, address, now=now)
    own = address == customer_of(session, row).email
    link = ensure_link(session, SYSTEM, row, now=now) if own else None
    for _, label in labels:
        which = LabelCopy(label_id=label.id, key=key, to="" if own else address)
        mail_label(session, actor, row, link, now=now, which=which)
    touch(session, row, now=now)
    return address


def _address(session: Session, row: Return, typed: str) -> str:
    own = customer_of(session, row).email
    if not typed.strip():
        return own
    address, problem = check_email(typed)
    if problem:
        raise Invalid(problem)
    return own if address.casefold() == own.casefold() else address


def _is_posted(session: Session, row: Return, dedupe_key: str) -> bool:
    query = select(OutboxMail.id).where(OutboxMail.dedupe_key == dedupe_key, OutboxMail.return_id == row.id)
    return session.exec(query).first() is not None


def _require_measure(session: Session, row: Return, address: str, *, now: datetime) -> None:
    """Nobody's mailbox is filled by this: mails of the last hour are few, and found by an index."""
    lately = (OutboxMail.kind == "label", col(OutboxMail.created_at) > now - _HOUR)
    counting = select(func.count()).select_from(OutboxMail).where(*lately)
    here = session.exec(counting.where(OutboxMail.return_id == row.id)).one()
    there = session.exec(counting.where(func.lower(col(OutboxMail.to_address)) == address.lower())).one()
    if here >= MOST_FROM_A_RETURN or there >= MOST_TO_AN_ADDRESS:
        raise Conflict(
            say("You have sent it several times just now. Wait an hour, or save the label instead.")
        )
