"""Shipping options as the desk reads them."""

from dataclasses import dataclass
from uuid import UUID

from returns_app.db.shipping import OfferedOption, OptionRow
from returns_app.domain.money import Money
from returns_app.domain.policy import Payer
from returns_app.domain.shipping import Best
from returns_app.i18n import SOURCE_LANGUAGE, money, number

NOTHING_MARKED = Best()
_KILO = 1000

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
    """One shipping option to pre-select, with the facts its card has for the customer.

    `facts` are what it takes and what it costs the climate, `best` whether it is the cheapest or greenest that fits.
    `barred` says why it cannot be, and is empty where it can.
    """

    id: str
    carrier: str
    service: str
    price: str
    checked: bool = False
    barred: str = ""
    facts: str = ""
    best: str = ""


def choice_of(
    row: OptionRow, *, checked: bool, barred: str = "", marked: Best = NOTHING_MARKED
) -> CarrierChoice:
    """The option as a row of the carrier panel."""
    option, _, carrier = row
    return CarrierChoice(
        id=str(option.id),
        carrier=carrier.name,
        service=_HANDOVERS[option.handover, option.label_format],
        price=money(SOURCE_LANGUAGE, Money(option.price_minor, option.currency)),
        checked=checked,
        barred=barred,
        facts=_facts(option),
        best=" and ".join(_marks(option.id, marked)).capitalize(),
    )


def weight_words(grams: int) -> str:
    """A weight as the desk reads it: `24 kg`, `480 g`."""
    return f"{number(SOURCE_LANGUAGE, grams)} g" if grams < _KILO else f"{grams / _KILO:.3g} kg"


def _facts(option: OfferedOption) -> str:
    takes = f"up to {weight_words(option.max_weight_g)}" if option.max_weight_g is not None else ""
    co2 = f"{weight_words(option.co2_g)} CO₂" if option.co2_g is not None else ""
    return ", ".join(part for part in (takes, co2) if part)


def _marks(option_id: UUID, marked: Best) -> list[str]:
    cheapest = ["cheapest"] if option_id in marked.cheapest else []
    return [*cheapest, "greenest"] if option_id in marked.greenest else cheapest


def brief(row: OptionRow) -> str:
    """The option inside a sentence: `PostNL drop-off`."""
    option, _, carrier = row
    return f"{carrier.name} {_BRIEF[option.handover]}"


def paid_by(row: OptionRow, payer: str) -> str:
    """What the label costs, and whom: `€5.45, paid by the customer`."""
    price = money(SOURCE_LANGUAGE, Money(row[0].price_minor, row[0].currency))
    if not row[0].price_minor:
        return "Free"
    return f"{price}, paid by {'the customer' if payer == Payer.CUSTOMER else 'us'}"
