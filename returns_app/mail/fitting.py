"""Keeping a mail small: mail programs cut off what is longer than about 100 KB, and hide the end behind a link."""

from collections.abc import Callable
from dataclasses import replace

from returns_app.mail.letter import Letter, Part, Products, Writer

MOST_BYTES = 90_000
# Every product of an ordinary return; fewer where their names and reasons are long.
_ROWS = (50, 20, 8, 3)


def fitting(letter: Letter, writer: Writer, lay_out: Callable[[Letter], str]) -> tuple[Letter, str]:
    """The letter, and how it is laid out, with as many products of each list as fit; the others are counted."""
    for most in _ROWS:
        shorter = _shortened(letter, writer, most)
        html = lay_out(shorter)
        if len(html.encode()) <= MOST_BYTES:
            break
    return shorter, html


def _shortened(letter: Letter, writer: Writer, most: int) -> Letter:
    return replace(letter, parts=tuple(_part(part, writer, most) for part in letter.parts))


def _part(part: Part, writer: Writer, most: int) -> Part:
    if not isinstance(part, Products) or len(part.rows) <= most:
        return part
    left = sum(row.quantity for row in part.rows[most:])
    more = writer.n("and one more product", "and {count} more products", left)
    return Products(part.rows[:most], more)
