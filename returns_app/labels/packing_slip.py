"""The rest of an A4 sheet: what to do, beside the label; the packing slip, under the cut line."""

from returns_app.labels import words
from returns_app.labels.codes import qr_square
from returns_app.labels.facts import LabelData, LabelLine
from returns_app.labels.parcel_label import HEIGHT, WIDTH
from returns_app.labels.sheet import Sheet
from returns_app.labels.typesetting import BOLD, Run, fit, fit_line
from returns_app.labels.words import Tell

# Printers at home leave about 5 mm of an edge white.
MARGIN = 7.0
PAGE_WIDE = 210.0
CUT_X = MARGIN + WIDTH
CUT_Y = MARGIN + HEIGHT
LEFT, RIGHT = 18.0, 192.0
TABLE, END = 206.0, 284.0
QR_BOX = 28.0
TALL, LOW = 7.0, 3.6


def draw_steps(sheet: Sheet, data: LabelData, tell: Tell) -> None:
    """Draw the cut lines and, right of the label, what the customer does now."""
    sheet.rule(0, CUT_Y, (PAGE_WIDE, CUT_Y), dash=True)
    sheet.rule(CUT_X, 0, (CUT_X, CUT_Y), dash=True)
    left, wide = CUT_X + 11, RIGHT - CUT_X - 11
    cut_here = fit_line(Run(tell(words.CUT_HERE)), wide=wide, largest=7, smallest=4)
    sheet.text_right(RIGHT, CUT_Y - 1.6, cut_here.lines[0].text, size=cut_here.size)
    title = fit_line(Run(tell(words.HOW_TO_SEND), BOLD), wide=wide, largest=15, smallest=8)
    sheet.text(left, 24, title.lines[0].text, size=title.size, font=BOLD)
    y = 33.0
    for number, sentence in enumerate(words.steps(data.carrier_name, data.handover), start=1):
        sheet.frame(left, y, (7, 7), mm=0.35)
        sheet.text_center(left + 3.5, y + 5, str(number), size=11, font=BOLD)
        written = fit([Run(tell(sentence))], box=(wide - 11, 24), largest=10.5, smallest=6)
        sheet.block(left + 11, y + 0.6, written)
        y += max(written.height, 7) + 6
    _to_keep(sheet, data, tell, left=left)


def draw_slip(sheet: Sheet, data: LabelData, tell: Tell) -> None:
    """Draw the packing slip: who, which return, which products."""
    code = qr_square(data.return_number)
    sheet.square(RIGHT - QR_BOX + 4.8, CUT_Y + 7, code, box=QR_BOX)
    wide = RIGHT - QR_BOX - LEFT - 6
    title = fit_line(Run(tell(words.PACKING_SLIP), BOLD), wide=wide, largest=18, smallest=9)
    sheet.text(LEFT, CUT_Y + 17, title.lines[0].text, size=title.size, font=BOLD)
    advice = fit_line(Run(tell(words.FOLD_AND_PACK)), wide=wide, largest=9.5, smallest=6)
    sheet.text(LEFT, CUT_Y + 23, advice.lines[0].text, size=advice.size)
    _facts(sheet, data, tell, wide=wide)
    _table(sheet, data.lines, tell)


def _to_keep(sheet: Sheet, data: LabelData, tell: Tell, *, left: float) -> None:
    wide, top = RIGHT - left, CUT_Y - 46
    sheet.rule(left, top, (RIGHT, top))
    facts = ((words.RETURN_NUMBER, data.return_number), (words.TRACKING_NUMBER, data.tracking))
    for place, (name, value) in enumerate(facts):
        sheet.caption(left, top + 6 + place * 12, tell(name), wide=wide)
        written = fit_line(Run(value, BOLD), wide=wide, largest=13, smallest=6)
        sheet.text(left, top + 11.5 + place * 12, written.lines[0].text, size=written.size, font=BOLD)
    sheet.block(left, top + 27, fit([Run(tell(words.KEEP_THIS))], box=(wide, 9), largest=9, smallest=5))


def _facts(sheet: Sheet, data: LabelData, tell: Tell, *, wide: float) -> None:
    facts = [
        (tell(words.RETURN_NUMBER), data.return_number, 0.34),
        (tell(words.FROM), data.sender.name, 0.34),
        (tell(words.REFERENCE), data.reference, 0.22),
        (tell(words.PARCEL), f"{data.position}/{data.pieces}", 0.1),
    ]
    x = LEFT
    for name, value, share in facts:
        sheet.caption(x, CUT_Y + 31, name, wide=wide * share - 3)
        written = fit_line(Run(value, BOLD), wide=wide * share - 3, largest=12, smallest=5.5)
        sheet.text(x, CUT_Y + 37, written.lines[0].text, size=written.size, font=BOLD)
        x += wide * share


def _table(sheet: Sheet, rows: tuple[LabelLine, ...], tell: Tell) -> None:
    name_wide, sku_left = 112.0, LEFT + 116.0
    sheet.caption(LEFT, TABLE - 1.6, tell(words.PRODUCT), wide=name_wide)
    sheet.caption(sku_left, TABLE - 1.6, tell(words.ARTICLE_NUMBER), wide=RIGHT - 26 - sku_left)
    quantity = fit_line(Run(tell(words.QUANTITY).upper(), BOLD), wide=24, largest=5.5, smallest=3.5)
    sheet.text_right(RIGHT, TABLE - 1.6, quantity.lines[0].text, size=quantity.size, font=BOLD)
    sheet.rule(LEFT, TABLE, (RIGHT, TABLE), mm=0.5)
    shown, left_out, high = _rows_that_fit(rows)
    size = min(10.0, high * 1.9)
    y = TABLE
    for row in shown:
        name = fit_line(Run(row.name), wide=name_wide, largest=size, smallest=5.5)
        sku = fit_line(Run(row.sku), wide=RIGHT - 14 - sku_left, largest=size, smallest=5)
        sheet.text(LEFT, y + high * 0.68, name.lines[0].text, size=name.size)
        sheet.text(sku_left, y + high * 0.68, sku.lines[0].text, size=sku.size)
        sheet.text_right(RIGHT, y + high * 0.68, str(row.quantity), size=size, font=BOLD)
        y += high
        sheet.rule(LEFT, y, (RIGHT, y), mm=0.15)
    if left_out:
        more = fit_line(Run(tell(words.more(left_out))), wide=RIGHT - LEFT, largest=size, smallest=5)
        sheet.text(LEFT, y + high * 0.68, more.lines[0].text, size=more.size)


def _rows_that_fit(rows: tuple[LabelLine, ...]) -> tuple[tuple[LabelLine, ...], int, float]:
    high = max(LOW, min(TALL, (END - TABLE) / max(1, len(rows))))
    room = int((END - TABLE) / high + 1e-6)
    if len(rows) <= room:
        return rows, 0, high
    return rows[: room - 1], len(rows) - room + 1, high
