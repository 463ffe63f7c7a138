"""Finding a product of the catalogue by its name, SKU or group, typing errors included."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, case, func, or_
from sqlmodel import Session, col, select

from returns_app.db.products import Product
from returns_app.db.search import like, mend
from returns_app.domain.actors import Actor
from returns_app.domain.money import Money
from returns_app.i18n import money
from returns_app.queries.found import as_called, asked

MOST = 8


@dataclass(frozen=True)
class ProductHit:
    """One product found. `picture` names an image among the assets, or is empty."""

    id: str
    name: str
    sku: str
    price: str
    category: str
    picture: str


@dataclass(frozen=True)
class FoundProducts:
    """The products found, the words they were found by, and (after a typing error) what was taken for it."""

    hits: list[ProductHit] = field(default_factory=list)
    words: str = ""
    closest: str = ""


def find_products(session: Session, actor: Actor, words: str, *, limit: int = MOST) -> FoundProducts:
    """The products that all these words fit; the best come first (`best_first`)."""
    actor.require_desk()
    wanted = asked(words)
    parts, mended = mend(session, "product", wanted) if wanted else ([], [])
    if not parts:
        return FoundProducts()
    query = select(Product)
    for part in parts:
        query = query.where(col(Product.search).like(like(part), escape="!"))
    hits = [_hit(product) for product in session.exec(query.order_by(*best_first(parts)).limit(limit))]
    return FoundProducts(hits, " ".join(parts), as_called(mended, (hit.name for hit in hits)) if hits else "")


def best_first(parts: Iterable[str]) -> tuple[Any, ...]:
    """The order of what was found: what begins so, what is called so, then what only SKU or group give away."""
    begins = or_(*(col(Product.search).like(like(part)[1:], escape="!") for part in parts))
    called = and_(*(func.lower(col(Product.name)).like(like(part), escape="!") for part in parts))
    return case((begins, 0), (called, 1), else_=2), col(Product.name), col(Product.sku)


def _hit(product: Product) -> ProductHit:
    return ProductHit(
        id=str(product.id),
        name=product.name,
        sku=product.sku,
        price=money("en", Money(product.price_minor, product.currency)),
        category=product.category,
        picture=product.picture,
    )
