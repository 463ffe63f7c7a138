"""What a customer may still do with a return they confirmed, and the further labels they have asked for."""

from sqlmodel import Session

from returns_app import routes
from returns_app.db.drafts import LoadedDraft
from returns_app.db.returns import Return
from returns_app.db.shipments import Label, Parcel, Shipment, spares_of
from returns_app.db.shipping import option_row
from returns_app.domain.afterwards import Afterwards, may_cancel, spares_left, takes_spares, who_adds
from returns_app.domain.lifecycle import Status
from returns_app.domain.money import Money
from returns_app.domain.policy import CreationPath, Payer
from returns_app.domain.shipping import Handover
from returns_app.i18n import Translator, money
from returns_app.labels import qr_svg
from returns_app.queries.portal_views import After, SpareLabel

_STATES = {"wanted": "making", "claimed": "making", "booked": "ready", "failed": "failed"}


def after_of(session: Session, t: Translator, loaded: LoadedDraft) -> After:
    """What may be offered; nothing before the confirmation, and nothing any more once the parcel is here."""
    row, policy = loaded.row, loaded.policy
    if row.checkout_at is None or row.option_id is None or policy is None:
        return After()
    option = option_row(session, row.option_id)[0]
    now_at = Afterwards(
        Status(row.status),
        CreationPath(row.path),
        Handover(option.handover),
        spares=len(spares_of(session, row.id)),
        asks_by_line=any(group.subject for group in loaded.groups),
    )
    price = Money(option.price_minor, option.currency)
    costs = policy.label_payer is Payer.CUSTOMER and price.minor > 0
    return After(
        cancels=may_cancel(policy, now_at),
        adds=str(who_adds(policy, now_at) or ""),
        boxes=takes_spares(now_at),
        spare=now_at.spares + 1 if spares_left(policy, now_at) else 0,
        spare_price=_costs(t, price) if costs else "",
    )


def spare_labels(
    session: Session, t: Translator, row: Return, labels: list[tuple[Parcel, Label]]
) -> list[SpareLabel]:
    """The further labels in their order, also those that are being made or could not be."""
    by_shipment = {parcel.shipment_id: label for parcel, label in labels}
    asked = [one for one in spares_of(session, row.id) if one.status in _STATES]
    return [_spare(t, one, by_shipment.get(one.id)) for one in asked]


def _spare(t: Translator, shipment: Shipment, label: Label | None) -> SpareLabel:
    number = shipment.spare + 1
    return SpareLabel(
        number=number,
        title=t._("Label {number}", number=number),
        state=_STATES[shipment.status],
        code=qr_svg(label.qr_text) if label and label.qr_text else "",
        pdf=routes.label_of(number),
        a4=routes.label_of(number, paper="a4"),
        png=routes.code_of(number),
    )


def _costs(t: Translator, price: Money) -> str:
    return t._("It costs {price}, which comes off your refund.", price=money(t.language, price))
