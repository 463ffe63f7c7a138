"""Shipping options: which ones a customer may choose from, and when there is nothing to choose."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from returns_app.domain.lifecycle import Event
from returns_app.domain.money import Money


class Handover(StrEnum):
    """How a parcel gets to the carrier."""

    DROP_OFF = "drop_off"
    PICKUP = "pickup"
    IN_STORE = "in_store"


class LabelFormat(StrEnum):
    """Whether the customer prints a label or shows a code."""

    PDF = "pdf"
    QR = "qr"


@dataclass(frozen=True)
class ShippingOption:
    """A service with a handover and a price. `countries` empty means all."""

    id: UUID
    handover: Handover
    label_format: LabelFormat
    price: Money
    countries: frozenset[str]
    position: int
    active: bool = True


def fitting(
    options: tuple[ShippingOption, ...], country: str, preselected: frozenset[UUID] = frozenset()
) -> tuple[ShippingOption, ...]:
    """The options a customer in this country may choose from, cheapest first.

    An agent's pre-selection narrows them; where none of the pre-selected ones fits, nothing fits.
    """
    fit = [
        option
        for option in options
        if option.active
        and (not option.countries or country in option.countries)
        and (not preselected or option.id in preselected)
    ]
    return tuple(sorted(fit, key=lambda option: (option.price.minor, option.position, str(option.id))))


def checkout_event(handover: Handover) -> Event:
    """What a confirmed checkout with this handover is in the lifecycle."""
    return Event.CHECKED_OUT_FOR_PICKUP if handover is Handover.PICKUP else Event.CHECKED_OUT
