"""Finding returns by words: number, reference, order, customer, product; the newest created first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from returns_app.db.returns import Return
from returns_app.db.search_entries import RETURNS
from returns_app.domain.actors import Actor
from returns_app.queries.find_query import Find, Sort, View
from returns_app.queries.return_walks import Step, fits
from returns_app.queries.word_search import look_up, next_places

# How many pages' worth of places are looked at one after another, until a page is full.
_CHUNKS: Final = (2, 8)
_ALL_FIT: Final = (1, 1)
_LARGEST_REFERENCE: Final = 2**31 - 1
Hit = tuple[int, UUID, datetime]


def search(session: Session, actor: Actor, find: Find, *, size: int, now: datetime) -> Step:
    """The ids of a page of what the words find. What is within scope, view and filters is looked for among those."""
    sought = look_up(session, RETURNS, find.words)
    upward = _cursor(find.after) is not None
    beyond = _cursor(find.after) if upward else _cursor(find.before)
    if not sought.wanted:
        return Step()
    found: list[Hit] = []
    end = beyond
    for times in _ALL_FIT if _fits_all(actor, find) else _CHUNKS:
        places = next_places(session, sought, beyond=end, upward=upward, count=times * (size + 1))
        found += _hits(session, actor, find, places.found, upward=upward, now=now)
        end = places.end
        if len(found) > size or end is None:
            break
    more, found = len(found) > size, found[:size]
    on = str(found[-1][0] if more else end or "")
    return _step(found, on=on, came_from=beyond, upward=upward, mended=sought.mended)


def _fits_all(actor: Actor, find: Find) -> bool:
    """Whether words are all that was asked for: then a page's worth of places is a page."""
    return not (actor.countries or actor.policies) and replace(
        find, words="", before="", after="", sort=Sort.CHANGED
    ) == Find(view=View.ALL)


def _hits(
    session: Session, actor: Actor, find: Find, places: Sequence[int], *, upward: bool, now: datetime
) -> list[Hit]:  # fmt: skip
    place = col(Return.reference)
    query: Any = select(place, Return.id, Return.created_at)  # type: ignore[call-overload]
    query = query.where(place.in_(places), fits(actor, find, Return, now=now))
    found = session.execute(query.order_by(place if upward else place.desc())) if places else ()
    return [(record[0], record[1], record[2]) for record in found]


def _step(
    found: list[Hit], *, on: str, came_from: int | None, upward: bool, mended: tuple[str, ...]
) -> Step:  # fmt: skip
    if upward:
        found.reverse()
    first, last = (found[0], found[-1]) if found else (None, None)
    behind = last if upward else first
    back = str(behind[0] if behind else came_from) if came_from is not None else ""
    newer, older = (on, back) if upward else (back, on)
    ids = tuple(return_id for _, return_id, _ in found)
    return Step(ids, newer, older, first and first[2], last and last[2], mended)


def _cursor(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 11 and int(text) <= _LARGEST_REFERENCE else None
