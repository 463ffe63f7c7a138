"""What to do next: who is stuck longest, then who waits longest for the desk."""

from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Uuid, column
from sqlmodel import Session

from returns_app.db.returns import OPEN
from returns_app.domain.actors import Actor, ActorKind
from returns_app.queries.return_walks import TO_DO
from returns_app.queries.tallies import prepared, scope_words, values_of

WORK_ROWS: Final = 8
_FREE: Final = "(held_until IS NULL OR held_until <= :now OR held_by = :me)"


def next_work(session: Session, actor: Actor, *, mine: bool, now: datetime) -> list[UUID]:
    """The returns of the actor, or of everybody within scope, that wait most. What a colleague holds is left out."""
    if actor.kind is ActorKind.CUSTOMER:
        return []
    statement = _next(bool(actor.countries), bool(actor.policies), mine=mine)
    found = session.execute(statement, values_of(actor, now=now)).scalars()
    return list(dict.fromkeys(found))[:WORK_ROWS]


@cache
def _next(countries: bool, policies: bool, *, mine: bool) -> Any:  # noqa: ANN401 - for each kind of scope
    scope = scope_words(countries=countries, policies=policies, mine=mine)
    urgent = ("urgent_at IS NOT NULL AND urgent_at <= :now", "urgent_at")
    legs = [urgent, *((f"{OPEN.text} AND status = '{status.value}'", "since") for status in TO_DO)]
    walks = " UNION ALL ".join(
        f"SELECT id, {min(at, 1)} AS turn, moment FROM (SELECT id, {moment} AS moment FROM returns"  # noqa: S608 - ours
        f" WHERE {driver} AND {scope} AND {_FREE} ORDER BY {moment} LIMIT {WORK_ROWS}) AS leg{at}"
        for at, (driver, moment) in enumerate(legs)
    )
    query = f"SELECT id FROM ({walks}) AS legs ORDER BY turn, moment LIMIT {2 * WORK_ROWS}"  # noqa: S608
    return prepared(query).columns(column("id", Uuid))
