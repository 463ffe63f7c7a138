"""The timeline of a return on screen: newest first, days headed, filtered, and folded where it is long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from returns_app.db.timeline import TimelineEntry
from returns_app.queries import moments
from returns_app.queries.timeline_words import MailNames, Said, in_few_words, words_of

ALL, MESSAGES, STATUS = "all", "messages", "status"
FILTERS = (ALL, MESSAGES, STATUS)
# So many are shown before the rest is folded; a fold of a few more would be a nuisance.
SHOWN = 30
_SLACK = 10
# The mails that a deed brings along are not what happened.
_QUIET = frozenset({"mail_posted", "mail_sent", "mail_withdrawn"})
_MESSAGES = frozenset({"note", "reply", "message", "mail"})
# What became of a mail: told instead of that it waits to be sent.
_SETTLED_MAILS = frozenset({"mail_sent", "mail_failed", "mail_withdrawn"})
_STATUS = frozenset({"transition", "done", "failed", "shipped"})


@dataclass(frozen=True)
class EntryView:
    """One entry on screen. `day` is filled where a new day begins; `time` is short, `when` the full date.

    `mail_id` is filled where a mail can be looked at.
    """

    key: str
    day: str
    kind: str
    what: str
    aside: str
    card: str
    time: str
    when: str
    mail_id: str = ""


@dataclass(frozen=True)
class Told:
    """An entry with its words."""

    entry: TimelineEntry
    said: Said


def told(entries: list[TimelineEntry], names: MailNames) -> list[Told]:
    """The entries that are worth telling, given newest first.

    A mail that left or was taken back is told once, not also as waiting; one that carries a message is told by the
    message.
    """
    settled = {entry.facts.get("mail_id") for entry in entries if entry.kind in _SETTLED_MAILS}
    return [
        Told(entry, words_of(entry, names)) for entry in entries if not _is_said_elsewhere(entry, settled)
    ]


def filtered(story: list[Told], only: str) -> list[Told]:
    """Those of one filter; anything but a known filter is all of them."""
    return [one for one in story if only not in {MESSAGES, STATUS} or _filter_of(one) == only]


def shown(story: list[Told], *, whole: bool) -> list[Told]:
    """As many as are shown at first, or the whole story."""
    return story if whole or len(story) <= SHOWN + _SLACK else story[:SHOWN]


def entry_views(story: Sequence[Told], *, now: datetime, mails: bool = True) -> list[EntryView]:
    """The entries with the heads of their days; without `mails` none of them leads to a mail."""
    views: list[EntryView] = []
    last_day = ""
    for one in story:
        today = moments.day(one.entry.at, now=now)
        views.append(
            EntryView(
                key=str(one.entry.id),
                day=today if today != last_day else "",
                kind=one.said.kind,
                what=one.said.what,
                aside=one.said.aside,
                card=one.said.card,
                time=moments.clock(one.entry.at),
                when=moments.at(one.entry.at),
                mail_id=one.said.mail_id if mails else "",
            )
        )
        last_day = today
    return views


def last_words(story: list[Told], *, now: datetime) -> str:
    """What happened last, in few words: `Link opened, today 10:46`."""
    newest = next((one for one in story if one.entry.kind not in _QUIET), None)
    if newest is None:
        return ""
    return f"{in_few_words(newest.entry, newest.said)}, {moments.near(newest.entry.at, now=now)}"


def _is_said_elsewhere(entry: TimelineEntry, settled: set[object]) -> bool:
    if entry.kind == "mail_posted" and entry.facts.get("mail_id") in settled:
        return True
    return entry.kind in {"mail_posted", "mail_sent"} and entry.facts.get("mail") == "message"


def _filter_of(one: Told) -> str:
    if one.said.kind in _MESSAGES or one.entry.kind == "mail_failed":
        return MESSAGES
    return STATUS if one.said.kind in _STATUS else ""
