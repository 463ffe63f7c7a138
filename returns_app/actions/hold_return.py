"""Holding a return that waits for a decision: one agent has it for a while, the others can read it."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, or_, update
from sqlmodel import Session, col, select

from returns_app.db.accounts import User
from returns_app.db.returns import Return, fetch, fetch_for_change
from returns_app.db.session import CHANGED
from returns_app.db.timeline import tell
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Conflict, Forbidden
from returns_app.domain.excusing import supervises
from returns_app.domain.lifecycle import Status, moved_on
from returns_app.domain.words import say
from returns_app.i18n import SOURCE_LANGUAGE, time
from returns_app.mail.brand import Brand

HOLD_FOR = timedelta(minutes=15)


class HeldByAnother(Conflict):
    """A colleague has this return from the work queue. `holder` is their id."""

    def __init__(self, holder: UUID, name: str, until: datetime) -> None:
        clock = time(SOURCE_LANGUAGE, until, ZoneInfo(Brand.timezone))
        super().__init__(say("{name} has this return until {time}.", name=name, time=clock))
        self.holder = holder


def fetch_to_decide(
    session: Session, actor: Actor, return_id: UUID, version: int | None, *, now: datetime
) -> Return:
    """The return for somebody who decides about it, locked, as they saw it; from now on they hold it.

    Raises `HeldByAnother` while a colleague does, `Conflict` when it changed since `version`.
    """
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    require_free(session, actor, row, now=now)
    row = fetch_for_change(session, actor, return_id, version)
    if row.status == Status.AUTHORIZATION_REQUESTED:
        _take(session, actor, row.id, now=now)
    return row


def require_free(session: Session, actor: Actor, row: Return, *, now: datetime) -> None:
    """Raise `HeldByAnother` while somebody else holds the return."""
    if row.held_by is None or row.held_by == actor.id or row.held_until is None or row.held_until <= now:
        return
    holder = session.get(User, row.held_by)
    raise HeldByAnother(row.held_by, holder.name if holder else "", row.held_until)


def hold(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> bool:
    """Hold a return that waits for a decision, for a quarter of an hour from now. False when somebody else does.

    An agent holds one return at a time: what they held before is free again.
    """
    actor.require_desk()
    row = fetch(session, actor, return_id)
    return row.status == Status.AUTHORIZATION_REQUESTED and _take(session, actor, row.id, now=now)


def release(session: Session, actor: Actor, return_id: UUID) -> None:
    """Give a return back to the queue. Releasing what is not theirs does nothing."""
    actor.require_desk()
    row = fetch(session, actor, return_id)
    mine = and_(col(Return.id) == row.id, col(Return.held_by) == actor.id)
    _let_go(session, [row.id] if _update(session, mine, held_by=None, held_until=None) else [])


def take_over(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> None:
    """Hold a return in the place of whoever held it; supervisors alone may. The timeline tells it."""
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    if not supervises(actor):
        raise Forbidden(say("A supervisor can take over this return."))
    if row.status != Status.AUTHORIZATION_REQUESTED:
        raise moved_on(row.status)
    if (
        row.held_by != actor.id
        and row.held_by is not None
        and row.held_until is not None
        and row.held_until > now
    ):
        tell(session, row.id, "taken_over", actor=actor, now=now, held_by=str(row.held_by))
    _update(session, col(Return.id) == row.id, held_by=actor.id, held_until=now + HOLD_FOR)
    _let_go(session, [row.id])
    _one_at_a_time(session, actor, row.id)


def is_free(actor: Actor, *, now: datetime) -> ColumnElement[bool]:
    """True for rows that nobody else holds."""
    held_by, until = col(Return.held_by), col(Return.held_until)
    return or_(held_by.is_(None), until <= now, held_by == actor.id)


def _take(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> bool:
    """Hold it unless somebody else does, in one statement: of two at the same moment one gets it."""
    waits = col(Return.status) == Status.AUTHORIZATION_REQUESTED.value
    wanted = and_(col(Return.id) == return_id, waits, is_free(actor, now=now))
    if not _update(session, wanted, held_by=actor.id, held_until=now + HOLD_FOR):
        return False
    _one_at_a_time(session, actor, return_id)
    _let_go(session, [return_id])
    return True


def _one_at_a_time(session: Session, actor: Actor, kept: UUID) -> None:
    """Free what else the actor holds. A row that another transaction has just now is passed over; it runs out."""
    others = and_(
        col(Return.held_until).is_not(None), col(Return.held_by) == actor.id, col(Return.id) != kept
    )
    query = select(Return.id).where(others).with_for_update(skip_locked=True)
    ids = list(session.exec(query))
    if ids:
        _update(session, col(Return.id).in_(ids), held_by=None, held_until=None)
        _let_go(session, ids)


def _let_go(session: Session, ids: list[UUID]) -> None:
    """Wake the pages that show these returns. A hold is no change of a return, so its version stays."""
    session.info.setdefault(CHANGED, set()).update(ids)


def _update(session: Session, where: ColumnElement[bool], **values: object) -> bool:
    session.flush()
    statement = update(Return).where(where).values(**values).returning(col(Return.id))
    found = session.execute(statement, execution_options={"synchronize_session": "fetch"})
    return bool(found.scalars().all())
