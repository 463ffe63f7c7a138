"""Photos of damage, drawn: a torn strap, a zipper that splits, a leaking seam, torn fabric, and whole things.

They are the same in every seeding, and each is drawn once.
"""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from math import sin
from random import Random
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

from returns_app.pictures import Picture, picture_of

SIZE: Final = (640, 480)
_CLOTH, _DARK, _LIGHT, _THREAD, _FLOOR = "#5c6b5a", "#2f362e", "#c9c4b2", "#d8d2bd", "#a89a84"
_MOTIFS_OF_SPOTS: Final = {"strap": "strap", "buckle": "zipper", "seam": "seam", "fabric": "fabric"}

Pen = ImageDraw.ImageDraw


def motif_of(spots: tuple[str, ...]) -> str:
    """What a photo of these spots shows; of what has none of them, the thing itself, dark and silent."""
    return next((_MOTIFS_OF_SPOTS[spot] for spot in spots if spot in _MOTIFS_OF_SPOTS), "device")


@cache
def photo_of(motif: str) -> Picture:
    """The photo of a motif: `strap`, `zipper`, `seam`, `fabric`, `device` or `whole` (a backpack)."""
    sheet = Image.new("RGB", SIZE, _FLOOR if motif in {"whole", "device"} else _CLOTH)
    _DRAWN[motif](ImageDraw.Draw(sheet))
    written = BytesIO()
    _photographed(sheet, Random(motif)).save(written, "JPEG", quality=80)
    return picture_of(written.getvalue())


def _photographed(sheet: Image.Image, rng: Random) -> Image.Image:
    """As a phone would have it: a little out of focus, grainy, held askew, darker to one side."""
    grain = Image.frombytes("L", (160, 120), rng.randbytes(160 * 120)).resize(SIZE, Image.Resampling.BILINEAR)
    grainy = Image.blend(sheet, Image.merge("RGB", (grain, grain, grain)), 0.09)
    shade = Image.linear_gradient("L").resize(SIZE).rotate(rng.choice((0, 90)), expand=True).resize(SIZE)
    shaded = Image.composite(
        grainy, Image.new("RGB", SIZE, "#1d211c"), shade.point(lambda one: 255 - one // 3)
    )
    askew = shaded.rotate(rng.uniform(-4, 4), Image.Resampling.BICUBIC)
    return askew.crop((24, 24, SIZE[0] - 24, SIZE[1] - 24)).filter(ImageFilter.GaussianBlur(1.1))


def _weave(pen: Pen, gap: int = 16) -> None:
    for x in range(0, SIZE[0], gap):
        pen.line((x, 0, x, SIZE[1]), fill="#56654f", width=2)
    for y in range(0, SIZE[1], gap):
        pen.line((0, y, SIZE[0], y), fill="#63735f", width=2)


def _stitches(pen: Pen, start: tuple[int, int], end: tuple[int, int]) -> None:
    for step in range(0, 100, 4):
        ends = [
            tuple(a + (b - a) * at / 100 for a, b in zip(start, end, strict=True)) for at in (step, step + 2)
        ]
        pen.line([*ends[0], *ends[1]], fill=_THREAD, width=3)


def _strap(pen: Pen) -> None:
    _weave(pen)
    pen.polygon([(0, 330), (640, 110), (640, 250), (0, 470)], fill=_DARK)
    _stitches(pen, (0, 345), (640, 125))
    _stitches(pen, (0, 455), (640, 235))
    pen.polygon(
        [(270, 200), (310, 260), (285, 290), (345, 400), (365, 280), (335, 300), (330, 215)], fill=_LIGHT
    )
    for x in range(280, 350, 9):
        pen.line((x, 210, x - 18 + x % 5 * 6, 250), fill=_THREAD, width=2)


def _zipper(pen: Pen) -> None:
    _weave(pen)
    pen.rectangle((250, 0, 390, 480), fill=_DARK)
    for y in range(0, 480, 18):
        apart = int(46 * max(0.0, sin((y - 120) / 90))) if 120 < y < 400 else 0
        pen.rectangle((300 - apart, y, 322 - apart, y + 9), fill="#b9b4a6")
        pen.rectangle((318 + apart, y + 9, 340 + apart, y + 18), fill="#a5a093")
    pen.rounded_rectangle((292, 84, 348, 136), 12, fill="#d6d2c6")
    pen.rounded_rectangle((310, 128, 330, 190), 8, fill="#c2bdaf")


def _seam(pen: Pen) -> None:
    _weave(pen)
    pen.rectangle((0, 0, 640, 235), fill="#6b7a67")
    pen.line((0, 238, 640, 238), fill=_DARK, width=6)
    _stitches(pen, (0, 252), (640, 252))
    for x, y, size in ((250, 262, 34), (300, 280, 56), (352, 268, 40), (310, 330, 30), (318, 372, 22)):
        pen.ellipse((x - size, y - size // 2, x + size, y + size // 2), fill="#47534a")
    pen.ellipse((316, 392, 332, 418), fill="#8fa39a")


def _fabric(pen: Pen) -> None:
    _weave(pen, 24)
    edge = [(180, 300), (240, 240), (262, 250), (320, 170), (338, 192), (430, 130)]
    back = [(420, 160), (350, 236), (332, 226), (282, 300), (258, 290), (196, 322)]
    pen.polygon([*edge, *back], fill="#1f241e")
    pen.line(edge, fill=_LIGHT, width=5, joint="curve")
    pen.line(back, fill=_LIGHT, width=4, joint="curve")
    for x, y in edge[1:5]:
        pen.line((x, y, x + 14, y + 26), fill=_THREAD, width=2)


def _whole(pen: Pen) -> None:
    for y in range(0, 480, 60):
        pen.line((0, y, 640, y + 14), fill="#9a8c76", width=3)
    pen.ellipse((160, 410, 500, 470), fill="#84765f")
    pen.rounded_rectangle((190, 60, 450, 440), 90, fill=_CLOTH)
    pen.rounded_rectangle((225, 250, 415, 410), 30, fill="#4f5d4d")
    pen.rounded_rectangle((225, 110, 415, 200), 30, fill="#677663")
    pen.line((225, 262, 415, 262), fill=_THREAD, width=4)
    pen.arc((270, 20, 370, 110), 180, 360, fill=_DARK, width=14)
    pen.line((430, 180, 470, 400), fill=_DARK, width=16)


def _device(pen: Pen) -> None:
    for y in range(0, 480, 60):
        pen.line((0, y, 640, y + 14), fill="#9a8c76", width=3)
    pen.ellipse((170, 340, 500, 420), fill="#84765f")
    pen.rounded_rectangle((180, 110, 470, 380), 46, fill="#3a3f3c")
    pen.rounded_rectangle((214, 144, 436, 290), 18, fill="#15191a")
    pen.polygon([(230, 160), (330, 150), (250, 280)], fill="#23292b")
    pen.ellipse((300, 312, 350, 362), fill="#59605c")
    pen.line((325, 318, 325, 334), fill=_LIGHT, width=5)


_DRAWN: Final[dict[str, Callable[[Pen], None]]] = {
    "strap": _strap,
    "zipper": _zipper,
    "seam": _seam,
    "fabric": _fabric,
    "device": _device,
    "whole": _whole,
}
