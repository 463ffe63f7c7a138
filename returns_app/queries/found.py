"""What a search finds, and what it was mended to."""

import re
from collections.abc import Iterable

from returns_app.db.search import fold
from returns_app.domain.texts import as_received

# More than anybody types; what is longer is cut before it reaches the database.
MAX_QUERY = 120
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def asked(words: str) -> str:
    """The words as they are searched for: short, and without characters that no name holds."""
    return _UNPRINTABLE.sub(" ", as_received(words))[:MAX_QUERY].strip()


def as_called(mended: Iterable[str], names: Iterable[str]) -> str:
    """The words that replaced a typing error, written as the things found write them."""
    written = {fold(word): word.strip(",.;()") for name in names for word in name.split()}
    return " ".join(_written(word, written) for word in mended)


def _written(word: str, written: dict[str, str]) -> str:
    return written.get(word) or next((there for key, there in written.items() if word in key), word)
