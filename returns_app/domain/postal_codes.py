"""Postal codes: read however somebody types them, written as their country writes them."""

import re
import unicodedata

# The longest prefix that is put before a code abroad, as in `CH-8001` or `D-10115`.
_PREFIX = 2


def as_written(typed: str, *, country: str, pattern: str, shapes: tuple[str, ...]) -> str:
    """The code as its country writes it: `3581kw` is `3581 KW`, `D-10115` is `10115`, `1073` is `LV-1073`.

    `shapes` are right codes, one for each length. What cannot be read as a code comes back as it was typed, in
    capitals: it is the rules' to say what is wrong with it.
    """
    plain = " ".join(unicodedata.normalize("NFKC", typed).upper().split())
    compact = "".join(character for character in plain if character.isascii() and character.isalnum())
    for signs in (compact, *_without_prefix(compact, country), country + compact):
        code = _shaped(signs, shapes)
        if re.fullmatch(pattern, code):
            return code
    return plain


def is_of_digits(shapes: tuple[str, ...], country: str) -> bool:
    """Whether a keyboard of digits is enough to type a code of this country."""
    signs = [_compact(shape).removeprefix(country) for shape in shapes]
    return bool(signs) and all(sign.isdecimal() for sign in signs)


def _without_prefix(compact: str, country: str) -> tuple[str, ...]:
    """The code without a country put before it, whether by its code or by the letters cars carry."""
    starts = (compact[:length] for length in (_PREFIX, 1))
    return tuple(compact[len(start) :] for start in starts if start and country.startswith(start))


def _shaped(signs: str, shapes: tuple[str, ...]) -> str:
    shape = next((one for one in shapes if len(_compact(one)) == len(signs)), "")
    if not shape:
        return signs
    left = iter(signs)
    return "".join(next(left) if sign.isalnum() else sign for sign in shape)


def _compact(code: str) -> str:
    return "".join(sign for sign in code if sign.isalnum())
