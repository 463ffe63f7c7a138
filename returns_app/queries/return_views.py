"""What the return page shows, part by part: frozen values in words, no rows, no secrets."""

from dataclasses import dataclass, field

from returns_app.queries.decision_views import AddressCard
from returns_app.queries.lifecycle import SettledView
from returns_app.queries.link_views import TrackEvent
from returns_app.queries.refund_clock import RefundClock
from returns_app.queries.timeline_story import EntryView


@dataclass(frozen=True)
class CustomerView:
    """Whose return it is. `others` counts their other returns in words."""

    id: str = ""
    name: str = ""
    number: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    others: str = ""


@dataclass(frozen=True)
class Remark:
    """Something to know about a line. `tone` is `todo`, `urgent` or `plain`."""

    words: str
    tone: str


@dataclass(frozen=True)
class LineView:
    """One line. What is not known yet of `authorized` and `received` is a dash; `remarks` say why counts differ.

    A line that is not `declared` was in the parcel without being announced.
    """

    id: str
    name: str
    detail: str = ""
    sku: str = ""
    picture: str = ""
    asked: str = ""
    authorized: str = ""
    received: str = ""
    outcome: str = ""
    price: str = ""
    remarks: list[Remark] = field(default_factory=list)
    declared: bool = True


@dataclass(frozen=True)
class PhotoView:
    """A photo: what it is called among those of its answer, and where staff get it, small and whole."""

    id: str
    name: str
    small: str
    full: str


@dataclass(frozen=True)
class AnswerView:
    """A question with what was answered, in words or `photos`; `subject` names the line it is about."""

    key: str
    question: str
    given: str
    photos: list[PhotoView] = field(default_factory=list)


@dataclass(frozen=True)
class StepView:
    """A step of the shipment (`look`: done, now, todo) or of the customer (certain, open, done)."""

    name: str
    detail: str
    look: str


@dataclass(frozen=True)
class ShipmentView:
    """The transport of the return; `shown` is off where none was ever asked for.

    `next_spare` is the number of the further label that could be asked for next.
    """

    shown: bool = False
    words: str = ""
    steps: list[StepView] = field(default_factory=list)
    tracking: str = ""
    sender: str = ""
    recipient: str = ""
    pickup: str = ""
    paid_by: str = ""
    next_spare: int = 1


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
    """The newest link: what its customer still does, until when, and what happened to it.

    `shown` is off where there never was a link. `state` is `live`, `expired`, `revoked`, `ended` or `finished`; `steps`
    are empty when the link is finished with. `manage` says that it can be changed on a page of its own.
    """

    shown: bool = False
    state: str = ""
    words: str = ""
    ends: str = ""
    steps: list[StepView] = field(default_factory=list)
    track: list[TrackEvent] = field(default_factory=list)


@dataclass(frozen=True)
class TruthView:
    """Where the goods come from, as each source has it; `shown` is off where no address is known.

    `same` says that all sources agree, and then one address is enough.
    """

    shown: bool = False
    same: bool = False
    words: str = ""
    differences: str = ""
    cards: list[AddressCard] = field(default_factory=list)


@dataclass(frozen=True)
class StoryView:
    """The timeline as far as it is shown: `only` all, messages or status. `folded` older ones are left out."""

    told: list[EntryView] = field(default_factory=list)
    only: str = "all"
    total: int = 0
    folded: int = 0


@dataclass(frozen=True)
class Colleague:
    """Somebody a return can be assigned to."""

    id: str
    name: str


@dataclass(frozen=True)
class WritingView:
    """What the composer says about a message: who reads it, where, in which language, and how they can answer."""

    name: str = ""
    email: str = ""
    language: str = ""
    answers: str = ""
    unanswered: str = ""


@dataclass(frozen=True)
class MailView:
    """A mail of this return; `html` is where its preview is, if it may be opened; `status` is pending, sent or dead."""

    id: str
    subject: str
    recipient: str
    when: str
    status: str
    html: str


@dataclass(frozen=True)
class ReturnView:
    """One return. `language` names the customer's. `mode` says which screen it is: draft, authorize, ship or return.

    `acts` are legal for the one who looks: continue_draft, open_link, submit, resubmit, book_pickup, receive, check,
    undo_receipt, settle, label_again, further_label, remind, withdraw, cancel, assign, write (to the customer),
    new_return. `since` is when it came to its status, `waiting` how long ago; `last` is what happened last.
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
    since: str = ""
    last: str = ""
    assigned: str = ""
    assigned_id: str = ""
    colleagues: list[Colleague] = field(default_factory=list)
    language: str = ""
    language_code: str = "en"
    acts: list[str] = field(default_factory=list)
    customer: CustomerView = CustomerView()
    lines: list[LineView] = field(default_factory=list)
    lines_words: str = ""
    truth: TruthView = TruthView()
    shipment: ShipmentView = ShipmentView()
    documents: list[DocumentView] = field(default_factory=list)
    failure: FailureView = FailureView()
    settled: SettledView = field(default_factory=SettledView)
    refund: RefundClock = field(default_factory=RefundClock)
    answers: list[AnswerView] = field(default_factory=list)
    answers_words: str = ""
    contract: ContractView = ContractView()
    story: StoryView = StoryView()
    mails: list[MailView] = field(default_factory=list)
    writing: WritingView = WritingView()
