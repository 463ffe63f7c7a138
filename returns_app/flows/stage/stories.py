"""The seven guided stories of the stage, as data: what the audience should see, what a hand does, what is compared."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from returns_app import routes
from returns_app.flows.stage.acts import (
    DESK,
    INBOX,
    PHONE,
    Act,
    choose,
    cut,
    focused,
    go,
    keep,
    mend,
    points,
    press,
    sees,
    tap,
    types,
)
from returns_app.flows.stage.baselines import NO_CLICKS, ONE_LABEL, SCREENS, Baseline

Count: TypeAlias = Literal["seconds", "keys", "letters", "clicks", "taps", "screens", "behind"]


@dataclass(frozen=True)
class Step:
    """One step: what the audience should see, and the acts that lead there."""

    words: str
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Story:
    """A story. `key` names it in addresses; `counts` are shown at its end, beside the baseline where there is one.

    `ready` is waited for before the first step, with the clock standing.
    """

    key: str
    title: str
    opening: str
    steps: tuple[Step, ...]
    counts: tuple[Count, ...]
    ending: str
    baseline: Baseline | None = None
    ready: tuple[Act, ...] = ()


_TITLE: Final = "h1"
_QUESTION: Final = "#question"
_TRACK: Final = "[aria-label='What happened with the link']"
_CUSTOMER: Final = "[aria-label='Customer']"
_SEND: Final = "main form button[type=submit]"
_BAR: Final = "main .sticky button"
_ANYTHING: Final = "main *"
_DONE: Final = "Done."
_DASHBOARD: Final = (sees(DESK, "main h1, main h2, main h3", "Urgent"),)
_WATCHING: Final = (sees(DESK, _TITLE, "is ready"),)

LINK = Story(
    "link",
    "The link in ten seconds",
    "{name} is on the line. Watch the hands: they stay on the keyboard.",
    (
        Step(
            "C begins a new return from anywhere. Enter keeps the return type that is offered.",
            (
                press(DESK, "c"),
                sees(DESK, _TITLE, "Which return type?"),
                press(DESK, "Enter"),
                focused(DESK, "#customer-search"),
            ),
        ),
        Step(
            "The name is found while it is typed.",
            (types(DESK, "{name}", at="#customer-search"), press(DESK, "Enter"), focused(DESK, _CUSTOMER)),
        ),
        Step(
            "Shift S leaves all the rest to the customer, and shows what was agreed on.",
            (press(DESK, "Shift+S"), sees(DESK, _TITLE, "Is this what you agreed on?")),
        ),
        Step(
            "The link is there, authorized before anybody opens it. Y copies it.",
            (
                press(DESK, "Enter"),
                sees(DESK, _TITLE, "is ready"),
                press(DESK, "y"),
                keep(DESK, "span.truncate", "/l/", name="link"),
            ),
        ),
        Step(
            "The customer’s phone asks what is left, and nothing else.",
            (go(PHONE, "{link}"), points(PHONE, _QUESTION, "steps")),
        ),
    ),
    ("seconds", "keys", "letters", "clicks"),
    "From the dashboard to a copied link, without the mouse.",
    NO_CLICKS,
    ready=_DASHBOARD,
)

TAPS = Story(
    "taps",
    "The customer finishes with two taps",
    "The agent has prepared everything. {name} opens the link from the e-mail.",
    (
        Step(
            "One screen, because nothing is left to ask: “Is this right?”",
            (go(PHONE, "{link}"), points(PHONE, _QUESTION, "Is this right?")),
        ),
        Step(
            "The first tap confirms. Number and code are on the phone.",
            (
                tap(PHONE, _BAR, "Confirm"),
                sees(PHONE, _QUESTION, _DONE),
                points(PHONE, _ANYTHING, "RMA-"),
                keep(PHONE, _ANYTHING, "RMA-", name="number"),
            ),
        ),
        Step(
            "The second tap keeps the code for the counter. That is all.",
            (
                tap(PHONE, "main a[download], main a[href*='code.png']"),
                points(INBOX, "main button", "{number}"),
            ),
        ),
    ),
    ("taps", "screens", "seconds"),
    "From the opened link to the code in the customer’s hand.",
    SCREENS,
    ready=_WATCHING,
)

LIVE = Story(
    "live",
    "The agent sees it happen",
    "The desk shows the link’s page, the phone has the link. Nobody reloads anything.",
    (
        Step(
            "The customer opens the link. The desk knows at once.",
            (go(PHONE, "{link}"), sees(PHONE, _QUESTION, "steps"), points(DESK, _TRACK, "Opened")),
        ),
        Step(
            "The order number: look at the desk while the phone goes on.",
            (
                tap(PHONE, _BAR),
                types(PHONE, "{order}", at="#order_number"),
                tap(PHONE, _SEND),
                sees(PHONE, _QUESTION, "What are you sending back?"),
                points(DESK, _TRACK, "Step 2 of"),
            ),
        ),
        Step(
            "The product is found by a word of it.",
            (
                types(PHONE, "shell jacket", at="main [role=combobox]"),
                tap(PHONE, "[role=option]", "Shell Jacket"),
                sees(PHONE, "main li", "Shell Jacket"),
                choose(PHONE, "main select[name=reason]", "Too small"),
                tap(PHONE, _SEND),
                sees(PHONE, _QUESTION, "Is everything right?"),
            ),
        ),
        Step(
            "Confirmed on the phone, finished on the desk: the same number on both.",
            (
                tap(PHONE, _BAR, "Confirm"),
                sees(PHONE, _QUESTION, _DONE),
                points(DESK, _TITLE, "has finished"),
            ),
        ),
    ),
    ("behind", "taps", "seconds"),
    "What the customer does is on the agent’s open page, without a reload.",
    ready=_WATCHING,
)

COMPLETE = Story(
    "complete",
    "The whole return by the agent",
    "{name} has no time for a link. The agent does all of it, and the label goes by mail.",
    (
        Step(
            "Search finds the customer; R begins a return that the agent finishes.",
            (
                press(DESK, "Control+k"),
                types(DESK, "{name}", at="dialog [role=combobox]"),
                sees(DESK, "dialog [role=option]", "New return by agent"),
                press(DESK, "Tab"),
                press(DESK, "r"),
                sees(DESK, _TITLE, "Which return type?"),
                press(DESK, "Enter"),
                focused(DESK, _CUSTOMER),
                press(DESK, "Enter"),
            ),
        ),
        Step(
            "Order and product, with a reason. What is typed is found.",
            (
                types(DESK, "{order}", at="#order_number"),
                press(DESK, "Enter"),
                types(DESK, "fjellvind 3 tent moss", at="#product-search"),
                sees(DESK, "[role=option]", "Fjellvind 3 Tent, moss"),
                press(DESK, "Enter"),
                choose(DESK, "select[name='lines.0.reason']", "Changed my mind"),
                choose(DESK, "select[name='lines.0.outcome']", "Refund"),
                sees(DESK, "[aria-label='Summary']", "1 with a reason"),
            ),
        ),
        Step(
            "The rest can be skipped. The return stands before its decision.",
            (
                press(DESK, "Enter"),
                sees(DESK, _TITLE, "Additional information"),
                press(DESK, "s"),
                sees(DESK, _TITLE, "Is this right?"),
                press(DESK, "Enter"),
                sees(DESK, "#authorize-and-ship"),
            ),
        ),
        Step(
            "One carrier ticked: the page says that the label is made at once.",
            (
                tap(DESK, "label:has(input[name=carrier])", "Drop-off, printed label"),
                points(DESK, "label:has(input[name=carrier]:checked)", "printed label"),
            ),
        ),
        Step(
            "Authorized, labelled, mailed. The label hangs on the mail in the inbox.",
            (
                press(DESK, "Enter"),
                sees(DESK, "main", "In transit"),
                keep(DESK, _ANYTHING, "RMA-", name="number"),
                tap(INBOX, "main button", "{number}"),
                points(INBOX, "main a[href*='attachment']"),
            ),
        ),
    ),
    ("seconds", "keys", "letters", "clicks"),
    "A whole return, authorized and with its label in the customer’s mailbox.",
    NO_CLICKS,
    ready=_DASHBOARD,
)

CARRIER = Story(
    "carrier",
    "The carrier fails, and nothing is lost",
    "The practice carrier refuses whoever has “sandbox-refuse” in the address, as a test card is declined.",
    (
        Step(
            "{name} confirms as always.",
            (go(PHONE, "{link}"), sees(PHONE, _QUESTION, "Is this right?"), tap(PHONE, _BAR, "Confirm")),
        ),
        Step(
            "The phone stays calm: there is nothing to do. The return has its number.",
            (points(PHONE, _QUESTION, "needs a little longer"),),
        ),
        Step(
            "The desk has an urgent item, with the carrier’s own words.",
            (go(DESK, "{page}"), points(DESK, "[role=alert]", "The carrier made no label")),
        ),
        Step(
            "The agent corrects the address and sends it again.",
            (
                tap(DESK, "#correct"),
                types(DESK, "", at="input[name=company]"),
                tap(DESK, "button[type=submit]", "Send to the carrier again"),
                sees(DESK, "main", "In transit"),
            ),
        ),
        Step(
            "The phone, still open, has the label; so has the inbox. One number, one label.",
            (
                points(PHONE, _QUESTION, _DONE),
                keep(PHONE, _ANYTHING, "RMA-", name="number"),
                points(INBOX, "main button", "{number}"),
            ),
        ),
    ),
    ("taps", "seconds"),
    "One return number and one label, although the carrier said no at first.",
    ONE_LABEL,
    ready=_WATCHING,
)

NETWORK = Story(
    "network",
    "The network drops at “confirm”",
    "The stage cuts the phone’s line in the moment after the tap: the answer never arrives.",
    (
        Step(
            "The last screen. The line is still good.",
            (go(PHONE, "{link}"), points(PHONE, _QUESTION, "Is this right?")),
        ),
        Step(
            "Tap, and the line is gone. The phone says so, and keeps waiting.",
            (
                cut(PHONE, after='.confirm"'),
                tap(PHONE, _BAR, "Confirm"),
                points(PHONE, "body *", "No connection right now"),
            ),
        ),
        Step(
            "The tap had arrived: the desk has the return number already.",
            (
                points(DESK, _TITLE, "has finished"),
                keep(DESK, "main .font-mono", "RMA-", name="number"),
            ),
        ),
        Step(
            "The line is back. The phone asks again by itself, and gets the same number.",
            (mend(PHONE), sees(PHONE, _QUESTION, _DONE), points(PHONE, _ANYTHING, "{number}")),
        ),
        Step(
            "Even the link, opened once more, shows that number and no other.",
            (go(PHONE, "{link}"), sees(PHONE, _QUESTION, _DONE), points(PHONE, _ANYTHING, "{number}")),
        ),
    ),
    ("taps", "seconds"),
    "One return number, {number}, on the phone, at the desk and behind the link.",
    ONE_LABEL,
    ready=_WATCHING,
)

POLICY = Story(
    "policy",
    "A return type that does not fit says why",
    "The agent wants a link for an order of the webshop, and for rented gear.",
    (
        Step(
            "What can be used is offered; the rest is not hidden but greyed out below.",
            (go(DESK, routes.NEW_RETURN), focused(DESK, _TITLE)),
        ),
        Step(
            "The webshop’s orders come by themselves: an order connector is active.",
            (
                types(DESK, "webshop", at="input[name=words]"),
                points(DESK, _ANYTHING, "order connector"),
            ),
        ),
        Step(
            "Rented gear has the slim portal, and a link needs the advanced one. The way out stands beside it.",
            (
                types(DESK, "rental", at="input[name=words]"),
                points(DESK, _ANYTHING, "slim portal"),
            ),
        ),
        Step(
            "One click, and the agent creates it instead.",
            (
                tap(DESK, "main button", "Create it yourself"),
                sees(DESK, "main label", "Rental gear"),
                points(DESK, "label:has(input[name='return-type']:checked)", "Rental gear"),
            ),
        ),
    ),
    ("clicks", "letters"),
    "Nothing was hidden, and nobody had to ask an administrator.",
)

STORIES: Final = (LINK, TAPS, LIVE, COMPLETE, CARRIER, NETWORK, POLICY)
