"""Words of the timeline about what happened after the checkout."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from returns_app.domain.money import Money
from returns_app.domain.receiving import Found, summary
from returns_app.i18n import SOURCE_LANGUAGE, money
from returns_app.i18n import date as day_words

Facts = Mapping[str, Any]
_COUNTS = ("expected", "received", "missing", "surplus", "damaged", "undeclared")
_OUTCOMES = {
    "refund": "refund",
    "exchange": "exchange",
    "repair": "repair",
    "nothing": "no refund or replacement",
}


def pickup(facts: Facts) -> str:
    """The carrier, the day and the hours of a pickup."""
    parts = [str(facts[name]) for name in ("carrier",) if facts.get(name)]
    if facts.get("day"):
        parts.append(day_words(SOURCE_LANGUAGE, date.fromisoformat(str(facts["day"]))))
    if facts.get("window"):
        parts.append(str(facts["window"]))
    return "".join(f", {part}" for part in parts)


def not_booked(facts: Facts) -> str:
    """Which pickup the carrier does not make, in its words; and that somebody chooses another day."""
    return f"{pickup(facts).removeprefix(', ')}. {facts.get('words', '')} Another day is to be chosen".strip()


def refund_due(facts: Facts) -> str:
    """Until when the money has to be back."""
    text = facts.get("refund_due_on")
    return f", refund due by {day_words(SOURCE_LANGUAGE, date.fromisoformat(str(text)))}" if text else ""


def checked(facts: Facts) -> str:
    """What was found, and that it waits for settlement."""
    if not all(isinstance(facts.get(name), int) for name in _COUNTS):
        return "It waits for settlement"
    return " ".join(map(str, summary(Found(**{name: facts[name] for name in _COUNTS})))).rstrip(".")


def canceled(facts: Facts, by: str) -> str:
    """Who canceled: a name alone would not tell a customer from a colleague."""
    return f"{by}, the customer" if facts.get("party") == "customer" else by


def added(facts: Facts) -> str:
    """How many products the customer added behind the confirmation."""
    count = facts.get("count", 1)
    return "1 forgotten product added" if count == 1 else f"{count} forgotten products added"


def settled(facts: Facts) -> str:
    """What the customer gets."""
    outcome = _OUTCOMES.get(str(facts.get("outcome", "")), "")
    amount, currency = facts.get("amount_minor"), str(facts.get("currency", ""))
    said = money(SOURCE_LANGUAGE, Money(int(amount), currency)) if amount and currency else ""
    return "".join(f", {part}" for part in (outcome, said) if part)
