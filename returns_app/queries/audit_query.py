"""What the audit is asked for, and how the address of its page says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlencode
from uuid import UUID

from returns_app import routes

# Who is meant where no user is: strangers at the door, and the command line.
NOBODY, SYSTEM = "nobody", "system"
LONGEST = 60
_LARGEST_ID = 2**63 - 1
Cursor = tuple[datetime, int]


@dataclass(frozen=True)
class AuditFind:
    """A period by its first and last day, a person, a deed, and what it was done to as somebody typed it; or none."""

    first: date | None = None
    last: date | None = None
    who: str = ""
    what: str = ""
    about: str = ""
    before: Cursor | None = None
    after: Cursor | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether this asks for less than everything."""
        return bool(self.first or self.last or self.who or self.what or self.about)


def read_audit(given: Mapping[str, str]) -> AuditFind:
    """What an address asks for. What makes no sense is dropped."""
    who = given.get("who", "")
    return AuditFind(
        first=_day(given.get("from", "")),
        last=_day(given.get("to", "")),
        who=who if who in {NOBODY, SYSTEM} else str(_id(who) or ""),
        what=_typed(given.get("what", "")),
        about=_typed(given.get("about", "")),
        before=_place(given.get("before", "")),
        after=_place(given.get("after", "")),
    )


def audit_address(find: AuditFind, **place: str) -> str:
    """The address of the audit; `before` or `after` may be given as cursors."""
    asked = {
        "from": find.first.isoformat() if find.first else "",
        "to": find.last.isoformat() if find.last else "",
        "who": find.who,
        "what": find.what,
        "about": find.about,
        **place,
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{routes.AUDIT}?{query}" if query else routes.AUDIT


def cursor_of(at: datetime, entry_id: int | None) -> str:
    """The place of an entry, as an address has it."""
    return f"{at.isoformat()}_{entry_id}"


def _typed(text: str) -> str:
    return text.strip()[:LONGEST] if text.isprintable() else ""


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    # Near the ends of the calendar there are no days to count to.
    return day if 2000 <= day.year <= 2100 else None


def _id(text: str) -> UUID | None:
    try:
        return UUID(text[:36])
    except ValueError:
        return None


def _place(text: str) -> Cursor | None:
    moment, _, number = text.partition("_")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    known = at.tzinfo is not None and 2000 <= at.year <= 2100
    counts = number.isascii() and number.isdigit() and len(number) < 20 and int(number) <= _LARGEST_ID
    return (at.astimezone(UTC), int(number)) if known and counts else None
