"""The ways to send a return, as its customer chooses from them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from returns_app.db.drafts import LoadedDraft, load_draft
from returns_app.db.preselected import preselected_of
from returns_app.db.returns import Return, fetch
from returns_app.db.shipping import OptionRow, as_option, option_row, options_of
from returns_app.domain.actors import Actor
from returns_app.domain.money import Money
from returns_app.domain.pickups import WINDOWS, is_past, pickup_days
from returns_app.domain.shipping import Misfit, best, why_none
from returns_app.i18n import Translator, date, month_name, weekday_name, words
from returns_app.queries.portal_views import Choice, OptionCard
from returns_app.queries.portal_words import ZONE, hours, option_card

NO_CARD = OptionCard("", "", "", "", "")


@dataclass(frozen=True)
class PickupDay:
    """One day of a pickup, in the parts its cell shows."""

    value: str
    weekday: str
    number: str
    month: str


@dataclass(frozen=True)
class PickupForm:
    """The days and windows to choose from, and those that were wished for last."""

    days: list[PickupDay] = field(default_factory=list)
    windows: list[Choice] = field(default_factory=list)
    day: str = ""
    window: str = ""


def offered_rows(session: Session, loaded: LoadedDraft) -> list[OptionRow]:
    """The options that fit, cheapest first, with their carriers."""
    if loaded.policy is None:
        return []
    rows = {row[0].id: row for row in options_of(session, loaded.policy.id)}
    return [rows[option.id] for option in loaded.options]


def option_cards(t: Translator, offered: Sequence[OptionRow], *, free: bool) -> list[OptionCard]:
    """A card for each; the cheapest marked where the customer pays, the greenest where all of them say."""
    marked = best([as_option(option) for option, _, _ in offered])
    return [
        replace(
            option_card(t, row, free=free),
            tag=t._("Cheapest") if row[0].id in marked.cheapest and not free else "",
            green=t._("Greenest") if row[0].id in marked.greenest else "",
        )
        for row in offered
    ]


def chosen_card(
    session: Session, t: Translator, row: Return, cards: Sequence[OptionCard], *, free: bool
) -> OptionCard:
    """How it is sent, with the day and hours of a pickup that was wished for; empty while nothing is chosen."""
    card = next((one for one in cards if one.id == str(row.option_id)), None)
    if row.option_id and row.checkout_at:
        card = option_card(t, option_row(session, row.option_id), free=free)
    card = card or (cards[0] if len(cards) == 1 else NO_CARD)
    if row.pickup_on is None:
        return card
    day = date(t.language, row.pickup_on)
    return replace(card, when=t._("{day}, between {window}", day=day, window=hours(t, row.pickup_window)))


def shipping_price(session: Session, row: Return, offered: Sequence[OptionRow]) -> Money | None:
    """What sending it costs, where it is known how."""
    if row.option_id and row.checkout_at:
        option = option_row(session, row.option_id)[0]
    else:
        fits = [one[0] for one in offered if one[0].id == row.option_id or len(offered) == 1]
        if not fits:
            return None
        option = fits[0]
    return Money(option.price_minor, option.currency)


def no_way_words(session: Session, t: Translator, loaded: LoadedDraft) -> str:
    """Why nothing fits, where nothing does."""
    if loaded.options or loaded.policy is None:
        return ""
    offered = [as_option(option) for option, _, _ in options_of(session, loaded.policy.id)]
    preselected = preselected_of(session, loaded.row.id)
    match why_none(offered, loaded.row.country, preselected, weight=loaded.weight):
        case Misfit.WEIGHT:
            return t._("This parcel is too heavy for every way of sending it.")
        case Misfit.DESK:
            return t._("The way that was chosen for this return does not suit this address or parcel.")
        case _:
            return t._("No carrier takes parcels from this address yet.")


def wish_is_past(row: Return, *, now: dt.datetime) -> bool:
    """Whether the day that was wished for can be had no more, so that another one has to be chosen."""
    return row.checkout_at is None and is_past(row.pickup_on, today=_today(now))


def pickup_form(session: Session, actor: Actor, *, language: str, now: dt.datetime) -> PickupForm:
    """The days and windows of a pickup for this customer; empty where nothing is picked up."""
    row = fetch(session, actor, actor.return_id or UUID(int=0))
    if not any(option.handover == "pickup" for option in load_draft(session, row).options):
        return PickupForm()
    t = words(language)
    return PickupForm(
        days=[_day(language, day) for day in pickup_days(_today(now))],
        windows=[Choice(window, hours(t, window)) for window in WINDOWS],
        day=row.pickup_on.isoformat() if row.pickup_on else "",
        window=row.pickup_window,
    )


def _day(language: str, day: dt.date) -> PickupDay:
    return PickupDay(
        value=day.isoformat(),
        weekday=weekday_name(language, day),
        number=str(day.day),
        month=month_name(language, day),
    )


def _today(now: dt.datetime) -> dt.date:
    return now.astimezone(ZoneInfo(ZONE)).date()
