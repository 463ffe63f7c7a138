"""What the goods of a return weigh, as far as the catalogue knows."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.products import Product
from returns_app.db.returns import ReturnLine
from returns_app.domain.shipping import Weight, weigh


def weight_of(
    session: Session, lines: Iterable[ReturnLine], counts: Mapping[UUID, int] | None = None
) -> Weight:
    """What is sent back of these lines, in one statement: what was approved, or asked while nothing is decided.

    `counts` are pieces by line that count instead.
    """
    lines = tuple(lines)
    ids = {line.product_id for line in lines if line.product_id}
    query = select(Product.id, Product.weight_g).where(col(Product.id).in_(ids))
    grams = dict(session.exec(query).all())
    known = counts or {}
    return weigh(
        (grams.get(line.product_id) if line.product_id else None, known.get(line.id, _count(line)))
        for line in lines
    )


def _count(line: ReturnLine) -> int:
    return line.quantity if line.approved is None else line.approved
