"""A document to keep: what somebody declared, when, and what follows from it, on one A4 sheet."""

from dataclasses import dataclass

from returns_app.labels.facts import Paper
from returns_app.labels.sheet import Sheet
from returns_app.labels.typesetting import BOLD, REGULAR, Run, fit, fit_line

LEFT, RIGHT = 24.0, 186.0
WIDE = RIGHT - LEFT
TITLE, FACTS_TOP, FACT_HIGH = 64.0, 84.0, 8.0
# The goods end here at the latest, whatever their number.
GOODS_END = 226.0
TALL, LOW = 7.0, 2.2
AFTER_HIGH = 48.0


@dataclass(frozen=True)
class Goods:
    """One line: how many of what; `details` stand behind the name."""

    quantity: int
    name: str
    details: str = ""


@dataclass(frozen=True)
class Acknowledgement:
    """Every word of the document, in its reader's language. `facts` are names with their values."""

    title: str
    statement: str
    facts: tuple[tuple[str, str], ...]
    goods_title: str
    goods: tuple[Goods, ...]
    after: tuple[str, ...]
    sender: tuple[str, ...]
    language: str = "en"


def acknowledgement_pdf(data: Acknowledgement) -> bytes:
    """The document as a PDF of one page. The same words give the same bytes, whenever it is asked for."""
    sheet = Sheet(Paper.A4.size_mm, title=data.title, language=data.language)
    _letterhead(sheet, data.sender)
    title = fit_line(Run(data.title, BOLD), wide=WIDE, largest=19, smallest=10)
    sheet.text(LEFT, TITLE, title.lines[0].text, size=title.size, font=BOLD)
    sheet.block(LEFT, TITLE + 5, fit([Run(data.statement)], box=(WIDE, 14), largest=11, smallest=7))
    y = _facts(sheet, data.facts)
    y = _goods(sheet, data, top=y + 8)
    sheet.block(
        LEFT, y, fit([Run(one) for one in data.after], box=(WIDE, AFTER_HIGH), largest=10.5, smallest=7)
    )
    return sheet.pdf()


def _letterhead(sheet: Sheet, sender: tuple[str, ...]) -> None:
    for at, line in enumerate(sender):
        written = fit_line(Run(line, REGULAR if at else BOLD), wide=80, largest=10, smallest=6)
        sheet.text_right(
            RIGHT, 20 + at * 4.6, written.lines[0].text, size=written.size, font=written.lines[0].font
        )


def _facts(sheet: Sheet, facts: tuple[tuple[str, str], ...]) -> float:
    y = FACTS_TOP
    sheet.rule(LEFT, y, (RIGHT, y))
    for name, value in facts:
        y += FACT_HIGH
        label = fit_line(Run(name), wide=46, largest=10.5, smallest=6)
        written = fit_line(Run(value, BOLD), wide=WIDE - 50, largest=10.5, smallest=6)
        sheet.text(LEFT, y - 2.6, label.lines[0].text, size=label.size)
        sheet.text(LEFT + 50, y - 2.6, written.lines[0].text, size=written.size, font=BOLD)
        sheet.rule(LEFT, y, (RIGHT, y), mm=0.15)
    return y


def _goods(sheet: Sheet, data: Acknowledgement, *, top: float) -> float:
    sheet.text(LEFT, top + 3, data.goods_title, size=11, font=BOLD)
    y = top + 6
    high = max(LOW, min(TALL, (GOODS_END - y) / max(1, len(data.goods))))
    size = min(10.5, high * 2.1)
    for line in data.goods:
        counted = f"{line.quantity} ×"
        words = " · ".join(part for part in (line.name, line.details) if part)
        name = fit_line(Run(words), wide=WIDE - 14, largest=size, smallest=4)
        sheet.text(LEFT, y + high * 0.7, counted, size=size, font=BOLD)
        sheet.text(LEFT + 14, y + high * 0.7, name.lines[0].text, size=name.size)
        y += high
    sheet.rule(LEFT, y + 1, (RIGHT, y + 1))
    return y + 6
