"""Looking into a parcel: what is counted is kept at once, and the whole check moves the return on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.db.receiving import UndeclaredItem, found_in, undeclared_of
from returns_app.db.returns import Return, ReturnLine, fetch_for_change, lines_of, move, touch
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Forbidden, Invalid
from returns_app.domain.lifecycle import Event, Party, Status, moved_on, parties
from returns_app.domain.receiving import Count, Undeclared, check_problems, undeclared_problems


@dataclass(frozen=True)
class CheckWish:
    """What was counted so far: the lines counted, and what nobody had announced."""

    counts: tuple[Count, ...] = ()
    undeclared: tuple[Undeclared, ...] = ()


def save_check(
    session: Session, actor: Actor, return_id: UUID, wish: CheckWish, *, version: int, now: datetime
) -> Return:
    """Keep what was counted so far, so that a reload or a colleague finds it. What is as it was changes nothing.

    Raises `Invalid` as the rules name it, `Conflict` when somebody was faster or the return is not being checked.
    """
    row = _being_checked(session, actor, return_id, version)
    if _keep(session, row, wish, whole=False):
        touch(session, row, now=now)
    return row


def finish_check(
    session: Session, actor: Actor, return_id: UUID, wish: CheckWish, *, version: int, now: datetime
) -> Return:
    """Keep the whole check and hand the return over to settlement.

    Sent again after a lost answer, with the same counts, it gives back the return as it is.
    """
    _require_operator(actor)
    row = fetch_for_change(session, actor, return_id)
    if row.status == Status.SETTLEMENT_REQUESTED and _holds(session, row, wish):
        return row
    row = _being_checked(session, actor, return_id, version)
    _keep(session, row, wish, whole=True)
    found = found_in(session, row.id)
    facts = {
        name: getattr(found, name)
        for name in ("expected", "received", "missing", "surplus", "damaged", "undeclared")
    }
    move(session, row, Event.CHECKED, actor=actor, now=now, **facts)
    return row


def announced(lines: list[ReturnLine]) -> list[ReturnLine]:
    """The lines of which something was to come."""
    return [line for line in lines if line.approved]


def _being_checked(session: Session, actor: Actor, return_id: UUID, version: int) -> Return:
    _require_operator(actor)
    row = fetch_for_change(session, actor, return_id, version)
    if row.status != Status.RECEIVED:
        raise moved_on(row.status)
    return row


def _require_operator(actor: Actor) -> None:
    if Party.OPERATOR not in parties(actor):
        raise Forbidden


def _keep(session: Session, row: Return, wish: CheckWish, *, whole: bool) -> bool:
    """Write the counts down; whether anything changed."""
    lines = {line.id: line for line in announced(lines_of(session, row.id))}
    problems = (
        *check_problems({key: line.approved or 0 for key, line in lines.items()}, wish.counts, whole=whole),
        *undeclared_problems(wish.undeclared),
    )
    if problems:
        raise Invalid(*problems)
    changed = _keep_counts(session, lines, wish)
    return _keep_undeclared(session, row, wish) or changed


def _keep_counts(session: Session, lines: dict[UUID, ReturnLine], wish: CheckWish) -> bool:
    counts = {count.line_id: count for count in wish.counts}
    changed = False
    for line_id, line in lines.items():
        count = counts.get(line_id)
        made = (count.received, count.damaged, count.words.strip()) if count else (None, None, "")
        changed = changed or made != (line.received, line.damaged, line.check_words)
        line.received, line.damaged, line.check_words = made
        session.add(line)
    session.flush()
    return changed


def _keep_undeclared(session: Session, row: Return, wish: CheckWish) -> bool:
    there = undeclared_of(session, row.id)
    wanted = [(item.name.strip(), item.quantity, item.words.strip()) for item in wish.undeclared]
    if [(item.name, item.quantity, item.words) for item in there] == wanted:
        return False
    for item in there:
        session.delete(item)
    # The places are unique: the old ones have to be free before they are taken again.
    session.flush()
    session.add_all(
        UndeclaredItem(return_id=row.id, position=position, name=name, quantity=quantity, words=words)
        for position, (name, quantity, words) in enumerate(wanted)
    )
    session.flush()
    return True


def _holds(session: Session, row: Return, wish: CheckWish) -> bool:
    kept = {
        line.id: (line.received, line.damaged, line.check_words)
        for line in announced(lines_of(session, row.id))
    }
    wanted = {one.line_id: (one.received, one.damaged, one.words.strip()) for one in wish.counts}
    there = [(item.name, item.quantity, item.words) for item in undeclared_of(session, row.id)]
    return kept == wanted and there == [
        (one.name.strip(), one.quantity, one.words.strip()) for one in wish.undeclared
    ]
