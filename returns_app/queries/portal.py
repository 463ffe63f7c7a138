"""One return as its customer sees it, at whatever point it stands."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.accounts import User
from returns_app.db.customers import Customer
from returns_app.db.drafts import LoadedDraft, address_of, load_draft
from returns_app.db.links import live_link
from returns_app.db.policies import Reason, said_in
from returns_app.db.products import Product
from returns_app.db.returns import Return, ReturnLine, fetch
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import lines as address_lines
from returns_app.domain.money import Money
from returns_app.domain.policy import Payer
from returns_app.domain.wizard import (
    DECLARATION,
    Draft,
    StepKey,
    customer_steps,
    is_in_turn,
    is_withdrawal,
    may_change,
    remaining,
)
from returns_app.i18n import Translator, country_name, date, money, words
from returns_app.queries.portal_help import after_of
from returns_app.queries.portal_messages import talk_of
from returns_app.queries.portal_opening import left_steps, opening_words
from returns_app.queries.portal_options import (
    chosen_card,
    no_way_words,
    offered_rows,
    option_cards,
    shipping_price,
    wish_is_past,
)
from returns_app.queries.portal_outcome import outcome_of, stage_of
from returns_app.queries.portal_questions import answer_facts
from returns_app.queries.portal_views import Item, PortalView, Sum
from returns_app.queries.portal_withdrawal import withdrawal_view
from returns_app.queries.portal_words import (
    ZONE,
    first_name,
    masked,
    outcome_words,
    pieces,
    products,
)
from returns_app.settings import load


def portal_view(session: Session, actor: Actor, *, language: str, now: datetime) -> PortalView:
    """The return of this customer in their language. Raises `NotFound` for anybody else's."""
    row = fetch(session, actor, actor.return_id or UUID(int=0))
    loaded = load_draft(session, row)
    t = words(language)
    stage = stage_of(row)
    free = loaded.policy is not None and loaded.policy.label_payer is Payer.MERCHANT
    offered = offered_rows(session, loaded)
    cards = option_cards(t, offered, free=free)
    chosen = chosen_card(session, t, row, cards, free=free)
    items = tuple(line for line in loaded.lines if line.approved != 0)
    name, email = _customer(session, row)
    agent = first_name(_agent(session, row))
    title, lead = opening_words(t, loaded, name=name, agent=agent, now=now)
    return PortalView(
        stage=stage,
        language=row.language,
        agent=agent,
        title=title,
        lead=lead,
        order_number=row.order_number,
        **_way(loaded, now=now),
        left=left_steps(t, loaded, cards),
        link_until=_link_until(session, row, language),
        goods=_items(session, t, items),
        products=products(t, sum(_count(line) for line in items)),
        answers=answer_facts(t, loaded.groups),
        address=_address(row, language),
        options=cards,
        option=chosen.id,
        chosen=chosen,
        no_way=no_way_words(session, t, loaded),
        customer_pays=not free,
        sums=_sums(t, items, None if free else shipping_price(session, row, offered)),
        number=row.number or "",
        email=masked(email),
        talk=talk_of(session, t, row),
        withdrawal=withdrawal_view(t, loaded, name=name),
        outcome=outcome_of(session, t, row, stage=stage, agent=agent, items=len(items), now=now),
        after=after_of(session, t, loaded),
    )


def _link_until(session: Session, row: Return, language: str) -> str:
    link = live_link(session, row.id)
    return date(language, link.expires_at, ZONE) if link else ""


def _still_open(loaded: LoadedDraft, *, now: datetime) -> list[str]:
    draft = loaded.draft
    left = [step.key for step in remaining(draft) if step.key is not StepKey.CONFIRM]
    if wish_is_past(loaded.row, now=now) and StepKey.SHIPPING not in left:
        left.append(StepKey.SHIPPING)
    return [key.value for key in left if is_in_turn(draft, key)]


