"""Photos as strangers send them: looked at with suspicion, and written anew as JPEG with nothing else that they said.

Bytes in, bytes out. What comes back holds pixels alone: no place, no time, no device, no color profile, nothing that
was hidden behind the picture.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from threading import BoundedSemaphore
from typing import Final

from PIL import Image, ImageFile, ImageOps

from returns_app.picture_parts import is_laborious

LONGEST_SIDE: Final = 1600
PREVIEW_SIDE: Final = 320
# A phone sends what its browser has made smaller. This is for those that could not: more pixels than a common camera
# makes would only fill our memory.
MOST_PIXELS: Final = 26_000_000
_QUALITY, _PREVIEW_QUALITY = 82, 72
# Decoding is the one thing here that takes memory; more than so many pictures at once wait for their turn.
_TURNS: Final = BoundedSemaphore(2)

_READ: Final = ("JPEG", "PNG", "WEBP")
_APPLE: Final = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"heif"})
_VIDEO: Final = (b"\x1aE\xdf\xa3", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3")


class Wrong(StrEnum):
    """Why a file cannot be taken."""

    HEIC = "heic"
    VIDEO = "video"
    KIND = "kind"
    MOVES = "moves"
    PIXELS = "pixels"
    BROKEN = "broken"


class NoPicture(Exception):
    """These bytes are no photo that we take. `why` says which of the reasons it is."""

    def __init__(self, why: Wrong) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Picture:
    """A photo of our own making: JPEG, upright, at most `LONGEST_SIDE` long; `preview` at most `PREVIEW_SIDE`."""

    content: bytes
    preview: bytes
    width: int
    height: int


def picture_of(given: bytes) -> Picture:
    """Decode a file and write it anew. Raises `NoPicture`, and nothing else, for whatever is no photo."""
    _require_photo(given)
    with _TURNS:
        try:
            return _made_anew(given)
        except NoPicture:
            raise
        # A decoder may stumble in any way over bytes that somebody made up; they are no photo, however it fell.
        except Exception as error:
            raise NoPicture(Wrong.BROKEN) from error


def kind_of(start: bytes) -> str:
    """What the first bytes say a file is: `jpeg`, `png`, `webp`, `heic`, `video`, or `""`. Nothing else is believed."""
    if start[:3] == b"\xff\xd8\xff":
        return "jpeg"
    if start[:8] == b"\x89PNG\r\n\x1a\n":
        return "png"
    if start[:4] == b"RIFF":
        return {b"WEBP": "webp", b"AVI ": "video"}.get(start[8:12], "")
    if start[4:8] == b"ftyp":
        return "heic" if start[8:12] in _APPLE else "video"
    return "video" if start.startswith(_VIDEO) else ""


def _require_photo(given: bytes) -> None:
    named: Mapping[str, Wrong] = {"heic": Wrong.HEIC, "video": Wrong.VIDEO, "": Wrong.KIND}
    kind = kind_of(given[:16])
    why = named.get(kind)
    if why is not None:
        raise NoPicture(why)
    if is_laborious(given, kind):
        raise NoPicture(Wrong.BROKEN)


def _made_anew(given: bytes) -> Picture:
    with Image.open(BytesIO(given), formats=_READ) as opened:
        # The size is in the head of the file: this comes before any memory is taken for the pixels.
        if opened.width * opened.height > MOST_PIXELS:
            raise NoPicture(Wrong.PIXELS)
        # Some cameras put a second view behind the first and say so; that is still one photo.
        if opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1:
            raise NoPicture(Wrong.MOVES)
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = _plain(ImageOps.exif_transpose(_small(opened, LONGEST_SIDE)))
    preview = _small(upright.copy(), PREVIEW_SIDE)
    return Picture(_jpeg(upright, _QUALITY), _jpeg(preview, _PREVIEW_QUALITY), upright.width, upright.height)


def _small(picture: Image.Image, side: int) -> Image.Image:
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    return picture


def _plain(picture: Image.Image) -> Image.Image:
    """The same pixels on white in a picture that knows nothing but them."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        ground = Image.new("RGBA", seen.size, "white")
        picture = Image.alpha_composite(ground, seen)
    pixels = picture.convert("RGB")
    bare = Image.new("RGB", pixels.size)
    bare.paste(pixels)
    return bare


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    written = BytesIO()
    picture.save(written, "JPEG", quality=quality, optimize=True)
    return written.getvalue()


# A file that ends too early is broken; nobody shall look at a photo that is half gray.
ImageFile.LOAD_TRUNCATED_IMAGES = False
