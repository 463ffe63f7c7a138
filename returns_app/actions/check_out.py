"""Confirming: from here on there is exactly one number and, when the carrier gives it, one label."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session

from returns_app.actions.open_return import give_number
from returns_app.actions.require_excused import bind_customer
from returns_app.actions.require_unique import require_unique
from returns_app.actions.save_draft import require_remaining_done, take_option
from returns_app.db.drafts import LoadedDraft, load_draft
from returns_app.db.returns import Return, fetch_for_change, lines_of, mark_urgent, touch
from returns_app.db.shipments import Parcel, Shipment, shipment_of
from returns_app.db.timeline import tell
from returns_app.db.weights import weight_of
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.errors import Conflict, Invalid
from returns_app.domain.lifecycle import WITH_CUSTOMER
from returns_app.domain.pickups import is_past
from returns_app.domain.wizard import StepKey
from returns_app.domain.words import say
from returns_app.mail.brand import day_of
from returns_app.settings import load

MAX_KEY = 64


@dataclass(frozen=True)
class CheckedOut:
    """The result of a confirmation. `again` says that it had been confirmed before; nothing was done then."""

    return_id: UUID
    number: str
    shipment_id: UUID | None
    again: bool


def check_out(session: Session, actor: Actor, return_id: UUID, *, key: str, now: datetime) -> CheckedOut:
    """Confirm the checkout: the number is given and a shipment wanted; a worker makes the label after the commit.

    `key` is made by the door for one confirmation. Confirming again, with this or another key, changes nothing and
    gives back the same number. Raises `Invalid` at the first step still open and where a customer breaks a rule of the
    return type, `Conflict` when it is too late.
    """
    row = fetch_for_change(session, actor, return_id)
    if row.checkout_at is not None:
        shipment = shipment_of(session, row.id)
        return CheckedOut(row.id, row.number or "", shipment.id if shipment else None, again=True)
    if row.status not in WITH_CUSTOMER:
        raise Conflict(say("This return cannot be confirmed any more."))
    loaded = load_draft(session, row)
    _require_open(actor, loaded)
    require_remaining_done(loaded)
    if is_past(row.pickup_on, today=day_of(now)):
        raise Invalid.at("shipping", say("Choose another day for the pickup."))
    require_unique(session, actor, row, field="order_number")
    if actor.kind is ActorKind.CUSTOMER:
        bind_customer(session, loaded, (StepKey(step) for step in row.finished_steps))
    _confirm(session, row, loaded, actor, key=key[:MAX_KEY], now=now)
    shipment = want_shipment(session, row, now=now)
    touch(session, row, now=now)
    tell(session, row.id, "checkout_confirmed", actor=actor, now=now, number=row.number)
    return CheckedOut(row.id, row.number or "", shipment.id, again=False)


def want_shipment(session: Session, row: Return, *, now: datetime, spare: int = 0) -> Shipment:
    """Write down that a label is wanted, with the addresses as they are now; `spare` numbers a further one from 1."""
    if row.option_id is None or row.address is None:
        raise Invalid.at("shipping", say("Choose how to send it."))
    shipment = Shipment(
        return_id=row.id,
        option_id=row.option_id,
        spare=spare,
        retry_at=now,
        idempotency_key=uuid4().hex,
        sender=row.address,
        recipient=asdict(load().warehouse),
        created_at=now,
    )
    session.add(shipment)
    session.flush()
    weight = weight_of(session, lines_of(session, row.id))
    # Of a further parcel nobody knows what is in it.
    grams = weight.grams if weight.exact and not spare else None
    session.add(Parcel(shipment_id=shipment.id, position=spare + 1, weight_g=grams))
    session.flush()
    return shipment


def _require_open(actor: Actor, loaded: LoadedDraft) -> None:
    ended = loaded.policy is None or not loaded.policy.active
    if ended and actor.kind is ActorKind.CUSTOMER:
        raise Conflict(say("This kind of return has ended. Ask the service desk."))


def _confirm(
    session: Session, row: Return, loaded: LoadedDraft, actor: Actor, *, key: str, now: datetime
) -> None:
    if row.option_id not in {option.id for option in loaded.options}:
        take_option(row, loaded.options[0].id)
    for line in loaded.lines:
        if line.approved is None:
            line.approved, line.rejected, line.kept = line.quantity, 0, 0
            session.add(line)
    give_number(session, row)
    mark_urgent(row, "", None)
    row.checkout_key, row.checkout_at, row.checkout_by = key or uuid4().hex, now, actor.kind.value
    session.add(row)
    session.flush()
