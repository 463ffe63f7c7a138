"""The end of a return: what the customer gets is written down, and they are told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.actions.check_return import differences
from returns_app.actions.post_lifecycle import mail_completed
from returns_app.db.policies import ReturnPolicy
from returns_app.db.receiving import Settlement
from returns_app.db.returns import Return, ReturnLine, fetch_for_change, lines_of, move
from returns_app.domain.actors import Actor, Role
from returns_app.domain.errors import Conflict, Invalid
from returns_app.domain.lifecycle import Event
from returns_app.domain.money import Money
from returns_app.domain.receiving import Difference, Worth, worth
from returns_app.domain.settling import GOODWILL_MINOR, Limit, Settled, settlement_problems
from returns_app.domain.words import say

_MAY_EXCEED = frozenset({Role.SUPERVISOR, Role.ADMIN})
# Where no price tells the currency.
USUAL_CURRENCY = "EUR"


@dataclass(frozen=True)
class SettleView:
    """What a settlement may be about: the value of the goods, damaged pieces counted or not, and the limit."""

    worth: Worth
    limit: Limit
    currency: str


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


def settling(session: Session, actor: Actor, row: Return) -> SettleView:
    """What may be given for this return, by this person.

    Pieces that the customer keeps are settled as if they had come back whole: nobody wanted them sent.
    """
    lines = lines_of(session, row.id)
    compared = {one.line_id: one for one in differences(lines)}
    valued = worth(tuple((_settled_of(line, compared.get(line.id)), _price(line)) for line in lines))
    policy = session.get(ReturnPolicy, row.policy_id) if row.policy_id else None
    goodwill = policy.exception_limit_minor if policy else None
    limit = Limit(
        valued.accepted,
        GOODWILL_MINOR if goodwill is None else goodwill,
        may_exceed=actor.role in _MAY_EXCEED,
    )
    return SettleView(valued, limit, valued.accepted.currency if valued.accepted else USUAL_CURRENCY)


def _settled_of(line: ReturnLine, compared: Difference | None) -> Difference:
    kept = line.kept or 0
    if compared is None:
        return Difference(line.id, kept, kept, 0)
    return Difference(line.id, compared.expected + kept, compared.received + kept, compared.damaged)


def _price(line: ReturnLine) -> Money | None:
    return Money(line.price_minor, line.currency) if line.price_minor is not None else None


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
