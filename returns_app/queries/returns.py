"""Finding returns again: a page of the list, the latest change first, within the actor's scope."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlmodel import Session, col

from returns_app import routes
from returns_app.db.accounts import User
from returns_app.db.customers import Customer
from returns_app.db.links import Link
from returns_app.db.policies import ReturnPolicy
from returns_app.db.products import Product
from returns_app.db.returns import Return, ReturnLine
from returns_app.db.search import MAX_WORDS, fold, like
from returns_app.db.shipments import Shipment
from returns_app.db.timeline import ENDED_LINK_OPENED, TimelineEntry
from returns_app.domain.actors import Actor
from returns_app.domain.lifecycle import FINAL, WITH_CUSTOMER, Status
from returns_app.queries import moments
from returns_app.queries.found import asked
from returns_app.queries.scope import in_scope
from returns_app.queries.standing import lateness, shown_number, standing

PAGE_SIZE = 50
_LARGEST_REFERENCE = 2**31 - 1


class View(StrEnum):
    """A tab of the list."""

    OPEN = "open"
    AUTHORIZE = "authorize"
    URGENT = "urgent"
    WAITING = "waiting"
    DONE = "done"


@dataclass(frozen=True)
class Find:
    """What to look for. `before` and `after` are cursors of an earlier page; one of them at most."""

    view: View = View.OPEN
    words: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class ReturnRow:
    """One return as the list shows it. `status` may be derived; `late` is `late`, `soon` or empty."""

    id: str
    href: str
    number: str
    has_number: bool
    customer: str
    country: str
    products: str
    more: str
    return_type: str
    status: str
    agent: str
    initials: str
    age: str
    late: str
    changed: str


@dataclass(frozen=True)
class ReturnList:
    """A page of the list. `newer` and `older` are cursors, empty where there is nothing more."""

    rows: list[ReturnRow] = field(default_factory=list)
    newer: str = ""
    older: str = ""
    range_words: str = ""


def find_returns(session: Session, actor: Actor, find: Find, *, now: datetime) -> ReturnList:
    """The returns of this page. Two statements, whatever is found. A cursor that is none counts as no cursor."""
    backward = _cursor(find.after) is not None
    found = list(session.execute(_page(actor, find, now=now)))
    more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    if backward:
        found.reverse()
    items = _items(session, [record[0].id for record in found])
    rows = [_row(record, items.get(record[0].id, []), now=now) for record in found]
    if not found:
        return ReturnList()
    first, last = found[0][0], found[-1][0]
    came_from_newer = _cursor(find.before) is not None and not backward
    return ReturnList(
        rows=rows,
        newer=_made_cursor(first) if came_from_newer or (backward and more) else "",
        older=_made_cursor(last) if backward or more else "",
        range_words=_range(len(rows), first.changed_at, last.changed_at, now=now),
    )


def _page(actor: Actor, find: Find, *, now: datetime) -> Select[Any]:
    live = and_(
        col(Link.return_id) == Return.id, col(Link.superseded_at).is_(None), col(Link.revoked_at).is_(None)
    )
    wanted = and_(col(Shipment.return_id) == Return.id, col(Shipment.status).in_(("wanted", "claimed")))
    query: Select[Any] = (
        select(Return, Customer.name, ReturnPolicy.name, User.name, Link.expires_at, Shipment.id, _ended())  # type: ignore[call-overload]
        .outerjoin(Customer, col(Customer.id) == Return.customer_id)
        .outerjoin(ReturnPolicy, col(ReturnPolicy.id) == Return.policy_id)
        .outerjoin(User, col(User.id) == Return.created_by)
        .outerjoin(Link, live)
        .outerjoin(Shipment, wanted)
        .where(in_scope(actor), _in_view(find.view, now=now), *_matching(find.words))
        .limit(PAGE_SIZE + 1)
    )
    changed, key = col(Return.changed_at), col(Return.id)
    if (cursor := _cursor(find.after)) is not None:
        return query.where(tuple_(changed, key) > cursor).order_by(changed, key)
    if (cursor := _cursor(find.before)) is not None:
        query = query.where(tuple_(changed, key) < cursor)
    return query.order_by(changed.desc(), key.desc())


def _in_view(view: View, *, now: datetime) -> ColumnElement[bool]:
    status = col(Return.status)
    expired = and_(status.in_(WITH_CUSTOMER), col(Return.checkout_at).is_(None), col(Link.expires_at) <= now)
    stuck = or_(expired, and_(status.in_(WITH_CUSTOMER), col(Return.checkout_at).is_(None), _ended()))
    match view:
        case View.OPEN:
            return status.not_in(FINAL)
        case View.AUTHORIZE:
            return status == Status.AUTHORIZATION_REQUESTED
        case View.URGENT:
            return or_(status == Status.SHIPPING_FAILED, stuck)
        case View.WAITING:
            waits = (*WITH_CUSTOMER, Status.SUBMITTED, Status.PICKUP_REQUESTED, Status.RECEIVED)
            return and_(status.in_(waits), func.coalesce(~stuck, True))
        case View.DONE:
            return status.in_(FINAL)


def _ended() -> ColumnElement[bool]:
    """The condition for what `standing.is_link_ended` says of one return."""
    opened = select(TimelineEntry.id).where(  # type: ignore[call-overload]
        col(TimelineEntry.return_id) == Return.id, col(TimelineEntry.kind) == ENDED_LINK_OPENED
    )
    return and_(col(ReturnPolicy.active).is_(False), opened.exists())


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


def _cursor(text: str) -> tuple[datetime, UUID] | None:
    moment, _, key = text.partition("~")
    try:
        changed, return_id = datetime.fromisoformat(moment), UUID(key)
    except ValueError:
        return None
    return (changed, return_id) if changed.tzinfo is not None else None


def _made_cursor(row: Return) -> str:
    return f"{row.changed_at.isoformat()}~{row.id}"


def _items(session: Session, return_ids: list[UUID]) -> dict[UUID, list[str]]:
    query = select(ReturnLine.return_id, ReturnLine.name).where(col(ReturnLine.return_id).in_(return_ids))  # type: ignore[call-overload]
    names: dict[UUID, list[str]] = {}
    for return_id, name in session.execute(query.order_by(col(ReturnLine.position))):
        names.setdefault(return_id, []).append(name)
    return names


def _row(record: Any, items: list[str], *, now: datetime) -> ReturnRow:  # noqa: ANN401 - a row of `_page`
    row, customer, policy, agent, link_ends, wanted, ended = record
    status = standing(
        row, link_ends=link_ends, label_wanted=wanted is not None, link_ended=bool(ended), now=now
    )
    is_draft = row.status == Status.DRAFT
    return ReturnRow(
        id=str(row.id),
        href=routes.draft_page(row.id) if is_draft else routes.return_page(row.id),
        number=shown_number(row),
        has_number=row.number is not None,
        customer=customer or "",
        country=row.country,
        products=items[0] if items else "",
        more=f"+{len(items) - 1}" if len(items) > 1 else "",
        return_type=policy or "",
        status=status,
        agent=agent or "",
        initials="".join(
            word[0] for word in (agent or "").split()[:1] + (agent or "").split()[1:][-1:]
        ).upper(),
        age=moments.short_age(row.changed_at, now=now),
        late=lateness(status, row.changed_at, now=now),
        changed=moments.at(row.changed_at),
    )


def _range(count: int, first: datetime, last: datetime, *, now: datetime) -> str:
    newest, oldest = moments.near(first, now=now), moments.near(last, now=now)
    rows = "1 return" if count == 1 else f"{count} returns"
    return f"{rows}, changed {newest}" if newest == oldest else f"{rows}, changed {newest} to {oldest}"
