"""Reading labels back: as a camera would, and as text."""

from typing import NamedTuple

import pypdfium2
import zxingcpp
from PIL import Image


class Box(NamedTuple):
    """A rectangle in millimeters from the top left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float


def page_of(pdf: bytes) -> pypdfium2.PdfPage:
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    return document[0]


def picture(pdf: bytes, dpi: int) -> Image.Image:
    """The page as a thermal printer of this resolution would burn it."""
    return page_of(pdf).render(scale=dpi / 72, grayscale=True).to_pil()


def codes(image: Image.Image) -> list[tuple[str, str]]:
    """Every code that a scanner finds, as (format, text), in an order of its own."""
    return sorted((str(code.format), code.text) for code in zxingcpp.read_barcodes(image))


def text_layer(pdf: bytes) -> str:
    return page_of(pdf).get_textpage().get_text_range().replace("\r\n", "\n")


def text_boxes(pdf: bytes) -> list[tuple[str, Box]]:
    """Each printed piece of text with the rectangle of its ink."""
    page = page_of(pdf)
    high = page.get_height()
    text = page.get_textpage()
    boxes = []
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        box = Box(*(point * 25.4 / 72 for point in (left, high - top, right, high - bottom)))
        boxes.append((text.get_text_bounded(left, bottom, right, top), box))
    return boxes
