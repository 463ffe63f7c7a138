"""What each kind of mail has to know, as values that live in an outbox row between the deed and the sending.

No address of a link is among them, because it holds the link's secret: it is given when the mail is rendered.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, AwareDatetime, NonNegativeInt, PositiveInt, TypeAdapter, ValidationError

from returns_app.domain.money import Money
from returns_app.domain.wizard import StepKey

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BREAKS = str.maketrans(dict.fromkeys("\r\n\t\v\f\x85\u2028\u2029", " "))
_UNSAFE_IN_FILE_NAMES = re.compile(r"[^\w.-]+", re.ASCII)
# Longer than anything a person may write on a page; what is longer would make a mail too large to be shown whole.
_LONGEST_LINE, _LONGEST_PROSE, _LONGEST_FILE_NAME = 300, 4000, 100


class BadFacts(ValueError):
    """The facts of a mail are not what its kind needs. The message names the fields, not their values."""


def clean_line(text: str) -> str:
    """The text on one line, without control characters and without those that turn the direction of reading."""
    return " ".join(_printable(text.translate(_BREAKS)).split())


def clean_prose(text: str) -> str:
    """The text with its line breaks kept; each line cleaned, at most one empty line in a row."""
    lines = [clean_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def clean_file_name(text: str) -> str:
    """A name that is safe on any disk and in any header."""
    safe = _UNSAFE_IN_FILE_NAMES.sub("-", clean_line(text)).lstrip(".-")
    return safe[-_LONGEST_FILE_NAME:].lstrip(".-") or "document"


def _short_line(text: str) -> str:
    # Cleaning goes letter by letter: nobody makes us go through a million of them.
    return _cut(clean_line(text[: _LONGEST_LINE * 8]), _LONGEST_LINE)


def _short_prose(text: str) -> str:
    return _cut(clean_prose(text[: _LONGEST_PROSE * 8]), _LONGEST_PROSE)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


Line = Annotated[str, AfterValidator(_short_line)]
Prose = Annotated[str, AfterValidator(_short_prose)]
FileName = Annotated[str, AfterValidator(clean_file_name)]
Step = Literal["order", "products", "withdraw", "survey", "address", "shipping"]
_STEPS: dict[StepKey, Step] = {
    StepKey.ORDER_NUMBER: "order",
    StepKey.PRODUCTS: "products",
    StepKey.WITHDRAW: "withdraw",
    StepKey.SURVEYS: "survey",
    StepKey.ADDRESS: "address",
    StepKey.SHIPPING: "shipping",
}


def steps_in_mail(keys: Iterable[StepKey]) -> tuple[Step, ...]:
    """The steps that a mail names, in their order; the confirmation is not among them."""
    return tuple(_STEPS[key] for key in keys if key in _STEPS)


@dataclass(frozen=True)
class Item:
    """One product of the return as a person reads it: `details` like `Pine, size M`, `reason` in words."""

    name: Line
    quantity: PositiveInt = 1
    details: Line = ""
    reason: Line = ""
    price: Money | None = None


@dataclass(frozen=True)
class Refused:
    """Pieces that do not come back: the agent's reason, and whether the customer may keep them as settled."""

    name: Line
    quantity: PositiveInt = 1
    details: Line = ""
    reason: Line = ""
    keep: bool = False


@dataclass(frozen=True)
class Document:
    """A document that goes with the mail: the name of its file, its size in bytes, its paper (`A6`)."""

    name: FileName
    size: NonNegativeInt
    paper: Line = ""


# By their names. Those of the lifecycle are in `lifecycle_facts.py`, which the letters import.
KINDS: dict[str, type["Facts"]] = {}


