"""What many returns and customers are found by: gathered here, taken apart into entries by the database itself."""

from returns_app.db.columns import metadata
from returns_app.db.found_by import FoundBy
from returns_app.db.search_entries import written
from returns_app.db.search_slips import forms
from returns_app.seed.bulk_load import Loader, Row

_ITEMS, _SLIPS = (metadata.tables[name] for name in ("search_items", "search_slips"))


class Words:
    """Words with their places. `known` are the names, with their kind, that typing errors are mended to already."""

    def __init__(self, known: set[tuple[str, str]]) -> None:
        self._items: list[Row] = []
        self._known = known
        self._names: set[tuple[str, str]] = set()

    def add(self, kind: str, place: int, found_by: FoundBy) -> None:
        """Let something be found by these words."""
        self._items.append((kind, place, written(found_by.words)))
        self._names.update((kind, name) for name in found_by.names if (kind, name) not in self._known)

    def load(self, loader: Loader) -> None:
        """Load what was gathered, and begin anew. Nothing is found by it before `Loader.enter_words`."""
        loader.load(_ITEMS, sorted(self._items))
        new = sorted(self._names)
        loader.load(_SLIPS, sorted((kind, form, name) for kind, name in new for form in forms(name)))
        self._known |= self._names
        self._items, self._names = [], set()
