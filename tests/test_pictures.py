"""Photos from strangers: what is made of them, and what is refused however it was made up."""

from io import BytesIO
from zlib import compress, crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from returns_app.pictures import (
    LONGEST_SIDE,
    MOST_PIXELS,
    PREVIEW_SIDE,
    NoPicture,
    Wrong,
    kind_of,
    picture_of,
)
from tests.photo_making import held_upright, photo

HEADS = (
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"RIFF\x10\0\0\0WEBPVP8 ",
    b"\0\0\0\x18ftypheic",
    b"GIF89a",
    b"",
)


def why(given_bytes: bytes) -> Wrong:
    with pytest.raises(NoPicture) as refused:
        picture_of(given_bytes)
    return refused.value.why


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG with this head, whatever follows."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4) + name + body + crc32(name + body).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\0\0\0"
    parts = [(b"IHDR", head), *chunks, (b"IDAT", compress(b"\0" * 64)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*one) for one in parts)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_written_anew_as_a_jpeg_that_is_not_too_long(kind: str) -> None:
    made = picture_of(photo((2000, 1000), kind))
    assert (made.width, made.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)
    for content, side in ((made.content, LONGEST_SIDE), (made.preview, PREVIEW_SIDE)):
        assert kind_of(content) == "jpeg"
        assert max(opened(content).size) == side
    assert len(made.preview) < 40_000


def test_it_is_upright_and_says_nothing_of_where_and_with_what_it_was_taken() -> None:
    given_bytes = held_upright(photo((800, 600)))
    assert b"Quackenbush" in given_bytes
    made = picture_of(given_bytes)
    assert (made.width, made.height) == (600, 800)
    assert not opened(made.content).getexif()
    assert b"Quackenbush" not in made.content
    assert b"Exif" not in made.content


def test_what_is_hidden_behind_or_inside_a_photo_does_not_come_through() -> None:
    """A page, a script or an archive that is a photo as well: only the pixels are kept."""
    script = b"<script>alert(1)</script>PK\x03\x04"
    with_comment = photo(comment=script)
    for given_bytes in (photo() + script, with_comment, photo(kind="PNG") + script):
        assert script in given_bytes
        assert b"<script" not in picture_of(given_bytes).content


def test_clear_pixels_are_white_and_every_mode_becomes_color() -> None:
    for mode in ("RGBA", "LA", "P", "L", "1", "I;16", "CMYK"):
        written = BytesIO()
        Image.new(mode, (8, 8)).save(written, "JPEG" if mode == "CMYK" else "PNG")
        assert opened(picture_of(written.getvalue()).content).mode == "RGB"
    clear = BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(clear, "PNG")
    assert opened(picture_of(clear.getvalue()).content).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        (b"\0\0\0\x18ftypheic", Wrong.HEIC),
        (b"\0\0\0\x18ftypmif1", Wrong.HEIC),
        (b"\0\0\0\x14ftypqt  ", Wrong.VIDEO),
        (b"\x1aE\xdf\xa3", Wrong.VIDEO),
        (b"RIFF\x10\0\0\0AVI ", Wrong.VIDEO),
        (b"RIFF\x10\0\0\0WAVE", Wrong.KIND),
        (b"GIF89a", Wrong.KIND),
        (b"%PDF-1.7", Wrong.KIND),
        (b"<svg xmlns=", Wrong.KIND),
        (b"II*\0", Wrong.KIND),
        (b"8BPS", Wrong.KIND),
        (b"", Wrong.KIND),
    ],
)
def test_what_is_no_photo_is_told_by_its_first_bytes(start: bytes, reason: Wrong) -> None:
    assert why(start + bytes(64)) is reason


def test_a_bomb_is_refused_by_its_head_before_it_takes_memory() -> None:
    side = int(MOST_PIXELS**0.5) + 1
    assert why(png(side, side)) is Wrong.PIXELS
    # Far larger ones the decoder itself gives up on.
    assert why(png(60_000, 60_000)) in {Wrong.PIXELS, Wrong.BROKEN}
    assert why(png(2**31 - 1, 2**31 - 1)) in {Wrong.PIXELS, Wrong.BROKEN}
    text = (b"zTXt", b"x\0\0" + compress(bytes(80_000_000)))
    assert why(png(8, 8, text)) is Wrong.BROKEN


def test_a_file_that_ends_too_early_is_no_photo() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        whole = photo(kind=kind)
        assert why(whole[: len(whole) // 2]) is Wrong.BROKEN


def test_a_picture_that_moves_is_no_photo() -> None:
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "blue")]
    for kind in ("PNG", "WEBP"):
        written = BytesIO()
        frames[0].save(written, kind, save_all=True, append_images=frames[1:])
        assert why(written.getvalue()) is Wrong.MOVES


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(HEADS), st.binary(max_size=400))
def test_bytes_that_anybody_makes_up_are_refused_in_words(head: bytes, rest: bytes) -> None:
    assert why(head + rest) in set(Wrong)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["JPEG", "PNG", "WEBP"]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=12),
)
def test_a_photo_that_was_tampered_with_is_a_photo_or_refused(
    kind: str, changes: list[tuple[float, int]]
) -> None:
    """And whatever comes out is a JPEG of our own within its bounds."""
    content = bytearray(photo((64, 48), kind))
    for where, value in changes:
        content[int(where * (len(content) - 1))] = value
    try:
        made = picture_of(bytes(content))
    except NoPicture:
        return
    assert kind_of(made.content) == "jpeg"
    assert max(made.width, made.height) <= LONGEST_SIDE
