"""Shades of one brand color that can be read on light and on dark ground (WCAG contrast)."""

import colorsys
import re
from dataclasses import dataclass

LIGHT_GROUND = "#ffffff"
DARK_GROUND = "#1b1a18"
LIGHT_INK = "#ffffff"
DARK_INK = "#06201b"
READABLE = 4.5
# Above what reading asks for: a color just readable on the dark ground looks switched off.
GLOWING = 7.5
# The same saturation that is lively on white glares on black.
_CALMER = 0.6
_HEX = re.compile(r"#[0-9a-f]{6}")
_STEPS = 40


@dataclass(frozen=True)
class Shades:
    """The color as a ground, the ink on it, and as the color of words on the page; `#rrggbb` each."""

    ground: str
    on_ground: str
    words: str


def is_color(text: str) -> bool:
    """Whether this is a color as written here: `#` and six small hexadecimal digits."""
    return _HEX.fullmatch(text) is not None


def contrast(first: str, second: str) -> float:
    """The WCAG contrast of two colors, from 1 (the same) to 21 (black and white)."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def on_light(accent: str) -> Shades:
    """The brand color as it is, and darkened until it can be read as words on white."""
    return Shades(accent, _ink(accent), _darker(accent))


def on_dark(accent: str) -> Shades:
    """The brand color in a lighter, calmer shade that stands out on the dark ground."""
    lighter = _lighter(accent)
    return Shades(lighter, _ink(lighter), lighter)


def _ink(ground: str) -> str:
    return max((LIGHT_INK, DARK_INK), key=lambda ink: contrast(ink, ground))


def _darker(color: str) -> str:
    hue, lightness, saturation = _hls(color)
    shades = (_hex(hue, lightness * (1 - step / _STEPS), saturation) for step in range(_STEPS + 1))
    return next(shade for shade in shades if contrast(shade, LIGHT_GROUND) >= READABLE)


def _lighter(color: str) -> str:
    hue, lightness, saturation = _hls(color)
    shades = (
        _hex(hue, lightness + (1 - lightness) * step / _STEPS, saturation * _CALMER)
        for step in range(_STEPS + 1)
    )
    return next(shade for shade in shades if contrast(shade, DARK_GROUND) >= GLOWING)


def _hls(color: str) -> tuple[float, float, float]:
    red, green, blue = _channels(color)
    return colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)


def _hex(hue: float, lightness: float, saturation: float) -> str:
    return "#" + "".join(
        f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, lightness, saturation)
    )


def _luminance(color: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
