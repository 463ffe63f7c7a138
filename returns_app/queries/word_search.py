"""Looking up what a person typed among the words that things are found by.

Every word typed is the beginning of a word of what is found; one that is not is looked for among e-mail addresses,
taken apart at its signs, and at last mended. What is rare is known at once, in full. Of what is common the newest come
first, and no more than `WALK` things are looked at for one page, however many there are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import bindparam, text
from sqlmodel import Session

from returns_app.db.found_by import AT, bare, email_words, parts_of
from returns_app.db.search import MAX_WORDS, phone_digits
from returns_app.db.search_slips import closest
from returns_app.queries.found import asked

# A beginning with fewer entries is rare: all of them are read.
RARE: Final = 120
# The most different words that one beginning is followed into; beyond that whole things are looked through.
SPREAD: Final = 24
WALK: Final = 2000
_LARGEST_PLACE: Final = 2**31 - 1
# Behind every word that begins so.
_LAST: Final = "\U0010ffff"
_PHONE: Final = re.compile(r"\+?[\d\s()./-]+")
_SHORTEST_PHONE: Final = 4
_REFERENCE: Final = re.compile(r"(?i)\bref\.?\s+(?=\d)")
_BEGIN: Final = "FROM search_entries WHERE kind = :kind AND word >= :low AND word < :high"
_COUNT: Final = text(f"SELECT count(*) FROM (SELECT 1 {_BEGIN} LIMIT {2 * WALK}) AS counted")  # noqa: S608 - of constants
# The first entries; where there are more, also the words: from each to the next, without the entries between.
_PROBE: Final = text(
    f"WITH RECURSIVE first(word, place) AS (SELECT word, place {_BEGIN} ORDER BY word, place LIMIT :rare),"  # noqa: S608
    f" next(word) AS (SELECT (SELECT word {_BEGIN} ORDER BY word LIMIT 1)"
    f" WHERE (SELECT count(*) FROM first) = :rare UNION ALL"
    " SELECT (SELECT search_entries.word FROM search_entries WHERE kind = :kind AND search_entries.word > next.word"
    " AND search_entries.word < :high ORDER BY search_entries.word LIMIT 1) FROM next WHERE next.word IS NOT NULL)"
    " SELECT word, place FROM first UNION ALL"
    f" SELECT word, NULL FROM (SELECT word FROM next WHERE word IS NOT NULL LIMIT {SPREAD + 1}) AS words"
)


@dataclass(frozen=True)
class Wanted:
    """One word to look for: all `places` it is found at if it is rare, else the few `words` it begins, if they are few.

    `common` says how often it is found, as far as that was counted.
    """

    begins: str
    places: frozenset[int] | None = None
    words: tuple[str, ...] = ()
    common: int = 0


@dataclass(frozen=True)
class Sought:
    """Everything to look for, and which words replace typing errors. Without `wanted` nothing is found."""

    kind: str
    wanted: tuple[Wanted, ...] = ()
    mended: tuple[str, ...] = ()


@dataclass(frozen=True)
class Places:
    """Places that all words fit, in the order of the walk. `end` is where to go on; `None` when nothing is beyond."""

    found: list[int]
    end: int | None = None


def look_up(session: Session, kind: str, query: str) -> Sought:
    """What the words of a query mean among the words there are."""
    wanted: list[Wanted] = []
    mended: list[str] = []
    for token in _tokens(query):
        known = _understood(session, kind, token)
        if not known and (better := closest(session, kind, bare(token))):
            known, mended = _understood(session, kind, better), [*mended, better]
        if not known:
            return Sought(kind)
        wanted += known
    if len(wanted) > 1 and all(one.places is None for one in wanted):
        wanted = [_counted(session, kind, one) for one in wanted]
    return Sought(kind, tuple(wanted), tuple(mended))


def next_places(session: Session, sought: Sought, *, beyond: int | None, upward: bool, count: int) -> Places:
    """The next places beyond one: newest first, or upward from there. `count` of them, unless they are rare."""
    rare = [one.places for one in sought.wanted if one.places is not None]
    if rare:
        fit = _kept(session, sought, frozenset.intersection(*rare))
        return Places(_from(fit, beyond=beyond, upward=upward))
    driver = min((one for one in sought.wanted if one.words), key=lambda one: one.common, default=None)
    others = [one for one in sought.wanted if one is not driver]
    walk = _walk(driver, upward=upward, bound=session.get_bind().dialect.name == "postgresql")
    start = beyond if beyond is not None else _LARGEST_PLACE
    values = {"kind": sought.kind, "beyond": start, **_words_of(driver), **_values(others)}
    query = f"SELECT place FROM ({walk} LIMIT {WALK}) AS walked WHERE {_fit(others)} LIMIT {count}"  # noqa: S608
    found = [place for (place,) in session.execute(text(query), values)]
    if len(found) == count:
        return Places(list(dict.fromkeys(found)), found[-1])
    if not others and len(found) < WALK:
        return Places(list(dict.fromkeys(found)))
    end = session.execute(text(f"{walk} LIMIT 1 OFFSET {WALK - 1}"), values).scalar()
    return Places(list(dict.fromkeys(found)), end)


def _tokens(query: str) -> list[str]:
    """What was typed, part by part; a phone number is one part, however it was written."""
    wanted = _REFERENCE.sub("", asked(query))
    digits = phone_digits(wanted)
    if _PHONE.fullmatch(wanted) and len(digits) >= _SHORTEST_PHONE:
        return [digits]
    return [token for token in wanted.split() if bare(token)][:MAX_WORDS]


def _understood(session: Session, kind: str, token: str) -> list[Wanted]:
    """What a token means, by the first reading of it that is known; several words when it is made of several."""
    for begins in _readings(token):
        if (wanted := _probe(session, kind, begins)) is not None:
            return [wanted]
    parts = parts_of(token)
    known = [_probe(session, kind, part) for part in parts] if len(parts) > 1 else []
    return [one for one in known if one is not None] if all(known) else []


def _readings(token: str) -> Iterator[str]:
    word = bare(token)
    if AT in token:
        yield from email_words(token)[:1]
        return
    yield word
    if word.startswith("0") and word.isdecimal() and word.strip("0"):
        yield word.lstrip("0")
    yield AT + word


def _probe(session: Session, kind: str, begins: str) -> Wanted | None:
    """One statement, however common it is: what is common costs no more where there is more of it."""
    found = session.execute(_PROBE, {**_range(kind, begins), "rare": RARE}).all()
    rows = [(word, place) for word, place in found if place is not None]
    if not rows:
        return None
    is_all = len(rows) < RARE
    exact = frozenset(place for word, place in rows if word == begins)
    # Whoever types a whole number means that one, and not those that go on after it.
    if exact and any(letter.isdigit() for letter in begins) and (is_all or len(exact) < len(rows)):
        return Wanted(begins, exact)
    if is_all:
        return Wanted(begins, frozenset(place for _, place in rows))
    words = tuple(word for word, place in found if place is None)
    return Wanted(begins, words=words if len(words) <= SPREAD else ())


def _counted(session: Session, kind: str, wanted: Wanted) -> Wanted:
    """The same with how common it is, to compare it with others."""
    if not wanted.words:
        return wanted
    return replace(wanted, common=session.execute(_COUNT, _range(kind, wanted.begins)).scalar_one())


def _range(kind: str, begins: str) -> dict[str, str]:
    return {"kind": kind, "low": begins, "high": begins + _LAST}


def _kept(session: Session, sought: Sought, places: frozenset[int]) -> frozenset[int]:
    """Those of rare places that the common words fit too."""
    others = [one for one in sought.wanted if one.places is None]
    if not others or not places:
        return places
    rule = f"kind = :kind AND place IN :places AND {_fit(others)}"
    query = text(f"SELECT place FROM search_items AS walked WHERE {rule}")  # noqa: S608 - of our own words
    values = {"kind": sought.kind, "places": sorted(places), **_values(others)}
    found = session.execute(query.bindparams(bindparam("places", expanding=True)), values)
    return frozenset(place for (place,) in found)


def _from(places: frozenset[int], *, beyond: int | None, upward: bool) -> list[int]:
    if beyond is None:
        return sorted(places, reverse=True)
    if upward:
        return sorted(place for place in places if place > beyond)
    return sorted((place for place in places if place < beyond), reverse=True)


def _walk(driver: Wanted | None, *, upward: bool, bound: bool) -> str:
    """The statement that goes from place to place: along the entries of a few words, else along whole things.

    SQLite merges the words' entries as they come. PostgreSQL may sort all of them, so each word's are `bound`.
    """
    side, order = (">", "ASC") if upward else ("<", "DESC")
    if driver is None:
        return f"SELECT place FROM search_items WHERE kind = :kind AND place {side} :beyond ORDER BY place {order}"  # noqa: S608
    legs = [
        f"SELECT place FROM search_entries WHERE kind = :kind AND word = :word{at} AND place {side} :beyond"  # noqa: S608
        for at in range(len(driver.words))
    ]
    if bound:
        legs = [f"(SELECT place FROM ({leg} ORDER BY place {order} LIMIT {WALK}) AS leg)" for leg in legs]  # noqa: S608
    return f"{' UNION ALL '.join(legs)} ORDER BY place {order}"


def _words_of(driver: Wanted | None) -> dict[str, Any]:
    return {f"word{at}": word for at, word in enumerate(driver.words)} if driver else {}


def _fit(others: list[Wanted]) -> str:
    """Whether something has words that begin as the others do. Words hold no sign that LIKE would take for another.

    A value and no EXISTS: of that PostgreSQL would make a join, which knows nothing of the walk's order.
    """
    if not others:
        return "1 = 1"
    checks = " AND ".join(f"words LIKE :other{at}" for at in range(len(others)))
    mine = "search_items.kind = :kind AND search_items.place = walked.place"
    return f"(SELECT {checks} FROM search_items WHERE {mine})"  # noqa: S608 - of our own words


def _values(others: list[Wanted]) -> dict[str, Any]:
    return {f"other{at}": f"% {one.begins}%" for at, one in enumerate(others)}
