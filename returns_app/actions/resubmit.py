"""A carrier made no label: the desk corrects the address or the carrier, and asks again."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.actions.check_out import want_shipment
from returns_app.db.drafts import address_of
from returns_app.db.returns import Return, fetch_for_change, lines_of, mark_urgent, touch
from returns_app.db.shipments import alive_shipment
from returns_app.db.shipping import as_option, options_of
from returns_app.db.timeline import tell
from returns_app.db.weights import weight_of
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.addresses import Address
from returns_app.domain.errors import Conflict, Invalid
from returns_app.domain.lifecycle import Event, Status, next_status
from returns_app.domain.shipping import fitting
from returns_app.domain.words import say
from returns_app.postal import sendable


@dataclass(frozen=True)
class Correction:
    """How to ask again: the whole address as it should be, and the option to send it with."""

    address: Address
    option_id: UUID


def resubmit(
    session: Session, actor: Actor, return_id: UUID, wish: Correction, *, version: int, now: datetime
) -> UUID:
    """Want a new shipment for a return whose last one failed; its id. The return moves when the label is there.

    Raises `Invalid` at a field of the address or at `option`, `Conflict` when a label is already being made.
    """
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id, version)
    next_status(Status(row.status), Event.CHECKED_OUT, actor)
    if row.status != Status.SHIPPING_FAILED or alive_shipment(session, row.id) is not None:
        raise Conflict(say("A label is already being made for this return."))
    address = sendable(wish.address)
    what = _what(row, address, wish.option_id)
    row.address, row.country = asdict(address), address.country
    row.option_id = _offered(session, row, wish.option_id)
    # From now on the confirmation is the desk's: the label's arrival is told in the agent's name.
    row.checkout_by = ActorKind.STAFF.value
    shipment = want_shipment(session, row, now=now)
    mark_urgent(row, "", None)
    touch(session, row, now=now)
    tell(session, row.id, "resubmitted", actor=actor, now=now, what=what)
    return shipment.id


def _offered(session: Session, row: Return, option_id: UUID) -> UUID:
    """The option, if the policy offers it from there. An earlier pre-selection does not bind the desk."""
    offered = options_of(session, row.policy_id) if row.policy_id else []
    weight = weight_of(session, lines_of(session, row.id))
    fit = fitting([as_option(option) for option, _, _ in offered], row.country, weight=weight)
    if option_id not in {option.id for option in fit}:
        raise Invalid.at("option", say("Choose one of the ways to send it."))
    return option_id


def _what(row: Return, address: Address, option_id: UUID) -> str:
    changed = []
    if address != address_of(row):
        changed.append("address")
    if option_id != row.option_id:
        changed.append("carrier")
    return " and ".join(changed)
