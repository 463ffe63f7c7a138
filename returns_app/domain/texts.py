"""What may be in a text that somebody typed."""

import re
import unicodedata
from typing import Final

from returns_app.domain.words import Sentence, say

# Control characters, and halves of characters: no database keeps them all, and no page or label shows them.
_UNFIT = frozenset({"Cc", "Cs"})
_BREAKS = frozenset("\n\r\t")
# What turns the direction of reading for everything behind it, until it is told to stop: a name could turn the number
# beside it around. Programs put them around copied text unseen, where it loses nothing without them.
_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HALVES: Final = re.compile("[\ud800-\udfff]")
# What stands for a character that was lost on the way, and what Unicode says is none: XML cannot hold those.
_LOST: Final = "\ufffd"
_NONE: Final = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_PLANE: Final = 0x1_0000
_LAST_OF_A_PLANE: Final = 0xFFFE


def is_printable(text: str, *, breaks: bool = False) -> bool:
    """Whether every character can be kept and shown; with `breaks`, ends of lines and tabs as well.

    The joiners of emoji and the direction marks of Arabic and Hebrew are fine: people paste them unseen. What turns
    the text around them is not; `as_received` leaves it out.
    """
    allowed = _BREAKS if breaks else frozenset[str]()
    if _LOST in text or _TURNS.search(text) or _NONE.search(text):
        return False
    return all(letter in allowed or _is_fit(letter) for letter in text)


def text_problem(text: str, most: int, *, breaks: bool = False) -> Sentence | None:
    """What is wrong with a text that may have so many characters and has to be printable, if anything."""
    if len(text) > most:
        return say("Keep this under {limit} characters.", limit=most)
    return (
        None if is_printable(text, breaks=breaks) else say("This holds a character that cannot be printed.")
    )


def as_received(text: str) -> str:
    """A text as a browser sent it, without what turns its direction; half a character stands there as a lost one.

    Nobody sees the former, and half a character could neither be kept nor sent back.
    """
    return _HALVES.sub(_LOST, _TURNS.sub("", text))


def _is_fit(letter: str) -> bool:
    if ord(letter) % _PLANE >= _LAST_OF_A_PLANE:
        return False
    return unicodedata.category(letter) not in _UNFIT
