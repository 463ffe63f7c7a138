"""Erasing a customer at their request: what is personal goes, the financial record and the statistics stay."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.actions.customer_rights import require_supervisor, require_whole
from returns_app.actions.erasing import STEPS, subject_of
from returns_app.db.customer_access import fetch_customer, merged_ids
from returns_app.db.customers import Customer
from returns_app.db.returns import Return
from returns_app.db.timeline import tell
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Conflict, Invalid
from returns_app.domain.lifecycle import FINAL
from returns_app.domain.words import say

_MOST_NAMED = 5


def erase_customer(session: Session, actor: Actor, customer_id: UUID, typed: str, *, now: datetime) -> None:
    """Erase the customer, and whoever was merged into them, for good. `typed` confirms it: the customer's number.

    Raises `Conflict` while a return of theirs is open, naming it, and `Invalid` at `number` when another number was
    typed. Erasing twice does nothing.
    """
    require_supervisor(actor)
    customer = _held(session, actor, customer_id)
    if customer.erased_at is not None:
        return
    if customer.merged_into is not None:
        raise Conflict(say("This customer was merged into another. Erase that one."))
    if typed.strip().upper() != customer.number:
        raise Invalid.at("number", say("Type {number} to confirm.", number=customer.number))
    everybody = [customer.id, *merged_ids(session, customer.id)]
    require_whole(session, actor, everybody)
    returns = _held_returns(session, everybody)
    _require_closed(returns)
    subject = subject_of(session, everybody, [row.id for row in returns], now=now)
    for step in STEPS:
        step(session, subject)
    session.flush()
    session.expire_all()
    for row in returns:
        tell(session, row.id, "customer_erased", actor=actor, now=now)


def _held(session: Session, actor: Actor, customer_id: UUID) -> Customer:
    query = select(Customer).where(Customer.id == customer_id).with_for_update()
    session.exec(query.execution_options(populate_existing=True)).first()
    return fetch_customer(session, actor, customer_id)


def _held_returns(session: Session, customer_ids: Sequence[UUID]) -> list[Return]:
    query = select(Return).where(col(Return.customer_id).in_(customer_ids)).order_by(col(Return.id))
    return list(session.exec(query.with_for_update().execution_options(populate_existing=True)))


def _require_closed(returns: Sequence[Return]) -> None:
    is_open = [row.number or f"Ref. {row.reference}" for row in returns if row.status not in FINAL]
    if not is_open:
        return
    named = ", ".join(is_open[:_MOST_NAMED]) + (", …" if len(is_open) > _MOST_NAMED else "")
    raise Conflict(
        say("Nothing was erased: a return is still open. Complete or cancel first: {returns}.", returns=named)
    )
