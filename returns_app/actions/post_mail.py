"""Mails to the customer of a return: which facts each kind tells, put into the outbox in the deed's transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.customers import Customer
from returns_app.db.drafts import LoadedDraft, load_draft
from returns_app.db.links import Link
from returns_app.db.outbox import OutboxMail, post
from returns_app.db.policies import Reason, said_in
from returns_app.db.returns import Return, ReturnLine
from returns_app.db.shipments import Label, Parcel, Shipment, alive_shipment, file_name, labels_of
from returns_app.db.shipping import option_row
from returns_app.db.timeline import tell
from returns_app.domain.actors import Actor
from returns_app.domain.errors import NotFound
from returns_app.domain.money import Money
from returns_app.domain.shipping import Handover, LabelFormat
from returns_app.domain.wizard import remaining
from returns_app.mail.facts import (
    AuthorizedFacts,
    Document,
    Facts,
    Item,
    LabelFacts,
    LinkFacts,
    Refused,
    RejectedFacts,
    steps_in_mail,
)


@dataclass(frozen=True)
class Letter:
    """A mail about to be posted. The same `dedupe_key` is posted once. It leaves not before `not_before`, if given."""

    facts: Facts
    dedupe_key: str
    link_id: UUID | None = None
    label_id: UUID | None = None
    to_address: str = ""
    not_before: datetime | None = None


@dataclass(frozen=True)
class LabelCopy:
    """Which label is mailed, the first if none is named, and whom to.

    `key` tells a mail that is sent again from the first one. `to` is somebody else's address: whoever reads there gets
    the label alone, and no link to the return.
    """

    label_id: UUID | None = None
    key: str = ""
    to: str = ""


@dataclass(frozen=True)
class LinkWish:
    """How the mail with the link is wanted.

    `key` is of one click, `message` the agent's words, `to` another address than the customer's own. `renewed`: the
    customer asked for a fresh link.
    """

    key: str
    message: str = ""
    to: str = ""
    renewed: bool = False


_FIRST = LabelCopy()


def mail_link(
    session: Session, actor: Actor, row: Return, link: Link, *, wish: LinkWish, now: datetime
) -> None:
    """The link, to finish the return."""
    loaded = load_draft(session, row)
    facts = LinkFacts(
        expires_at=link.expires_at,
        name=customer_of(session, row).name,
        agent=actor.name if actor.role else "",
        items=_items(session, loaded, asked_for=True),
        steps=steps_in_mail(step.key for step in remaining(loaded.draft)),
        message=wish.message,
        renewed=wish.renewed,
    )
    letter = Letter(facts, f"link:{link.id}:{wish.key}", link_id=link.id, to_address=wish.to)
    post_letter(session, actor, row, letter, now=now)


def mail_authorized(session: Session, actor: Actor, row: Return, link: Link, *, now: datetime) -> bool:
    """What comes back, and that the customer chooses how to ship, if anything does. False if said before."""
    loaded = load_draft(session, row)
    facts = AuthorizedFacts(
        number=row.number or "",
        name=customer_of(session, row).name,
        agent=actor.name if actor.role else "",
        items=_items(session, loaded),
        refused=_refused(loaded),
        expires_at=link.expires_at,
    )
    return post_letter(session, actor, row, Letter(facts, f"authorized:{link.id}", link_id=link.id), now=now)


def mail_rejected(session: Session, actor: Actor, row: Return, reason: str, *, now: datetime) -> None:
    """The return is not accepted, in the agent's words."""
    loaded = load_draft(session, row)
    facts = RejectedFacts(
        reason=reason,
        name=customer_of(session, row).name,
        agent=actor.name if actor.role else "",
        items=_items(session, loaded, asked_for=True),
        order=row.order_number,
    )
    post_letter(session, actor, row, Letter(facts, f"rejected:{row.id}"), now=now)


