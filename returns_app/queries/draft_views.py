"""What the screens of a return being made show: values for a browser, no rows and no secrets."""

from dataclasses import dataclass, field

from returns_app.queries.duties import Duty
from returns_app.queries.finding_views import FindingView


@dataclass(frozen=True)
class StepView:
    """One step. `look` is "open", "done", "left" (to the customer) or "out" (left out); `value` is its second line."""

    key: str
    number: str
    title: str
    value: str
    look: str
    href: str = ""


@dataclass(frozen=True)
class FactView:
    """One thing the agent has done, with a second line."""

    name: str
    value: str
    detail: str = ""


@dataclass(frozen=True)
class Choice:
    """One entry of a list to choose from."""

    value: str
    label: str


@dataclass(frozen=True)
class CustomerCard:
    """The customer of the draft, as chosen. `warning` advises the agent, who decides."""

    id: str = ""
    name: str = ""
    number: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    address: list[str] = field(default_factory=list)
    warning: str = ""


@dataclass(frozen=True)
class LineView:
    """One line. `at` begins the names of its fields in problems, such as `lines.0`."""

    id: str
    at: str
    product_id: str
    name: str
    sku: str
    price: str
    picture: str
    quantity: int
    reason: str
    outcome: str
    words: str


@dataclass(frozen=True)
class LineRules:
    """What the policy asks of lines. Levels are "line", "return" or "none"; `most` is the largest quantity."""

    reason_level: str = ""
    outcome_level: str = ""
    most: int = 1
    several: bool = False
    free_typed: bool = False
    reasons: list[Choice] = field(default_factory=list)
    outcomes: list[Choice] = field(default_factory=list)
    reason: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class DraftView:
    """A return that is being made. `status` is "draft" until it is completed; then its own page shows it.

    `barred` are the reasons why its return type cannot be used any more; `missing` are the steps still open;
    `findings` are the rules it breaks. `delivered` is the day of delivery as a date field has it.
    """

    id: str = ""
    reference: str = ""
    status: str = ""
    version: int = 0
    path: str = ""
    title: str = ""
    saved: str = ""
    next_open: str = ""
    policy_id: str = ""
    policy_name: str = ""
    order_number: str = ""
    customer: CustomerCard = field(default_factory=CustomerCard)
    lines: list[LineView] = field(default_factory=list)
    rules: LineRules = field(default_factory=LineRules)
    questions: int = 0
    steps: list[StepView] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    missing: list[StepView] = field(default_factory=list)
    barred: list[str] = field(default_factory=list)
    findings: list[FindingView] = field(default_factory=list)
    delivered: str = ""
    done: list[FactView] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    note: str = ""
    lives_until: str = ""
    lives_detail: str = ""
