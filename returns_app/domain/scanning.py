"""What somebody scanned or typed at the warehouse: a return number, a parcel's number, or both in one code.

Our own labels carry a QR code (`RMA-7K3M-Q9T4 395212340000000014`) and a GS1-128 bar code, whose number stands
behind an application identifier: (00) for a serial shipping container code, (91) for any other number. Scanners send
it bare, in brackets, or behind the mark of the symbology (`]C1`).
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from returns_app.domain.errors import Invalid
from returns_app.domain.numbers import parse_number

MAX_SCAN = 200
_GROUP_SEPARATOR = "\x1d"
_SYMBOLOGY = re.compile(r"^\][A-Za-z]\d")
_IDENTIFIER = re.compile(r"^\(?(?:00|91)\)?")
_SHOWN = 60


@dataclass(frozen=True)
class Reading:
    """What a code may mean, most likely first; each is looked up exactly. `shown` is what was read, for a person."""

    shown: str
    number: str = ""
    return_id: UUID | None = None
    trackings: tuple[str, ...] = ()


def read_code(text: str) -> Reading:
    """Understand a scan. Never raises: what says nothing has no number and no tracking."""
    given = _SYMBOLOGY.sub("", text[:MAX_SCAN].strip()).strip(_GROUP_SEPARATOR)
    parted = given.replace(_GROUP_SEPARATOR, " ")
    shown = "".join(character for character in parted if character.isprintable())[:_SHOWN].strip()
    words = shown.upper().split()
    if not words:
        return Reading(shown)
    with suppress(ValueError):
        return Reading(shown, return_id=UUID(shown))
    with suppress(Invalid):
        # A parcel of the built-in carrier is numbered like its return, without the dashes.
        return Reading(shown, number=parse_number(shown), trackings=_trackings(shown.upper()))
    with suppress(Invalid):
        return Reading(shown, number=parse_number(words[0]), trackings=_of(words[1:]))
    return Reading(shown, trackings=_of(["".join(words)]), number=_number_in(words[-1]))


def _of(words: list[str]) -> tuple[str, ...]:
    return tuple(tracking for word in words for tracking in _trackings(word))


def _trackings(word: str) -> tuple[str, ...]:
    """The word as it is, and without an application identifier."""
    bare = _IDENTIFIER.sub("", word)
    return (word,) if bare in {word, ""} else (word, bare)


def _number_in(word: str) -> str:
    """The return number behind an application identifier: what a label of the built-in carrier holds."""
    bare = _IDENTIFIER.sub("", word)
    with suppress(Invalid):
        return parse_number(bare)
    return ""