@dataclass(frozen=True)
class Facts:
    """Root of the facts of every kind. `payload()` is JSON-able; `read_facts` is its way back."""

    kind: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        """Every kind is known from the moment its class is."""
        KINDS[cls.kind] = cls

    def payload(self) -> dict[str, Any]:
        """The facts as they stand in an outbox row."""
        dumped: dict[str, Any] = _adapter(self.kind).dump_python(self, mode="json")
        return dumped

    @classmethod
    def read(cls, payload: Mapping[str, object]) -> Self:
        """The facts from a payload, cleaned. Raises `BadFacts`; unknown keys are passed over."""
        try:
            facts: Self = _adapter(cls.kind).validate_python(dict(payload))
        except ValidationError as error:
            raise BadFacts(_places(cls.kind, error)) from None
        return facts


@dataclass(frozen=True)
class LinkFacts(Facts):
    """Finish your return: `name` is the customer, `agent` who prepared it (both may be empty).

    `steps` are those left to the customer, in their order. `message` is the agent's personal line.
    `renewed`: an earlier link was replaced by this one.
    """

    kind: ClassVar[str] = "link"
    expires_at: AwareDatetime
    name: Line = ""
    agent: Line = ""
    items: tuple[Item, ...] = ()
    steps: tuple[Step, ...] = ()
    message: Prose = ""
    renewed: bool = False


@dataclass(frozen=True)
class AuthorizedFacts(Facts):
    """The return may come back: `items` are sent, `refused` are not. Without items nothing has to be sent."""

    kind: ClassVar[str] = "authorized"
    number: Line
    name: Line = ""
    agent: Line = ""
    items: tuple[Item, ...] = ()
    refused: tuple[Refused, ...] = ()
    expires_at: AwareDatetime | None = None


@dataclass(frozen=True)
class LabelFacts(Facts):
    """The label is there. `place` completes "at any ..." (`DHL ServicePoint`); empty means a parcel shop.

    `refused` is what must not be in the box.
    `label_format` `qr` shows the code (inline image `CODE_IMAGE`); `pdf` is to be printed and needs a `document`.
    `by` is the last day to hand it over; `window` is the time of the pickup, like `9:00-13:00`; `wished`
    says that it is still to be booked. `parcel` is which box of the return it is for. `sent_by` is the customer who had
    it sent to somebody else, who gets no link.
    """

    kind: ClassVar[str] = "label"
    number: Line
    name: Line = ""
    items: tuple[Item, ...] = ()
    refused: tuple[Refused, ...] = ()
    handover: Literal["drop_off", "pickup", "in_store"] = "drop_off"
    label_format: Literal["pdf", "qr"] = "pdf"
    carrier: Line = ""
    place: Line = ""
    by: date | None = None
    pickup_on: date | None = None
    window: Line = ""
    wished: bool = False
    document: Document | None = None
    parcel: PositiveInt = 1
    sent_by: Line = ""

    def __post_init__(self) -> None:
        if self.label_format == "pdf" and self.document is None and self.handover != "in_store":
            message = "a label to print needs a document"
            raise ValueError(message)


@dataclass(frozen=True)
class RejectedFacts(Facts):
    """The return is not accepted. `reason` stands in the mail as the agent wrote it."""

    kind: ClassVar[str] = "rejected"
    reason: Prose
    name: Line = ""
    agent: Line = ""
    items: tuple[Item, ...] = ()
    order: Line = ""


def read_facts(kind: str, payload: Mapping[str, object]) -> Facts:
    """The facts of an outbox row. Raises `BadFacts` for an unknown kind or facts that do not fit it."""
    if kind not in KINDS:
        message = f"unknown kind of mail: {clean_line(kind)}"
        raise BadFacts(message)
    return KINDS[kind].read(payload)


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    """Making one takes longer than using it, and a return's page reads the facts of every mail."""
    return TypeAdapter(KINDS[kind])


def _places(kind: str, error: ValidationError) -> str:
    places = sorted({".".join(str(part) for part in problem["loc"]) for problem in error.errors()})
    return f"{kind}: {', '.join(places)}"


def _printable(text: str) -> str:
    return "".join(c for c in text if c not in _BIDI and unicodedata.category(c) not in {"Cc", "Cs"})
