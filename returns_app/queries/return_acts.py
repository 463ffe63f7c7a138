"""What may be done with a return by the one who looks at it: only what the lifecycle's table and the facts allow."""

from dataclasses import dataclass

from returns_app.db.returns import Return
from returns_app.db.shipments import Shipment
from returns_app.domain.actors import DESK_ROLES, Actor
from returns_app.domain.lifecycle import FINAL, WITH_CUSTOMER, Event, Status, legal_events
from returns_app.domain.policy import CreationPath

_CAN_MAIL_LABEL = frozenset({Status.SUBMITTED, Status.PICKUP_REQUESTED})
_ASKED = frozenset({"wanted", "claimed"})
# Acts that are an event of the table and nothing else, in the order in which the page offers them.
_BY_EVENT: tuple[tuple[str, frozenset[Event]], ...] = (
    ("book_pickup", frozenset({Event.PICKUP_BOOKED})),
    ("receive", frozenset({Event.RECEIVED})),
    ("check", frozenset({Event.CHECKED})),
    ("undo_receipt", frozenset({Event.RECEIPT_UNDONE, Event.RECEIPT_UNDONE_FOR_PICKUP})),
    ("settle", frozenset({Event.SETTLED})),
)


@dataclass(frozen=True)
class Standing:
    """The facts beside the status that acts depend on.

    `withdraws`: it is a withdrawal, and known of what. `asked`: the customer was asked to choose shipping. `can_spare`:
    one more parcel could go this way. `can_read`: somebody is there to read a message.
    """

    row: Return
    shipment: Shipment | None
    has_label: bool
    has_link: bool
    asked: bool
    can_read: bool
    can_spare: bool = False
    withdraws: bool = False


def mode_of(known: Standing, actor: Actor, *, ship: bool) -> str:
    """Which screen a return is shown by: draft, authorize, ship or return.

    With `ship` a return whose customer was asked to choose opens where the agent can choose instead.
    """
    legal = legal_events(Status(known.row.status), actor)
    if known.row.status == Status.DRAFT:
        return "draft"
    if Event.AUTHORIZED in legal:
        return "authorize"
    if _can_submit(known, actor) and (ship or not (known.asked and known.has_link)):
        return "ship"
    return "return"


def acts_of(known: Standing, actor: Actor) -> list[str]:
    """The names of the acts, see `ReturnView`."""
    row, legal = known.row, set(legal_events(Status(known.row.status), actor))
    at_desk = actor.role in DESK_ROLES
    failed = row.status == Status.SHIPPING_FAILED and not is_wanted(known.shipment)
    possible = {
        "continue_draft": row.status == Status.DRAFT and Event.CANCELED in legal,
        "open_link": row.status == Status.AWAITING_CUSTOMER and Event.CANCELED in legal,
        "submit": _can_submit(known, actor),
        "resubmit": failed and Event.CHECKED_OUT in legal,
        **{act: bool(events & legal) for act, events in _BY_EVENT},
        "label_again": known.has_label and row.status in _CAN_MAIL_LABEL and Event.CANCELED in legal,
        "further_label": known.can_spare and known.has_label and Event.CANCELED in legal,
        "remind": at_desk and _has_something_left(known),
        "withdraw": at_desk and _can_withdraw(known),
        "cancel": Event.CANCELED in legal,
        "assign": at_desk and row.status not in FINAL,
        "write": at_desk and row.status != Status.DRAFT and known.can_read,
        "new_return": at_desk and known.can_read,
    }
    return [act for act, legal_now in possible.items() if legal_now]


def is_wanted(shipment: Shipment | None) -> bool:
    """Whether a label is being made."""
    return shipment is not None and shipment.status in _ASKED


def _has_something_left(known: Standing) -> bool:
    """Whether the customer has a link, a label or a pickup to see to."""
    row, shipment = known.row, known.shipment
    if row.status in WITH_CUSTOMER:
        return row.checkout_at is None and known.has_link
    booked = shipment is not None and shipment.pickup_on is not None
    return row.status in _CAN_MAIL_LABEL and known.has_label and not booked


def _can_withdraw(known: Standing) -> bool:
    row = known.row
    waits = row.status in WITH_CUSTOMER and row.checkout_at is None
    return known.withdraws and waits and row.withdrawn_at is None


def _can_submit(known: Standing, actor: Actor) -> bool:
    row = known.row
    open_to_ship = (
        row.status == Status.APPROVED and row.path == CreationPath.COMPLETE and row.checkout_at is None
    )
    return open_to_ship and Event.CHECKED_OUT in legal_events(Status(row.status), actor)
