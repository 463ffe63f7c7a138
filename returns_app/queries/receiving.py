"""What the warehouse sees: the parcels that wait to be checked, those checked today, and the one that is open."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.customers import Customer
from returns_app.db.policies import ReturnPolicy
from returns_app.db.products import Product
from returns_app.db.receiving import found_in, undeclared_of
from returns_app.db.returns import Return, ReturnLine, fetch, lines_of
from returns_app.db.shipments import labels_of
from returns_app.db.timeline import TimelineEntry
from returns_app.domain.actors import Actor
from returns_app.domain.lifecycle import Event, Status, legal_events
from returns_app.domain.receiving import summary
from returns_app.mail.brand import day_of, midnight
from returns_app.queries import moments
from returns_app.queries.duties import plural
from returns_app.queries.scope import in_scope

# So many parcels on one screen; more wait behind them and come up as these are checked.
SHOWN = 50
CHECKED_SHOWN = 20


@dataclass(frozen=True)
class CountLine:
    """A line to count. `received` and `damaged` are empty until counted."""

    id: str
    name: str
    sku: str
    picture: str
    expected: int
    pieces: str
    received: str = ""
    damaged: str = ""
    words: str = ""


@dataclass(frozen=True)
class ExtraItem:
    """Something nobody had announced; `key` tells the rows on screen apart."""

    key: str
    name: str = ""
    quantity: str = "1"
    words: str = ""


@dataclass(frozen=True)
class ParcelView:
    """The return whose parcel is open. `can_check` and `can_undo` are for the one who looks."""

    id: str = ""
    version: int = 0
    number: str = ""
    customer: str = ""
    return_type: str = ""
    tracking: str = ""
    received: str = ""
    expected: str = ""
    can_check: bool = False
    can_undo: bool = False
    lines: list[CountLine] = field(default_factory=list)
    extras: list[ExtraItem] = field(default_factory=list)


@dataclass(frozen=True)
class ArrivalRow:
    """A parcel in a list. `when` is the time of day, or the day too when it was not today; `counted` says how far."""

    id: str
    number: str
    customer: str
    when: str
    by: str
    counted: str = ""


@dataclass(frozen=True)
class ReceivingView:
    """Both lists, the one that waits oldest first; `more` says that not all of it is shown."""

    to_check: list[ArrivalRow] = field(default_factory=list)
    checked: list[ArrivalRow] = field(default_factory=list)
    more: bool = False


def receiving(session: Session, actor: Actor, *, now: datetime) -> ReceivingView:
    """The lists of the receiving page, in a number of statements that never grows."""
    waiting = _rows(session, actor, Status.RECEIVED)
    done = _rows(session, actor, Status.SETTLEMENT_REQUESTED, since=midnight(day_of(now)))
    entries = _arrivals(session, [row.id for row, _ in (*waiting, *done)])
    counted = _counted(session, [row.id for row, _ in waiting])
    return ReceivingView(
        to_check=[
            _row(row, name, entries.get((row.id, Event.RECEIVED)), counted.get(row.id, ""), now=now)
            for row, name in waiting[:SHOWN]
        ],
        # Returns that came to settlement without a parcel were never checked.
        checked=[
            _row(row, name, entry, "", now=now)
            for row, name in done
            if (entry := entries.get((row.id, Event.CHECKED))) is not None
        ][:CHECKED_SHOWN],
        more=len(waiting) > SHOWN,
    )


def parcel(session: Session, actor: Actor, return_id: UUID) -> ParcelView:
    """The return whose parcel is open. Raises `NotFound` beyond the actor's scope."""
    row = fetch(session, actor, return_id)
    customer = session.get(Customer, row.customer_id) if row.customer_id else None
    policy = session.get(ReturnPolicy, row.policy_id) if row.policy_id else None
    lines = [line for line in lines_of(session, row.id) if line.approved]
    legal = set(legal_events(Status(row.status), actor))
    received = _arrivals(session, [row.id]).get((row.id, Event.RECEIVED))
    pieces = sum(line.approved or 0 for line in lines)
    return ParcelView(
        id=str(row.id),
        version=row.version,
        number=row.number or "",
        customer=customer.name if customer else "",
        return_type=policy.name if policy else "",
        tracking=", ".join(label.tracking for _, label in labels_of(session, row.id)),
        received=f"{moments.at(received.at)} by {received.actor_name}" if received else "",
        expected=f"{pieces} piece{'' if pieces == 1 else 's'}",
        can_check=Event.CHECKED in legal,
        can_undo=Event.RECEIPT_UNDONE in legal,
        lines=_count_lines(session, lines),
        extras=[
            ExtraItem(str(item.id), item.name, str(item.quantity), item.words)
            for item in undeclared_of(session, row.id)
        ],
    )


