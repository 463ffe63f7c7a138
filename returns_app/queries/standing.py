"""Where a return stands for the eye: its status, or what is derived from more than the status."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from returns_app.db.policies import ReturnPolicy
from returns_app.db.returns import Return
from returns_app.db.timeline import ENDED_LINK_OPENED, TimelineEntry
from returns_app.domain.lifecycle import FINAL, WITH_CUSTOMER, Status

MAKING_LABEL = "making_label"
LINK_EXPIRED = "link_expired"
LINK_ENDED = "link_ended"
# For so long a person may wait for the desk before it shows.
SOON = timedelta(hours=24)
LATE = timedelta(hours=72)
_DESK_MUST_ACT = frozenset(
    {Status.AUTHORIZATION_REQUESTED, Status.SETTLEMENT_REQUESTED, Status.PICKUP_REQUESTED}
)


def standing(
    row: Return, *, link_ends: datetime | None, label_wanted: bool, link_ended: bool, now: datetime
) -> str:
    """A status, `making_label`, `link_expired`, or `link_ended` where a customer stood before a return type's end."""
    if label_wanted:
        return MAKING_LABEL
    open_link = row.status in WITH_CUSTOMER and row.checkout_at is None
    if open_link and link_ends is not None and link_ends <= now:
        return LINK_EXPIRED
    return LINK_ENDED if open_link and link_ended else row.status


def is_link_ended(policy: ReturnPolicy | None, entries: Iterable[TimelineEntry]) -> bool:
    """Whether the return type is switched off and a customer has stood before that."""
    ended = policy is not None and not policy.active
    return ended and any(entry.kind == ENDED_LINK_OPENED for entry in entries)


def lateness(status: str, since: datetime, *, now: datetime) -> str:
    """`late` when somebody is stuck or has waited long for the desk, `soon` when they soon will have, else empty."""
    if status in {Status.SHIPPING_FAILED, LINK_EXPIRED, LINK_ENDED}:
        return "late"
    if status in FINAL or status not in _DESK_MUST_ACT:
        return ""
    if now - since > LATE:
        return "late"
    return "soon" if now - since > SOON else ""


def shown_number(row: Return) -> str:
    """The return number, or the reference for as long as there is none."""
    return row.number or f"Ref. {row.reference}"
