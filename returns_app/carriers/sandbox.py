"""A carrier to practice with. It behaves like one behind a network, and goes wrong when it is told to.

It is told by a word in the sender's company, street, addition or city, in capitals or not, as a test card number
tells a payment sandbox:

| word                | what happens                                                                          |
|---------------------|---------------------------------------------------------------------------------------|
| `sandbox-refuse`    | the address is refused (`address_refused`)                                            |
| `sandbox-closed`    | the service is not offered there (`refused`)                                          |
| `sandbox-down`      | it is out of order, every time (`unavailable`)                                        |
| `sandbox-down-2`    | it is out of order for the first 2 attempts of an order, then it works                |
| `sandbox-slow-3`    | it answers after 3 seconds (60 at most; 3 when no number is given)                    |
| `sandbox-timeout`   | it never takes the order, and no answer comes, every time (`timeout`)                 |
| `sandbox-dies`      | it takes the order, but the first answer is lost (`timeout`); then the same booking   |
| `sandbox-twice`     | its answer holds every parcel twice                                                   |
| `sandbox-full-3`    | of the days asked about, the 3rd is full (the 1st when no number is given)            |
| `sandbox-gibberish` | its answer cannot be read, every time (`unreadable`)                                  |

Words can be combined. A program tells it with a `Behavior`, which then counts instead of any address.
"""

import hashlib
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from returns_app.carriers.base import (
    Booked,
    Cancellation,
    CarrierError,
    Order,
    Payload,
    PickupOrder,
    PickupQuestion,
    address_refused,
    refused,
    timed_out,
    unavailable,
    unreadable,
)
from returns_app.carriers.printing import check_addresses, printed
from returns_app.domain.addresses import Address
from returns_app.domain.words import say
from returns_app.labels import check_digit, is_sscc

