"""Which days to ask carriers about before a customer chooses one."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.carriers import PickupQuestion
from returns_app.db.drafts import address_of, load_draft
from returns_app.db.returns import fetch
from returns_app.db.shipping import options_of
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import Address
from returns_app.domain.pickups import pickup_days
from returns_app.domain.shipping import Handover
from returns_app.mail.brand import day_of
from returns_app.postal import for_carrier

Asked = tuple[UUID, str, PickupQuestion]


def days_to_ask(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> list[Asked]:
    """For each option of this return that is picked up: its id, its carrier's adapter, and what to ask it."""
    row = fetch(session, actor, return_id)
    loaded = load_draft(session, row)
    fit = {option.id for option in loaded.options if option.handover is Handover.PICKUP}
    if not fit or loaded.policy is None:
        return []
    days = pickup_days(day_of(now))
    address = for_carrier(address_of(row) or Address())
    return [
        (option.id, carrier.adapter, PickupQuestion(carrier.name, service.code, days, address))
        for option, service, carrier in options_of(session, loaded.policy.id)
        if option.id in fit
    ]
