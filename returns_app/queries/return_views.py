"""What the return page shows, part by part: frozen values in words, no rows, no secrets."""

from dataclasses import dataclass, field

from returns_app.queries.timeline_words import EntryView


@dataclass(frozen=True)
class CustomerView:
    """Whose return it is. `others` counts their other returns in words."""

    name: str = ""
    number: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    others: str = ""


@dataclass(frozen=True)
class LineView:
    """One line. `decided` says what was not approved of it; empty when all of it comes back."""

    id: str
    name: str
    detail: str
    sku: str
    picture: str
    pieces: str
    outcome: str
    price: str
    decided: str = ""


@dataclass(frozen=True)
class AnswerView:
    """A question with what was answered; `subject` names the line it is about."""

    key: str
    question: str
    given: str


@dataclass(frozen=True)
class StepView:
    """A step of the shipment (`look`: done, now, todo) or of the customer (certain, open, done)."""

    name: str
    detail: str
    look: str


@dataclass(frozen=True)
class ShipmentView:
    """The transport of the return; `shown` is off where none was ever asked for."""

    shown: bool = False
    words: str = ""
    steps: list[StepView] = field(default_factory=list)
    tracking: str = ""
    sender: str = ""
    recipient: str = ""
    paid_by: str = ""


@dataclass(frozen=True)
class DocumentView:
    """A file to download. `kind` is `pdf` or `code`."""

    name: str
    detail: str
    href: str
    kind: str


@dataclass(frozen=True)
class FailureView:
    """Why a carrier made no label, in its words; `shown` is off where none failed."""

    shown: bool = False
    words: str = ""
    detail: str = ""


@dataclass(frozen=True)
class ContractView:
    """What the customer still does, and until when; `shown` is off where no link is out."""

    shown: bool = False
    ends: str = ""
    ends_detail: str = ""
    expired: bool = False
    opened: str = ""
    steps: list[StepView] = field(default_factory=list)


@dataclass(frozen=True)
class MailView:
    """A mail of this return; `html` is where its preview is, `status` is pending, sent or dead."""

    id: str
    subject: str
    recipient: str
    when: str
    status: str
    html: str


@dataclass(frozen=True)
class ReturnView:
    """One return. `language` names the customer's. `mode` says which screen it is: draft, authorize, ship or return.

    `acts` are legal for the one who looks: submit, resubmit, cancel, open_link, label_again, continue_draft.
    """

    id: str = ""
    version: int = 0
    mode: str = ""
    status: str = ""
    number: str = ""
    has_number: bool = False
    reference: str = ""
    return_type: str = ""
    order: str = ""
    value: str = ""
    started: str = ""
    waiting: str = ""
    language: str = ""
    language_code: str = "en"
    acts: list[str] = field(default_factory=list)
    customer: CustomerView = CustomerView()
    lines: list[LineView] = field(default_factory=list)
    lines_words: str = ""
    shipment: ShipmentView = ShipmentView()
    documents: list[DocumentView] = field(default_factory=list)
    failure: FailureView = FailureView()
    answers: list[AnswerView] = field(default_factory=list)
    answers_words: str = ""
    contract: ContractView = ContractView()
    timeline: list[EntryView] = field(default_factory=list)
    mails: list[MailView] = field(default_factory=list)
