"""Type that always fits its box: it shrinks, then wraps, and is cut with an ellipsis only when nothing else is left."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

MM = 72 / 25.4
REGULAR = "Label-Regular"
BOLD = "Label-Bold"
# Distance from baseline to baseline, in sizes.
LEADING = 1.2
STEP = 0.25
ELLIPSIS = "…"
# More letters than any sheet has room for; measuring goes letter by letter.
_LONGEST = 5000
_FONTS = Path(__file__).parent / "fonts"


@dataclass(frozen=True)
class Run:
    """A paragraph to set: its words and its weight."""

    text: str
    font: str = REGULAR


@dataclass(frozen=True)
class Fitted:
    """Lines that fit their box at `size` points. `height` is in millimeters."""

    size: float
    lines: tuple[Run, ...]

    @property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last, in millimeters."""
        return len(self.lines) * self.size * LEADING / MM


def unprintable(text: str) -> str:
    """The characters of a text that the label's type does not have, each once, in the order of the text.

    What nobody sees (joiners, direction marks) is none of them; it is left out.
    """
    composed = "".join(_seen(text).split())
    return "".join(dict.fromkeys(c for c in composed if ord(c) not in _widths(REGULAR)))


@lru_cache(maxsize=512)
def printable(text: str) -> str:
    """The text, composed, with white space as single spaces and the sign for "unknown" for each the type lacks.

    Of a text without end so much as a sheet could hold.
    """
    composed = " ".join(_seen(text[:_LONGEST]).split())
    return "".join(c if ord(c) in _widths(REGULAR) else "\ufffd" for c in composed)


def _seen(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")


def width(text: str, font: str, size: float) -> float:
    """How wide a text runs, in millimeters."""
    return _thousandths(text, font) * size / 1000 / MM


def fit(runs: Sequence[Run], *, box: tuple[float, float], largest: float, smallest: float) -> Fitted:
    """Set paragraphs into a box of (width, height) millimeters in one size.

    First one line each down to three quarters of the largest size, then wrapped from the largest down.
    """
    plain = tuple(Run(printable(run.text), run.font) for run in runs)
    widest = max(0.001, *(width(run.text, run.font, 1) for run in plain))
    unwrapped = min(largest, box[0] / widest, box[1] / (len(plain) * LEADING / MM))
    if unwrapped >= largest * 0.75:
        return Fitted(_floor(unwrapped), plain)
    for size in _sizes(largest, smallest):
        fitted = Fitted(size, tuple(line for run in plain for line in _wrap(run, box[0], size)))
        if fitted.height <= box[1]:
            return fitted
    return _cut(fitted, box)


def fit_line(run: Run, *, wide: float, largest: float, smallest: float) -> Fitted:
    """Set one line into so many millimeters: it shrinks to the smallest size, then is cut."""
    plain = Run(printable(run.text), run.font)
    size = max(smallest, _floor(min(largest, wide / max(width(plain.text, plain.font, 1), 0.001))))
    return Fitted(size, (_cut_line(plain, wide, size),))


def _floor(size: float) -> float:
    return size // STEP * STEP


def _sizes(largest: float, smallest: float) -> Iterator[float]:
    size = largest
    while size > smallest:
        yield size
        size -= STEP
    yield smallest


def _wrap(run: Run, wide: float, size: float) -> Iterator[Run]:
    line = ""
    for word in run.text.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, run.font, size) <= wide:
            line = longer
            continue
        if line:
            yield Run(line, run.font)
        *full, line = _broken(Run(word, run.font), wide, size)
        yield from (Run(piece, run.font) for piece in full)
    yield Run(line, run.font)


def _broken(word: Run, wide: float, size: float) -> list[str]:
    pieces = [""]
    for character in word.text:
        if pieces[-1] and width(pieces[-1] + character, word.font, size) > wide:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _cut(fitted: Fitted, box: tuple[float, float]) -> Fitted:
    room = max(1, int(box[1] / (fitted.size * LEADING / MM)))
    last = fitted.lines[room - 1]
    ending = _cut_line(Run(last.text + ELLIPSIS, last.font), box[0], fitted.size)
    return Fitted(fitted.size, (*fitted.lines[: room - 1], ending))


def _cut_line(run: Run, wide: float, size: float) -> Run:
    if width(run.text, run.font, size) <= wide:
        return run
    text = run.text.rstrip(ELLIPSIS)
    while text and width(text + ELLIPSIS, run.font, size) > wide:
        text = text[:-1]
    return Run(text.rstrip() + ELLIPSIS, run.font)


@lru_cache(maxsize=1024)
def _thousandths(text: str, font: str) -> float:
    widths = _widths(font)
    return sum([widths[ord(c)] for c in text])


def _widths(font: str) -> dict[int, float]:
    return _WIDTHS[font]


def _load(font: str, file: str) -> dict[int, float]:
    # With `asciiReadable` every label would carry all of ASCII, twice.
    loaded = TTFont(font, str(_FONTS / file), asciiReadable=0)
    pdfmetrics.registerFont(loaded)
    widths: dict[int, float] = loaded.face.charWidths
    return widths


_WIDTHS = {
    REGULAR: _load(REGULAR, "NotoSans-Regular-subset.ttf"),
    BOLD: _load(BOLD, "NotoSans-Bold-subset.ttf"),
}
