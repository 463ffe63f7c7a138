"""What may be in a text that somebody typed."""

import unicodedata

# Control characters, and halves of characters: no database keeps them all, and no page or label shows them.
_UNFIT = frozenset({"Cc", "Cs"})
_BREAKS = frozenset("\n\r\t")


def is_printable(text: str, *, breaks: bool = False) -> bool:
    """Whether every character can be kept and shown; with `breaks`, ends of lines and tabs as well.

    The joiners of emoji and the direction marks of Arabic and Hebrew are fine: people paste them unseen.
    """
    allowed = _BREAKS if breaks else frozenset[str]()
    return all(letter in allowed or unicodedata.category(letter) not in _UNFIT for letter in text)
