"""One parcel is not enough: a further label for a return that is on its way, made by the worker as the first was."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.actions.check_out import want_shipment
from returns_app.db.policies import ReturnPolicy, as_rules
from returns_app.db.returns import Return, fetch_for_change, touch
from returns_app.db.shipments import spares_of
from returns_app.db.shipping import option_row
from returns_app.db.timeline import tell
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.afterwards import MOST_SPARES, Afterwards, spares_left, takes_spares
from returns_app.domain.errors import Conflict
from returns_app.domain.lifecycle import Status
from returns_app.domain.policy import CreationPath
from returns_app.domain.shipping import Handover
from returns_app.domain.words import say


def want_spare_label(session: Session, actor: Actor, return_id: UUID, number: int, *, now: datetime) -> UUID:
    """Want further label `number`, counted from 1; the id of its shipment.

    Asked again for the same number, from wherever, nothing is added. A customer is held to what the policy allows, the
    desk to nine. Raises `Conflict` where there is no more to be had or the parcel is here.
    """
    if actor.kind is not ActorKind.CUSTOMER:
        actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    there = spares_of(session, row.id)
    for one in there:
        if one.spare == number:
            return one.id
    if number != len(there) + 1 or not _may_have(session, actor, row, len(there)):
        raise Conflict(
            say("There is no further label to be had for this return. Write to us if you need one.")
        )
    shipment = want_shipment(session, row, now=now, spare=number)
    tell(session, row.id, "spare_label_wanted", actor=actor, now=now, number=number)
    touch(session, row, now=now)
    return shipment.id


def _may_have(session: Session, actor: Actor, row: Return, spares: int) -> bool:
    policy = session.get(ReturnPolicy, row.policy_id) if row.policy_id else None
    if policy is None or row.option_id is None:
        return False
    handover = Handover(option_row(session, row.option_id)[0].handover)
    now_at = Afterwards(Status(row.status), CreationPath(row.path), handover, spares)
    if actor.kind is ActorKind.CUSTOMER:
        return spares_left(as_rules(policy), now_at) > 0
    return takes_spares(now_at) and spares < MOST_SPARES
