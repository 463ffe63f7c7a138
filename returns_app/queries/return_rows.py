"""Returns as rows of a list: read by their ids, each once, in two statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from returns_app import routes
from returns_app.db.accounts import User
from returns_app.db.returns import Return, ReturnLine
from returns_app.domain.lifecycle import Status
from returns_app.mail.brand import day_of
from returns_app.queries import moments
from returns_app.queries.refund_clock import short_clock
from returns_app.queries.return_facts import facts_of, standing_of
from returns_app.queries.standing import lateness, shown_number

_Holder = aliased(User)


@dataclass(frozen=True)
class ReturnRow:
    """One return as the list shows it. `status` may be derived, `state` never is; `late` is `late`, `soon` or empty.

    `age` is how long it has been in its state, `waits` the same in two units, `changed_age` the time since anything
    changed. `changed`, `entered` and `created` are whole moments, `created_on` is a day. `agent` is whose work it is,
    `held_by` who has it from the queue. `refund` is the clock of a withdrawal, with the tone it is shown in.
    """

    id: str
    href: str
    number: str
    has_number: bool
    customer: str
    country: str
    products: str
    more: str
    return_type: str
    status: str
    agent: str
    initials: str
    age: str
    late: str
    changed: str
    state: str = ""
    order_number: str = ""
    waits: str = ""
    entered: str = ""
    changed_age: str = ""
    urgent: bool = False
    unanswered: bool = False
    held_by: str = ""
    customer_id: str = ""
    agent_id: str = ""
    created: str = ""
    created_on: str = ""
    refund: str = ""
    refund_tone: str = ""


def rows_of(session: Session, return_ids: Sequence[UUID], *, now: datetime) -> list[ReturnRow]:
    """These returns in this order. Whoever asks has made sure that they may be seen."""
    if not return_ids:
        return []
    found = {record.id: record for record in session.execute(_facts(return_ids))}
    items = _items(session, return_ids)
    there = [found[return_id] for return_id in return_ids if return_id in found]
    return [_row(record, items.get(record.id, []), now=now) for record in there]


def initials_of(name: str) -> str:
    """The first letters of the first and the last word."""
    words = name.split()
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()


def _facts(return_ids: Sequence[UUID]) -> Select[Any]:
    more: tuple[Any, ...] = (
        Return.unanswered_at, Return.held_until, Return.customer_id, Return.assigned_to, Return.withdrawn_at,
        Return.refund_due_on, col(_Holder.name).label("holder"),
    )  # fmt: skip
    return facts_of(return_ids, *more).outerjoin(_Holder, _Holder.id == Return.held_by)  # type: ignore[arg-type]


def _items(session: Session, return_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    query = select(ReturnLine.return_id, ReturnLine.name).where(col(ReturnLine.return_id).in_(return_ids))  # type: ignore[call-overload]
    names: dict[UUID, list[str]] = {}
    for return_id, name in session.execute(query.order_by(col(ReturnLine.position))):
        names.setdefault(return_id, []).append(name)
    return names


def _row(record: Any, items: list[str], *, now: datetime) -> ReturnRow:  # noqa: ANN401 - a row of `_facts`
    status = standing_of(record, now=now)
    is_draft = record.status == Status.DRAFT
    agent = record.agent or ""
    refund, tone = short_clock(record, now=now)
    return ReturnRow(
        id=str(record.id),
        href=routes.draft_page(record.id) if is_draft else routes.return_page(record.id),
        number=shown_number(record),
        has_number=record.number is not None,
        customer=record.customer or "",
        country=record.country,
        products=items[0] if items else "",
        more=f"+{len(items) - 1}" if len(items) > 1 else "",
        return_type=record.policy or "",
        status=status,
        agent=agent,
        initials=initials_of(agent),
        age=moments.short_age(record.since, now=now),
        late=lateness(status, record.since, now=now),
        changed=moments.at(record.changed_at),
        state=record.status,
        order_number=record.order_number,
        waits=moments.two_units(record.since, now=now),
        entered=moments.at(record.since),
        changed_age=moments.short_age(record.changed_at, now=now),
        urgent=record.urgent_at is not None and record.urgent_at <= now,
        unanswered=record.unanswered_at is not None,
        held_by=record.holder or "" if record.held_until and record.held_until > now else "",
        customer_id=str(record.customer_id or ""),
        agent_id=str(record.assigned_to or ""),
        created=moments.at(record.created_at),
        # The year says something only where it is another one.
        created_on=moments.on(record.created_at).removesuffix(f" {day_of(now).year}"),
        refund=refund,
        refund_tone=tone,
    )
