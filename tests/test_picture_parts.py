"""Small files that ask a decoder for hours of work, and photos that do not."""

from collections.abc import Iterator
from io import BytesIO
from zlib import compress, crc32

import pytest
from PIL import Image

from returns_app.picture_parts import MOST_PARTS, MOST_PASSES, is_laborious
from returns_app.pictures import NoPicture, Wrong, kind_of, picture_of
from tests.photo_making import photo

MANY = MOST_PARTS + 1
SCAN, END, SHORT_EXIF = b"\xff\xda", b"\xff\xd9", b"\xff\xe1\x00\x0aExif\0\0MM"


def chunk(name: bytes, body: bytes = b"") -> bytes:
    return len(body).to_bytes(4) + name + body + crc32(name + body).to_bytes(4)


def with_passes(count: int) -> bytes:
    """A progressive photo whose last pass comes so many times more."""
    whole = photo(progressive=True)
    last, end = whole.rfind(SCAN), whole.rfind(END)
    return whole[:end] + whole[last:end] * count + END


def behind_the_head(more: bytes) -> bytes:
    whole = photo()
    return whole[:2] + more + whole[2:]


def laborious() -> Iterator[tuple[str, bytes]]:
    yield "passes", with_passes(MOST_PASSES)
    yield "exif", behind_the_head(SHORT_EXIF * MANY)
    yield "exif behind other bytes", behind_the_head(b"\xff\xd0\x11" + SHORT_EXIF * MANY)
    yield "comments", behind_the_head(b"\xff\xfe\x00\x02" * MANY)
    yield "lone marks", behind_the_head(b"\xff\xd0" * MANY)
    yield "filling", behind_the_head(b"\xff" * 2 * MANY)
    yield "other bytes", behind_the_head(b"\xff\xd0" + b"\x11" * 2 * MANY)
    yield "other bytes to the end", photo()[:2] + b"\xff\xd0" + b"\x11" * 2 * MANY
    yield "png", photo(kind="PNG")[:-12] + chunk(b"zzZz") * MANY + chunk(b"IEND")
    webp = photo(kind="WEBP")
    yield "webp", webp + b"XYZW\x01\0\0\0\0\0" * MANY


def test_what_would_keep_a_decoder_busy_is_refused_before_it_begins() -> None:
    assert {name: (is_laborious(one, kind_of(one[:16])), made_of(one)) for name, one in laborious()} == {
        name: (True, Wrong.BROKEN) for name, _ in laborious()
    }


def made_of(content: bytes) -> Wrong | None:
    try:
        picture_of(content)
    except NoPicture as refused:
        return refused.why
    return None


def usual() -> Iterator[bytes]:
    for kind in ("JPEG", "PNG", "WEBP"):
        yield photo((1600, 1200), kind)
    yield photo(progressive=True)
    yield with_passes(10)
    # Profiles and notes of a camera come in many parts of 64 KB; some cameras fill the room between them.
    yield behind_the_head((b"\xff\xe2\xff\xfa" + bytes(65_528)) * 100)
    yield behind_the_head(b"\xff" * 9 + SHORT_EXIF)
    # What stands behind the end of a photo, such as the film of a moving one, is no part of it.
    yield photo() + SCAN * 1000
    lines = compress(bytes((1 + 3 * 8) * 8))
    head = chunk(b"IHDR", (8).to_bytes(4) * 2 + b"\x08\x02\0\0\0")
    yield (
        b"\x89PNG\r\n\x1a\n" + head + b"".join(chunk(b"IDAT", bytes([one])) for one in lines) + chunk(b"IEND")
    )


def test_photos_as_cameras_and_programs_write_them_are_taken() -> None:
    for content in usual():
        assert not is_laborious(content, kind_of(content[:16]))
        assert kind_of(picture_of(content).content) == "jpeg"


# The decoder warns of such notes, and goes on.
@pytest.mark.filterwarnings("ignore:.*:UserWarning:PIL")
def test_the_notes_of_a_camera_may_say_any_nonsense() -> None:
    """A photo is no worse because a program wrote its notes badly; which way is up is read where it can be."""
    notes = (
        b"Exif\0\0" + b"\xff" * 40,
        b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\x12\x01\x03\0\xff\xff\xff\xff\x09\0\0\0" * 20,
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x02\0\0\0\x04abc\0\0\0\0\0",
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x63\0\0\0\0\0\0",
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x08\0\0\0\0",
        b'http://ns.adobe.com/xap/1.0/\0<x tiff:Orientation="99999999999999999999"/>',
    )
    for note in notes:
        content = behind_the_head(b"\xff\xe1" + (len(note) + 2).to_bytes(2) + note)
        made = picture_of(content)
        assert (made.width, made.height) == Image.open(BytesIO(photo())).size
