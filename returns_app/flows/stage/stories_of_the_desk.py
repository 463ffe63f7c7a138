"""The stories in which the desk does most of it."""

from returns_app import routes
from returns_app.flows.stage.acts import (
    DESK,
    INBOX,
    PHONE,
    choose,
    focused,
    go,
    keep,
    points,
    press,
    sees,
    tap,
    types,
)
from returns_app.flows.stage.baselines import NO_CLICKS, ONE_LABEL
from returns_app.flows.stage.story import (
    ANYTHING,
    BAR,
    BARRED,
    CUSTOMER,
    DASHBOARD,
    DONE,
    QUESTION,
    TITLE,
    WATCHING,
    Step,
    Story,
)

COMPLETE = Story(
    "complete",
    "All by the agent",
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
                sees(DESK, TITLE, "Which return type?"),
                press(DESK, "Enter"),
                focused(DESK, CUSTOMER),
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
                sees(DESK, TITLE, "Additional information"),
                press(DESK, "s"),
                sees(DESK, TITLE, "Is this right?"),
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
                keep(DESK, ANYTHING, "RMA-", name="number"),
                tap(INBOX, "main button", "{number}"),
                points(INBOX, "main a[href*='attachment']"),
            ),
        ),
    ),
    ("seconds", "keys", "letters", "clicks"),
    "A whole return, authorized and with its label in the customer’s mailbox.",
    NO_CLICKS,
    ready=DASHBOARD,
)

CARRIER = Story(
    "carrier",
    "The carrier fails",
    "The carrier fails, and nothing is lost",
    "The practice carrier refuses whoever has “sandbox-refuse” in the address, as a test card is declined.",
    (
        Step(
            "{name} confirms as always.",
            (go(PHONE, "{link}"), sees(PHONE, QUESTION, "Is this right?"), tap(PHONE, BAR, "Confirm")),
        ),
        Step(
            "The phone stays calm: there is nothing to do. The return has its number.",
            (points(PHONE, QUESTION, "needs a little longer"),),
        ),
        Step(
            "The desk has an urgent item, with the carrier’s own words.",
            (go(DESK, "{page}"), points(DESK, "[role=alert]", "The carrier made no label")),
        ),
        Step(
            "The agent corrects the address and sends it again.",
            (
                tap(DESK, "#correct"),
                types(DESK, "", at="input[name=addition]"),
                tap(DESK, "button[type=submit]", "Send to the carrier again"),
                sees(DESK, "main", "In transit"),
            ),
        ),
        Step(
            "The link, opened again, has the label; so has the inbox. One number, one label.",
            (
                go(PHONE, "{link}"),
                points(PHONE, QUESTION, DONE),
                keep(PHONE, ANYTHING, "RMA-", name="number"),
                points(INBOX, "main button", "{number}"),
            ),
        ),
    ),
    ("taps", "seconds"),
    "One return number, {number}, and one label, although the carrier said no at first.",
    ONE_LABEL,
    ready=WATCHING,
)

POLICY = Story(
    "policy",
    "Not eligible",
    "A return type that does not fit says why",
    "The agent wants a link for an order of the webshop, and for rented gear.",
    (
        Step(
            "What can be used is offered; the rest is not hidden but greyed out below.",
            (go(DESK, routes.NEW_RETURN), focused(DESK, TITLE)),
        ),
        Step(
            "The webshop’s orders come by themselves: an order connector is active.",
            (
                types(DESK, "webshop", at="input[name=words]"),
                points(DESK, BARRED, "order connector"),
            ),
        ),
        Step(
            "Rented gear has the slim portal, and a link needs the advanced one. The way out stands beside it.",
            (
                types(DESK, "rental", at="input[name=words]"),
                points(DESK, BARRED, "slim portal"),
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
