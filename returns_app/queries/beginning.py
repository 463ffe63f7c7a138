"""What a new return may begin with: a customer, an order number, an earlier return. Only what the actor may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.customer_access import customers_in_scope, fetch_customer, is_shown
from returns_app.db.customers import Customer
from returns_app.db.products import Product
from returns_app.db.returns import Return, fetch, lines_of
from returns_app.db.scope import in_scope
from returns_app.domain.actors import Actor
from returns_app.domain.errors import NotFound
from returns_app.domain.money import Money
from returns_app.domain.policy import CreationPath
from returns_app.i18n import money
from returns_app.queries.found import asked
from returns_app.queries.standing import shown_number

LONGEST_ORDER = 60


@dataclass(frozen=True)
class OfferedLine:
    """A line of the earlier return, offered to be added. `key` is its id there."""

    key: str
    product_id: str
    name: str
    sku: str
    price: str
    picture: str
    quantity: int


@dataclass(frozen=True)
class Beginning:
    """What is known before the first step. `source` is the earlier return's id, `source_words` what it is called.

    `missing` says what was asked for and is not there, or not open to the actor: nothing tells the two apart.
    """

    customer_id: str = ""
    customer: str = ""
    email: str = ""
    order_number: str = ""
    path: str = ""
    policy_id: str = ""
    source: str = ""
    source_words: str = ""
    lines: list[OfferedLine] = field(default_factory=list)
    missing: str = ""


@dataclass(frozen=True)
class BeginningWish:
    """What the address asks for, as it is written there."""

    customer: str = ""
    order: str = ""
    source: str = ""
    path: str = ""


def read_wish(given: Mapping[str, str]) -> BeginningWish:
    """The wish in the parameters of an address. Never raises; what makes no sense is dropped or found missing."""
    path = given.get("path", "")
    return BeginningWish(
        customer=given.get("customer", "")[:40],
        order=" ".join(asked(given.get("order", "")).split())[:LONGEST_ORDER],
        source=given.get("from", "")[:40],
        path=path if path in set(CreationPath) else "",
    )


def beginning(session: Session, actor: Actor, wish: BeginningWish) -> Beginning:
    """What is known. What is named outright comes before what an earlier return tells. Five statements at most."""
    actor.require_desk()
    source, missing = _source(session, actor, wish.source)
    order = wish.order or (source.order_number if source else "")
    customer = None
    if wish.customer:
        customer = _customer(session, actor, wish.customer)
        missing = missing or ("" if customer else "This customer does not exist, or is not open to you.")
    elif source is not None and source.customer_id is not None:
        customer = _customer(session, actor, str(source.customer_id))
    elif wish.order:
        customer = _customer_of_order(session, actor, wish.order)
    return Beginning(
        customer_id=str(customer.id) if customer else "",
        customer=customer.name if customer else "",
        email=customer.email if customer else "",
        order_number=order,
        path=wish.path,
        policy_id=str(source.policy_id or "") if source else "",
        source=str(source.id) if source else "",
        source_words=shown_number(source) if source else "",
        lines=_lines(session, source) if source else [],
        missing=missing,
    )


def _source(session: Session, actor: Actor, text: str) -> tuple[Return | None, str]:
    if not text:
        return None, ""
    try:
        return fetch(session, actor, UUID(text)), ""
    except (ValueError, NotFound):
        return None, "The earlier return does not exist, or is not open to you."


def _customer(session: Session, actor: Actor, text: str) -> Customer | None:
    """The customer, or whom they were merged into; nobody who was erased."""
    try:
        row = fetch_customer(session, actor, UUID(text))
        row = fetch_customer(session, actor, row.merged_into) if row.merged_into else row
    except (ValueError, NotFound):
        return None
    return row if row.erased_at is None and row.merged_into is None else None


def _customer_of_order(session: Session, actor: Actor, order: str) -> Customer | None:
    """Whose order it is, as far as earlier returns tell: the one customer of all of them."""
    written = {order, order.upper(), order.lower()}
    query = (
        select(Customer)
        .where(
            col(Customer.id).in_(
                select(Return.customer_id).where(in_scope(actor), col(Return.order_number).in_(written))
            ),
            is_shown(),
            customers_in_scope(actor),
        )
        .limit(2)
    )
    found = list(session.exec(query))
    return found[0] if len(found) == 1 else None


def _lines(session: Session, source: Return) -> list[OfferedLine]:
    lines = lines_of(session, source.id)
    wanted = [line.product_id for line in lines if line.product_id]
    pictures = dict(
        session.exec(select(Product.id, Product.picture).where(col(Product.id).in_(wanted))).all()
    )
    return [
        OfferedLine(
            key=str(line.id),
            product_id=str(line.product_id or ""),
            name=line.name,
            sku=line.sku,
            price=money("en", Money(line.price_minor, line.currency)) if line.price_minor is not None else "",
            picture=pictures.get(line.product_id, "") if line.product_id else "",
            quantity=line.quantity,
        )
        for line in lines
    ]
