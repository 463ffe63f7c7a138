"""Finding returns again: a page of the list within the actor's scope."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from sqlmodel import Session

from returns_app.domain.actors import Actor
from returns_app.queries import moments
from returns_app.queries.find_query import Find, Sort, View, read_find, write_find
from returns_app.queries.found import as_called
from returns_app.queries.return_rows import ReturnRow, rows_of
from returns_app.queries.return_search import search
from returns_app.queries.return_walks import Step, is_by_urgency, walk

__all__ = [
    "PAGE_SIZE", "Find", "ReturnList", "ReturnRow", "Sort", "View", "find_returns", "read_find", "stream_returns",
    "write_find",
]  # fmt: skip

PAGE_SIZE: Final = 50
STREAM_SIZE: Final = 500
_DID: Final = {
    Sort.CHANGED: "changed",
    Sort.WAITING: "waiting since",
    Sort.NEWEST: "created",
    Sort.OLDEST: "created",
}
_STUCK: Final = "urgent since"
_DUE: Final = "refund due"


@dataclass(frozen=True)
class ReturnList:
    """A page of the list. `newer` and `older` are cursors, empty where there is nothing more.

    A page may hold fewer rows than fit, even none, and go on nevertheless: then few of those it looked at fitted.
    `closest` tells what was searched for instead of a word that occurs nowhere.
    """

    rows: list[ReturnRow] = field(default_factory=list)
    newer: str = ""
    older: str = ""
    range_words: str = ""
    closest: str = ""


def find_returns(session: Session, actor: Actor, find: Find, *, now: datetime) -> ReturnList:
    """The returns of this page. A cursor that is none counts as no cursor.

    With words, the newest created come first, whatever the sort. The number of statements depends on the wish alone.
    """
    return _page(session, actor, find, size=PAGE_SIZE, now=now)


def stream_returns(
    session: Session, actor: Actor, find: Find, *, after: str = "", now: datetime
) -> ReturnList:
    """A longer page, for an export. Go on with `after=` the page's `older`, until that is empty."""
    return _page(session, actor, replace(find, before=after, after=""), size=STREAM_SIZE, now=now)


def _page(session: Session, actor: Actor, find: Find, *, size: int, now: datetime) -> ReturnList:
    if find.words:
        step, did = search(session, actor, find, size=size, now=now), _DID[Sort.NEWEST]
    else:
        step, did = walk(session, actor, find, size=size, now=now), _DID[find.sort]
        did = _DUE if find.refund else _STUCK if is_by_urgency(find) else did
    rows = rows_of(session, step.ids, now=now)
    return ReturnList(
        rows, step.newer, step.older, _range(len(rows), step, did, now=now), _closest(step, rows)
    )


def _closest(step: Step, rows: list[ReturnRow]) -> str:
    return as_called(step.mended, (f"{row.customer} {row.products}" for row in rows)) if rows else ""


def _range(count: int, step: Step, did: str, *, now: datetime) -> str:
    if not count or step.first is None or step.last is None:
        return "None among these; older ones may fit" if step.older else ""
    first, last = (_when(moment, did, now=now) for moment in (step.first, step.last))
    rows = "1 return" if count == 1 else f"{count} returns"
    return f"{rows}, {did} {first}" if first == last else f"{rows}, {did} {first} to {last}"


def _when(moment: datetime, did: str, *, now: datetime) -> str:
    return moments.on(moment) if did == _DUE else moments.near(moment, now=now)