ALWAYS = 1_000_000
MAX_SECONDS = 60
# Orders kept in memory. Older ones are made anew from their key, which gives the same numbers.
REMEMBERED = 10_000
# GS1 keeps this prefix for demonstrations and examples: no company has it, so no real parcel has our numbers.
DEMO_PREFIX = "952"
_WORD = re.compile(
    r"\bsandbox-(refuse|closed|down|slow|full|timeout|dies|twice|gibberish)(?:-(\d{1,3}))?\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Behavior:
    """How the sandbox answers one order. `failures` and `lost_answers` count attempts from the first."""

    refuses_address: bool = False
    refuses: bool = False
    failures: int = 0
    seconds: float = 0
    never_answers: bool = False
    lost_answers: int = 0
    answers_twice: bool = False
    gibberish: bool = False
    full_day: int = 0


def told_by(address: Address) -> Behavior:
    """What the words in an address tell the sandbox to do. Without a word it works at once."""
    places = (address.company, address.street, address.addition, address.city)
    words = {name.lower(): int(count) if count else None for name, count in _WORD.findall(" ".join(places))}
    return Behavior(
        refuses_address="refuse" in words,
        refuses="closed" in words,
        failures=_count(words, "down", otherwise=ALWAYS),
        seconds=min(MAX_SECONDS, _count(words, "slow", otherwise=3)),
        never_answers="timeout" in words,
        lost_answers=_count(words, "dies", otherwise=1),
        answers_twice="twice" in words,
        gibberish="gibberish" in words,
        full_day=_count(words, "full", otherwise=1),
    )


class SandboxCarrier:
    """The adapter. `behavior` counts instead of the address; `sleep` is called with seconds where it is slow."""

    code = "sandbox"

    def __init__(
        self, behavior: Behavior | None = None, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._behavior = behavior
        self._service = _Service(behavior, sleep)

    def book(self, order: Order) -> Booked:
        """Book with the imaginary service. See `Carrier.book`."""
        check_addresses(order)
        return self.parse(order, self.send(self.payload(order)))

    def book_pickup(self, order: PickupOrder) -> str:
        """Send an imaginary driver; the address tells how it goes, as for an order."""
        return self._reference(order.idempotency_key, order.carrier_name, order.address)

    def full_days(self, question: PickupQuestion) -> frozenset[date]:
        """The one day that the address, or the behavior, names by its place among those asked about."""
        place = (self._behavior or told_by(question.address)).full_day
        return frozenset(question.days[place - 1 : place]) if place else frozenset()

    def cancel(self, cancellation: Cancellation) -> None:
        """Call it off at the imaginary service."""
        self._reference(cancellation.idempotency_key, cancellation.carrier_name, cancellation.sender)

    def payload(self, order: Order) -> Payload:
        """The order as the imaginary service wants it."""
        return {
            "key": order.idempotency_key,
            "carrier": order.carrier_name,
            "sender": asdict(order.sender),
            "parcels": [{"position": parcel.position, "grams": parcel.weight_g} for parcel in order.parcels],
        }

    def send(self, payload: Payload) -> Payload:
        """The answer of the imaginary service."""
        return self._service.take(payload)

    def parse(self, order: Order, answer: Payload) -> Booked:
        """The booking. A parcel that is answered twice is one parcel; a number that is no SSCC is no answer."""
        match answer:
            case {"reference": str(reference), "parcels": list(parcels)}:
                tracking = _tracking(parcels)
                if set(tracking) == {parcel.position for parcel in order.parcels}:
                    return printed(order, carrier_reference=reference, tracking=tracking)
        raise unreadable(order.carrier_name)

    def _reference(self, key: str, carrier: str, address: Address) -> str:
        """Ask for something that has no parcels, and give its reference."""
        match self.send({"key": key, "carrier": carrier, "sender": asdict(address), "parcels": []}):
            case {"reference": str(reference)}:
                return reference
        raise unreadable(carrier)


class _Service:
    """The imaginary far end: remembers how often a key came, and answers from the key alone."""

    def __init__(self, behavior: Behavior | None, sleep: Callable[[float], None]) -> None:
        self._behavior = behavior
        self._sleep = sleep
        self._lock = threading.Lock()
        self._attempts: OrderedDict[str, int] = OrderedDict()

    def take(self, payload: Payload) -> Payload:
        """The answer to an order, or the error it is told to raise."""
        behavior = self._behavior or told_by(Address(**payload["sender"]))
        attempt = self._attempt(payload["key"])
        if behavior.seconds:
            self._sleep(behavior.seconds)
        error = _error(behavior, payload["carrier"], attempt)
        if error:
            raise error
        if behavior.gibberish:
            return {"message": "<html>It works!</html>"}
        positions = [parcel["position"] for parcel in payload["parcels"]]
        return _answer(payload["key"], positions * (2 if behavior.answers_twice else 1))

    def _attempt(self, key: str) -> int:
        with self._lock:
            count = self._attempts.pop(key, 0) + 1
            self._attempts[key] = count
            if len(self._attempts) > REMEMBERED:
                self._attempts.popitem(last=False)
            return count


def _error(behavior: Behavior, carrier: str, attempt: int) -> CarrierError | None:
    if attempt <= behavior.failures:
        return unavailable(carrier)
    if behavior.never_answers:
        return timed_out(carrier)
    if behavior.refuses_address:
        return address_refused(
            say(
                "{carrier} does not know this address. Check street, number and postal code.", carrier=carrier
            )
        )
    if behavior.refuses:
        return refused(
            say("{carrier} does not offer this service there. Choose another one.", carrier=carrier)
        )
    if attempt <= behavior.failures + behavior.lost_answers:
        return timed_out(carrier)
    return None


def _tracking(parcels: Iterable[object]) -> dict[int, str]:
    numbers: dict[int, str] = {}
    for parcel in parcels:
        match parcel:
            case {"position": int(position), "sscc": str(number)} if is_sscc(number):
                if numbers.setdefault(position, number) != number:
                    return {}
            case _:
                return {}
    return numbers


def _answer(key: str, positions: Iterable[int]) -> Payload:
    parcels = [{"position": position, "sscc": _sscc(f"{key}/{position}")} for position in positions]
    return {"reference": f"SBX-{_number(key, 10):010d}", "parcels": parcels}


def _sscc(seed: str) -> str:
    digits = f"{_number(seed, 14):014d}"
    body = digits[0] + DEMO_PREFIX + digits[1:]
    return body + check_digit(body)


def _number(seed: str, digits: int) -> int:
    return int(hashlib.sha256(seed.encode()).hexdigest(), 16) % int(10**digits)


def _count(words: Mapping[str, int | None], word: str, *, otherwise: int) -> int:
    if word not in words:
        return 0
    count = words[word]
    return otherwise if count is None else count
