"""The guard nobody can skip: what is in a return that is under way is in no other return."""

from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session, col, func, select

from returns_app.db.returns import Return, ReturnLine, lines_of
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Invalid
from returns_app.domain.lifecycle import FINAL, Status
from returns_app.domain.words import Sentence, say

# A draft has asked for nothing yet; what is over is over.
_NOT_UNDER_WAY = frozenset({Status.DRAFT, *FINAL})
Product = tuple[UUID | None, str]


def require_unique(session: Session, actor: Actor, row: Return, *, field: str) -> None:
    """Raise `Invalid` at `field` when another return under way has a product of this one from the same order.

    From here until the transaction ends, no other return of this order gets past this question. The other return is
    named to those who may see it.
    """
    if not row.order_number:
        return
    _one_at_a_time(session, row.order_number)
    there = _under_way(session, row)
    mine = {_product(line) for line in lines_of(session, row.id) if line.quantity > (line.rejected or 0)}
    for other, line in there:
        if _product(line) in mine:
            raise Invalid.at(field, _taken(actor, other, line))


def _under_way(session: Session, row: Return) -> list[tuple[Return, ReturnLine]]:
    # Customers write a number as they please; the index finds each way of writing it.
    order = row.order_number
    query = (
        select(Return, ReturnLine)
        .join(ReturnLine, col(ReturnLine.return_id) == Return.id)
        .where(
            col(Return.order_number).in_({order, order.upper(), order.lower()}),
            Return.id != row.id,
            col(Return.status).not_in([status.value for status in sorted(_NOT_UNDER_WAY)]),
            col(ReturnLine.quantity) > func.coalesce(col(ReturnLine.rejected), 0),
        )
        .order_by(col(Return.created_at), col(ReturnLine.position))
        .limit(500)
    )
    return list(session.exec(query))


def _taken(actor: Actor, other: Return, line: ReturnLine) -> Sentence:
    facts = {"product": line.name, "order": other.order_number}
    sees = other.id != actor.return_id and actor.may_see(
        country=other.country, policy_id=other.policy_id, return_id=other.id
    )
    if sees:
        return say(
            "{product} of order {order} is already in return {number}.",
            **facts,
            number=other.number or f"Ref. {other.reference}",
        )
    if actor.return_id is not None:
        return say("{product} of order {order} is already in another return. Ask the service desk.", **facts)
    return say("{product} of order {order} is already in another return.", **facts)


def _product(line: ReturnLine) -> Product:
    """What makes two lines the same product: the catalogue's, else the name however it was typed."""
    return (line.product_id, "" if line.product_id else " ".join(line.name.split()).casefold())


def _one_at_a_time(session: Session, order_number: str) -> None:
    """Let one transaction at a time ask about this order. SQLite has a single writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(hashtext(:order))")
        session.connection().execute(lock, {"order": f"order {order_number.casefold()}"})
