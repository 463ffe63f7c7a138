"""What a customer reads after confirming: the wait for the label, the label, what became of the return."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from returns_app.db.returns import Return
from returns_app.db.shipments import Label, labels_of, shipment_of
from returns_app.db.shipping import OptionRow, option_row
from returns_app.domain.lifecycle import WITH_CUSTOMER, Status
from returns_app.domain.shipping import Handover
from returns_app.i18n import Translator
from returns_app.labels import qr_svg
from returns_app.queries.portal_after import with_pickup
from returns_app.queries.portal_help import spare_labels
from returns_app.queries.portal_status import day_words, moments_of, status_of, track_of
from returns_app.queries.portal_views import Outcome, TrackStep
from returns_app.settings import load

_SHIPPED = frozenset({Status.SUBMITTED, Status.PICKUP_REQUESTED})


def stage_of(row: Return) -> str:
    """Which of the customer's screens a return is at: `checkout`, `working`, `done`, `failed` or `status`."""
    if row.status in WITH_CUSTOMER:
        return "working" if row.checkout_at else "checkout"
    if row.status in _SHIPPED:
        return "done"
    return "failed" if row.status == Status.SHIPPING_FAILED else "status"


def outcome_of(
    session: Session, t: Translator, row: Return, *, stage: str, agent: str, items: int, now: datetime
) -> Outcome:
    """The words and marks of that screen; empty before the confirmation."""
    if stage == "checkout":
        return Outcome()
    moments = moments_of(session, row)
    if stage == "working":
        return _working(session, t, row)
    if stage == "failed":
        return _failed(session, t, row, moments, agent=agent)
    track = track_of(t, row, moments)
    parcels = labels_of(session, row.id)
    label = parcels[0][1] if parcels else None
    if stage == "done" and row.option_id and label:
        option = option_row(session, row.option_id)
        made = replace(
            _done(t, option, label, track=track, items=items),
            trackings=[made.tracking for _, made in parcels],
            spares=spare_labels(session, t, row, parcels),
        )
        if option[0].handover != Handover.PICKUP:
            return made
        shipment = shipment_of(session, row.id)
        return with_pickup(t, made, row, shipment, carrier=option[2].name, now=now)
    there = status_of(session, t, row, track=track)
    return replace(there, trackings=[made.tracking for _, made in parcels])


def _working(session: Session, t: Translator, row: Return) -> Outcome:
    carrier = option_row(session, row.option_id)[2].name if row.option_id else ""
    shipment = shipment_of(session, row.id)
    tried = shipment is not None and shipment.error_code != ""
    note = t._("{carrier} did not answer yet. We ask again by ourselves.", carrier=carrier) if tried else ""
    return Outcome(
        kind="working",
        steps=[
            TrackStep(t._("Return registered"), "done", note=row.number or ""),
            TrackStep(t._("Asking {carrier} for your label", carrier=carrier), "busy", note=note),
        ],
    )


def _failed(
    session: Session, t: Translator, row: Return, moments: Mapping[str, datetime], *, agent: str
) -> Outcome:
    carrier = option_row(session, row.option_id)[2].name if row.option_id else ""
    merchant = load().merchant_name
    who = agent or merchant
    told = moments.get(Status.SHIPPING_FAILED.value)
    return Outcome(
        kind="failed",
        sign="todo",
        title=t._("Your label needs a little longer"),
        lead=t._(
            "Your return is registered and safe. {carrier} did not give us a label just now. {who} is looking at it.",
            carrier=carrier,
            who=who,
        ),
        steps=[
            TrackStep(t._("Return registered"), "done", when=day_words(t, row.checkout_at)),
            TrackStep(t._("{merchant} has been told", merchant=merchant), "done", when=day_words(t, told)),
            TrackStep(t._("{who} arranges your label", who=who), "now"),
        ],
    )


def _done(t: Translator, option: OptionRow, label: Label, *, track: list[TrackStep], items: int) -> Outcome:
    offered, _, _ = option
    place = offered.place or t._("parcel shop")
    made = replace(_to_do(t, option, items=items), sign="done", track=track)
    made = replace(made, title=t._("Done. Now drop it off"))
    if label.qr_text and offered.label_format == "qr":
        lead = t._("Show this code at any {place}.", place=place)
        caption = _caption(t, offered.handover)
        return replace(made, kind="code", lead=lead, caption=caption, code=qr_svg(label.qr_text))
    lead = t._("Print your label, stick it on, and leave the parcel at any {place}.", place=place)
    return replace(made, kind="paper", lead=lead)


def _to_do(t: Translator, option: OptionRow, *, items: int) -> Outcome:
    """What is left to do with the parcel itself."""
    offered, _, carrier = option
    pack = TrackStep(
        t.n("Pack the product", "Pack the {count} products", items),
        "next",
        t._("Any sturdy box will do. Close it well."),
    )
    hand_over = TrackStep(
        t._("Bring it to {carrier}", carrier=carrier.name),
        "next",
        _bringing(t, offered.label_format, offered.place or t._("parcel shop")),
    )
    if offered.handover == "pickup":
        words = t._("Stick the label on the box. Someone else may hand it over.")
        hand_over = TrackStep(t._("Hand it to the driver"), "next", words)
    receipt = TrackStep(t._("Keep the receipt"), "next", t._("We e-mail you when your parcel arrives."))
    return Outcome(steps=[pack, hand_over, receipt])


def _bringing(t: Translator, label_format: str, place: str) -> str:
    if label_format == "qr":
        return t._("Show the code at the counter of any {place}.", place=place)
    return t._("Leave it at any {place}. They scan your label.", place=place)


def _caption(t: Translator, handover: str) -> str:
    if handover == "in_store":
        return t._("They scan it and take your products")
    return t._("They scan it and print your label")
