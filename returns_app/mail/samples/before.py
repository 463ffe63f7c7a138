"""Samples of the mails until the goods are on their way."""

from dataclasses import replace
from datetime import timedelta

from returns_app.mail.facts import AuthorizedFacts, LabelFacts, LinkFacts, Refused, RejectedFacts
from returns_app.mail.lifecycle_facts import ReviewFacts
from returns_app.mail.samples.told import CARRIER, DOCUMENT, DRIVERS, NUMBER, ORDER, PLACE, Told


def link(of: Told) -> LinkFacts:
    """Three steps are left, with a personal line."""
    return LinkFacts(
        expires_at=of.now + timedelta(days=14),
        name=of.words.customer,
        agent=of.words.agent,
        items=of.both,
        steps=("survey", "address", "shipping"),
        message=of.words.greeting,
    )


def fresh(of: Told) -> LinkFacts:
    """An earlier link was replaced; nothing is left but to confirm."""
    return LinkFacts(
        expires_at=of.now + timedelta(days=14), name=of.words.customer, items=(of.jacket,), renewed=True
    )


def review(of: Told) -> ReviewFacts:
    """Somebody looks at it."""
    return ReviewFacts(name=of.words.customer, items=(of.jacket,), order=ORDER)


def authorized(of: Told) -> AuthorizedFacts:
    """All of it may come back."""
    return AuthorizedFacts(
        number=NUMBER,
        name=of.words.customer,
        items=of.both,
        expires_at=of.now + timedelta(days=14),
    )


def partly(of: Told) -> AuthorizedFacts:
    """A part may come back, a part is refused, a part is kept."""
    return AuthorizedFacts(
        number=NUMBER,
        name=of.words.customer,
        items=(of.jacket,),
        refused=(
            Refused(of.words.socks, 2, reason=of.words.worn),
            Refused(of.words.cup, 1, reason=of.words.broken, keep=True),
        ),
        expires_at=of.now + timedelta(days=14),
    )


def kept(of: Told) -> AuthorizedFacts:
    """Nothing has to be sent."""
    kept = Refused(of.words.cup, 1, reason=of.words.broken, keep=True)
    return AuthorizedFacts(number=NUMBER, name=of.words.customer, refused=(kept,))


def rejected(of: Told) -> RejectedFacts:
    """Not accepted, in the words of an agent."""
    return RejectedFacts(
        reason=of.words.refusal,
        name=of.words.customer,
        agent=of.words.agent,
        items=(of.jacket,),
        order=ORDER,
    )


def printed(of: Told) -> LabelFacts:
    """A label to print."""
    return LabelFacts(
        number=NUMBER,
        name=of.words.customer,
        items=of.both,
        carrier=CARRIER,
        place=PLACE,
        by=(of.now + timedelta(days=14)).date(),
        document=DOCUMENT,
    )


def code(of: Told) -> LabelFacts:
    """A code to show; one line is refused."""
    return LabelFacts(
        number=NUMBER,
        name=of.words.customer,
        items=(of.jacket,),
        refused=(Refused(of.words.socks, 2, reason=of.words.worn),),
        label_format="qr",
        carrier=CARRIER,
        place=PLACE,
        document=DOCUMENT,
    )


def further(of: Told) -> LabelFacts:
    """A second box of the same return."""
    return replace(printed(of), parcel=2, items=(of.jacket,))


def shared(of: Told) -> LabelFacts:
    """A customer had the code sent to somebody who hands the parcel in for them."""
    return replace(code(of), sent_by=of.words.customer, name="", refused=())


def to_book(of: Told) -> LabelFacts:
    """A label for a driver, whose day is open."""
    return LabelFacts(
        number=NUMBER,
        name=of.words.customer,
        items=of.both,
        handover="pickup",
        carrier=DRIVERS,
        document=DOCUMENT,
    )


def store(of: Told) -> LabelFacts:
    """To hand in at a store."""
    return LabelFacts(
        number=NUMBER,
        name=of.words.customer,
        items=(of.jacket,),
        handover="in_store",
        label_format="qr",
        place="Noordlicht store",
    )
