"""Ids that are the same every time the demonstration's data are made."""

from uuid import UUID, uuid5

_NAMESPACE = UUID("6f0c2a52-7d1b-5a68-9e57-0d6a3c1f4b11")


def uid(kind: str, key: str) -> UUID:
    """The id of the row of this kind that is called `key`."""
    return uuid5(_NAMESPACE, f"{kind}/{key}")
