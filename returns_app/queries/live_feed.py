"""The last things that happened to the returns within somebody's scope."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session, col

from returns_app import routes
from returns_app.db.customers import Customer
from returns_app.db.returns import Return
from returns_app.db.timeline import TimelineEntry
from returns_app.domain.actors import Actor
from returns_app.domain.lifecycle import Status
from returns_app.queries import moments
from returns_app.queries.scope import in_scope
from returns_app.queries.standing import shown_number
from returns_app.queries.timeline_words import MailNames, words_of

FEED_ROWS: Final = 12
# Mail waits for a moment before it leaves; that it waits is no news.
_NO_NEWS: Final = ("mail_posted",)


@dataclass(frozen=True)
class FeedEntry:
    """One thing that happened. `what` and `aside` as in a timeline, then whose return it is and where it leads."""

    key: str
    kind: str
    what: str
    aside: str
    customer: str
    number: str
    href: str
    time: str
    when: str


def live_feed(session: Session, actor: Actor, *, now: datetime) -> list[FeedEntry]:
    """The latest entries of the timeline, newest first."""
    query = (
        select(
            TimelineEntry,
            Return.number,
            Return.reference,
            col(Return.status),
            col(Customer.name).label("customer"),
        )  # type: ignore[call-overload]
        .join(Return, col(Return.id) == TimelineEntry.return_id)
        .outerjoin(Customer, col(Customer.id) == Return.customer_id)
        .where(in_scope(actor), col(TimelineEntry.kind).not_in(_NO_NEWS))
        .order_by(col(TimelineEntry.id).desc())
        .limit(FEED_ROWS)
    )
    return [_entry(record, now=now) for record in session.execute(query)]


def _entry(record: Any, *, now: datetime) -> FeedEntry:  # noqa: ANN401 - a row of the query
    entry: TimelineEntry = record[0]
    said = words_of(entry, MailNames())
    return_id = entry.return_id
    return FeedEntry(
        key=str(entry.id),
        kind=said.kind,
        what=said.what,
        aside=said.aside,
        customer=record.customer or "",
        number=shown_number(record),
        href=routes.draft_page(return_id) if record.status == Status.DRAFT else routes.return_page(return_id),
        time=moments.feed_time(entry.at, now=now),
        when=moments.at(entry.at),
    )
