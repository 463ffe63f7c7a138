"""What a customer reads about their pickup, about what was found in the parcel, and about what they get."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from returns_app.db.receiving import Settlement, found_in
from returns_app.db.returns import Return
from returns_app.db.shipments import Shipment
from returns_app.domain.addresses import Address, lines
from returns_app.domain.lifecycle import Status
from returns_app.domain.money import Money
from returns_app.domain.pickups import WINDOWS, pickup_days
from returns_app.domain.receiving import Found
from returns_app.domain.settling import Settling
from returns_app.i18n import Translator, date, money, month_name
from returns_app.queries.portal_views import Choice, Outcome, PickupLeaf
from returns_app.queries.portal_words import ZONE, hours
from returns_app.settings import load


def with_pickup(
    t: Translator, made: Outcome, row: Return, shipment: Shipment | None, *, carrier: str, now: datetime
) -> Outcome:
    """The screen of a return that is picked up: its day, or the days to choose from."""
    if shipment is not None and shipment.pickup_on is not None:
        day = date(t.language, shipment.pickup_on)
        between = hours(t, shipment.pickup_window)
        lead = t._("They come between {window}. Print your label before then.", window=between)
        title = t._("Done. {carrier} comes on {day}", carrier=carrier, day=day)
        leaf = PickupLeaf(
            month=month_name(t.language, shipment.pickup_on),
            day=str(shipment.pickup_on.day),
            what=day,
            when=f"{shipment.pickup_window.replace('-', ' – ')} · {_street(shipment)}",
        )
        return replace(made, kind="pickup", title=title, lead=lead, pickup=leaf)
    if row.status != Status.PICKUP_REQUESTED:
        lead = t._("{carrier} tells you on which day. Print your label before then.", carrier=carrier)
        return replace(
            made, kind="pickup", title=t._("Done. {carrier} comes to you", carrier=carrier), lead=lead
        )
    return replace(
        made,
        kind="pickup",
        title=t._("When may {carrier} come?", carrier=carrier),
        lead=t._("Your return is confirmed. Choose a day for the pickup."),
        days=[
            Choice(day.isoformat(), date(t.language, day))
            for day in pickup_days(now.astimezone(ZoneInfo(ZONE)).date())
        ],
        windows=[Choice(window, hours(t, window)) for window in WINDOWS],
    )


def checked_words(session: Session, t: Translator, row: Return) -> tuple[str, str]:
    """The title and lead while a checked parcel waits for its settlement, as it was found."""
    merchant = load().merchant_name
    found = found_in(session, row.id)
    if found.is_as_expected:
        return t._("Checked, and in order"), t._("{merchant} settles it with you now.", merchant=merchant)
    differences = ", ".join(_differences(t, found))
    lead = t._("We found a difference: {differences}.", differences=differences)
    return t._(
        "Your parcel is checked"
    ), f"{lead} {t._('{merchant} settles it with you now.', merchant=merchant)}"


def completed_words(session: Session, t: Translator, row: Return) -> tuple[str, str]:
    """The lead of a completed return, and the agent's words to the customer if there are any."""
    there = session.get(Settlement, row.id)
    if there is None:
        return t._("There is nothing more you need to do."), ""
    amount = Money(there.amount_minor, there.currency)
    day = date(t.language, there.settled_at, ZONE)
    match Settling(there.outcome):
        case Settling.REFUND:
            lead = t._(
                "We refund {amount}. We arranged it on {day}.", amount=money(t.language, amount), day=day
            )
        case Settling.EXCHANGE:
            lead = t._("You get a replacement. We arranged it on {day}.", day=day)
        case Settling.REPAIR:
            lead = t._("We repair it and send it back to you. We arranged it on {day}.", day=day)
        case _:
            lead = t._("We closed your return on {day}. There is no refund or replacement.", day=day)
    return f"{lead} {t._('There is nothing more you need to do.')}", there.words


def _differences(t: Translator, found: Found) -> list[str]:
    counted = (
        (found.missing, t.n("1 piece is missing", "{count} pieces are missing", found.missing)),
        (
            found.surplus,
            t.n("1 piece more than announced", "{count} pieces more than announced", found.surplus),
        ),
        (found.damaged, t.n("1 piece is damaged", "{count} pieces are damaged", found.damaged)),
        (
            found.undeclared,
            t.n("1 piece was not announced", "{count} pieces were not announced", found.undeclared),
        ),
    )
    return [words for count, words in counted if count]


def _street(shipment: Shipment) -> str:
    """Where the driver comes to: the first line after the names."""
    sender = Address(**shipment.sender)
    names = {sender.name, sender.company}
    return next((line for line in lines(sender, "") if line not in names), "")
