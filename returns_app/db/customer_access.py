"""A customer together with the right to them: a scope by country holds whoever lives there, or nowhere yet."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, or_, true
from sqlmodel import Session, col, select

from returns_app.db.customers import Customer, CustomerAddress
from returns_app.db.returns import Return
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.errors import NotFound

# More than anybody was merged into in a row; it keeps a loop in the data from becoming one in the code.
_MOST_MERGES = 20


def customers_in_scope(actor: Actor) -> ColumnElement[bool]:
    """True for the rows of `customers` that this member of staff may see: by any of their addresses."""
    if not actor.countries:
        return true()
    # Also where the query around it joins the addresses itself.
    lives = (
        select(CustomerAddress.id)
        .where(col(CustomerAddress.customer_id) == col(Customer.id))
        .correlate(Customer)
    )
    here = lives.where(col(CustomerAddress.country).in_(sorted(actor.countries)))
    return or_(here.exists(), ~lives.exists())


def is_shown() -> ColumnElement[bool]:
    """True for customers who are neither merged into another nor erased."""
    return col(Customer.merged_into).is_(None) & col(Customer.erased_at).is_(None)


def fetch_customer(session: Session, actor: Actor, customer_id: UUID) -> Customer:
    """The customer, if this member of staff may see them. Raises `NotFound` otherwise."""
    if actor.kind is ActorKind.CUSTOMER:
        raise NotFound
    query = select(Customer).where(Customer.id == customer_id, customers_in_scope(actor))
    row = session.exec(query).first()
    if row is None:
        raise NotFound
    return row


def fetch_customer_for_change(session: Session, actor: Actor, customer_id: UUID) -> Customer:
    """The same, locked until the transaction ends and read afresh. Raises `NotFound` for one that is no more shown."""
    query = select(Customer).where(Customer.id == customer_id).with_for_update()
    session.exec(query.execution_options(populate_existing=True)).first()
    row = fetch_customer(session, actor, customer_id)
    if row.merged_into is not None or row.erased_at is not None:
        raise NotFound
    return row


def hold_customer(session: Session, customer_id: UUID) -> Customer | None:
    """The customer, or whom they were merged into, kept from being merged or erased until the transaction ends.

    `None` when there is none, or their data were erased. Lock the return after this, never before.
    """
    wanted: UUID | None = customer_id
    for _ in range(_MOST_MERGES):
        query = select(Customer).where(Customer.id == wanted).with_for_update(read=True)
        row = session.exec(query.execution_options(populate_existing=True)).first()
        if row is None or row.merged_into is None:
            return row if row and row.erased_at is None else None
        wanted = row.merged_into
    return None


def merged_ids(session: Session, customer_id: UUID) -> list[UUID]:
    """Those who were merged into a customer."""
    return list(session.exec(select(Customer.id).where(Customer.merged_into == customer_id)))


def sees_whole(session: Session, actor: Actor, customer_ids: Sequence[UUID]) -> bool:
    """Whether everything that belongs to these customers lies in the actor's scope."""
    places = session.exec(
        select(CustomerAddress.country).where(col(CustomerAddress.customer_id).in_(customer_ids)).distinct()
    )
    if actor.countries and not set(places) <= actor.countries:
        return False
    kinds = session.exec(
        select(Return.country, Return.policy_id).where(col(Return.customer_id).in_(customer_ids)).distinct()
    )
    return all(actor.may_see(country=country, policy_id=policy, return_id=None) for country, policy in kinds)
