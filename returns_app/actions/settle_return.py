"""The end of a return: what the customer gets is written down, and they are told."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.actions.post_lifecycle import mail_completed
from returns_app.db.receiving import Settlement
from returns_app.db.returns import Return, fetch_for_change, move
from returns_app.db.settling import settling
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Conflict, Invalid
from returns_app.domain.lifecycle import Event
from returns_app.domain.money import Money
from returns_app.domain.settling import Settled, settlement_problems
from returns_app.domain.words import say


def settle_return(
    session: Session, actor: Actor, return_id: UUID, wish: Settled, *, version: int, now: datetime
) -> Return:
    """Complete the return with what the customer gets, and mail it to them.

    Sent again by the same person with the same wish, it gives back the return as it is. Raises `Conflict` when
    somebody was faster, `Invalid` at `outcome`, `amount`, `reference` or `words`.
    """
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    there = session.get(Settlement, row.id)
    if there is not None and _is_same(there, wish, actor):
        return row
    if there is not None:
        raise Conflict(say("This return is settled already."))
    row = fetch_for_change(session, actor, return_id, version)
    problems = settlement_problems(wish, settling(session, actor, row).limit)
    if problems:
        raise Invalid(*problems)
    settlement = _settlement(row, wish, actor, now=now)
    facts = {
        "outcome": wish.outcome,
        "amount_minor": settlement.amount_minor,
        "currency": settlement.currency,
    }
    move(session, row, Event.SETTLED, actor=actor, now=now, **facts)
    session.add(settlement)
    session.flush()
    mail_completed(session, actor, row, settlement, now=now)
    return row


def _settlement(row: Return, wish: Settled, actor: Actor, *, now: datetime) -> Settlement:
    return Settlement(
        return_id=row.id,
        outcome=wish.outcome,
        amount_minor=wish.amount.minor if wish.amount else 0,
        currency=wish.amount.currency if wish.amount else "",
        reference=wish.reference.strip(),
        words=wish.words.strip(),
        settled_by=actor.id,
        settled_at=now,
    )


def _is_same(there: Settlement, wish: Settled, actor: Actor) -> bool:
    amount = Money(there.amount_minor, there.currency) if there.amount_minor else None
    mine = (there.outcome, amount, there.reference, there.words)
    return there.settled_by == actor.id and mine == (
        wish.outcome, wish.amount, wish.reference.strip(), wish.words.strip()
    )  # fmt: skip
