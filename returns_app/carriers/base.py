"""What every carrier promises: an order in, labels out, the same answer to the same key, and errors one can act on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from returns_app.domain.addresses import Address
from returns_app.domain.words import Sentence, say
from returns_app.labels import LabelLine

# What goes over a network, as JSON would hold it.
Payload = Mapping[str, Any]


@dataclass(frozen=True)
class ParcelOrder:
    """One box to ship. Positions count from 1 within a return: a box that is added later has a later one."""

    position: int
    weight_g: int | None = None


@dataclass(frozen=True, kw_only=True)
class Order:
    """One transport to book.

    `idempotency_key` names the order: asked again with the same key, a carrier answers as the first time and buys
    nothing twice. `handover` is `drop_off`, `pickup` or `in_store`; `label_format` is `pdf` or `qr`; `service` is
    the carrier's own code. `sender` is the customer, `recipient` the merchant. `paid_by` is `merchant`, `customer`
    or `""`. `created` is the day on the label. `language` is the customer's.
    """

    idempotency_key: str
    service: str
    carrier_name: str
    service_name: str
    handover: str
    label_format: str
    return_number: str
    reference: str
    sender: Address
    recipient: Address
    created: date
    parcels: tuple[ParcelOrder, ...] = (ParcelOrder(1),)
    lines: tuple[LabelLine, ...] = ()
    language: str = "en"
    paid_by: str = ""


@dataclass(frozen=True, kw_only=True)
class PickupOrder:
    """A driver to send for a booked transport: the day, and hours like `08:00-12:00` in the merchant's time.

    `idempotency_key` names the wish: asked again with the same key, no second driver is sent.
    """

    idempotency_key: str
    carrier_name: str
    carrier_reference: str
    day: date
    window: str
    address: Address


@dataclass(frozen=True)
class PickupQuestion:
    """Days of which a carrier is asked whether a driver can still come to this address."""

    carrier_name: str
    service: str
    days: tuple[date, ...]
    address: Address


@dataclass(frozen=True, kw_only=True)
class Cancellation:
    """A booking, of a transport or a pickup, that is not needed any more. `sender` is the customer's address."""

    idempotency_key: str
    carrier_name: str
    carrier_reference: str
    sender: Address


@dataclass(frozen=True)
class BookedParcel:
    """One box with its label, as PDF on both papers. `qr_text` is what a counter scans, `""` where one must print."""

    position: int
    tracking: str
    label_a6: bytes
    label_a4: bytes
    qr_text: str = ""


@dataclass(frozen=True)
class Booked:
    """What the carrier took on. `parcels` are those of the order, in its order."""

    carrier_reference: str
    parcels: tuple[BookedParcel, ...]


class CarrierError(Exception):
    """A carrier did not make the label.

    `code` is one of `address_refused`, `refused`, `unavailable`, `timeout`, `unreadable`, `unknown_adapter`.
    `retryable` says whether the same order may be sent again as it is, with the same key. `words` is what the agent
    reads; it names what to do.
    """

    def __init__(self, code: str, words: Sentence, *, retryable: bool) -> None:
        super().__init__(f"{code}: {words}")
        self.code = code
        self.words = words
        self.retryable = retryable


class Carrier(Protocol):
    """Somebody who moves parcels."""

    @property
    def code(self) -> str:
        """The name of the adapter, as rows of carriers hold it."""
        ...

    def book(self, order: Order) -> Booked:
        """Book a transport and make its labels.

        May block on a network and is safe on any thread. Idempotent by `order.idempotency_key`. Raises
        `CarrierError` and nothing else for whatever goes wrong outside.
        """
        ...

    def book_pickup(self, order: PickupOrder) -> str:
        """Send a driver, and give the carrier's reference of it. Blocks and is idempotent as `book` is.

        A carrier that takes no such bookings raises `refused`; somebody then books by phone and writes it down.
        """
        ...

    def full_days(self, question: PickupQuestion) -> frozenset[date]:
        """The asked days on which no driver can come any more; empty where the carrier does not say. Blocks."""
        ...

    def cancel(self, cancellation: Cancellation) -> None:
        """Call a booking off. Idempotent. A carrier that cannot raises `refused`; its label then stays usable."""
        ...


class RemoteCarrier(Carrier, Protocol):
    """A carrier behind a network, in three parts, so that two of them can be tested without one."""

    def payload(self, order: Order) -> Payload:
        """What is sent for an order. Pure."""
        ...

    def send(self, payload: Payload) -> Payload:
        """Send it and give the answer. The only part with effects; raises `CarrierError`."""
        ...

    def parse(self, order: Order, answer: Payload) -> Booked:
        """The booking in an answer. Pure; raises `CarrierError` where there is none."""
        ...


def address_refused(words: Sentence) -> CarrierError:
    """The address has to be mended before the order is sent again."""
    return CarrierError("address_refused", words, retryable=False)


def refused(words: Sentence) -> CarrierError:
    """The carrier does not do this; another option has to be chosen."""
    return CarrierError("refused", words, retryable=False)


def unavailable(carrier: str) -> CarrierError:
    """The carrier answered that it cannot answer now."""
    words = say("{carrier} cannot take orders at the moment. It is tried again by itself.", carrier=carrier)
    return CarrierError("unavailable", words, retryable=True)


def timed_out(carrier: str) -> CarrierError:
    """No answer came; the order may have been taken all the same, and the key keeps it from being taken twice."""
    words = say("{carrier} did not answer in time. It is tried again by itself.", carrier=carrier)
    return CarrierError("timeout", words, retryable=True)


def unreadable(carrier: str) -> CarrierError:
    """An answer came that holds no booking."""
    words = say("{carrier} gave an answer that cannot be read. It is tried again by itself.", carrier=carrier)
    return CarrierError("unreadable", words, retryable=True)
