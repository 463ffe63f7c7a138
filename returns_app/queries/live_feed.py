"""The last things that happened to the returns within somebody's scope."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

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
WALK: Final = 100
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
    """The latest entries of the timeline, newest first; of a narrow scope only those among the last `WALK` at all.

    Three statements, each along one key: joined into one, the databases find clever ways that read everything.
    """
    latest = _latest(session)
    returns = _returns(session, actor, {return_id for _, return_id in latest})
    wanted = [key for key, return_id in latest if return_id in returns][:FEED_ROWS]
    query = (
        select(TimelineEntry).where(col(TimelineEntry.id).in_(wanted)).order_by(col(TimelineEntry.id).desc())
    )
    entries = session.execute(query).scalars() if wanted else ()
    return [_entry(entry, returns[entry.return_id], now=now) for entry in entries]


def _latest(session: Session) -> list[tuple[int, UUID]]:
    query: Any = select(TimelineEntry.id, TimelineEntry.return_id)  # type: ignore[call-overload]
    query = query.where(col(TimelineEntry.kind).not_in(_NO_NEWS)).order_by(col(TimelineEntry.id).desc())
    return [(key, return_id) for key, return_id in session.execute(query.limit(WALK))]


def _returns(session: Session, actor: Actor, return_ids: set[UUID]) -> dict[UUID, Any]:
    query: Any = select(  # type: ignore[call-overload]
        Return.id, Return.number, Return.reference, Return.status, col(Customer.name).label("customer")
    )
    query = query.outerjoin(Customer, col(Customer.id) == Return.customer_id)
    found = session.execute(query.where(col(Return.id).in_(return_ids), in_scope(actor)))
    return {record.id: record for record in found}


def _entry(entry: TimelineEntry, record: Any, *, now: datetime) -> FeedEntry:  # noqa: ANN401 - a row of `_returns`
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
