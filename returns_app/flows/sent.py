"""What a browser sends beside words: ids, and the key that makes sending twice harmless."""

from hashlib import sha256
from uuid import UUID

from returns_app.domain.errors import NotFound


def read_id(text: object) -> UUID:
    """The id that a browser named. Raises `NotFound` when it is none."""
    try:
        return UUID(str(text))
    except ValueError as error:
        raise NotFound from error


def key_of(drawn: str, words: str) -> str:
    """The key of a text, 64 characters, from the one that its field drew.

    The same text sent again has the same key; a text that was changed after it had arrived unseen has another one.
    """
    return sha256(f"{drawn}\n{words}".encode(errors="replace")).hexdigest()
