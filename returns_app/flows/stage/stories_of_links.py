"""The stories in which the customer finishes what an agent prepared."""

from returns_app.flows.stage.acts import (
    DESK,
    INBOX,
    PHONE,
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
from returns_app.flows.stage.baselines import NO_CLICKS, ONE_LABEL, SCREENS
from returns_app.flows.stage.story import (
    ANYTHING,
    BAR,
    CUSTOMER,
    DASHBOARD,
    DONE,
    NUMBER,
    QUESTION,
    SEND,
    TITLE,
    TRACK,
    WATCHING,
    Step,
    Story,
)

LINK = Story(
    "link",
    "Ten seconds",
    "The link in ten seconds",
    "{name} is on the line. Watch the hands: they stay on the keyboard.",
    (
        Step(
            "C begins a new return from anywhere. Enter keeps the return type that is offered.",
            (
                press(DESK, "c"),
                sees(DESK, TITLE, "Which return type?"),
                press(DESK, "Enter"),
                focused(DESK, "#customer-search"),
            ),
        ),
        Step(
            "The name is found while it is typed.",
            (types(DESK, "{name}", at="#customer-search"), press(DESK, "Enter"), focused(DESK, CUSTOMER)),
        ),
        Step(
            "Shift S leaves all the rest to the customer, and shows what was agreed on.",
            (press(DESK, "Shift+S"), sees(DESK, TITLE, "Is this what you agreed on?")),
        ),
        Step(
            "The link is there, authorized before anybody opens it. Y copies it.",
            (
                press(DESK, "Enter"),
                sees(DESK, TITLE, "is ready"),
                press(DESK, "y"),
                keep(DESK, "span.truncate", "/l/", name="link"),
            ),
        ),
        Step(
            "The customer’s phone asks what is left, and nothing else.",
            (go(PHONE, "{link}"), points(PHONE, QUESTION, "steps")),
        ),
    ),
    ("seconds", "keys", "letters", "clicks"),
    "From the dashboard to a copied link, without the mouse.",
    NO_CLICKS,
    ready=DASHBOARD,
)

TAPS = Story(
    "taps",
    "Two taps",
    "The customer finishes with two taps",
    "The agent has prepared everything. {name} opens the link from the e-mail.",
    (
        Step(
            "One screen, because nothing is left to ask: “Is this right?”",
            (go(PHONE, "{link}"), points(PHONE, QUESTION, "Is this right?")),
        ),
        Step(
            "The first tap confirms. Number and code are on the phone.",
            (
                tap(PHONE, BAR, "Confirm"),
                sees(PHONE, QUESTION, DONE),
                points(PHONE, NUMBER, "RMA-"),
                keep(PHONE, ANYTHING, "RMA-", name="number"),
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
    ready=WATCHING,
)

LIVE = Story(
    "live",
    "Live",
    "The agent sees it happen",
    "The desk shows the link’s page, the phone has the link. Nobody reloads anything.",
    (
        Step(
            "The customer opens the link. The desk knows at once.",
            (go(PHONE, "{link}"), sees(PHONE, QUESTION, "steps"), points(DESK, TRACK, "Opened")),
        ),
        Step(
            "The order number: look at the desk while the phone goes on.",
            (
                tap(PHONE, BAR),
                types(PHONE, "{order}", at="#order_number"),
                tap(PHONE, SEND),
                sees(PHONE, QUESTION, "What are you sending back?"),
                points(DESK, TRACK, "Step 2 of"),
            ),
        ),
        Step(
            "The product is found by a word of it.",
            (
                types(PHONE, "shell jacket", at="main [role=combobox]"),
                tap(PHONE, "[role=option]", "Shell Jacket"),
                sees(PHONE, "main li", "Shell Jacket"),
                choose(PHONE, "main select[name=reason]", "Too small"),
                tap(PHONE, SEND),
                sees(PHONE, QUESTION, "Is everything right?"),
            ),
        ),
        Step(
            "Confirmed on the phone, finished on the desk: the same number on both.",
            (
                tap(PHONE, BAR, "Confirm"),
                sees(PHONE, QUESTION, DONE),
                points(DESK, TITLE, "has finished"),
            ),
        ),
    ),
    ("behind", "taps", "seconds"),
    "What the customer does is on the agent’s open page, without a reload.",
    ready=WATCHING,
)

NETWORK = Story(
    "network",
    "The network drops",
    "The network drops at “confirm”",
    "The stage cuts the phone’s line in the moment after the tap: the answer never arrives.",
    (
        Step(
            "The last screen. The line is still good.",
            (go(PHONE, "{link}"), points(PHONE, QUESTION, "Is this right?")),
        ),
        Step(
            "Tap, and the line is gone. The phone says so, and keeps waiting.",
            (
                cut(PHONE, after='.confirm"'),
                tap(PHONE, BAR, "Confirm"),
                points(PHONE, "body *", "No connection right now"),
            ),
        ),
        Step(
            "The tap had arrived: the desk has the return number already.",
            (
                points(DESK, TITLE, "has finished"),
                keep(DESK, "main .font-mono", "RMA-", name="number"),
            ),
        ),
        Step(
            "The line is back. The phone asks again by itself, and gets the same number.",
            (mend(PHONE), sees(PHONE, QUESTION, DONE), points(PHONE, NUMBER, "{number}")),
        ),
        Step(
            "Even the link, opened once more, shows that number and no other.",
            (go(PHONE, "{link}"), sees(PHONE, QUESTION, DONE), points(PHONE, NUMBER, "{number}")),
        ),
    ),
    ("taps", "seconds"),
    "One return number, {number}, on the phone, at the desk and behind the link.",
    ONE_LABEL,
    ready=WATCHING,
)
