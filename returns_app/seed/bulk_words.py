"""What many returns and customers are found by, gathered and loaded in the order of the tables' keys."""

from array import array
from collections.abc import Iterator
from typing import Any

from returns_app.db.columns import metadata
from returns_app.db.found_by import FoundBy
from returns_app.db.search_entries import CUSTOMERS, RETURNS, written
from returns_app.db.search_slips import forms
from returns_app.seed.bulk_load import Loader, Row

_ENTRIES, _ITEMS, _SLIPS = (
    metadata.tables[name] for name in ("search_entries", "search_items", "search_slips")
)


class Words:
    """Words with their places. Most words have one place, so only others get a list.

    `known` are the names, with their kind, that typing errors are mended to already.
    """

    def __init__(self, known: set[tuple[str, str]]) -> None:
        self._places: dict[str, dict[str, Any]] = {CUSTOMERS: {}, RETURNS: {}}
        self._items: list[Row] = []
        self._known = known
        self._names: set[tuple[str, str]] = set()

    def add(self, kind: str, place: int, found_by: FoundBy) -> None:
        """Let something be found by these words."""
        places = self._places[kind]
        self._items.append((kind, place, written(found_by.words)))
        self._names.update((kind, name) for name in found_by.names if (kind, name) not in self._known)
        for word in found_by.words:
            there = places.get(word)
            if there is None:
                places[word] = place
            elif isinstance(there, int):
                places[word] = array("i", (there, place))
            else:
                there.append(place)

    def load(self, loader: Loader) -> None:
        """Load what was gathered, and begin anew."""
        loader.load(_ITEMS, sorted(self._items))
        loader.load(_ENTRIES, self._entries())
        new = sorted(self._names)
        loader.load(_SLIPS, sorted((kind, form, name) for kind, name in new for form in forms(name)))
        self._known |= self._names
        self._places, self._items, self._names = {CUSTOMERS: {}, RETURNS: {}}, [], set()

    def _entries(self) -> Iterator[Row]:
        for kind, places in sorted(self._places.items()):
            for word in sorted(places):
                there = places[word]
                if isinstance(there, int):
                    yield (kind, word, there)
                else:
                    yield from ((kind, word, place) for place in there)
