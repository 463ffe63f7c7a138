"""Where a return is now, in the words of its customer, from the confirmation until it is settled or over."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from returns_app.db.returns import Return
from returns_app.db.timeline import TimelineEntry, entries_of
from returns_app.domain.actors import ActorKind
from returns_app.domain.lifecycle import Status
from returns_app.i18n import Translator, short_date, time
from returns_app.queries.portal_after import checked_words, completed_words
from returns_app.queries.portal_views import Outcome, TrackStep
from returns_app.queries.portal_words import ZONE
from returns_app.settings import load

_ENDED = frozenset({Status.REJECTED, Status.CANCELED})
_ON_ITS_WAY = frozenset({Status.SUBMITTED, Status.PICKUP_REQUESTED})
_ARRIVED = frozenset({Status.RECEIVED, Status.SETTLEMENT_REQUESTED, Status.COMPLETED})


def status_of(session: Session, t: Translator, row: Return, *, track: list[TrackStep]) -> Outcome:
    """The screen of a return that is not the customer's to send any more."""
    title, lead, sign = _status_words(t, row)
    reason = ""
    if row.status in _ENDED:
        ending = _ending(session, row)
        reason = str(ending.facts.get("reason", "")) if ending else ""
        title, lead = _canceled(t, row, ending) if row.status == Status.CANCELED else (title, lead)
    if row.status == Status.SETTLEMENT_REQUESTED and row.checkout_at:
        title, lead = checked_words(session, t, row)
    if row.status == Status.COMPLETED:
        lead, reason = completed_words(session, t, row)
    untold = {*_ENDED, Status.AUTHORIZATION_REQUESTED}
    return Outcome(
        kind="status",
        sign=sign,
        title=title,
        lead=lead,
        caption=reason,
        track=[] if row.status in untold or not row.checkout_at else track,
    )


def track_of(t: Translator, row: Return, moments: Mapping[str, datetime]) -> list[TrackStep]:
    """The rail: what happened with its time, where it is now, what comes."""
    reached = [
        (t._("Return confirmed"), row.checkout_at),
        (t._("Label made"), moments.get(Status.SUBMITTED) or moments.get(Status.PICKUP_REQUESTED)),
        (t._("Received"), moments.get(Status.RECEIVED)),
        (t._("Checked"), moments.get(Status.SETTLEMENT_REQUESTED)),
        (t._("Settled"), moments.get(Status.COMPLETED)),
    ]
    done = [TrackStep(title, "done", when=day_words(t, moment)) for title, moment in reached if moment]
    ahead = [title for title, moment in reached if not moment]
    waiting = {
        2: t._("On its way to us"),
        3: t._("Being checked"),
        4: t._("Being settled"),
    }
    now = [TrackStep(waiting[len(done)], "now")] if len(done) in waiting else []
    return [*done, *now, *(TrackStep(title, "next") for title in (ahead if len(done) == 2 else ahead[1:]))]


def moments_of(session: Session, row: Return) -> Mapping[str, datetime]:
    """When the return came to each status that it has not left again: a receipt that was undone did not happen.

    A label is made once, so the first time counts for it; for all else, the last.
    """
    found: dict[str, datetime] = {}
    for one in reversed([one for one in entries_of(session, row.id) if one.kind == "transition"]):
        after = str(one.facts.get("after"))
        if after not in _ON_ITS_WAY or after not in found:
            found[after] = one.at
    taken_back = _ARRIVED if row.status in _ON_ITS_WAY else frozenset()
    return {after: at for after, at in found.items() if after not in taken_back}


def day_words(t: Translator, moment: datetime | None) -> str:
    """The day and hour of a mark on the rail, empty where there is none."""
    if moment is None:
        return ""
    return f"{short_date(t.language, moment, ZONE)}, {time(t.language, moment, ZONE)}"


def _status_words(t: Translator, row: Return) -> tuple[str, str, str]:
    merchant = load().merchant_name
    match Status(row.status):
        case Status.REJECTED:
            return t._("This return was not accepted"), t._("Questions? We are happy to help."), "waiting"
        case Status.CANCELED:
            return t._("This return was canceled"), t._("Nothing has to be sent back."), "waiting"
        case Status.AUTHORIZATION_REQUESTED:
            return t._("We are looking at your return"), t._("We e-mail you when it is decided."), "todo"
        case Status.RECEIVED:
            return t._("Your parcel is here"), t._("We are checking it now, and e-mail you after."), "transit"
        case Status.SETTLEMENT_REQUESTED if row.checkout_at:
            return t._("Your parcel is checked"), "", "transit"
        case Status.SETTLEMENT_REQUESTED:
            return (
                t._("Nothing to send back"),
                t._("You may keep it. {merchant} settles it with you now.", merchant=merchant),
                "done",
            )
        case Status.COMPLETED:
            return t._("Your return is complete"), "", "done"
        case _:
            return t._("We expect your parcel"), t._("We e-mail you when it arrives."), "transit"


def _canceled(t: Translator, row: Return, ending: TimelineEntry | None) -> tuple[str, str]:
    own = ending is not None and ending.actor_kind == ActorKind.CUSTOMER
    title = t._("You canceled this return") if own else t._("This return was canceled")
    nothing, label = t._("Nothing has to be sent back."), t._("Don’t use your label any more.")
    return title, f"{nothing} {label}" if row.checkout_at else nothing


def _ending(session: Session, row: Return) -> TimelineEntry | None:
    """What ended it."""
    entries = (one for one in entries_of(session, row.id) if one.kind == "transition")
    return next((one for one in entries if one.facts.get("after") in _ENDED), None)
