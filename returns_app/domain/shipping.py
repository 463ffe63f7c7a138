"""Shipping options: which ones a customer may choose from, and when there is nothing to choose."""

from collections.abc import Iterable, Sequence
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
    """A service with a handover and a price. `countries` empty means all.

    `max_weight_g` is the heaviest parcel it takes and `co2_g` what one costs the climate, where they are known.
    """

    id: UUID
    handover: Handover
    label_format: LabelFormat
    price: Money
    countries: frozenset[str]
    position: int
    active: bool = True
    max_weight_g: int | None = None
    co2_g: int | None = None


@dataclass(frozen=True)
class Weight:
    """What a parcel weighs at least, in grams; `exact` where nothing in it is unknown."""

    grams: int = 0
    exact: bool = False


UNWEIGHED = Weight()


class Misfit(StrEnum):
    """Why an option is not for a parcel."""

    GONE = "gone"
    COUNTRY = "country"
    WEIGHT = "weight"
    DESK = "desk"


@dataclass(frozen=True)
class Best:
    """The options that are cheapest and greenest of several; empty where they are alike, or not all are known."""

    cheapest: frozenset[UUID] = frozenset()
    greenest: frozenset[UUID] = frozenset()


def weigh(pieces: Iterable[tuple[int | None, int]]) -> Weight:
    """The weight of so many pieces of so many grams each. What nobody weighed counts nothing, and makes it inexact."""
    known = [(grams, count) for grams, count in pieces if count]
    return Weight(
        grams=sum(grams * count for grams, count in known if grams is not None),
        exact=bool(known) and all(grams is not None for grams, _ in known),
    )


def misfit(
    option: ShippingOption, country: str, preselected: frozenset[UUID] = frozenset(), *, weight: Weight
) -> Misfit | None:
    """Why this option is not for that parcel from there, `None` where it is. What nobody weighed fits.

    A country that is not known yet (`""`) rules nothing out, so that nobody is promised that nothing is to be chosen.
    """
    if not option.active:
        return Misfit.GONE
    if country and option.countries and country not in option.countries:
        return Misfit.COUNTRY
    if option.max_weight_g is not None and weight.grams > option.max_weight_g:
        return Misfit.WEIGHT
    return Misfit.DESK if preselected and option.id not in preselected else None


def fitting(
    options: Sequence[ShippingOption],
    country: str,
    preselected: frozenset[UUID] = frozenset(),
    *,
    weight: Weight = UNWEIGHED,
) -> tuple[ShippingOption, ...]:
    """The options a customer in this country may choose from for their parcel, cheapest first.

    An agent's pre-selection narrows them; where none of the pre-selected ones fits, nothing fits.
    """
    fit = [option for option in options if misfit(option, country, preselected, weight=weight) is None]
    return tuple(sorted(fit, key=lambda option: (option.price.minor, option.position, str(option.id))))


def why_none(
    options: Sequence[ShippingOption], country: str, preselected: frozenset[UUID], *, weight: Weight
) -> Misfit:
    """What keeps a parcel from being sent where nothing fits: the desk's choice, its weight, or where it is."""
    reasons = {misfit(option, country, weight=weight) for option in options}
    if preselected and None in reasons:
        return Misfit.DESK
    return Misfit.WEIGHT if Misfit.WEIGHT in reasons else Misfit.COUNTRY


def best(options: Sequence[ShippingOption]) -> Best:
    """Which of them to mark. A difference is one only where every one of them can be compared."""
    one_currency = len({option.price.currency for option in options}) == 1
    return Best(
        cheapest=_least({option.id: option.price.minor if one_currency else None for option in options}),
        greenest=_least({option.id: option.co2_g for option in options}),
    )


def _least(values: dict[UUID, int | None]) -> frozenset[UUID]:
    known = {key: value for key, value in values.items() if value is not None}
    if len(known) < len(values) or len(set(known.values())) < 2:
        return frozenset()
    return frozenset(key for key, value in known.items() if value == min(known.values()))


def checkout_event(handover: Handover) -> Event:
    """What a confirmed checkout with this handover is in the lifecycle."""
    return Event.CHECKED_OUT_FOR_PICKUP if handover is Handover.PICKUP else Event.CHECKED_OUT
