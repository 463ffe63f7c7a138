"""Shipping options as the desk reads them."""

from dataclasses import dataclass

from returns_app.db.shipping import OptionRow
from returns_app.domain.money import Money
from returns_app.domain.policy import Payer
from returns_app.i18n import SOURCE_LANGUAGE, money

_HANDOVERS = {
    ("drop_off", "qr"): "Drop-off, QR code, no printer",
    ("drop_off", "pdf"): "Drop-off, printed label",
    ("pickup", "qr"): "Pickup at the door, no printer",
    ("pickup", "pdf"): "Pickup at the door, printed label",
    ("in_store", "qr"): "Handed in at a shop, QR code",
    ("in_store", "pdf"): "Handed in at a shop, printed label",
}
_BRIEF = {"drop_off": "drop-off", "pickup": "pickup", "in_store": "in store"}


@dataclass(frozen=True)
class CarrierChoice:
    """One shipping option to pre-select. `barred` says why it cannot be, and is empty where it can."""

    id: str
    carrier: str
    service: str
    price: str
    checked: bool = False
    barred: str = ""


def choice_of(row: OptionRow, *, checked: bool, barred: str = "") -> CarrierChoice:
    """The option as a row of the carrier panel."""
    option, _, carrier = row
    return CarrierChoice(
        id=str(option.id),
        carrier=carrier.name,
        service=_HANDOVERS[option.handover, option.label_format],
        price=money(SOURCE_LANGUAGE, Money(option.price_minor, option.currency)),
        checked=checked,
        barred=barred,
    )


def brief(row: OptionRow) -> str:
    """The option inside a sentence: `PostNL drop-off`."""
    option, _, carrier = row
    return f"{carrier.name} {_BRIEF[option.handover]}"


def paid_by(row: OptionRow, payer: str) -> str:
    """Who pays for the label, and how much: `Customer, €5.45`."""
    price = money(SOURCE_LANGUAGE, Money(row[0].price_minor, row[0].currency))
    return f"Customer, {price}" if payer == Payer.CUSTOMER else f"{price}, paid by us"
