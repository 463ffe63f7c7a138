"""Completing path B: the return that an agent created alone opens in its policy's mode."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from returns_app.actions.issue_link import require_complete
from returns_app.actions.note_withdrawal import note_declared
from returns_app.actions.post_lifecycle import mail_review
from returns_app.actions.require_excused import require_excused
from returns_app.actions.require_unique import require_unique
from returns_app.db.policies import ReturnPolicy, as_rules
from returns_app.db.returns import Return, fetch_for_change, lines_of, move
from returns_app.db.search_entries import remember_return
from returns_app.domain.actors import Actor
from returns_app.domain.errors import NotFound
from returns_app.domain.lifecycle import Event, Status
from returns_app.domain.numbers import new_number
from returns_app.domain.policy import CreationPath, DefaultMode

TRIES = 8


def open_return(session: Session, actor: Actor, return_id: UUID, *, now: datetime) -> Return:
    """Complete the draft: it stands at `authorization_requested` (manual) or `approved` (automatic, with a number).

    A withdrawal waits for nobody's decision: it is approved, and declared from this moment on.
    Asked again, gives back the return as it is. Raises `Invalid` at the first step still open, at `policy`, at
    `order_number` (already in another return), or at `finding.<rule>` where nobody decides after this.
    """
    actor.require_desk()
    row = fetch_for_change(session, actor, return_id)
    if row.status != Status.DRAFT and row.path == CreationPath.COMPLETE:
        return row
    require_complete(session, actor, row, CreationPath.COMPLETE)
    require_unique(session, actor, row, field="order_number")
    there = session.get(ReturnPolicy, row.policy_id)
    if there is None:
        raise NotFound
    policy = as_rules(there)
    if policy.default_mode is DefaultMode.MANUAL:
        move(session, row, Event.COMPLETED_MANUAL, actor=actor, now=now)
        mail_review(session, actor, row, now=now)
        return row
    # What opens for a decision is looked at then; what needs none has to be in order now.
    require_excused(session, actor, row)
    for line in lines_of(session, row.id):
        line.approved, line.rejected, line.kept = line.quantity, 0, 0
        session.add(line)
    give_number(session, row)
    move(session, row, Event.COMPLETED_AUTOMATIC, actor=actor, now=now, number=row.number)
    if policy.withdrawal:
        note_declared(session, actor, row, now=now)
    return row


def give_number(session: Session, row: Return) -> None:
    """Give the return its public number, once."""
    if row.number is not None:
        return
    for _ in range(TRIES):
        number = new_number()
        if session.exec(select(Return.id).where(Return.number == number)).first():
            continue
        try:
            with session.begin_nested():
                row.number = number
                session.add(row)
                session.flush()
        except IntegrityError:
            # Somebody drew the same number between our look and our write; the constraint noticed.
            row.number = None
            continue
        remember_return(session, row)
        return
    message = "no free return number was found"
    raise RuntimeError(message)
