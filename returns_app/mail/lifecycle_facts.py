"""What the mails after the checkout have to know: pickup, receipt, completion, cancellation, reminders."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from pydantic import AwareDatetime, NonNegativeInt

from returns_app.domain.money import Money
from returns_app.domain.settling import Settling
from returns_app.mail.facts import Facts, Item, Line, Prose, Step


@dataclass(frozen=True)
class FoundLine:
    """A line as it was found in the parcel. `expected` is 0 for what nobody had announced."""

    name: Line
    expected: NonNegativeInt
    received: NonNegativeInt
    damaged: NonNegativeInt = 0


@dataclass(frozen=True)
class ReviewFacts(Facts):
    """The request was received and is looked at. There is nothing to do."""

    kind: ClassVar[str] = "review"
    name: Line = ""
    items: tuple[Item, ...] = ()
    order: Line = ""


@dataclass(frozen=True)
class PickupFacts(Facts):
    """The carrier comes on a day, in a `window` like `08:00-12:00`, to an address on one line."""

    kind: ClassVar[str] = "pickup"
    number: Line
    day: date
    window: Line
    name: Line = ""
    carrier: Line = ""
    address: Line = ""
    reference: Line = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class ReceivedFacts(Facts):
    """The parcel is at the warehouse; `items` were announced to be in it."""

    kind: ClassVar[str] = "received"
    number: Line
    received_at: AwareDatetime
    name: Line = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class CompletedFacts(Facts):
    """The return is settled: what was found, and what the customer gets. Only a refund has an `amount`.

    `items` are what the settlement is about; `found` is empty where nothing was shipped. `words` are the agent's.
    """

    kind: ClassVar[str] = "completed"
    number: Line
    outcome: Settling
    settled_at: AwareDatetime
    name: Line = ""
    agent: Line = ""
    amount: Money | None = None
    reference: Line = ""
    words: Prose = ""
    items: tuple[Item, ...] = ()
    found: tuple[FoundLine, ...] = ()


@dataclass(frozen=True)
class CanceledFacts(Facts):
    """The return was called off. `reason` stands in the mail as the agent wrote it, and may be empty.

    `has_label`: the customer has a label, which must not be used any more. `by_customer`: they did it themselves.
    `is_shown`: their link goes on showing the return.
    """

    kind: ClassVar[str] = "canceled"
    number: Line = ""
    name: Line = ""
    agent: Line = ""
    reason: Prose = ""
    has_label: bool = False
    by_customer: bool = False
    is_shown: bool = False
    items: tuple[Item, ...] = ()
    order: Line = ""


@dataclass(frozen=True)
class ReminderFacts(Facts):
    """Something waits for the customer. `what`: the `link` is unused, the `label` is, or a `pickup` is to be booked.

    `steps` are those left of a link that works until `expires_at`; `carrier` and `place` are where a label goes.
    """

    kind: ClassVar[str] = "reminder"
    what: Literal["link", "label", "pickup"]
    number: Line = ""
    name: Line = ""
    items: tuple[Item, ...] = ()
    steps: tuple[Step, ...] = ()
    expires_at: AwareDatetime | None = None
    carrier: Line = ""
    place: Line = ""
