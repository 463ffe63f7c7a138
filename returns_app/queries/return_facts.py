"""What lists and exports say of a return by itself and by the names around it: many at once, in one statement."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlmodel import col

from returns_app.db.accounts import User
from returns_app.db.customers import Customer
from returns_app.db.policies import ReturnPolicy
from returns_app.db.returns import TYPE_ENDED, Return
from returns_app.db.shipments import Shipment
from returns_app.queries.standing import standing


def facts_of(return_ids: Sequence[UUID], *more: Any) -> Select[Any]:  # noqa: ANN401 - columns
    """A select of these returns; `more` are further columns of the return, its customer, type or agent."""
    wanted = and_(col(Shipment.return_id) == Return.id, col(Shipment.status).in_(("wanted", "claimed")))
    columns: tuple[Any, ...] = (
        Return.id, Return.number, Return.reference, Return.status, Return.country, Return.order_number,
        Return.created_at, Return.changed_at, Return.since, Return.checkout_at, Return.urgent_at, Return.urgent_why,
        col(Customer.name).label("customer"), col(ReturnPolicy.name).label("policy"),
        col(ReturnPolicy.active).label("policy_active"), col(User.name).label("agent"),
        col(Shipment.id).label("wanted"), *more,
    )  # fmt: skip
    return (
        select(*columns)
        .select_from(Return)
        .outerjoin(Customer, col(Customer.id) == Return.customer_id)
        .outerjoin(ReturnPolicy, col(ReturnPolicy.id) == Return.policy_id)
        .outerjoin(User, col(User.id) == Return.assigned_to)
        .outerjoin(Shipment, wanted)
        .where(col(Return.id).in_(return_ids))
    )


def standing_of(record: Any, *, now: datetime) -> str:  # noqa: ANN401 - a row of `facts_of`
    """Where a return stands for the eye, by its facts alone."""
    is_ended = record.urgent_why == TYPE_ENDED
    return standing(
        record,
        link_ends=None if is_ended else record.urgent_at,
        label_wanted=record.wanted is not None,
        link_ended=is_ended and record.policy_active is False,
        now=now,
    )
