"""When the customer got the goods, as they say or the carrier does: the return window runs from then."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.db.returns import Return, fetch_for_change, touch
from returns_app.db.timeline import tell
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Invalid
from returns_app.domain.lifecycle import Status, moved_on
from returns_app.domain.words import say
from returns_app.mail.brand import day_of

OLDEST_YEARS = 5
_OPEN = frozenset({Status.DRAFT, Status.AUTHORIZATION_REQUESTED})


def save_delivered_on(
    session: Session, actor: Actor, return_id: UUID, delivered_on: date | None, *, now: datetime
) -> Return:
    """Keep the day of delivery; `None` when it is not known. Saving the same day again does nothing.

    Raises `Invalid` at `delivered_on` for a day to come or more than five years ago, `Conflict` once it is decided.
    """
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    if row.delivered_on == delivered_on:
        return row
    if row.status not in _OPEN:
        raise moved_on(row.status)
    if delivered_on is not None:
        _require_likely(delivered_on, day_of(now))
    row.delivered_on = delivered_on
    if row.status != Status.DRAFT:
        day = delivered_on.isoformat() if delivered_on else ""
        tell(session, row.id, "delivery_corrected", actor=actor, now=now, delivered_on=day)
    touch(session, row, now=now)
    return row


def _require_likely(delivered_on: date, today: date) -> None:
    if delivered_on > today:
        raise Invalid.at("delivered_on", say("This day is still to come."))
    # February 29 has no namesake in most years.
    if (delivered_on.year + OLDEST_YEARS, delivered_on.month, delivered_on.day) < (
        today.year,
        today.month,
        today.day,
    ):
        raise Invalid.at("delivered_on", say("This is more than five years ago."))
