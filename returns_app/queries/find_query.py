"""What to look for among the returns, and how it is written in the address of a page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from returns_app.db.returns import LINK_UNFINISHED, LINK_UNOPENED, SHIPPING_FAILED, TYPE_ENDED
from returns_app.domain.lifecycle import Status
from returns_app.queries.found import asked
from returns_app.queries.page_address import day_text, read_day

T = TypeVar("T")

# Among `Find.agents`: the one who looks, and returns that nobody works on.
ME: Final = "me"
NOBODY: Final = "none"
WHY: Final = (SHIPPING_FAILED, LINK_UNOPENED, LINK_UNFINISHED, TYPE_ENDED)
# What a withdrawal's refund may be: its clock runs, or it is due today or overdue.
REFUNDS: Final = ("running", "due")
# More than anybody ticks; what is beyond is dropped.
MOST_VALUES: Final = 30
_COUNTRY_LETTERS: Final = 2
_LONGEST_CURSOR: Final = 100


class View(StrEnum):
    """A tab of the list."""

    OPEN = "open"
    URGENT = "urgent"
    TODO = "todo"
    AUTHORIZE = "authorize"
    WAITING = "waiting"
    RECEIVED = "received"
    DRAFTS = "drafts"
    DONE = "done"
    ALL = "all"


class Sort(StrEnum):
    """What comes first. With words to search for, the newest created always does."""

    CHANGED = "changed"
    WAITING = "waiting"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class Find:
    """What to look for. Values within one filter are alternatives; all filters have to fit.

    `agents` holds ids of users, `ME` or `NOBODY`; `changed_from` and `changed_until` are whole days of the merchant's
    time zone, both included. `before` and `after` are cursors of an earlier page with the same wish, one of them at
    most: `before` goes down the list, `after` up. With `refund`, one of `REFUNDS`, what is due first comes first.
    """

    view: View = View.OPEN
    words: str = ""
    statuses: tuple[Status, ...] = ()
    policies: tuple[UUID, ...] = ()
    agents: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    changed_from: date | None = None
    changed_until: date | None = None
    why: tuple[str, ...] = ()
    unanswered: bool = False
    refund: str = ""
    sort: Sort = Sort.CHANGED
    before: str = ""
    after: str = ""


def read_find(params: Mapping[str, str]) -> Find:
    """The wish of an address. Never raises: what makes no sense is dropped."""
    return Find(
        view=_one(params.get("view"), View) or View.OPEN,
        words=asked(params.get("q", "")),
        statuses=_several(params.get("status"), Status),
        policies=_several(params.get("type"), UUID),
        agents=_several(params.get("agent"), _agent),
        countries=_several(params.get("country"), _country),
        changed_from=read_day(params.get("from", "")),
        changed_until=read_day(params.get("to", "")),
        why=_several(params.get("why"), _why),
        unanswered=params.get("unanswered") == "1",
        refund=_refund(params.get("refund", "")),
        sort=_one(params.get("sort"), Sort) or Sort.CHANGED,
        before=params.get("before", "")[:_LONGEST_CURSOR],
        after=params.get("after", "")[:_LONGEST_CURSOR],
    )


def write_find(find: Find) -> str:
    """The query string of a wish, without a question mark; what is as always is left out."""
    values: dict[str, str] = {
        "view": "" if find.view is View.OPEN else find.view.value,
        "q": find.words,
        "status": _listed(find.statuses),
        "type": _listed(find.policies),
        "agent": _listed(find.agents),
        "country": _listed(find.countries),
        "from": day_text(find.changed_from),
        "to": day_text(find.changed_until),
        "why": _listed(find.why),
        "unanswered": "1" if find.unanswered else "",
        "refund": find.refund,
        "sort": "" if find.sort is Sort.CHANGED else find.sort.value,
        "before": find.before,
        "after": find.after,
    }
    return urlencode({name: value for name, value in values.items() if value}, safe=",")


def _one(text: str | None, read: Callable[[str], T]) -> T | None:
    try:
        return read(text.strip()) if text else None
    except ValueError:
        return None


def _several(text: str | None, read: Callable[[str], T]) -> tuple[T, ...]:
    parts = (text or "")[: 40 * MOST_VALUES].split(",")[:MOST_VALUES]
    found = (_one(part, read) for part in parts)
    return tuple(dict.fromkeys(value for value in found if value is not None))


def _agent(text: str) -> str:
    return text if text in {ME, NOBODY} else str(UUID(text))


def _country(text: str) -> str:
    if len(text) != _COUNTRY_LETTERS or not text.isascii() or not text.isalpha():
        raise ValueError(text)
    return text.upper()


def _why(text: str) -> str:
    if text not in WHY:
        raise ValueError(text)
    return text


def _refund(text: str) -> str:
    """Both ticked is the wider one."""
    asked = text[:_LONGEST_CURSOR].split(",")
    return next((one for one in REFUNDS if one in asked), "")


def _listed(values: Iterable[Any]) -> str:
    return ",".join(sorted(str(value) for value in values))
