"""Words of the customer's pages that depend on what they are about."""

from returns_app.db.shipping import OptionRow
from returns_app.domain.money import Money
from returns_app.domain.policy import Outcome
from returns_app.i18n import Translator, money
from returns_app.queries.portal_views import OptionCard

# In whose day and hour the customer reads when something happened.
ZONE = "Europe/Amsterdam"
MASK = "•" * 5


def first_name(name: str) -> str:
    """How a customer is addressed."""
    return name.split(maxsplit=1)[0] if name.split() else ""


def masked(email: str) -> str:
    """An address its owner recognizes, and nobody else reads: `a•••••@postvak.example`."""
    local, _, domain = email.partition("@")
    return f"{local[:1]}{MASK}@{domain}" if domain else ""


def pieces(t: Translator, count: int) -> str:
    """How many pieces of one product."""
    return t.n("{count} piece", "{count} pieces", count)


def products(t: Translator, count: int) -> str:
    """How many products, counting pieces."""
    return t.n("{count} product", "{count} products", count)


def hours(t: Translator, window: str) -> str:
    """The hours of a pickup, to follow "between": `08:00 and 12:00`."""
    start, _, end = window.partition("-")
    return t._("{start} and {end}", start=start, end=end)


def outcome_words(t: Translator, outcome: str | None) -> str:
    """What the customer would like, in words."""
    words = {
        Outcome.REFUND: t._("Money back"),
        Outcome.EXCHANGE: t._("Another one"),
        Outcome.REPAIR: t._("Repair"),
    }
    return words[Outcome(outcome)] if outcome else ""


def price_words(t: Translator, price: Money, *, free: bool) -> str:
    """What an option costs the customer."""
    return t._("Free") if free or price.minor == 0 else money(t.language, price)


def option_card(t: Translator, row: OptionRow, *, free: bool) -> OptionCard:
    """One shipping option in words; `free` when the merchant pays."""
    option, _, carrier = row
    place = option.place or t._("parcel shop")
    title, what = _what_to_do(t, option.handover, option.label_format, place=place, carrier=carrier.name)
    price = Money(option.price_minor, option.currency)
    return OptionCard(
        id=str(option.id),
        title=title,
        what=what,
        price=price_words(t, price, free=free),
        icon=option.handover,
        place=option.place,
        by=carrier.name,
        is_free=free or option.price_minor == 0,
    )


def _what_to_do(
    t: Translator, handover: str, label_format: str, *, place: str, carrier: str
) -> tuple[str, str]:
    if handover == "pickup":
        return (
            t._("Picked up at your door"),
            t._("{carrier} collects it. Print the label and stick it on.", carrier=carrier),
        )
    if handover == "in_store":
        return t._("Bring it to our store"), t._("Hand it over at the counter. No label, no box.")
    if label_format == "qr":
        return (
            t._("Drop off, no printer"),
            t._("Show a QR code at a {place}. They print the label.", place=place),
        )
    return (
        t._("Print and drop off"),
        t._("Print the label, stick it on, leave it at a {place}.", place=place),
    )
