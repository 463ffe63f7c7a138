"""The documents of a finished return, for its own customer: labels, codes, and the pickup for a calendar."""

from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from sqlmodel import Session

from returns_app.db.returns import Return, fetch
from returns_app.db.shipments import Label, Parcel, alive_shipment, file_name, labels_of
from returns_app.db.shipping import option_row
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import Address, lines
from returns_app.domain.errors import NotFound
from returns_app.i18n import words
from returns_app.labels import CalendarEntry, calendar_file, qr_png
from returns_app.queries.portal_words import ZONE
from returns_app.settings import load

CODE_SCALE = 12


@dataclass(frozen=True)
class Document:
    """A file to download. `name` is the return number with an ending."""

    name: str
    content: bytes
    media_type: str


def label_document(session: Session, actor: Actor, paper: str, parcel: int = 1) -> Document:
    """The label of a parcel on `a6` or `a4`. Raises `NotFound` when there is none for this actor."""
    row, box, label = _label(session, actor, parcel)
    content = label.a4 if paper == "a4" else label.a6
    return Document(file_name(row.number or "", box), content, "application/pdf")


def code_document(session: Session, actor: Actor, parcel: int = 1) -> Document:
    """The code a counter scans, as a picture. Raises `NotFound` when there is none for this actor."""
    row, box, label = _label(session, actor, parcel)
    if not label.qr_text:
        raise NotFound
    content = qr_png(label.qr_text, CODE_SCALE)
    return Document(file_name(row.number or "", box, "png"), content, "image/png")


def pickup_document(session: Session, actor: Actor) -> Document:
    """The booked pickup for a calendar, the same file as long as nothing changes. Raises `NotFound` without one."""
    row = fetch(session, actor, actor.return_id or UUID(int=0))
    shipment = alive_shipment(session, row.id)
    if shipment is None or shipment.pickup_on is None or shipment.booked_at is None:
        raise NotFound
    carrier = option_row(session, shipment.option_id)[2].name
    t, settings = words(row.language), load()
    entry = CalendarEntry(
        uid=f"{shipment.id}@{urlsplit(settings.base_url).hostname}",
        day=shipment.pickup_on,
        window=shipment.pickup_window,
        zone=ZONE,
        made_at=shipment.booked_at,
        title=t._("{carrier} picks up your return {number}", carrier=carrier, number=row.number or ""),
        place=", ".join(lines(Address(**shipment.sender))),
        words=t._("Stick the label on the box. Someone else may hand it over."),
        maker=settings.merchant_name,
    )
    return Document(f"{row.number}.ics", calendar_file(entry), "text/calendar; charset=utf-8")


def _label(session: Session, actor: Actor, parcel: int) -> tuple[Return, Parcel, Label]:
    row = fetch(session, actor, actor.return_id or UUID(int=0))
    found = next((both for both in labels_of(session, row.id) if both[0].position == parcel), None)
    # An erased label keeps its number alone.
    if found is None or not found[1].a6:
        raise NotFound
    return row, *found
