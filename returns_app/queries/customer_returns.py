"""The returns of one customer: the latest, and what all of them come to, within the actor's scope."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlmodel import Session, col

from returns_app import routes
from returns_app.db.exceptions import GrantedException
from returns_app.db.links import Link
from returns_app.db.policies import ReturnPolicy
from returns_app.db.returns import Return, ReturnLine
from returns_app.db.shipments import Shipment
from returns_app.domain.actors import Actor
from returns_app.domain.lifecycle import FINAL, Status
from returns_app.domain.money import Money
from returns_app.i18n import SOURCE_LANGUAGE, money
from returns_app.queries import moments
from returns_app.queries.customer_views import Glance, OwnReturn
from returns_app.queries.scope import in_scope
from returns_app.queries.standing import shown_number, standing

MOST_RETURNS = 20
_NOT_COUNTED = (Status.DRAFT.value, Status.CANCELED.value)


def returns_of(session: Session, actor: Actor, customer_id: UUID, *, now: datetime) -> list[OwnReturn]:
    """The latest returns, the one begun last first. Two statements."""
    found = list(session.execute(_latest(actor, customer_id)))
    lines = _lines(session, [row[0].id for row in found])
    return [_view(row, lines.get(row[0].id, []), now=now) for row in found]


def glance_of(session: Session, actor: Actor, customer_id: UUID) -> Glance:
    """What they bring back, in figures. Three statements."""
    mine = (col(Return.customer_id) == customer_id, in_scope(actor))
    by_status = dict(
        session.execute(
            select(col(Return.status), func.count()).where(*mine).group_by(col(Return.status))
        ).all()
    )
    counted = (*mine, col(Return.status).not_in(_NOT_COUNTED))
    worth = func.coalesce(col(ReturnLine.price_minor), 0) * col(ReturnLine.quantity)
    sums = session.execute(
        select(col(ReturnLine.currency), func.sum(col(ReturnLine.quantity)), func.sum(worth))
        .join(Return, col(Return.id) == col(ReturnLine.return_id))
        .where(*counted)
        .group_by(col(ReturnLine.currency))
    ).all()
    granted = select(func.count(col(GrantedException.id))).join(
        Return, col(Return.id) == col(GrantedException.return_id)
    )
    exceptions = session.execute(granted.where(*counted)).scalar_one()
    count = sum(number for status, number in by_status.items() if status not in _NOT_COUNTED)
    is_open = sum(number for status, number in by_status.items() if status not in FINAL)
    return Glance(
        returns=str(count) if by_status else "",
        open=str(is_open) if is_open else "",
        pieces=str(sum(int(pieces) for _, pieces, _ in sums)) if sums else "",
        value=" + ".join(
            money(SOURCE_LANGUAGE, Money(int(minor), currency)) for currency, _, minor in sums if currency
        ),
        exceptions=str(exceptions) if exceptions else "",
    )


def _latest(actor: Actor, customer_id: UUID) -> Select[Any]:
    live = and_(
        col(Link.return_id) == col(Return.id),
        col(Link.superseded_at).is_(None),
        col(Link.revoked_at).is_(None),
    )
    wanted = and_(col(Shipment.return_id) == col(Return.id), col(Shipment.status).in_(("wanted", "claimed")))
    return (
        select(Return, col(ReturnPolicy.name), col(Link.expires_at), col(Shipment.id))  # type: ignore[return-value]
        .outerjoin(ReturnPolicy, col(ReturnPolicy.id) == col(Return.policy_id))
        .outerjoin(Link, live)
        .outerjoin(Shipment, wanted)
        .where(col(Return.customer_id) == customer_id, in_scope(actor))
        .order_by(col(Return.created_at).desc(), col(Return.id).desc())
        .limit(MOST_RETURNS)
    )


def _lines(session: Session, return_ids: Sequence[UUID]) -> dict[UUID, list[ReturnLine]]:
    query = select(ReturnLine).where(col(ReturnLine.return_id).in_(return_ids))
    found: dict[UUID, list[ReturnLine]] = {}
    for line in session.scalars(query.order_by(col(ReturnLine.position))):
        found.setdefault(line.return_id, []).append(line)
    return found


def _view(record: Any, lines: Sequence[ReturnLine], *, now: datetime) -> OwnReturn:  # noqa: ANN401 - of `_latest`
    row, policy, link_ends, wanted = record
    is_draft = row.status == Status.DRAFT
    return OwnReturn(
        id=str(row.id),
        href=routes.draft_page(row.id) if is_draft else routes.return_page(row.id),
        number=shown_number(row),
        has_number=row.number is not None,
        products=lines[0].name if lines else "",
        more=f"+{len(lines) - 1}" if len(lines) > 1 else "",
        return_type=policy or "",
        status=standing(row, link_ends=link_ends, label_wanted=wanted is not None, link_ended=False, now=now),
        begun=moments.on(row.created_at),
        begun_full=moments.at(row.created_at),
        value=_value(lines),
    )


def _value(lines: Sequence[ReturnLine]) -> str:
    sums: dict[str, int] = {}
    for line in lines:
        if line.price_minor is not None:
            sums[line.currency] = sums.get(line.currency, 0) + line.price_minor * line.quantity
    return " + ".join(money(SOURCE_LANGUAGE, Money(minor, currency)) for currency, minor in sums.items())
