"""What the page at `/` says, apart from how it looks."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Way:
    """One of the two ways to make a return."""

    title: str
    words: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """Something said under an icon."""

    symbol: str
    title: str
    words: str


@dataclass(frozen=True)
class Fact:
    """A figure, and the test that holds it."""

    figure: str
    words: str
    test: str


WAYS: Final = (
    Way(
        "With the customer",
        "The agent begins, the customer finishes.",
        (
            "Choose the return type and the customer; fill in whatever you know already.",
            "Mail the link, show it as a code, or copy it. The return is authorized before it is opened.",
            "The customer answers what is left: often nothing but “Is this right?”.",
            "Number and label are on the phone, and the desk has watched it happen.",
        ),
    ),
    Way(
        "For the customer",
        "The agent does all of it.",
        (
            "Fill in order and products, with a reason for each.",
            "Decide each piece: take it back, reject it, or let the customer keep it.",
            "Choose the carrier, or leave that to the customer.",
            "The label is made and mailed. Nothing is left to ask.",
        ),
    ),
)
FACES: Final = (
    Card(
        "headset",
        "Agents",
        "Every flow works from the keyboard. Rules that do not fit say why, before anybody promises anything.",
    ),
    Card(
        "smartphone",
        "Customers",
        "One question a screen, in their language, on any phone and any network. What is typed is kept.",
    ),
    Card(
        "warehouse",
        "Warehouse and managers",
        "Parcels are expected before they come, are scanned in, and settled. Lists stay quick at a million returns.",
    ),
)
FACTS: Final = (
    Fact(
        "12 keys",
        "at most from the dashboard to a copied link, beside the name",
        "test_speed.py",
    ),
    Fact("2 taps", "from the link to the label of a prepared return", "test_stories.py"),
    Fact("150 KB", "at most for a customer’s whole first visit", "test_portal_light.py"),
    Fact("1 number", "however often “confirm” is pressed or lost", "test_portal_bad_network.py"),
)
STORMS: Final = (
    Card(
        "truck",
        "The carrier refuses",
        "The return is kept, the customer is told calmly, and the desk has an urgent item that says what to correct.",
    ),
    Card(
        "wifi-off",
        "The line drops",
        "The phone keeps what was typed and goes on by itself. There is still one number and one label.",
    ),
    Card(
        "users", "Two agents decide at once", "One is first. The other reads what happened and loses no word."
    ),
    Card(
        "key-round",
        "A link goes astray",
        "Replace or revoke it with one key. An old link shows a plain page that tells nobody anything.",
    ),
)
