"""Finding returns by words: number, reference, order, customer, product; the newest created first."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlmodel import Session, col

from returns_app.db.customers import Customer
from returns_app.db.products import Product
from returns_app.db.returns import Return, ReturnLine
from returns_app.db.search import MAX_WORDS, fold, like
from returns_app.domain.actors import Actor
from returns_app.queries.find_query import Find
from returns_app.queries.found import asked
from returns_app.queries.return_walks import Step, fits

_LARGEST_REFERENCE = 2**31 - 1


def search(session: Session, actor: Actor, find: Find, *, size: int, now: datetime) -> Step:
    """The ids of a page of what the words find."""
    backward = _cursor(find.after) is not None
    query = _query(find).where(fits(actor, find, Return, now=now), *_matching(find.words)).limit(size + 1)
    found = [(record[0], record[1], record[2]) for record in session.execute(query)]
    more, found = len(found) > size, found[:size]
    if backward:
        found.reverse()
    return _step(found, find, more=more, backward=backward)


def _query(find: Find) -> Select[Any]:
    place = col(Return.reference)
    query = select(Return.id, place, Return.created_at).outerjoin(  # type: ignore[call-overload]
        Customer, col(Customer.id) == Return.customer_id
    )
    if (cursor := _cursor(find.after)) is not None:
        return query.where(place > cursor).order_by(place)  # type: ignore[no-any-return]
    if (cursor := _cursor(find.before)) is not None:
        query = query.where(place < cursor)
    return query.order_by(place.desc())  # type: ignore[no-any-return]


def _step(found: list[tuple[UUID, int, datetime]], find: Find, *, more: bool, backward: bool) -> Step:
    if not found:
        return Step()
    first, last = found[0], found[-1]
    newer = (more if backward else _cursor(find.before) is not None) and str(first[1])
    older = (backward or more) and str(last[1])
    return Step(tuple(one[0] for one in found), newer or "", older or "", first[2], last[2])


def _cursor(text: str) -> int | None:
    return int(text) if text.isdecimal() and int(text) <= _LARGEST_REFERENCE else None


def _matching(words: str) -> list[ColumnElement[bool]]:
    """A condition for each word that was typed: a number, an order, the customer or a product holds it."""
    text = re.sub(r"(?i)\bref\.?\s+", "", asked(words))
    return [_holds(word) for word in text.split()[:MAX_WORDS]]


def _holds(word: str) -> ColumnElement[bool]:
    anywhere, folded = like(word), like(fold(word))
    bare = re.sub(r"[^A-Z0-9]", "", word.upper())
    line = select(ReturnLine.id).outerjoin(Product, col(Product.id) == ReturnLine.product_id)  # type: ignore[call-overload]
    product = or_(
        col(ReturnLine.name).ilike(anywhere, escape="!"),
        col(ReturnLine.sku).ilike(anywhere, escape="!"),
        col(Product.search).like(folded, escape="!"),
    )
    found = [
        col(Return.order_number).ilike(anywhere, escape="!"),
        col(Customer.search).like(folded, escape="!"),
        line.where(col(ReturnLine.return_id) == Return.id, product).exists(),
    ]
    if bare:
        found.append(func.replace(col(Return.number), "-", "").like(like(bare), escape="!"))
    if bare.isdigit() and int(bare) <= _LARGEST_REFERENCE:
        found.append(col(Return.reference) == int(bare))
    return or_(*found)
