"""What the address of a page asks for: read without ever raising, written without what is empty."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

# Near the ends of the calendar there are no days to count to, nor hours to shift by a time zone.
YEARS = range(2000, 2101)


def address(path: str, asked: Mapping[str, str]) -> str:
    """The page's address with what is asked of it."""
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{path}?{query}" if query else path


def day_text(day: date | None) -> str:
    """A day as an address and a field for days have it; nothing for none."""
    return day.isoformat() if day else ""


def read_day(text: str) -> date | None:
    """The day, if it is one that somebody may mean."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return day if day.year in YEARS else None


def read_uuid(text: str) -> UUID | None:
    """The id, if it is one."""
    try:
        return UUID(text[:36])
    except ValueError:
        return None
