"""The transport of a return, as the desk reads it: progress, addresses, documents, and why a label failed."""

from datetime import datetime

from returns_app import routes
from returns_app.db.returns import Return
from returns_app.db.shipments import Label, Parcel, Shipment
from returns_app.db.shipping import OptionRow
from returns_app.db.timeline import TimelineEntry
from returns_app.domain.addresses import Address, lines
from returns_app.domain.lifecycle import FINAL, Event, Status
from returns_app.i18n import SOURCE_LANGUAGE, date
from returns_app.postal import country_name
from returns_app.queries import moments
from returns_app.queries.options import brief, paid_by
from returns_app.queries.return_views import DocumentView, FailureView, ShipmentView, StepView

# What a parcel goes through, the events that bring it there, and the status in which it stands there.
_STAGES = (
    ("Received", frozenset({Event.RECEIVED.value})),
    ("Checked", frozenset({Event.CHECKED.value})),
    ("Completed", frozenset({Event.SETTLED.value})),
)
_ON_ITS_WAY = frozenset({Status.SUBMITTED.value, Status.PICKUP_REQUESTED.value})


def shipment_view(
    shipment: Shipment | None,
    option: OptionRow | None,
    *,
    labels: list[tuple[Parcel, Label]],
    entries: list[TimelineEntry],
    row: Return,
    payer: str,
    spares: int = 0,
) -> ShipmentView:
    """The newest shipment; `spares` are the further labels that were asked for."""
    if shipment is None or option is None:
        return ShipmentView()
    count = max(len(labels), 1)
    return ShipmentView(
        shown=True,
        words=f"{brief(option)}, {count} parcel{'' if count == 1 else 's'}",
        steps=_steps(shipment, entries, row.status),
        tracking=", ".join(label.tracking for _, label in labels),
        sender=_on_one_line(shipment.sender),
        recipient=_on_one_line(shipment.recipient),
        pickup=_pickup(shipment, row),
        paid_by=paid_by(option, payer),
        next_spare=spares + 1,
    )


def documents(labels: list[tuple[Parcel, Label]]) -> list[DocumentView]:
    """The files of every parcel: the label on both papers, and the code where a counter scans one."""
    found = []
    for parcel, label in labels:
        if not label.a6:
            # Erased at the customer's request; the tracking above stays.
            continue
        # Of several, each says which it is and by which number the carrier knows it.
        box = f" {parcel.position}" if len(labels) > 1 else ""
        whose = f", {label.tracking}" if box else ""
        found += [
            DocumentView(
                f"Return label{box}.pdf",
                f"A6, {_size(label.a6)}{whose}",
                routes.label_file(label.id, "a6.pdf"),
                "pdf",
            ),
            DocumentView(
                f"Return label{box}.pdf",
                f"A4, {_size(label.a4)}{whose}",
                routes.label_file(label.id, "a4.pdf"),
                "pdf",
            ),
        ]
        if label.qr_text:
            href = routes.label_file(label.id, "code.png")
            found.append(
                DocumentView(f"Drop-off code{box}.png", f"Scanned at the counter{whose}", href, "code")
            )
    return found  # fmt: skip


def failure_view(shipment: Shipment | None, option: OptionRow | None, *, now: datetime) -> FailureView:
    """Why the newest shipment failed, in the carrier's words."""
    if shipment is None or option is None or shipment.status != "failed":
        return FailureView()
    tries = "1 attempt" if shipment.attempts == 1 else f"{shipment.attempts} attempts"
    asked = moments.near(shipment.created_at, now=now)
    words = shipment.error_words or "The carrier gave no reason."
    return FailureView(shown=True, words=words, detail=f"{brief(option)}, asked {asked}, {tries}")


def _steps(shipment: Shipment, entries: list[TimelineEntry], status: str) -> list[StepView]:
    made = moments.at(shipment.booked_at) if shipment.booked_at else ""
    if shipment.status == "failed":
        return [
            StepView("No label", "The carrier refused", "now"),
            *_ahead("On its way", "Received", "Checked"),
        ]
    if not made:
        return [
            StepView("Label is made", "Takes a few seconds", "now"),
            *_ahead("On its way", "Received", "Checked"),
        ]
    reached = {
        str(entry.facts.get("event")): entry.at for entry in reversed(entries) if entry.kind == "transition"
    }
    steps = [StepView("Label made", made, "done")]
    on_way = status in _ON_ITS_WAY
    if status == Status.PICKUP_REQUESTED:
        steps.append(StepView("Pickup", "To book", "now"))
    else:
        where = "With the customer or carrier" if on_way else ""
        steps.append(StepView("On its way", where, "now" if on_way else "done"))
    for name, events in _STAGES:
        when = next((at for event, at in reached.items() if event in events), None)
        steps.append(StepView(name, moments.at(when) if when else "", "done" if when else "todo"))
    return steps if status != Status.CANCELED else [steps[0], StepView("Canceled", "", "now")]


def _pickup(shipment: Shipment, row: Return) -> str:
    if shipment.pickup_on is None and row.pickup_on is not None and row.status not in FINAL:
        return f"Wished for {date(SOURCE_LANGUAGE, row.pickup_on, year=True)}, {row.pickup_window}"
    if shipment.pickup_on is None:
        return ""
    parts = (
        date(SOURCE_LANGUAGE, shipment.pickup_on, year=True),
        shipment.pickup_window,
        shipment.pickup_reference,
    )
    return ", ".join(part for part in parts if part)


def _ahead(*names: str) -> list[StepView]:
    return [StepView(name, "", "todo") for name in names]


def _on_one_line(address: dict[str, str]) -> str:
    return ", ".join(lines(Address(**address), country_name(address.get("country", ""))))


def _size(content: bytes) -> str:
    return f"{max(round(len(content) / 1024), 1)} KB"
