"""The dashboard: how much work there is and how old it is, what to do next, and what happens right now."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from returns_app import routes
from returns_app.domain.actors import Actor
from returns_app.domain.lifecycle import Status
from returns_app.queries import moments
from returns_app.queries.duties import plural
from returns_app.queries.find_query import ME, WHY, Find, View, write_find
from returns_app.queries.live_feed import FeedEntry, live_feed
from returns_app.queries.next_work import next_work
from returns_app.queries.return_rows import ReturnRow, rows_of
from returns_app.queries.tallies import REFUND_DUE, UNANSWERED, Counted, count_all, count_few

LATE: Final = timedelta(hours=72)
SOON: Final = timedelta(hours=24)


@dataclass(frozen=True)
class Tally:
    """A count that opens its list. `bar` has four shares in percent: under 4 h, under 1 d, under 3 d, older.

    `count_words` is what to show, such as `500+`; `late` is `late`, `soon` or empty and is about the oldest.
    """

    key: str
    label: str
    count: int
    count_words: str
    oldest: str
    late: str
    bar: list[int]
    bar_words: str
    href: str


@dataclass(frozen=True)
class WorkClass:
    """One of the three classes of work. `count_words` is the sum; those of nothing are there too, with a zero."""

    key: str = ""
    label: str = ""
    hint: str = ""
    count_words: str = ""
    href: str = ""
    tallies: list[Tally] = field(default_factory=list)


@dataclass(frozen=True)
class DashboardView:
    """Everything on the dashboard. `sentence` says what matters most; `work_words` leads to all of it (`work_href`)."""

    day: str = ""
    sentence: str = ""
    urgent: WorkClass = WorkClass()
    todo: WorkClass = WorkClass()
    waiting: WorkClass = WorkClass()
    work: list[ReturnRow] = field(default_factory=list)
    work_words: str = ""
    work_href: str = ""
    feed: list[FeedEntry] = field(default_factory=list)


@dataclass(frozen=True)
class SideCounts:
    """The counts of the sidebar, as words; empty where there is nothing."""

    queue: str = ""
    messages: str = ""
    urgent: str = ""


# key of the count, what it is called, and the list it opens
_URGENT: Final = (
    ("shipping_failed", "Shipping failed", Find(view=View.URGENT, why=(WHY[0],))),
    ("link_unopened", "Link expired unopened", Find(view=View.URGENT, why=(WHY[1],))),
    ("link_unfinished", "Link expired unfinished", Find(view=View.URGENT, why=(WHY[2],))),
    ("type_ended", "Return type ended", Find(view=View.URGENT, why=(WHY[3],))),
    (REFUND_DUE, "Refund due", Find(refund="due")),
)
_TODO: Final = (
    ("authorization_requested", "To authorize", Find(view=View.AUTHORIZE)),
    ("settlement_requested", "To settle", Find(view=View.TODO, statuses=(Status.SETTLEMENT_REQUESTED,))),
    ("pickup_requested", "Pickup to book", Find(view=View.TODO, statuses=(Status.PICKUP_REQUESTED,))),
    ("unanswered", "Message to answer", Find(view=View.ALL, unanswered=True)),
)
_WAITING: Final = (
    ("awaiting_customer", "Awaiting customer", Find(view=View.WAITING, statuses=(Status.AWAITING_CUSTOMER,))),
    ("approved", "Choosing shipping", Find(view=View.WAITING, statuses=(Status.APPROVED,))),
    ("submitted", "In transit", Find(view=View.WAITING, statuses=(Status.SUBMITTED,))),
    ("received", "At the dock", Find(view=View.RECEIVED)),
)


def dashboard(session: Session, actor: Actor, *, mine: bool, now: datetime) -> DashboardView:
    """The dashboard of what is the actor's own work, or of everybody's within the actor's scope."""
    counts = count_all(session, actor, mine=mine, now=now)
    keep = (ME,) if mine else ()
    classes = {key: _class(key, counts, agents=keep, now=now) for key in ("urgent", "todo", "waiting")}
    return DashboardView(
        day=moments.heading(now),
        sentence=_sentence(counts, now=now),
        work=rows_of(session, next_work(session, actor, mine=mine, now=now), now=now),
        work_words=f"All {classes['todo'].count_words} to do",
        work_href=_href(Find(view=View.TODO, agents=keep)),
        feed=live_feed(session, actor, now=now),
        **classes,
    )


def side_counts(session: Session, actor: Actor, *, now: datetime) -> SideCounts:
    """How much waits in the queue, how many messages wait for an answer, and how much is urgent; for everybody."""
    counts = count_few(session, actor, now=now)
    urgent = Counted.together(counts[key] for key, _, _ in _URGENT)
    queue, messages = counts[Status.AUTHORIZATION_REQUESTED], counts[UNANSWERED]
    return SideCounts(*(one.words if one.count else "" for one in (queue, messages, urgent)))


_CLASSES: Final = {
    "urgent": ("Urgent", "Someone is stuck", View.URGENT, _URGENT),
    "todo": ("To do", "Your move", View.TODO, _TODO),
    "waiting": ("Waiting", "On customer or carrier", View.WAITING, _WAITING),
}


def _class(key: str, counts: dict[str, Counted], *, agents: tuple[str, ...], now: datetime) -> WorkClass:
    label, hint, view, items = _CLASSES[key]
    tallies = [
        _tally(
            item,
            name,
            counts[item],
            href=_href(replace(find, agents=agents)),
            is_waiting=key == "waiting",
            now=now,
        )
        for item, name, find in items
    ]
    total = Counted.together(counts[item] for item, _, _ in items)
    return WorkClass(key, label, hint, total.words, _href(Find(view=view, agents=agents)), tallies)


def _tally(key: str, label: str, counted: Counted, *, href: str, is_waiting: bool, now: datetime) -> Tally:
    age = now - counted.oldest if counted.oldest else timedelta()
    late = "" if is_waiting else "late" if age > LATE else "soon" if age > SOON else ""
    return Tally(
        key=key,
        label=label,
        count=counted.count,
        count_words=counted.words,
        oldest=moments.two_units(counted.oldest, now=now) if counted.oldest else "",
        late=late,
        bar=counted.shares,
        bar_words=counted.ages,
        href=href,
    )


def _sentence(counts: dict[str, Counted], *, now: datetime) -> str:
    waiting = counts["authorization_requested"]
    if not waiting.count or waiting.oldest is None:
        return "No return waits for a decision."
    verb = "is" if waiting.words == "1" else "are"
    many = plural(waiting.count, "return", "returns") if waiting.is_exact else f"{waiting.words} returns"
    oldest = moments.two_units(waiting.oldest, now=now)
    return f"{many} {verb} waiting for a decision. The oldest has waited {oldest}."


def _href(find: Find) -> str:
    query = write_find(find)
    return f"{routes.RETURNS}?{query}" if query else routes.RETURNS
