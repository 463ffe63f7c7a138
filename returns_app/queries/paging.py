"""Lists that go by moments, then by keys, the newest first: one page, and the places beside it in an address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, tuple_

from returns_app.queries.page_address import YEARS

T = TypeVar("T")
PAGE_SIZE = 50


@dataclass(frozen=True)
class Page(Generic[T]):
    """What is shown, and the cursors of the pages beside it, empty where there is nothing more."""

    shown: list[T]
    newer: str = ""
    older: str = ""


@dataclass(frozen=True)
class Walk:
    """Where a page begins: below one place, above another one, or at the newest."""

    before: tuple[datetime, Any] | None = None
    after: tuple[datetime, Any] | None = None

    def ask(self, query: Select[Any], at: Any, key: Any) -> Select[Any]:  # noqa: ANN401 - columns
        """The query for the page and one more, by two columns."""
        place, start = tuple_(at, key), self.after or self.before
        if start:
            query = query.where(place > tuple_(*start) if self.after else place < tuple_(*start))
        order = (at, key) if self.after else (at.desc(), key.desc())
        return query.order_by(*order).limit(PAGE_SIZE + 1)

    def page(self, found: Sequence[T], place: Callable[[T], tuple[datetime, object]]) -> Page[T]:
        """The page out of what that query found; `place` gives the moment and the key of each."""
        more, shown = len(found) > PAGE_SIZE, list(found[:PAGE_SIZE])
        if not shown:
            return Page([])
        if self.after:
            shown.reverse()
        newer, older = cursor(*place(shown[0])), cursor(*place(shown[-1]))
        if self.after:
            return Page(shown, newer if more else "", older)
        return Page(shown, newer if self.before else "", older if more else "")


def cursor(at: datetime, key: object) -> str:
    """A place as an address has it."""
    return f"{at.isoformat()}_{key}"


def read_cursor(text: str) -> tuple[datetime, str] | None:
    """The moment in UTC and the key of a place, which may be anything yet."""
    moment, _, key = text.partition("_")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (at.astimezone(UTC), key) if at.tzinfo is not None and at.year in YEARS else None
