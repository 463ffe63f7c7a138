"""What the dialogs of the return page ask about: pickups, settlements, cancellations. And how a return was settled."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.db.accounts import User
from returns_app.db.contact import was_in_contact
from returns_app.db.receiving import Settlement, found_in
from returns_app.db.returns import Return, fetch, lines_of
from returns_app.db.settling import settling
from returns_app.db.shipments import alive_shipment
from returns_app.db.shipping import option_row
from returns_app.domain.actors import Actor
from returns_app.domain.lifecycle import Event, Status, legal_events
from returns_app.domain.money import Money
from returns_app.domain.pickups import WINDOWS, pickup_days
from returns_app.domain.receiving import Found, summary
from returns_app.domain.settling import Settling
from returns_app.i18n import SOURCE_LANGUAGE, date, language_name, money
from returns_app.mail.brand import day_of
from returns_app.queries import moments

SETTLED_AS = {
    Settling.REFUND: "Refund",
    Settling.EXCHANGE: "Exchange",
    Settling.REPAIR: "Repair",
    Settling.NOTHING: "Nothing",
}


@dataclass(frozen=True)
class Pick:
    """One thing to choose."""

    value: str
    label: str


@dataclass(frozen=True)
class PickupForm:
    """When the carrier can come for the return that it is `about`."""

    about: str = ""
    carrier: str = ""
    days: list[Pick] = field(default_factory=list)
    windows: list[Pick] = field(default_factory=list)


@dataclass(frozen=True)
class SettleForm:
    """What may be given for the return that it is `about`.

    `whole` is the value of all that came back, `sound` without damaged pieces, as typed amounts: they differ only where
    something is damaged. `limit` says in words how much this person may refund.
    """

    about: str = ""
    version: int = 0
    outcome: str = ""
    found: str = ""
    currency: str = ""
    whole: str = ""
    whole_words: str = ""
    sound: str = ""
    sound_words: str = ""
    limit: str = ""
    language: str = ""


@dataclass(frozen=True)
class SettledView:
    """How the return was settled; `shown` is off where it is not."""

    shown: bool = False
    outcome: str = ""
    amount: str = ""
    reference: str = ""
    words: str = ""
    by: str = ""


def pickup_form(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> PickupForm:
    """The days and windows to choose from; empty where there is no pickup to book for this person."""
    row = fetch(session, actor, return_id)
    shipment = alive_shipment(session, row.id)
    if shipment is None or Event.PICKUP_BOOKED not in legal_events(Status(row.status), actor):
        return PickupForm()
    return PickupForm(
        about=str(row.id),
        carrier=option_row(session, shipment.option_id)[2].name,
        days=[Pick(day.isoformat(), date(SOURCE_LANGUAGE, day)) for day in pickup_days(day_of(now))],
        windows=[Pick(window, window.replace("-", " to ")) for window in WINDOWS],
    )


def settle_form(session: Session, actor: Actor, return_id: UUID) -> SettleForm:
    """What may be given for a return, to this person. Raises `NotFound` beyond their scope."""
    row = fetch(session, actor, return_id)
    may = settling(session, actor, row)
    whole, sound = may.worth.accepted, may.worth.sound
    most = Money(may.limit.most_minor, may.currency)
    return SettleForm(
        about=str(row.id),
        version=row.version,
        outcome=_wished(session, row),
        found=_in_words(found_in(session, row.id)) if row.checkout_at else "The customer keeps everything.",
        currency=may.currency,
        whole=_typed(whole),
        whole_words=_said(whole),
        sound=_typed(sound),
        sound_words=_said(sound) if sound != whole else "",
        limit=""
        if may.limit.may_exceed
        else f"You may refund up to {_said(most)}; above that, a supervisor.",
        language=language_name(SOURCE_LANGUAGE, row.language),
    )


def cancel_words(session: Session, actor: Actor, return_id: UUID) -> str:
    """What canceling does to this return, as it is now: to its customer and to its label."""
    row = fetch(session, actor, return_id)
    shipment = alive_shipment(session, row.id)
    language = language_name(SOURCE_LANGUAGE, row.language)
    link = "its link goes on to say so" if row.checkout_at else "its link stops working"
    parts = [f"It ends for good, and {link}."]
    if shipment is not None and shipment.status == "booked":
        carrier = option_row(session, shipment.option_id)[2].name
        parts.append(f"{carrier} is asked to call the label off.")
    elif shipment is not None:
        parts.append("The label that is being made is not made.")
    if row.customer_id is not None and was_in_contact(session, row):
        parts.append(f"The customer gets an e-mail in {language}.")
    else:
        parts.append("The customer has not heard of it yet and gets no e-mail.")
    return " ".join(parts)


def settled_view(session: Session, row: Return) -> SettledView:
    """How a completed return was settled."""
    there = session.get(Settlement, row.id)
    if there is None:
        return SettledView()
    user = session.get(User, there.settled_by) if there.settled_by else None
    by = f" by {user.name}" if user else ""
    return SettledView(
        shown=True,
        outcome=SETTLED_AS[Settling(there.outcome)],
        amount=_said(Money(there.amount_minor, there.currency)) if there.amount_minor else "",
        reference=there.reference,
        words=there.words,
        by=f"{moments.at(there.settled_at)}{by}",
    )


def _wished(session: Session, row: Return) -> str:
    """What the customer would like, where they all agree."""
    wishes = {line.outcome or row.outcome or "" for line in lines_of(session, row.id)}
    only = wishes.pop() if len(wishes) == 1 else ""
    return only or Settling.REFUND.value


def _in_words(found: Found) -> str:
    return " ".join(map(str, summary(found)))


def _typed(amount: Money | None) -> str:
    return f"{amount.minor // 100}.{amount.minor % 100:02d}" if amount is not None and amount.minor else ""


def _said(amount: Money | None) -> str:
    return money(SOURCE_LANGUAGE, amount) if amount is not None else ""