def found_words(session: Session, actor: Actor, return_id: UUID) -> tuple[bool, str]:
    """Whether everything came as announced, and the check in a sentence."""
    found = found_in(session, fetch(session, actor, return_id).id)
    return found.is_as_expected, " ".join(map(str, summary(found)))


def _rows(
    session: Session, actor: Actor, status: Status, *, since: datetime | None = None
) -> list[tuple[Return, str]]:
    query = (
        select(Return, Customer.name)
        .join(Customer, col(Customer.id) == Return.customer_id)
        .where(Return.status == status.value, in_scope(actor))
    )
    if since is not None:
        newest = query.where(col(Return.since) >= since).order_by(col(Return.since).desc())
        return list(session.exec(newest.limit(SHOWN + 1)))
    return list(session.exec(query.order_by(col(Return.since), col(Return.id)).limit(SHOWN + 1)))


def _arrivals(session: Session, return_ids: list[UUID]) -> dict[tuple[UUID, Event], TimelineEntry]:
    """The last receipt and the last check of each."""
    query = select(TimelineEntry).where(
        col(TimelineEntry.return_id).in_(return_ids), TimelineEntry.kind == "transition"
    )
    wanted = {Event.RECEIVED.value: Event.RECEIVED, Event.CHECKED.value: Event.CHECKED}
    return {
        (entry.return_id, wanted[event]): entry
        for entry in session.exec(query.order_by(col(TimelineEntry.id)))
        if (event := str(entry.facts.get("event"))) in wanted
    }


def _counted(session: Session, return_ids: list[UUID]) -> dict[UUID, str]:
    """How far each count is, where one was begun."""
    query = select(ReturnLine.return_id, ReturnLine.received).where(
        col(ReturnLine.return_id).in_(return_ids), col(ReturnLine.approved) > 0
    )
    lines: dict[UUID, list[bool]] = {}
    for return_id, received in session.exec(query):
        lines.setdefault(return_id, []).append(received is not None)
    return {
        return_id: f"{sum(done)} of {plural(len(done), 'line', 'lines')} counted"
        for return_id, done in lines.items()
        if any(done)
    }


def _row(row: Return, name: str, entry: TimelineEntry | None, counted: str, *, now: datetime) -> ArrivalRow:
    return ArrivalRow(
        id=str(row.id),
        number=row.number or "",
        customer=name,
        when=moments.near(entry.at, now=now).removeprefix("today ") if entry else "",
        by=entry.actor_name if entry else "",
        counted=counted,
    )


def _count_lines(session: Session, lines: list[ReturnLine]) -> list[CountLine]:
    ids = {line.product_id for line in lines if line.product_id}
    pictures = dict(session.exec(select(Product.id, Product.picture).where(col(Product.id).in_(ids))).all())
    return [
        CountLine(
            id=str(line.id),
            name=line.name,
            sku=line.sku,
            picture=pictures.get(line.product_id, "") if line.product_id else "",
            expected=line.approved or 0,
            pieces=str(line.approved or 0),
            received="" if line.received is None else str(line.received),
            damaged="" if line.damaged is None else str(line.damaged),
            words=line.check_words,
        )
        for line in lines
    ]
