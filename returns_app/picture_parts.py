"""How much work the head of a photo asks for, counted before a decoder is let loose on it.

A decoder goes over every pixel in each pass of a progressive JPEG, and handles every part of a file one by one. Both
are written in a few bytes: a file that is no larger than a photo can keep a processor busy for hours.
"""

import re
from typing import Final

# Cameras and editors write some ten passes, and a few hundred parts with the largest profiles; long PNGs come in
# parts of 8 KB.
MOST_PASSES: Final = 64
MOST_PARTS: Final = 4096
_PASS, _END = 0xDA, 0xD9
_MARK: Final = re.compile(rb"\xff(.)", re.DOTALL)
# What says how long it is: neither filling nor what may stand within a pass.
_PART: Final = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])")
_PNG_HEAD: Final = 8
_WEBP_HEAD: Final = 12


def is_laborious(given: bytes, kind: str) -> bool:
    """Whether a `jpeg`, `png` or `webp` has more passes or parts than any photo. Never raises."""
    if kind == "jpeg":
        return _jpeg(given)
    return _counted(given, _PNG_HEAD, big=True) if kind == "png" else _counted(given, _WEBP_HEAD, big=False)


def _jpeg(given: bytes) -> bool:
    at = 2
    passes = lost = 0
    for _ in range(MOST_PARTS):
        # Before the first pass the decoder looks at every single byte that is not within a part.
        found = (_PART if passes else _MARK).search(given, at)
        if found is None:
            return not passes and len(given) - at > MOST_PARTS
        if found[1][0] == _END:
            return False
        lost += 0 if passes else found.start() - at
        passes += found[1][0] == _PASS
        if passes > MOST_PASSES or lost > MOST_PARTS:
            return True
        at = _behind(given, found)
    return True


def _behind(given: bytes, found: re.Match[bytes]) -> int:
    if found[1] == b"\xff":
        return found.start() + 1
    is_long = _PART.fullmatch(found[0]) is not None
    return found.end() + (int.from_bytes(given[found.end() : found.end() + 2]) if is_long else 0)


def _counted(given: bytes, at: int, *, big: bool) -> bool:
    """Parts that say how long they are: of PNG, with a name and a sum; of WebP, behind a name, of an even length."""
    for _ in range(MOST_PARTS):
        if at >= len(given):
            return False
        if big:
            at += 12 + int.from_bytes(given[at : at + 4])
        else:
            size = int.from_bytes(given[at + 4 : at + 8], "little")
            at += 8 + size + size % 2
    return True
