"""What the audit is asked for, and how the address of its page says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from returns_app import routes
from returns_app.queries.page_address import address, day_text, read_day, read_uuid
from returns_app.queries.paging import read_cursor

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
        first=read_day(given.get("from", "")),
        last=read_day(given.get("to", "")),
        who=who if who in {NOBODY, SYSTEM} else str(read_uuid(who) or ""),
        what=_typed(given.get("what", "")),
        about=_typed(given.get("about", "")),
        before=_place(given.get("before", "")),
        after=_place(given.get("after", "")),
    )


def audit_address(find: AuditFind, **place: str) -> str:
    """The address of the audit; `before` or `after` may be given as cursors."""
    asked = {
        "from": day_text(find.first),
        "to": day_text(find.last),
        "who": find.who,
        "what": find.what,
        "about": find.about,
        **place,
    }
    return address(routes.AUDIT, asked)


def _typed(text: str) -> str:
    return text.strip()[:LONGEST] if text.isprintable() else ""


def _place(text: str) -> Cursor | None:
    place = read_cursor(text)
    if place is None:
        return None
    at, number = place
    counts = number.isascii() and number.isdigit() and len(number) < 20 and int(number) <= _LARGEST_ID
    return (at, int(number)) if counts else None
