"""What the customer's pages show, as values. Every word in them is in the customer's language already."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Item:
    """One product of the return. `picture` is an address among the assets, empty for one that was typed in."""

    id: str
    name: str
    details: str = ""
    reason: str = ""
    picture: str = ""


@dataclass(frozen=True)
class Left:
    """A step that is left, as the first screen lists it."""

    key: str
    title: str
    note: str = ""


@dataclass(frozen=True)
class Sum:
    """A line of what the customer gets back."""

    label: str
    amount: str
    is_total: bool = False


@dataclass(frozen=True)
class Fact:
    """A question that was answered, with its answer."""

    label: str
    value: str


@dataclass(frozen=True)
class OptionCard:
    """A way to send it. `icon` is its handover; `place` and `by` name who takes it; `when` is the wished pickup.

    `tag` and `green` say that it is the cheapest and the greenest, or are empty.
    """

    id: str
    title: str
    what: str
    price: str
    icon: str
    place: str = ""
    by: str = ""
    tag: str = ""
    green: str = ""
    when: str = ""
    is_free: bool = False


@dataclass(frozen=True)
class TrackStep:
    """One mark on the rail of what happened. `state` is `done`, `busy`, `now` or `next`."""

    title: str
    state: str
    note: str = ""
    when: str = ""


@dataclass(frozen=True)
class Choice:
    """One of several answers, reasons, countries or regions."""

    value: str
    label: str


@dataclass(frozen=True)
class LineForm:
    """A product that is being edited. `said` are its facts in words, for when it is folded."""

    id: str
    product_id: str
    name: str
    details: str = ""
    picture: str = ""
    quantity: int = 1
    reason: str = ""
    outcome: str = ""
    said: str = ""


@dataclass(frozen=True)
class ProductsForm:
    """What the products step asks for, beside the lines themselves. Empty choices are not asked.

    `adds`: the return is confirmed, and its lines are new ones that join it.
    """

    line_reasons: list[Choice] = field(default_factory=list)
    line_outcomes: list[Choice] = field(default_factory=list)
    return_reasons: list[Choice] = field(default_factory=list)
    return_outcomes: list[Choice] = field(default_factory=list)
    reason: str = ""
    outcome: str = ""
    most_pieces: int = 1
    several: bool = True
    free_typed: bool = True
    adds: bool = False


@dataclass(frozen=True)
class QuestionForm:
    """One question that is asked, or may be. `name` is its field, `chosen` the codes that are on, `value` the text.

    It is there while the question of the field `cause` has one of the answers `wanted` (JSON), and away while that of
    `unless`, which asks the same, is there; `hidden` says how that is now. `photos` are the ids of those there are, at
    most `most`; `query` goes along with each that is sent.
    """

    name: str
    kind: str
    label: str
    hint: str = ""
    required: bool = False
    choices: list[Choice] = field(default_factory=list)
    value: str = ""
    chosen: list[str] = field(default_factory=list)
    heading: str = ""
    follows: bool = False
    hidden: bool = False
    cause: str = ""
    wanted: str = "[]"
    unless: str = ""
    photos: list[str] = field(default_factory=list)
    most: int = 0
    query: str = ""


@dataclass(frozen=True)
class AddressField:
    """One field of an address, in the order of its country; hidden where that country does not ask for it."""

    name: str
    label: str
    required: bool = False
    value: str = ""
    autocomplete: str = ""
    inputmode: str = "text"
    capitals: str = "words"
    choices: list[Choice] = field(default_factory=list)
    half: bool = False
    hidden: bool = False
    enter: str = "next"


@dataclass(frozen=True)
class SpareLabel:
    """A further label. `state` is `making`, `ready` or `failed`; `code` is an SVG, empty where it is to be printed.

    `number` counts the boxes of the return, whose first has the label that came with the confirmation.
    """

    number: int
    title: str
    state: str = "making"
    code: str = ""
    pdf: str = ""
    a4: str = ""
    png: str = ""


@dataclass(frozen=True)
class PickupLeaf:
    """A booked pickup as a leaf of a calendar: its month and day, and the words beside them. Empty without one."""

    month: str = ""
    day: str = ""
    what: str = ""
    when: str = ""


@dataclass(frozen=True)
class After:
    """What the customer may still do. `adds` says who puts a forgotten product in: `customer`, `desk`, `nobody`, or "".

    `spare` is the number of the further label that may be asked for here, 0 for none; `boxes` says that a further one
    makes sense at all, `spare_price` what it costs if it does.
    """

    cancels: bool = False
    adds: str = ""
    boxes: bool = False
    spare: int = 0
    spare_price: str = ""


@dataclass(frozen=True)
class Outcome:
    """The screen after the confirmation. `sign` is `done`, `todo`, `waiting` or `transit`; `code` is an SVG.

    `days` and `windows` are there while the customer may choose when the pickup is. `spares` are the further labels,
    `trackings` the numbers of all.
    """

    kind: str = ""
    sign: str = ""
    title: str = ""
    lead: str = ""
    caption: str = ""
    code: str = ""
    steps: list[TrackStep] = field(default_factory=list)
    track: list[TrackStep] = field(default_factory=list)
    trackings: list[str] = field(default_factory=list)
    spares: list[SpareLabel] = field(default_factory=list)
    pickup: PickupLeaf = PickupLeaf()
    days: list[Choice] = field(default_factory=list)
    windows: list[Choice] = field(default_factory=list)


@dataclass(frozen=True)
class TalkLine:
    """One message: who wrote it and when, in words. `mine` are the customer's own."""

    key: str
    mine: bool
    sender: str
    words: str


@dataclass(frozen=True)
class Talk:
    """The conversation, oldest first. `waits` says that the customer's last message was sent and not answered yet."""

    lines: list[TalkLine] = field(default_factory=list)
    write_to: str = ""
    waits: bool = False


@dataclass(frozen=True)
class WithdrawalView:
    """`declares` until the withdrawal is confirmed; then `declared` says when it was, and is empty for other returns.

    `name` is who withdraws, told only while they do.
    """

    declares: bool = False
    declared: str = ""
    name: str = ""


@dataclass(frozen=True)
class PortalView:
    """One return as its customer sees it.

    `stage` is `checkout` until the confirmation, then `working`, `done`, `failed` or `status`. `journey` are the steps
    the customer goes or went through, `left_keys` those of them still open, `changeable` those that may be opened.
    `language` is the one that the customer's mails come in.
    """

    stage: str = ""
    language: str = ""
    agent: str = ""
    title: str = ""
    lead: str = ""
    order_number: str = ""
    journey: list[str] = field(default_factory=list)
    left_keys: list[str] = field(default_factory=list)
    changeable: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    is_fresh: bool = False
    link_until: str = ""
    goods: list[Item] = field(default_factory=list)
    products: str = ""
    answers: list[Fact] = field(default_factory=list)
    address: list[str] = field(default_factory=list)
    options: list[OptionCard] = field(default_factory=list)
    option: str = ""
    chosen: OptionCard = field(default_factory=lambda: OptionCard("", "", "", "", ""))
    no_way: str = ""
    customer_pays: bool = False
    sums: list[Sum] = field(default_factory=list)
    number: str = ""
    email: str = ""
    outcome: Outcome = field(default_factory=Outcome)
    after: After = After()
    talk: Talk = field(default_factory=Talk)
    withdrawal: WithdrawalView = WithdrawalView()
