"""An entry for a calendar (RFC 5545): what a phone needs to remember a driver who comes."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

# In bytes, without the end of the line.
_LONGEST_LINE = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
# No calendar takes control characters or halves of characters, and nothing may turn the direction of reading.
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# So long before it begins, the phone says so.
_WARNING = "-PT1H"


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """One event on one day. `uid` names it for good: an entry that is opened again replaces itself.

    `window` is `08:00-12:00` in `zone`; `made_at` is when it was agreed, so that the same event is the same file.
    """

    uid: str
    day: date
    window: str
    zone: str
    made_at: datetime
    title: str
    place: str = ""
    words: str = ""
    maker: str = "Returns"


def calendar_file(entry: CalendarEntry) -> bytes:
    """The file. Moments are told in UTC, which every calendar turns into the right hour in winter and in summer."""
    start, _, end = entry.window.partition("-")
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(entry.maker)}//Returns//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{_moment(entry.made_at)}",
        f"DTSTART:{_moment(_at(entry, start))}",
        f"DTEND:{_moment(_at(entry, end))}",
        f"SUMMARY:{_text(entry.title)}",
        f"LOCATION:{_text(entry.place)}",
        f"DESCRIPTION:{_text(entry.words)}",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:{_WARNING}",
        f"DESCRIPTION:{_text(entry.title)}",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(_folded(line) for line in lines)


def _at(entry: CalendarEntry, hour: str) -> datetime:
    return datetime.combine(entry.day, time.fromisoformat(hour), ZoneInfo(entry.zone))


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    return _UNFIT.sub("", _BREAKS.sub("\n", text)).translate(_ESCAPES)


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 bytes, never cut within a character; each further piece begins with a space."""
    pieces, piece = [], b""
    for letter in line:
        more = letter.encode()
        if len(piece) + len(more) > _LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += more
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
