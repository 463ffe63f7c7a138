"""Withdrawing from a purchase, in two steps: what is withdrawn, and that it is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.actions.note_withdrawal import note_declared
from returns_app.actions.open_return import give_number
from returns_app.actions.require_excused import bind_customer
from returns_app.actions.require_unique import require_unique
from returns_app.actions.save_draft import require_done_before, save_order_number
from returns_app.actions.save_lines import LinesWish, save_lines
from returns_app.db.drafts import load_draft
from returns_app.db.returns import Return, fetch_for_change, lines_of
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.errors import Conflict, Invalid, Problem
from returns_app.domain.lifecycle import WITH_CUSTOMER
from returns_app.domain.wizard import StepKey, is_withdrawal
from returns_app.domain.words import say


@dataclass(frozen=True)
class DeclarationWish:
    """What is withdrawn from. `order_number` is `None` where the desk has filled it in."""

    lines: LinesWish
    order_number: str | None = None


def save_declaration(
    session: Session, actor: Actor, return_id: UUID, wish: DeclarationWish, *, now: datetime
) -> Return:
    """The first step: keep the order number and the goods.

    Raises `Invalid` with all problems of both, named as `save_order_number` and `save_lines` name them.
    """
    found: list[Problem] = []
    if wish.order_number is not None:
        try:
            save_order_number(session, actor, return_id, wish.order_number, now=now)
        except Invalid as refusal:
            found += refusal.problems
    try:
        row = save_lines(session, actor, return_id, wish.lines, now=now)
    except Invalid as refusal:
        raise Invalid(*found, *refusal.problems) from None
    if found:
        raise Invalid(*found)
    return row


def declare_withdrawal(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> Return:
    """The second step: from now on it is declared, by the customer, or by the desk for a customer who told it so.

    Nothing about sending has to be known for it. Declared before, nothing changes: the first moment stays. Raises
    `Invalid` at the step still open, `Conflict` where the return is no withdrawal or is over.
    """
    if actor.kind is not ActorKind.CUSTOMER:
        actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    if row.withdrawn_at is not None:
        return row
    loaded = load_draft(session, row)
    _require_possible(row, asked=is_withdrawal(loaded.draft))
    require_done_before(loaded, StepKey.WITHDRAW)
    require_unique(session, actor, row, field="order_number")
    if actor.kind is ActorKind.CUSTOMER:
        bind_customer(session, loaded, (StepKey(step) for step in row.finished_steps))
    for line in lines_of(session, row.id):
        # Nobody decides whether a withdrawal is allowed.
        line.approved, line.rejected, line.kept = line.quantity, 0, 0
        session.add(line)
    give_number(session, row)
    if actor.kind is ActorKind.CUSTOMER:
        row.finished_steps = [*row.finished_steps, StepKey.WITHDRAW.value]
    note_declared(session, actor, row, now=now)
    return row


def _require_possible(row: Return, *, asked: bool) -> None:
    if not asked:
        raise Conflict(say("This return is not a withdrawal."))
    if row.status not in WITH_CUSTOMER or row.checkout_at is not None:
        raise Conflict(say("This return cannot be changed any more."))
