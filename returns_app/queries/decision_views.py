"""What the authorization screen shows beside the return itself: frozen values in words."""

from dataclasses import dataclass, field

from returns_app.queries.finding_views import FindingView
from returns_app.queries.options import CarrierChoice


@dataclass(frozen=True)
class DecideLine:
    """A line to decide on. `approve`, `reject` and `keep` add up to `asked`.

    `reason` is the code of a reject reason, `words` the agent's own for the customer.
    """

    id: str
    name: str
    detail: str
    picture: str
    asked: int
    approve: int
    reject: int
    keep: int
    reason: str = ""
    words: str = ""


@dataclass(frozen=True)
class AddressPart:
    """A piece of an address line, and whether another known address says something else there."""

    text: str
    differs: bool = False


@dataclass(frozen=True)
class AddressLine:
    """One line of an address."""

    parts: list[AddressPart] = field(default_factory=list)


@dataclass(frozen=True)
class AddressCard:
    """An address somebody knows. `check` is what is known about it; `doubtful` where that is no good news."""

    key: str
    title: str
    lines: list[AddressLine] = field(default_factory=list)
    check: str = ""
    doubtful: bool = False
    checked: bool = False


@dataclass(frozen=True)
class FollowView:
    """One thing that happens on submit. `kind` is mail, choose, label, settle or nothing."""

    kind: str
    title: str
    detail: str


@dataclass(frozen=True)
class Sums:
    """The pieces of the whole return, and what those that come back are worth."""

    approved: int = 0
    rejected: int = 0
    kept: int = 0
    value: str = ""


@dataclass(frozen=True)
class CarrierWords:
    """What none, one or several carriers will lead to; `now` is none, one or several."""

    count: str = ""
    now: str = ""
    none: str = ""
    one: str = ""
    several_title: str = "Several"


@dataclass(frozen=True)
class DecisionView:
    """The screen. `shippable` is off while nothing is approved, and shipping needs no choice then.

    `delivered` is the day of delivery as a date field has it, `delivered_words` as a person reads it.
    """

    version: int = 0
    findings: list[FindingView] = field(default_factory=list)
    delivered: str = ""
    delivered_words: str = ""
    lines: list[DecideLine] = field(default_factory=list)
    addresses: list[AddressCard] = field(default_factory=list)
    differences: str = ""
    address_problem: str = ""
    carriers: list[CarrierChoice] = field(default_factory=list)
    carrier_words: CarrierWords = CarrierWords()
    following: list[FollowView] = field(default_factory=list)
    sums: Sums = Sums()
    shippable: bool = True
