"""What an export holds: a row for each return that the list would show, read a piece at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qs, urlencode
from uuid import UUID

from babel.numbers import get_currency_precision
from sqlalchemy import and_, func, select
from sqlmodel import Session, col

from returns_app.db.customers import Customer
from returns_app.db.returns import Return, ReturnLine
from returns_app.domain.actors import Actor
from returns_app.queries.find_query import Find, Sort, read_find
from returns_app.queries.moments import ZONE
from returns_app.queries.return_facts import facts_of, standing_of
from returns_app.queries.return_search import search
from returns_app.queries.return_walks import fits, walk
from returns_app.queries.scope import in_scope

PIECE: Final = 500
MOST_SELECTED: Final = 200
HEADING: Final = (
    "Number", "Reference", "Status", "Return type", "Customer number", "Customer", "E-mail", "Country", "Order",
    "Products", "Pieces", "Value", "Currency", "Agent", "Created", "Changed", "Waiting since",
)  # fmt: skip
_SELECTED: Final = "refs"
_STATUSES: Final = {
    "draft": "Draft",
    "awaiting_customer": "Awaiting customer",
    "authorization_requested": "To authorize",
    "approved": "Choosing shipping",
    "rejected": "Rejected",
    "submitted": "In transit",
    "pickup_requested": "Pickup to book",
    "shipping_failed": "Shipping failed",
    "received": "Received",
    "settlement_requested": "To settle",
    "completed": "Completed",
    "canceled": "Canceled",
    "making_label": "Making label",
    "link_expired": "Link expired",
    "link_ended": "Link ended",
}
# As `HEADING` names them; moments are in the merchant's time zone.
ExportRow: TypeAlias = tuple[str | int | Decimal | datetime | None, ...]


@dataclass(frozen=True)
class Piece:
    """Some rows of an export; `after` is where to go on, empty at the end."""

    rows: list[ExportRow] = field(default_factory=list)
    after: str = ""


def selected(references: Sequence[int]) -> str:
    """The query of an export of these returns, by their references."""
    return urlencode({_SELECTED: ",".join(str(one) for one in references)}, safe=",")


def export_piece(session: Session, actor: Actor, query: str, *, after: str = "", now: datetime) -> Piece:
    """The next rows of what the address names, within the actor's scope.

    The newest created come first, whatever the list's own sort: that order stands still while people go on working,
    so no return is left out or written twice.
    """
    references = _references(query)
    if references is not None:
        rule = and_(in_scope(actor), col(Return.reference).in_(references))
        ids = list(session.scalars(select(Return.id).where(rule).order_by(col(Return.created_at).desc())))  # type: ignore[call-overload]
        return Piece(_rows(session, ids, now=now))
    find = replace(_find(query), before=after, after="", sort=Sort.NEWEST)
    step = (search if find.words else walk)(session, actor, find, size=PIECE, now=now)
    return Piece(_rows(session, step.ids, now=now), step.older)


def export_total(session: Session, actor: Actor, query: str, *, now: datetime) -> int | None:
    """How many rows that will be; `None` where counting costs as much as writing, as for a search by words."""
    references, find = _references(query), _find(query)
    if references is None and find.words:
        return None
    rule = fits(actor, find, Return, now=now)
    if references is not None:
        rule = and_(in_scope(actor), col(Return.reference).in_(references))
    return int(session.execute(select(func.count()).select_from(Return).where(rule)).scalar_one())


def _find(query: str) -> Find:
    params = {name: values[0] for name, values in parse_qs(query).items()}
    return replace(read_find(params), before="", after="")


def _references(query: str) -> list[int] | None:
    given = parse_qs(query).get(_SELECTED)
    if given is None:
        return None
    return [int(one) for one in given[0].split(",")[:MOST_SELECTED] if one.isdecimal() and len(one) < 10]


def _rows(session: Session, return_ids: Sequence[UUID], *, now: datetime) -> list[ExportRow]:
    if not return_ids:
        return []
    query = facts_of(return_ids, col(Customer.number).label("customer_number"), Customer.email)
    found = {record.id: record for record in session.execute(query)}
    lines = _lines(session, return_ids)
    there = [found[return_id] for return_id in return_ids if return_id in found]
    return [_row(record, lines.get(record.id, []), now=now) for record in there]


def _lines(session: Session, return_ids: Sequence[UUID]) -> dict[UUID, list[Any]]:
    query = select(  # type: ignore[call-overload]
        ReturnLine.return_id,
        ReturnLine.name,
        ReturnLine.quantity,
        ReturnLine.price_minor,
        ReturnLine.currency,
    )
    query = query.where(col(ReturnLine.return_id).in_(return_ids)).order_by(col(ReturnLine.position))
    lines: dict[UUID, list[Any]] = {}
    for line in session.execute(query):
        lines.setdefault(line.return_id, []).append(line)
    return lines


def _row(record: Any, lines: list[Any], *, now: datetime) -> ExportRow:  # noqa: ANN401 - a row of `facts_of`
    status = standing_of(record, now=now)
    value, currency = _value(lines)
    return (
        record.number or "", record.reference, _STATUSES.get(status, status), record.policy or "",
        record.customer_number or "", record.customer or "", record.email or "", record.country, record.order_number,
        "; ".join(line.name if line.quantity == 1 else f"{line.quantity} × {line.name}" for line in lines),
        sum(line.quantity for line in lines), value, currency, record.agent or "",
        _here(record.created_at), _here(record.changed_at), _here(record.since),
    )  # fmt: skip


def _value(lines: list[Any]) -> tuple[Decimal | None, str]:
    """What the pieces are worth, where all that have a price have it in one currency."""
    priced = [line for line in lines if line.price_minor is not None and line.currency]
    currencies = {line.currency for line in priced}
    if len(currencies) != 1:
        return None, ""
    currency = currencies.pop()
    minor = sum(line.price_minor * line.quantity for line in priced)
    return Decimal(minor).scaleb(-get_currency_precision(currency)), currency


def _here(moment: datetime) -> datetime:
    """The moment as the merchant's clocks showed it, to the minute."""
    return moment.astimezone(ZONE).replace(second=0, microsecond=0)
