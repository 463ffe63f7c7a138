"""Data of its own for each take of a story: a fresh customer, and a fresh return where the story begins with one."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeVar
from uuid import uuid4

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from returns_app import routes
from returns_app.actions.create_customer import NewCustomer, create_customer
from returns_app.actions.issue_link import issue_link, send_link
from returns_app.actions.save_draft import (
    DraftWish,
    choose_customer,
    leave_steps,
    save_order_number,
    start_draft,
)
from returns_app.actions.save_lines import LinesWish, LineWish, save_lines
from returns_app.db.customers import Customer
from returns_app.db.policies import Reason, ReturnPolicy
from returns_app.db.products import Product
from returns_app.db.tokens import link_token
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import Address
from returns_app.domain.errors import NotFound
from returns_app.domain.lines import WantedLine
from returns_app.domain.policy import CreationPath
from returns_app.domain.wizard import StepKey

Row = TypeVar("Row")

# Of the demonstration's own data: free of charge, one way to send it, no survey.
POLICY: Final = "size"
SKU: Final = "NLO-JKT-0118-RUS"
REASON: Final = "too_small"

_GIVEN: Final = (
    "Ada Nova Milo Juno Enzo Suri Otis Wren Lior Maya Tove Ravi Elif Timo Zora Kian Ines Remy Nils Yuna"
)
_FAMILY: Final = (
    "Winterberg Zonneveld Vogelzang Maasland Quist Ferwerda Ostrander Halvorsen Brightwater Lindqvist"
)
_TRIES: Final = 40
_HOME: Final = Address(
    country="NL", street="Oudegracht", house_number="231", postal_code="3511 NK", city="Utrecht"
)


@dataclass(frozen=True)
class Take:
    """What one take of a story is about. Paths and ids are empty where the story has no return yet."""

    name: str
    order: str
    link: str = ""
    page: str = ""
    about: str = ""
    desk: str = routes.DESK


def prepare(session: Session, actor: Actor, key: str, *, now: datetime) -> Take:
    """Make the data for a story of this key, as the actor would at the desk. Raises `NotFound` for no story."""
    make = _TAKES.get(key)
    if make is None:
        raise NotFound
    return make(session, actor, now)


def _customer_only(session: Session, actor: Actor, now: datetime) -> Take:
    return Take(_customer(session, actor, now).name, _order())


def _prepared(session: Session, actor: Actor, now: datetime) -> Take:
    return _linked(session, actor, now, left=())


def _all_open(session: Session, actor: Actor, now: datetime) -> Take:
    return _linked(session, actor, now, left=(StepKey.ORDER_NUMBER, StepKey.PRODUCTS))


def _refused(session: Session, actor: Actor, now: datetime) -> Take:
    return _linked(session, actor, now, left=(), addition="sandbox-refuse")


_TAKES: Final[dict[str, Callable[[Session, Actor, datetime], Take]]] = {
    "link": _customer_only,
    "taps": _prepared,
    "live": _all_open,
    "complete": _customer_only,
    "carrier": _refused,
    "network": _prepared,
    "policy": _customer_only,
}


def _linked(
    session: Session, actor: Actor, now: datetime, *, left: tuple[StepKey, ...], addition: str = ""
) -> Take:
    """A return whose link is made and mailed; what is not `left` to the customer is filled in."""
    customer, order, return_id = _customer(session, actor, now, addition=addition), _order(), uuid4()
    policy = _one(session, select(ReturnPolicy).where(ReturnPolicy.key == POLICY))
    start_draft(session, actor, DraftWish(return_id, CreationPath.LINK, policy.id), now=now)
    choose_customer(session, actor, return_id, customer.id, now=now)
    if left:
        leave_steps(session, actor, return_id, left, now=now)
    else:
        save_order_number(session, actor, return_id, order, now=now)
        save_lines(session, actor, return_id, _lines(session), now=now)
    link = issue_link(session, actor, return_id, now=now)
    send_link(session, actor, return_id, key="story", now=now)
    return Take(
        customer.name,
        order,
        link=routes.link_path(link_token(link.id)),
        page=routes.return_page(return_id),
        about=str(return_id),
        desk=routes.ready_link_page(return_id),
    )


def _lines(session: Session) -> LinesWish:
    product = _one(session, select(Product).where(Product.sku == SKU))
    reason = _one(session, select(Reason).where(Reason.code == REASON))
    wanted = WantedLine(product_id=product.id, name=product.name, quantity=1, reason_id=None)
    return LinesWish((LineWish(uuid4(), wanted),), reason_id=reason.id)


def _customer(session: Session, actor: Actor, now: datetime, *, addition: str = "") -> Customer:
    """Somebody whose name nobody else has, so that it finds them alone."""
    for _ in range(_TRIES):
        name = f"{secrets.choice(_GIVEN.split())} {secrets.choice(_FAMILY.split())}"
        if session.exec(select(Customer).where(col(Customer.name) == name)).first() is None:
            break
    else:
        name = f"{name} {secrets.token_hex(3)}"
    email = f"{name.lower().replace(' ', '.')}.{secrets.token_hex(3)}@postvak.example"
    home = replace(_HOME, name=name, addition=addition)
    return create_customer(
        session, actor, NewCustomer(uuid4(), name, email, language="en", address=home), now=now
    )


def _order() -> str:
    return f"NO-{secrets.randbelow(900_000) + 100_000}"


def _one(session: Session, query: SelectOfScalar[Row]) -> Row:
    row = session.exec(query).first()
    if row is None:
        raise NotFound
    return row