def _way(loaded: LoadedDraft, *, now: datetime) -> dict[str, Any]:
    """Which steps the customer goes through, which are open, and which may be opened."""
    still_open = _still_open(loaded, now=now)
    return {
        "journey": _journey(loaded, still_open),
        "left_keys": still_open,
        "changeable": _changeable(loaded),
        "is_fresh": _is_fresh(loaded.draft),
    }


def _is_fresh(draft: Draft) -> bool:
    """Whether the customer has not begun; after a withdrawal was declared, with the parcel."""
    return not (draft.finished - DECLARATION if draft.withdrawn else draft.finished)


def _journey(loaded: LoadedDraft, still_open: list[str]) -> list[str]:
    gone_through = {key.value for key in loaded.draft.finished}
    draft = loaded.draft
    keys = [step.key.value for step in customer_steps(draft) if is_in_turn(draft, step.key)]
    return [key for key in keys if key in gone_through or key in still_open]


def _changeable(loaded: LoadedDraft) -> list[str]:
    keys = [StepKey.ORDER_NUMBER] if is_withdrawal(loaded.draft) else []
    keys += [step.key for step in customer_steps(loaded.draft)]
    return [key.value for key in keys if may_change(loaded.draft, key)]


def _customer(session: Session, row: Return) -> tuple[str, str]:
    customer = session.get(Customer, row.customer_id) if row.customer_id else None
    return (customer.name, customer.email) if customer else ("", "")


def _agent(session: Session, row: Return) -> str:
    user = session.get(User, row.created_by) if row.created_by else None
    return user.name if user else ""


def _address(row: Return, language: str) -> list[str]:
    address = address_of(row)
    if address is None:
        return []
    # At home nobody writes the country; abroad the carrier needs it.
    home = load().warehouse.country
    country = "" if address.country == home else country_name(language, address.country)
    return list(address_lines(address, country))


def _items(session: Session, t: Translator, lines: tuple[ReturnLine, ...]) -> list[Item]:
    reasons = _reason_labels(session, t.language, lines)
    pictures = _pictures(session, lines)
    return [
        Item(
            id=str(line.id),
            name=line.name,
            details=pieces(t, _count(line)),
            reason=" · ".join(
                part
                for part in (
                    reasons.get(line.reason_id, "") if line.reason_id else "",
                    outcome_words(t, line.outcome),
                )
                if part
            ),
            picture=pictures.get(line.product_id, "") if line.product_id else "",
        )
        for line in lines
    ]


def _reason_labels(session: Session, language: str, lines: tuple[ReturnLine, ...]) -> Mapping[UUID, str]:
    ids = {line.reason_id for line in lines if line.reason_id}
    rows = session.exec(select(Reason).where(col(Reason.id).in_(ids)))
    return {reason.id: said_in(reason.labels, language) for reason in rows}


def _pictures(session: Session, lines: tuple[ReturnLine, ...]) -> Mapping[UUID, str]:
    ids = {line.product_id for line in lines if line.product_id}
    rows = session.exec(select(Product).where(col(Product.id).in_(ids)))
    return {product.id: product.picture for product in rows}


def _count(line: ReturnLine) -> int:
    return line.quantity if line.approved is None else line.approved


def _sums(t: Translator, lines: tuple[ReturnLine, ...], shipping: Money | None) -> list[Sum]:
    """What the customer gets back at most; nothing where a price is not known or comes in two currencies."""
    prices = [
        Money(line.price_minor, line.currency).times(_count(line))
        for line in lines
        if line.price_minor is not None
    ]
    if len(prices) < len(lines) or not prices or len({price.currency for price in prices}) > 1:
        return []
    worth = Money(sum(price.minor for price in prices), prices[0].currency)
    sums = [Sum(products(t, sum(_count(line) for line in lines)), money(t.language, worth))]
    if shipping is not None and shipping.currency == worth.currency:
        sums.append(Sum(t._("Shipping"), _less(t, shipping)))
        worth = Money(max(0, worth.minor - shipping.minor), worth.currency)
    return [*sums, Sum(t._("After our check, at most"), money(t.language, worth), is_total=True)]


def _less(t: Translator, price: Money) -> str:
    return f"−{money(t.language, price)}" if price.minor else t._("Free")
