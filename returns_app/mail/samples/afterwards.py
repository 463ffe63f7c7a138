"""Samples of the mails from the pickup to the end, and of those that may come at any time."""

from datetime import timedelta

from returns_app.domain.money import Money
from returns_app.domain.settling import Settling
from returns_app.mail.fresh_facts import FreshFacts
from returns_app.mail.lifecycle_facts import (
    CanceledFacts,
    CompletedFacts,
    FoundLine,
    PickupFacts,
    ReceivedFacts,
    ReminderFacts,
)
from returns_app.mail.message_facts import MessageFacts
from returns_app.mail.samples.told import CARRIER, DRIVERS, NUMBER, ORDER, PLACE, Told
from returns_app.mail.withdrawal_facts import WithdrawnFacts


def pickup(of: Told) -> PickupFacts:
    """The driver comes on a day."""
    return PickupFacts(
        number=NUMBER,
        name=of.words.customer,
        carrier=DRIVERS,
        day=(of.now + timedelta(days=2)).date(),
        window="08:00-12:00",
        reference="KX-20418",
        address=of.words.address,
        items=of.both,
    )


def link_waits(of: Told) -> ReminderFacts:
    """The link is unused."""
    return ReminderFacts(
        what="link",
        name=of.words.customer,
        items=of.both,
        steps=("address", "shipping"),
        expires_at=of.now + timedelta(days=7),
    )


def label_waits(of: Told) -> ReminderFacts:
    """The label is unused."""
    return ReminderFacts(
        what="label",
        number=NUMBER,
        name=of.words.customer,
        items=(of.jacket,),
        carrier=CARRIER,
        place=PLACE,
    )


def pickup_waits(of: Told) -> ReminderFacts:
    """No day was chosen."""
    return ReminderFacts(
        what="pickup", number=NUMBER, name=of.words.customer, items=(of.jacket,), carrier=DRIVERS
    )


def received(of: Told) -> ReceivedFacts:
    """The parcel is here."""
    return ReceivedFacts(number=NUMBER, received_at=of.now, name=of.words.customer, items=of.both)


def refunded(of: Told) -> CompletedFacts:
    """Settled with money, after differences were found."""
    return CompletedFacts(
        number=NUMBER,
        outcome=Settling.REFUND,
        settled_at=of.now,
        name=of.words.customer,
        agent=of.words.agent,
        amount=Money(18900, "EUR"),
        reference="PAY-20418",
        words=of.words.thanks,
        found=(
            FoundLine(of.words.jacket, 1, 1),
            FoundLine(of.words.backpack, 2, 1, 1),
            FoundLine(of.words.cup, 0, 1),
        ),
    )


def exchanged(of: Told) -> CompletedFacts:
    """Settled with a replacement."""
    return CompletedFacts(
        number=NUMBER,
        outcome=Settling.EXCHANGE,
        settled_at=of.now,
        name=of.words.customer,
        items=(of.jacket,),
    )


def canceled(of: Told) -> CanceledFacts:
    """Called off, while a label was out."""
    return CanceledFacts(
        number=NUMBER,
        name=of.words.customer,
        agent=of.words.agent,
        reason=of.words.called_off,
        has_label=True,
        items=(of.jacket,),
        order=ORDER,
    )


def called_off(of: Told) -> CanceledFacts:
    """Called off by the customer themselves."""
    return CanceledFacts(
        number=NUMBER,
        name=of.words.customer,
        has_label=True,
        by_customer=True,
        is_shown=True,
        items=(of.jacket,),
    )


def message(of: Told) -> MessageFacts:
    """An agent writes."""
    return MessageFacts(words=of.words.message, agent=of.words.agent, name=of.words.customer, number=NUMBER)


def fresh(of: Told) -> FreshFacts:
    """A fresh link to a return that is confirmed."""
    return FreshFacts(NUMBER, of.words.customer, (of.jacket,))


def withdrawn(of: Told) -> WithdrawnFacts:
    """The customer withdrew from the purchase."""
    return WithdrawnFacts(
        number=NUMBER,
        declared_at=of.now,
        refund_by=(of.now + timedelta(days=14)).date(),
        send_by=(of.now + timedelta(days=14)).date(),
        name=of.words.customer,
        order=ORDER,
        items=(of.jacket,),
    )
