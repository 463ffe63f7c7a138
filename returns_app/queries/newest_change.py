"""What is going on with a return right now: who changed it last, and whether a label waits to be made."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.db.returns import fetch
from returns_app.db.shipments import shipment_of
from returns_app.db.timeline import entries_of
from returns_app.domain.actors import Actor
from returns_app.queries import moments
from returns_app.queries.timeline_words import MailNames, words_of


@dataclass(frozen=True)
class Change:
    """What happened last, in words, and the version it made."""

    version: int
    words: str


def newest_change(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> Change:
    """The last change of a return. Raises `NotFound` beyond the actor's scope."""
    row = fetch(session, actor, return_id)
    ago = moments.short_age(row.changed_at, now=now)
    when = "a moment ago" if ago == "now" else f"{ago} ago"
    newest = next(iter(entries_of(session, row.id)), None)
    if newest is None or newest.at != row.changed_at:
        return Change(row.version, f"Somebody changed this return {when}.")
    said = words_of(newest, MailNames())
    return Change(row.version, f"{said.what} {said.aside}".strip() + f", {when}.")


def wanted_shipment(session: Session, actor: Actor, return_id: UUID) -> UUID | None:
    """The shipment of a return whose label waits to be made, if there is one in the actor's scope."""
    row = fetch(session, actor, return_id)
    shipment = shipment_of(session, row.id)
    return shipment.id if shipment and shipment.status == "wanted" else None
