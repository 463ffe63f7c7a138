"""Machine-readable codes: GS1-128 for the carrier's conveyor, QR for a telephone or a counter.

Source of the rules: GS1 General Specifications, sections 3 (application identifiers), 5.4 (GS1-128) and 7.9
(check digit). Which identifier a parcel gets depends on the number the carrier gave out:

- (00) SSCC, where it is 18 digits with a right check digit. That is the identifier of a logistic unit, and only
  somebody with a GS1 company prefix can give it out.
- (91) company internal information, for every other number. (401) and (402) would need a company prefix, too;
  91 to 99 are the ones that a company may fill as it likes, and no scanner elsewhere mistakes them.
"""

import re
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache

import zint

QR_QUIET = 4
BARS_QUIET = 10
_OTHER_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,23}")


@dataclass(frozen=True)
class Bars:
    """A linear code: its bars as (first module, modules wide), its width in modules, and the words under it."""

    bars: tuple[tuple[int, int], ...]
    width: int
    text: str


@dataclass(frozen=True)
class Square:
    """A QR code: its dark runs as (column, row, modules wide) and its width in modules, without quiet zone."""

    runs: tuple[tuple[int, int, int], ...]
    width: int


def check_digit(digits: str) -> str:
    """The GS1 check digit for the digits before it: weights 3 and 1 in turn from the right, up to the next ten."""
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def is_sscc(number: str) -> bool:
    """Whether this is a serial shipping container code: 18 digits, the last of which checks the others."""
    return (
        len(number) == 18 and number.isascii() and number.isdigit() and check_digit(number[:-1]) == number[-1]
    )


def gs1_message(tracking: str) -> str:
    """The tracking number behind its application identifier, as `[00]...` or `[91]...`.

    Raises `ValueError` where the number cannot be printed as one.
    """
    if is_sscc(tracking):
        return f"[00]{tracking}"
    if not _OTHER_NUMBER.fullmatch(tracking):
        message = f"not a tracking number that a barcode can hold: {tracking!r}"
        raise ValueError(message)
    return f"[91]{tracking}"


def gs1_bars(tracking: str) -> Bars:
    """The GS1-128 code of a tracking number. Raises `ValueError` where there is none."""
    symbol = _symbol(zint.Symbology.GS1_128)
    symbol.encode(gs1_message(tracking))
    return Bars(_runs(_row(symbol, 0), symbol.width), symbol.width, symbol.text)


@lru_cache(maxsize=64)
def qr_square(text: str) -> Square:
    """The QR code of a text, error correction level M (15 %). Raises `ValueError` where it is empty or too long."""
    symbol = _symbol(zint.Symbology.QRCODE)
    symbol.option_1 = 2
    try:
        symbol.encode(text)
    except RuntimeError as error:
        message = f"no QR code can hold these {len(text)} characters"
        raise ValueError(message) from error
    rows = ((row, _runs(_row(symbol, row), symbol.width)) for row in range(symbol.rows))
    return Square(tuple((start, row, wide) for row, runs in rows for start, wide in runs), symbol.width)


def qr_svg(text: str) -> str:
    """The QR code as an inline `<svg>`: black on white whatever the theme, with its quiet zone, sized by its box."""
    square = qr_square(text)
    side = square.width + 2 * QR_QUIET
    dark = "".join(f"M{x + QR_QUIET} {y + QR_QUIET}h{wide}v1h-{wide}z" for x, y, wide in square.runs)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges" '
        f'aria-hidden="true" focusable="false"><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path fill="#000" d="{dark}"/></svg>'
    )


def qr_png(text: str, scale: int = 8) -> bytes:
    """The QR code as a black and white PNG, `scale` pixels a module, with its quiet zone. Same text, same bytes."""
    square = qr_square(text)
    modules = square.width + 2 * QR_QUIET
    rows = [[0xFF] * modules for _ in range(modules)]
    for x, y, wide in square.runs:
        rows[y + QR_QUIET][x + QR_QUIET : x + QR_QUIET + wide] = [0] * wide
    pixels = b"".join((b"\0" + bytes(level for level in row for _ in range(scale))) * scale for row in rows)
    side = modules * scale
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _symbol(symbology: zint.Symbology) -> zint.Symbol:
    symbol = zint.Symbol()
    symbol.symbology = symbology
    # Without this a wrong check digit is a warning, and the wrong code gets printed.
    symbol.warn_level = zint.WarningLevel.FAIL_ALL
    return symbol


def _row(symbol: zint.Symbol, row: int) -> int:
    # One bit a module, the first module in the lowest bit.
    return int.from_bytes(
        bytes(symbol.encoded_data[row, place] for place in range((symbol.width + 7) // 8)), "little"
    )


def _runs(modules: int, width: int) -> tuple[tuple[int, int], ...]:
    runs: list[tuple[int, int]] = []
    start = None
    for place in range(width + 1):
        dark = modules >> place & 1
        if dark and start is None:
            start = place
        if not dark and start is not None:
            runs.append((start, place - start))
            start = None
    return tuple(runs)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
