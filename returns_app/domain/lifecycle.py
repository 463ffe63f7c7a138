"""The lifecycle of a return: one table says which event takes which status where, and who may send it."""

from dataclasses import dataclass
from enum import StrEnum

from returns_app.domain.actors import DESK_ROLES, Actor, ActorKind, Role
from returns_app.domain.errors import Conflict, Forbidden
from returns_app.domain.words import say


class Status(StrEnum):
    """Where a return stands."""

    DRAFT = "draft"
    AWAITING_CUSTOMER = "awaiting_customer"
    AUTHORIZATION_REQUESTED = "authorization_requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    SUBMITTED = "submitted"
    PICKUP_REQUESTED = "pickup_requested"
    SHIPPING_FAILED = "shipping_failed"
    RECEIVED = "received"
    SETTLEMENT_REQUESTED = "settlement_requested"
    COMPLETED = "completed"
    CANCELED = "canceled"


class Event(StrEnum):
    """What can happen to a return's status."""

    LINK_ISSUED = "link_issued"
    COMPLETED_MANUAL = "completed_manual"
    COMPLETED_AUTOMATIC = "completed_automatic"
    AUTHORIZED = "authorized"
    AUTHORIZED_NONE_RETURNABLE = "authorized_none_returnable"
    REJECTED = "rejected"
    CHECKED_OUT = "checked_out"
    CHECKED_OUT_FOR_PICKUP = "checked_out_for_pickup"
    LABEL_REFUSED = "label_refused"
    PICKUP_BOOKED = "pickup_booked"
    RECEIVED = "received"
    RECEIPT_UNDONE = "receipt_undone"
    RECEIPT_UNDONE_FOR_PICKUP = "receipt_undone_for_pickup"
    CHECKED = "checked"
    SETTLED = "settled"
    CANCELED = "canceled"


class Party(StrEnum):
    """In what capacity somebody sends an event."""

    AGENT = "agent"
    OPERATOR = "operator"
    CUSTOMER = "customer"
    SYSTEM = "system"


@dataclass(frozen=True)
class Transition:
    """Where an event leads, and who may send it."""

    to: Status
    by: frozenset[Party]


FINAL = frozenset({Status.REJECTED, Status.COMPLETED, Status.CANCELED})
# Until the checkout, a link decides how it goes on.
WITH_CUSTOMER = frozenset({Status.AWAITING_CUSTOMER, Status.APPROVED})
# Confirmed, and nothing of it has arrived: where a policy may let its customer cancel.
CUSTOMER_CANCELS = frozenset({Status.SUBMITTED, Status.PICKUP_REQUESTED, Status.SHIPPING_FAILED})

_AGENT = frozenset({Party.AGENT})
_OPERATOR = frozenset({Party.OPERATOR})
_SYSTEM = frozenset({Party.SYSTEM})
_AGENT_OR_RULE = frozenset({Party.AGENT, Party.SYSTEM})
_AGENT_OR_CUSTOMER = frozenset({Party.AGENT, Party.CUSTOMER})

