"""Mails after the checkout, put into the outbox in the transaction of what they tell; some wait before they leave."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from returns_app.actions.issue_link import ensure_link
from returns_app.actions.post_mail import Letter, customer_of, mailed_items, post_letter
from returns_app.db.drafts import address_of
from returns_app.db.outbox import OutboxMail
from returns_app.db.receiving import Settlement, undeclared_of
from returns_app.db.returns import Return, ReturnLine, lines_of
from returns_app.db.shipments import Shipment, labels_of
from returns_app.db.shipping import option_row
from returns_app.db.timeline import tell
from returns_app.domain.actors import SYSTEM, Actor, ActorKind
from returns_app.domain.addresses import lines as address_lines
from returns_app.domain.money import Money
from returns_app.domain.settling import Settling
from returns_app.mail.facts import Item
from returns_app.mail.lifecycle_facts import (
    CanceledFacts,
    CompletedFacts,
    FoundLine,
    PickupFacts,
    ReceivedFacts,
    ReviewFacts,
)
from returns_app.mail.withdrawal_facts import WITHDRAWN
from returns_app.postal import country_name

# So long can a scan of the wrong parcel be undone before its customer hears of it.
RECEIPT_WAITS = timedelta(minutes=2)
# An agent who authorizes at once, with the customer on the line, spares them the mail that somebody will look at it.
REVIEW_WAITS = timedelta(minutes=10)


def mail_review(session: Session, actor: Actor, row: Return, *, now: datetime) -> None:
    """The request is looked at. It waits a while, and is withdrawn when the decision is faster."""
    facts = ReviewFacts(
        name=customer_of(session, row).name, items=items_of(session, row, "quantity"), order=row.order_number
    )
    letter = Letter(facts, f"review:{row.id}", not_before=now + REVIEW_WAITS)
    post_letter(session, actor, row, letter, now=now)


def mail_pickup(session: Session, actor: Actor, row: Return, shipment: Shipment, *, now: datetime) -> None:
    """When the carrier comes."""
    address = address_of(row)
    if shipment.pickup_on is None:
        return
    facts = PickupFacts(
        number=row.number or "",
        name=customer_of(session, row).name,
        carrier=option_row(session, shipment.option_id)[2].name,
        day=shipment.pickup_on,
        window=shipment.pickup_window,
        reference=shipment.pickup_reference,
        address=", ".join(address_lines(address, country_name(address.country))) if address else "",
        items=items_of(session, row, "approved"),
    )
    link = ensure_link(session, SYSTEM, row, now=now)
    post_letter(session, actor, row, Letter(facts, f"pickup:{shipment.id}", link_id=link.id), now=now)


def mail_received(session: Session, actor: Actor, row: Return, *, now: datetime) -> None:
    """The parcel is here. It waits a while, and is withdrawn when the receipt is undone."""
    facts = ReceivedFacts(
        number=row.number or "",
        received_at=now,
        name=customer_of(session, row).name,
        items=items_of(session, row, "approved"),
    )
    link = ensure_link(session, SYSTEM, row, now=now)
    letter = Letter(facts, f"received:{row.id}", link_id=link.id, not_before=now + RECEIPT_WAITS)
    post_letter(session, actor, row, letter, now=now)


def mail_completed(
    session: Session, actor: Actor, row: Return, settlement: Settlement, *, now: datetime
) -> None:
    """What the customer gets, and what was found."""
    amount = Money(settlement.amount_minor, settlement.currency) if settlement.amount_minor else None
    facts = CompletedFacts(
        number=row.number or "",
        name=customer_of(session, row).name,
        agent=actor.name if actor.role else "",
        outcome=Settling(settlement.outcome),
        settled_at=settlement.settled_at,
        amount=amount,
        reference=settlement.reference,
        words=settlement.words,
        items=items_of(session, row, "quantity"),
        found=_found(session, row),
    )
    link = ensure_link(session, SYSTEM, row, now=now)
    post_letter(session, actor, row, Letter(facts, f"completed:{row.id}", link_id=link.id), now=now)


def mail_canceled(session: Session, actor: Actor, row: Return, reason: str, *, now: datetime) -> None:
    """It is called off, with the agent's reason if there is one."""
    facts = CanceledFacts(
        number=row.number or "",
        name=customer_of(session, row).name,
        agent=actor.name if actor.role else "",
        reason=reason,
        has_label=bool(labels_of(session, row.id)),
        by_customer=actor.kind is ActorKind.CUSTOMER,
        is_shown=row.checkout_at is not None,
        items=items_of(session, row, "quantity"),
        order=row.order_number,
    )
    post_letter(session, actor, row, Letter(facts, f"canceled:{row.id}"), now=now)


def withdraw(session: Session, row: Return, *kinds: str, now: datetime) -> None:
    """Take back mails of these kinds that no worker has taken yet; without kinds, all of them.

    The acknowledgement of a withdrawal is never taken back: what was declared stays declared, and is owed to them.
    """
    query = select(OutboxMail).where(
        OutboxMail.return_id == row.id,
        OutboxMail.status == "pending",
        OutboxMail.attempts == 0,
        OutboxMail.kind != WITHDRAWN,
    )
    if kinds:
        query = query.where(col(OutboxMail.kind).in_(kinds))
    for mail in list(session.exec(query)):
        gone = session.connection().execute(
            # A worker may take it between our look and now.
            delete(OutboxMail).where(col(OutboxMail.id) == mail.id, col(OutboxMail.attempts) == 0)
        )
        if gone.rowcount:
            session.expunge(mail)
            tell(
                session, row.id, "mail_withdrawn", actor=SYSTEM, now=now, mail=mail.kind, mail_id=str(mail.id)
            )


def items_of(session: Session, row: Return, pieces: str) -> tuple[Item, ...]:
    """The lines with so many pieces as the column `quantity` or `approved` says; undecided ones in full."""
    lines = tuple(lines_of(session, row.id))
    return mailed_items(session, lines, {line.id: _pieces(line, pieces) for line in lines}, row.language)


def _pieces(line: ReturnLine, column: str) -> int:
    count: int | None = getattr(line, column)
    return line.quantity if count is None else count


def _found(session: Session, row: Return) -> tuple[FoundLine, ...]:
    lines = tuple(
        FoundLine(line.name, line.approved or 0, line.received, line.damaged or 0)
        for line in lines_of(session, row.id)
        if line.received is not None and (line.received or line.approved)
    )
    more = tuple(FoundLine(item.name, 0, item.quantity) for item in undeclared_of(session, row.id))
    return (*lines, *more)
