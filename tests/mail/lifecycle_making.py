"""Facts of the mails after the checkout."""

from datetime import UTC, date, datetime
from typing import Any

from returns_app.domain.money import Money
from returns_app.domain.settling import Settling
from returns_app.mail.lifecycle_facts import (
    CanceledFacts,
    CompletedFacts,
    FoundLine,
    PickupFacts,
    ReceivedFacts,
    ReminderFacts,
    ReviewFacts,
)
from tests.mail.making import BACKPACK, EXPIRES, JACKET

NUMBER = "RMA-7K3M-Q9TX"
WHEN = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
NAME = "Anna de Vries"


def review(**given: Any) -> ReviewFacts:
    return ReviewFacts(**{"name": NAME, "items": (JACKET,), "order": "NO-103517"} | given)


def pickup(**given: Any) -> PickupFacts:
    return PickupFacts(
        **{
            "number": NUMBER,
            "day": date(2026, 11, 25),
            "window": "08:00-12:00",
            "name": NAME,
            "carrier": "Kievit Express",
            "address": "Biltstraat 118, 3572 BK Utrecht",
            "reference": "SBX-1",
            "items": (JACKET, BACKPACK),
        }
        | given
    )


def received(**given: Any) -> ReceivedFacts:
    return ReceivedFacts(**{"number": NUMBER, "received_at": WHEN, "name": NAME, "items": (JACKET,)} | given)


def completed(**given: Any) -> CompletedFacts:
    return CompletedFacts(
        **{
            "number": NUMBER,
            "outcome": Settling.REFUND,
            "settled_at": WHEN,
            "name": NAME,
            "agent": "Femke Bakker",
            "amount": Money(18900, "EUR"),
            "reference": "PAY-1",
            "words": "Thank you for waiting.",
            "items": (JACKET,),
            "found": (FoundLine("Skarvan shell jacket", 3, 1, 1), FoundLine("Charging cable", 0, 2)),
        }
        | given
    )


def canceled(**given: Any) -> CanceledFacts:
    return CanceledFacts(
        **{
            "number": NUMBER,
            "name": NAME,
            "agent": "Femke Bakker",
            "reason": "Ordered twice.",
            "has_label": True,
            "items": (JACKET,),
        }
        | given
    )


def reminder(**given: Any) -> ReminderFacts:
    return ReminderFacts(
        **{
            "what": "link",
            "name": NAME,
            "items": (JACKET,),
            "steps": ("address", "shipping"),
            "expires_at": EXPIRES,
        }
        | given
    )


AFTERWARDS = (review(), pickup(), received(), completed(), canceled(), reminder())