TRANSITIONS: dict[tuple[Status, Event], Transition] = {
    (Status.DRAFT, Event.LINK_ISSUED): Transition(Status.AWAITING_CUSTOMER, _AGENT),
    (Status.DRAFT, Event.COMPLETED_MANUAL): Transition(Status.AUTHORIZATION_REQUESTED, _AGENT_OR_CUSTOMER),
    (Status.DRAFT, Event.COMPLETED_AUTOMATIC): Transition(Status.APPROVED, _AGENT_OR_CUSTOMER),
    (Status.AUTHORIZATION_REQUESTED, Event.AUTHORIZED): Transition(Status.APPROVED, _AGENT_OR_RULE),
    (Status.AUTHORIZATION_REQUESTED, Event.AUTHORIZED_NONE_RETURNABLE): Transition(
        Status.SETTLEMENT_REQUESTED, _AGENT_OR_RULE
    ),
    (Status.AUTHORIZATION_REQUESTED, Event.REJECTED): Transition(Status.REJECTED, _AGENT_OR_RULE),
    (Status.AWAITING_CUSTOMER, Event.CHECKED_OUT): Transition(Status.SUBMITTED, _AGENT_OR_CUSTOMER),
    (Status.AWAITING_CUSTOMER, Event.CHECKED_OUT_FOR_PICKUP): Transition(
        Status.PICKUP_REQUESTED, _AGENT_OR_CUSTOMER
    ),
    (Status.AWAITING_CUSTOMER, Event.LABEL_REFUSED): Transition(Status.SHIPPING_FAILED, _SYSTEM),
    (Status.APPROVED, Event.CHECKED_OUT): Transition(Status.SUBMITTED, _AGENT_OR_CUSTOMER),
    (Status.APPROVED, Event.CHECKED_OUT_FOR_PICKUP): Transition(Status.PICKUP_REQUESTED, _AGENT_OR_CUSTOMER),
    (Status.APPROVED, Event.LABEL_REFUSED): Transition(Status.SHIPPING_FAILED, _SYSTEM),
    (Status.SHIPPING_FAILED, Event.CHECKED_OUT): Transition(Status.SUBMITTED, _AGENT),
    (Status.SHIPPING_FAILED, Event.CHECKED_OUT_FOR_PICKUP): Transition(Status.PICKUP_REQUESTED, _AGENT),
    (Status.SHIPPING_FAILED, Event.LABEL_REFUSED): Transition(Status.SHIPPING_FAILED, _SYSTEM),
    (Status.PICKUP_REQUESTED, Event.PICKUP_BOOKED): Transition(Status.SUBMITTED, _AGENT_OR_CUSTOMER),
    (Status.PICKUP_REQUESTED, Event.RECEIVED): Transition(Status.RECEIVED, _OPERATOR),
    (Status.SUBMITTED, Event.RECEIVED): Transition(Status.RECEIVED, _OPERATOR),
    # The wrong parcel was scanned: back to where it was, for as long as nothing is checked.
    (Status.RECEIVED, Event.RECEIPT_UNDONE): Transition(Status.SUBMITTED, _OPERATOR),
    (Status.RECEIVED, Event.RECEIPT_UNDONE_FOR_PICKUP): Transition(Status.PICKUP_REQUESTED, _OPERATOR),
    (Status.RECEIVED, Event.CHECKED): Transition(Status.SETTLEMENT_REQUESTED, _OPERATOR),
    (Status.SETTLEMENT_REQUESTED, Event.SETTLED): Transition(Status.COMPLETED, _AGENT),
} | {
    # A customer may too, from the confirmation until something arrives, where the policy lets them.
    (status, Event.CANCELED): Transition(
        Status.CANCELED, _AGENT_OR_CUSTOMER if status in CUSTOMER_CANCELS else _AGENT
    )
    for status in Status
    if status not in FINAL
}


def next_status(status: Status, event: Event, actor: Actor) -> Status:
    """The status after the event. Raises `Conflict` where the table has no such step, `Forbidden` for others."""
    transition = TRANSITIONS.get((status, event))
    if transition is None:
        raise moved_on(status)
    if not transition.by & parties(actor):
        raise Forbidden
    return transition.to


def moved_on(status: str) -> Conflict:
    """What to raise where a return stands at another status than the deed is for."""
    return Conflict(say("This return has moved on. It is now: {status}.", status=status.replace("_", " ")))


def legal_events(status: Status, actor: Actor) -> tuple[Event, ...]:
    """The events this actor may send to a return of this status, in the order of `Event`."""
    mine = parties(actor)
    return tuple(
        event for event in Event if (step := TRANSITIONS.get((status, event))) is not None and step.by & mine
    )


def parties(actor: Actor) -> frozenset[Party]:
    """The capacities an actor may act in. Supervisors and admins may do an operator's work too."""
    if actor.kind is ActorKind.SYSTEM:
        return frozenset({Party.SYSTEM})
    if actor.kind is ActorKind.CUSTOMER:
        return frozenset({Party.CUSTOMER})
    if actor.role is Role.OPERATOR:
        return _OPERATOR
    if actor.role in DESK_ROLES - {Role.AGENT}:
        return _AGENT | _OPERATOR
    return _AGENT
