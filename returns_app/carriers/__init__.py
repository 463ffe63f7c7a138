"""Carriers: one file each, one list of them here."""

from collections.abc import Mapping
from types import MappingProxyType

from returns_app.carriers.base import (
    Booked,
    BookedParcel,
    Cancellation,
    Carrier,
    CarrierError,
    Order,
    ParcelOrder,
    PickupOrder,
    PickupQuestion,
    RemoteCarrier,
)
from returns_app.carriers.paper import PaperCarrier
from returns_app.carriers.sandbox import SandboxCarrier
from returns_app.domain.words import say

# One object of each for the life of the process: the sandbox counts attempts.
_CARRIERS: tuple[Carrier, ...] = (PaperCarrier(), SandboxCarrier())
ADAPTERS: Mapping[str, Carrier] = MappingProxyType({carrier.code: carrier for carrier in _CARRIERS})


def carrier_for(adapter: str) -> Carrier:
    """The carrier behind the name in a carrier's row. Raises `CarrierError` (`unknown_adapter`) for any other name."""
    if adapter not in ADAPTERS:
        words = say("There is no carrier connection named {adapter}. Ask an administrator.", adapter=adapter)
        raise CarrierError("unknown_adapter", words, retryable=False)
    return ADAPTERS[adapter]


__all__ = [
    "ADAPTERS",
    "Booked",
    "BookedParcel",
    "Cancellation",
    "Carrier",
    "CarrierError",
    "Order",
    "ParcelOrder",
    "PickupOrder",
    "PickupQuestion",
    "RemoteCarrier",
    "carrier_for",
]