def mail_label(
    session: Session,
    actor: Actor,
    row: Return,
    link: Link | None,
    *,
    now: datetime,
    which: LabelCopy = _FIRST,
) -> None:
    """A label, attached. Raises `NotFound` where there is no such label."""
    parcel, label = _named(session, row, which.label_id)
    if row.option_id is None:
        raise NotFound
    option, _, carrier = option_row(session, row.option_id)
    shipment = alive_shipment(session, row.id)
    loaded = load_draft(session, row)
    facts = LabelFacts(
        number=row.number or "",
        name="" if which.to else customer_of(session, row).name,
        sent_by=customer_of(session, row).name if which.to else "",
        parcel=parcel.position,
        items=_items(session, loaded),
        refused=_refused(loaded),
        handover=Handover(option.handover).value,
        label_format=LabelFormat(option.label_format).value,
        carrier=carrier.name,
        place=option.place,
        **_pickup(row, shipment),
        document=Document(name=file_name(row.number or "", parcel), size=len(label.a6), paper="A6"),
    )
    letter = Letter(
        facts,
        f"label:{label.id}:{which.key}",
        link_id=link.id if link and not which.to else None,
        label_id=label.id,
        to_address=which.to,
    )
    post_letter(session, actor, row, letter, now=now)


def _named(session: Session, row: Return, label_id: UUID | None) -> tuple[Parcel, Label]:
    """The label of this id, or the first one."""
    for parcel, label in labels_of(session, row.id):
        if label_id in {None, label.id}:
            return parcel, label
    raise NotFound


def _pickup(row: Return, shipment: Shipment | None) -> dict[str, Any]:
    """The pickup that is booked, or else the one that is wished for."""
    if shipment is not None and shipment.pickup_on is not None:
        return {"pickup_on": shipment.pickup_on, "window": shipment.pickup_window}
    wished = row.pickup_on is not None
    return {"pickup_on": row.pickup_on, "window": row.pickup_window, "wished": wished}


def customer_of(session: Session, row: Return) -> Customer:
    """The customer of a return that has one."""
    customer = session.get(Customer, row.customer_id) if row.customer_id else None
    if customer is None:
        raise NotFound
    return customer


def post_letter(session: Session, actor: Actor, row: Return, letter: Letter, *, now: datetime) -> bool:
    """Put a letter to the return's customer into the outbox and tell the timeline. False if it was posted before."""
    customer = customer_of(session, row)
    mail = OutboxMail(
        kind=letter.facts.kind,
        dedupe_key=letter.dedupe_key,
        return_id=row.id,
        to_address=letter.to_address or customer.email,
        to_name=customer.name,
        language=row.language,
        facts=letter.facts.payload(),
        link_id=letter.link_id,
        label_id=letter.label_id,
        next_at=letter.not_before or now,
        created_at=now,
    )
    if not post(session, mail):
        return False
    tell(session, row.id, "mail_posted", actor=actor, now=now, mail=mail.kind, mail_id=str(mail.id))
    return True


def mailed_items(
    session: Session, lines: tuple[ReturnLine, ...], quantities: dict[UUID, int], language: str
) -> tuple[Item, ...]:
    """The lines as a mail lists them, with so many pieces of each; those without any are left out."""
    ids = {line.reason_id for line in lines if line.reason_id}
    labels = {one.id: one.labels for one in session.exec(select(Reason).where(col(Reason.id).in_(ids)))}
    return tuple(
        Item(
            name=line.name,
            quantity=quantities[line.id],
            reason=said_in(labels[line.reason_id], language) if line.reason_id else "",
            price=Money(line.price_minor, line.currency) if line.price_minor is not None else None,
        )
        for line in lines
        if quantities[line.id]
    )


def _items(session: Session, loaded: LoadedDraft, *, asked_for: bool = False) -> tuple[Item, ...]:
    """The lines with the pieces that come back, or all those that were asked for."""
    pieces = {line.id: line.quantity if asked_for else line.approved or 0 for line in loaded.lines}
    return mailed_items(session, loaded.lines, pieces, loaded.row.language)


def _refused(loaded: LoadedDraft) -> tuple[Refused, ...]:
    found = []
    for line in loaded.lines:
        why = " ".join(part for part in (line.reject_reason, line.reject_words) if part)
        if line.rejected:
            found.append(Refused(name=line.name, quantity=line.rejected, reason=why))
        if line.kept:
            found.append(Refused(name=line.name, quantity=line.kept, keep=True))
    return tuple(found)
