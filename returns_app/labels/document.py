"""The document for one parcel, from its facts."""

from returns_app.labels.facts import LabelData, Paper
from returns_app.labels.packing_slip import MARGIN, draw_slip, draw_steps
from returns_app.labels.parcel_label import draw_label
from returns_app.labels.sheet import Sheet
from returns_app.labels.words import Tell


def label_pdf(data: LabelData, paper: Paper, *, tell: Tell = str) -> bytes:
    """The label as a PDF of one page. The same facts give the same bytes, at any time and on any thread.

    `tell` says the fixed words in the reader's language; without it they are English. Raises `ValueError` where the
    tracking number cannot be a barcode.
    """
    sheet = Sheet(paper.size_mm, title=f"{data.return_number} {data.tracking}", language=data.language)
    if paper is Paper.A4:
        sheet.origin = (MARGIN, MARGIN)
        draw_label(sheet, data, tell)
        sheet.origin = (0.0, 0.0)
        draw_steps(sheet, data, tell)
        draw_slip(sheet, data, tell)
    else:
        draw_label(sheet, data, tell)
    return sheet.pdf()
