"""A list that is on screen, read again: what is shown may change in place, what is new is only counted."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from returns_app.db.returns import Return
from returns_app.domain.actors import Actor
from returns_app.queries.find_query import Find
from returns_app.queries.return_rows import ReturnRow, rows_of
from returns_app.queries.returns import ReturnList, find_returns
from returns_app.queries.scope import in_scope


@dataclass(frozen=True)
class Again:
    """`page` is the list as it would be drawn now, `rows` are those on screen as they are now, in the order on screen.

    `newer` counts what would come to the screen; `is_same` says that nothing would move or come.
    """

    page: ReturnList = field(default_factory=ReturnList)
    rows: list[ReturnRow] = field(default_factory=list)
    newer: int = 0
    is_same: bool = True


def list_again(session: Session, actor: Actor, find: Find, shown: Sequence[UUID], *, now: datetime) -> Again:
    """Read the page and, by their ids, the rows on screen, of which some may no longer be on the page.

    What left the actor's scope is not read again. The statements of a page and three more.
    """
    page = find_returns(session, actor, find, now=now)
    rule = (col(Return.id).in_(shown), in_scope(actor))
    seen = set(session.exec(select(Return.id).where(*rule)))
    rows = rows_of(session, [one for one in shown if one in seen], now=now)
    there, here = [row.id for row in page.rows], [row.id for row in rows]
    return Again(page, rows, len(set(there) - set(here)), there == here)


def changed_ids(before: Sequence[ReturnRow], after: Sequence[ReturnRow]) -> list[str]:
    """The rows that say something else than before; that time went by is no news."""
    known = {row.id: _timeless(row) for row in before}
    return [row.id for row in after if known.get(row.id) != _timeless(row)]


def _timeless(row: ReturnRow) -> ReturnRow:
    return replace(row, age="", waits="", changed_age="", late="")


def references_of(session: Session, actor: Actor, return_ids: Sequence[UUID]) -> list[int]:
    """The references of those returns that the actor may see."""
    rule = (col(Return.id).in_(return_ids), in_scope(actor))
    return list(session.exec(select(Return.reference).where(*rule).order_by(col(Return.reference))))


def names_of(session: Session, actor: Actor, return_ids: Sequence[UUID]) -> dict[UUID, str]:
    """How the returns that the actor may see are called: by number, or by reference."""
    rule = (col(Return.id).in_(return_ids), in_scope(actor))
    found = session.exec(select(Return.id, Return.number, Return.reference).where(*rule))
    return {return_id: number or f"Ref. {reference}" for return_id, number, reference in found}
