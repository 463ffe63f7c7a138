"""Documents: labels, packing slips and codes. Pure functions: values in, bytes or markup out."""

from returns_app.labels.calendar import CalendarEntry, calendar_file
from returns_app.labels.codes import check_digit, is_sscc, qr_png, qr_svg
from returns_app.labels.document import label_pdf
from returns_app.labels.facts import LabelData, LabelLine, Paper
from returns_app.labels.typesetting import unprintable

__all__ = [
    "CalendarEntry",
    "LabelData",
    "LabelLine",
    "Paper",
    "calendar_file",
    "check_digit",
    "is_sscc",
    "label_pdf",
    "qr_png",
    "qr_svg",
    "unprintable",
]
