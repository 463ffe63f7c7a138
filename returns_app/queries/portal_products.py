"""The products step: what is in the return, what may be asked about it, and the catalogue."""

from dataclasses import replace
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.drafts import load_draft
from returns_app.db.policies import reasons_of, said_in
from returns_app.db.products import Product
from returns_app.db.returns import Return, ReturnLine, fetch
from returns_app.db.search import like, mend
from returns_app.domain.actors import Actor
from returns_app.domain.lines import MAX_QUANTITY, name_problem
from returns_app.domain.money import Money
from returns_app.domain.policy import Level, Outcome, Policy
from returns_app.i18n import money, words
from returns_app.queries.portal_views import Choice, Item, LineForm, ProductsForm
from returns_app.queries.portal_words import outcome_words
from returns_app.queries.products import best_first

FOUND = 6
MAX_QUERY = 80


def products_form(session: Session, actor: Actor, *, language: str) -> tuple[ProductsForm, list[LineForm]]:
    """What the step asks, and the lines that are there."""
    row = fetch(session, actor, actor.return_id or UUID(int=0))
    loaded = load_draft(session, row)
    if loaded.policy is None:
        return ProductsForm(), []
    if row.checkout_at is not None:
        # What was confirmed stays; whatever is given now comes on top of it.
        form = _form(session, row, loaded.policy, language)
        return replace(form, return_reasons=[], return_outcomes=[], adds=True), []
    pictures = _pictures(session, loaded.lines)
    return _form(session, row, loaded.policy, language), [_line(line, pictures) for line in loaded.lines]


def find_products(session: Session, query: str, *, language: str) -> list[Item]:
    """The catalogue's best matches for what was typed, typing errors mended. Anybody may see the catalogue."""
    wanted, _ = mend(session, "product", query[:MAX_QUERY])
    if not wanted:
        return []
    statement = select(Product)
    for word in wanted:
        statement = statement.where(col(Product.search).like(like(word), escape="!"))
    rows = session.exec(statement.order_by(*best_first(wanted)).limit(FOUND))
    return [
        Item(
            str(row.id), row.name, money(language, Money(row.price_minor, row.currency)), row.sku, row.picture
        )
        for row in rows
    ]


def new_line(session: Session, product_id: UUID, line_id: UUID) -> LineForm | None:
    """A line for a product of the catalogue; `None` when there is no such product."""
    product = session.get(Product, product_id)
    if product is None:
        return None
    return LineForm(str(line_id), str(product.id), product.name, product.sku, product.picture)


def kept_lines(session: Session, kept: list[LineForm]) -> list[LineForm]:
    """Lines that a browser kept, as they are drawn; those whose product or name is none any more are left out."""
    ids = {UUID(line.product_id) for line in kept if line.product_id}
    known = {
        str(product.id): product for product in session.exec(select(Product).where(col(Product.id).in_(ids)))
    }
    return [
        _dressed(line, known.get(line.product_id))
        for line in kept
        if line.product_id in known or (not line.product_id and name_problem(line.name) is None)
    ]


def _dressed(line: LineForm, product: Product | None) -> LineForm:
    if product is None:
        return replace(line, name=" ".join(line.name.split()))
    return replace(line, name=product.name, details=product.sku, picture=product.picture)


def _form(session: Session, row: Return, policy: Policy, language: str) -> ProductsForm:
    t = words(language)
    reasons = [Choice(str(one.id), said_in(one.labels, language)) for one in reasons_of(session, policy.id)]
    outcomes = [Choice(one.value, outcome_words(t, one.value)) for one in Outcome]
    return ProductsForm(
        line_reasons=reasons if policy.reason_level is Level.LINE else [],
        line_outcomes=outcomes if policy.outcome_level is Level.LINE else [],
        return_reasons=reasons if policy.reason_level is Level.RETURN else [],
        return_outcomes=outcomes if policy.outcome_level is Level.RETURN else [],
        reason=str(row.reason_id or ""),
        outcome=row.outcome or "",
        most_pieces=MAX_QUANTITY if policy.several_pieces else 1,
        several=policy.several_products,
        free_typed=policy.free_typed,
    )


def _line(line: ReturnLine, pictures: dict[UUID, str]) -> LineForm:
    return LineForm(
        id=str(line.id),
        product_id=str(line.product_id or ""),
        name=line.name,
        details=line.sku,
        picture=pictures.get(line.product_id, "") if line.product_id else "",
        quantity=line.quantity,
        reason=str(line.reason_id or ""),
        outcome=line.outcome or "",
    )


def _pictures(session: Session, lines: tuple[ReturnLine, ...]) -> dict[UUID, str]:
    ids = {line.product_id for line in lines if line.product_id}
    return {one.id: one.picture for one in session.exec(select(Product).where(col(Product.id).in_(ids)))}
