"""The parcel label: 105 by 148 millimeters of black on white, five bands inside one frame."""

from returns_app.domain.addresses import Address, lines
from returns_app.labels import words
from returns_app.labels.codes import gs1_bars, qr_square
from returns_app.labels.facts import LabelData
from returns_app.labels.sheet import Sheet
from returns_app.labels.typesetting import BOLD, REGULAR, Run, fit, fit_line
from returns_app.labels.words import Tell

WIDTH, HEIGHT = 105.0, 148.0
LEFT, RIGHT, TOP, BOTTOM = 4.0, 101.0, 4.0, 144.0
PAD = 2.5
# Where each band ends, from the top.
HEADER, SENDER, RECIPIENT, ROUTE = 20.0, 42.0, 76.0, 102.0
FACTS_WIDE = 31.0
QR_BOX = ROUTE - RECIPIENT
# GS1 asks for bars of at least 31.75 mm on a logistic unit.
BARS_HIGH = 32.0


def draw_label(sheet: Sheet, data: LabelData, tell: Tell) -> None:
    """Draw the label at the sheet's origin. Raises `ValueError` where the tracking number has no barcode."""
    sheet.frame(LEFT, TOP, (RIGHT - LEFT, BOTTOM - TOP))
    for y in (HEADER, SENDER, RECIPIENT, ROUTE):
        sheet.rule(LEFT, y, (RIGHT, y), mm=0.5 if y in (SENDER, RECIPIENT) else 0.25)
    _header(sheet, data, tell)
    _sender(sheet, data, tell)
    _recipient(sheet, data, tell)
    _route(sheet, data, tell)
    _barcode(sheet, data)


def _header(sheet: Sheet, data: LabelData, tell: Tell) -> None:
    panel = RIGHT - FACTS_WIDE
    wide = panel - LEFT - 2 * PAD
    name = fit_line(Run(data.carrier_name, BOLD), wide=wide, largest=21, smallest=7)
    service = fit_line(Run(data.service_name), wide=wide, largest=9, smallest=5)
    sheet.text(LEFT + PAD, TOP + 9, name.lines[0].text, size=name.size, font=BOLD)
    sheet.text(LEFT + PAD, TOP + 13.6, service.lines[0].text, size=service.size)
    sheet.panel(panel, TOP, (FACTS_WIDE, HEADER - TOP))
    word = fit_line(Run(tell(words.RETURN).upper(), BOLD), wide=FACTS_WIDE - 4, largest=15, smallest=6)
    way = tell(words.HANDOVERS[data.handover])
    way_line = fit_line(Run(way, BOLD), wide=FACTS_WIDE - 4, largest=9, smallest=5)
    sheet.white()
    sheet.text_center(panel + FACTS_WIDE / 2, TOP + 8.3, word.lines[0].text, size=word.size, font=BOLD)
    sheet.text_center(panel + FACTS_WIDE / 2, TOP + 13, way_line.lines[0].text, size=way_line.size, font=BOLD)
    sheet.black()


def _sender(sheet: Sheet, data: LabelData, tell: Tell) -> None:
    facts = RIGHT - FACTS_WIDE
    sheet.caption(LEFT + PAD, HEADER + 3.4, tell(words.FROM), wide=facts - LEFT - 2 * PAD)
    sheet.rule(facts, HEADER, (facts, SENDER))
    box = (facts - LEFT - 2 * PAD, SENDER - HEADER - 5.2)
    written = fit(_address(data.sender, data.sender_country), box=box, largest=8.5, smallest=4)
    sheet.block(LEFT + PAD, HEADER + 4.4, written)
    _facts(sheet, data, tell)


def _facts(sheet: Sheet, data: LabelData, tell: Tell) -> None:
    shown = [
        (tell(words.DATE), data.created.isoformat()),
        (tell(words.PARCEL), f"{data.position}/{data.pieces}"),
        (tell(words.WEIGHT), _weight(data.weight_g)),
        (tell(words.PAID_BY), data.paid_by),
    ]
    facts = [(name, value) for name, value in shown if value]
    high = (SENDER - HEADER) / 4
    for place, (name, value) in enumerate(facts):
        y = HEADER + place * high + 3.7
        taken = sheet.caption(RIGHT - FACTS_WIDE + 2, y, name, wide=14)
        written = fit_line(Run(value, BOLD), wide=FACTS_WIDE - 5.5 - taken, largest=8, smallest=4.5)
        sheet.text_right(RIGHT - 2, y, written.lines[0].text, size=written.size, font=BOLD)
        if place:
            sheet.rule(RIGHT - FACTS_WIDE, y - 3.7, (RIGHT, y - 3.7))


def _recipient(sheet: Sheet, data: LabelData, tell: Tell) -> None:
    sheet.panel(LEFT, SENDER, (11, 6))
    tag = fit_line(Run(tell(words.TO).upper(), BOLD), wide=9.5, largest=10, smallest=5)
    sheet.white()
    sheet.text_center(LEFT + 5.5, SENDER + 4.3, tag.lines[0].text, size=tag.size, font=BOLD)
    sheet.black()
    left = LEFT + 11 + PAD
    box = (RIGHT - PAD - left, RECIPIENT - SENDER - 3.5)
    written = fit(_address(data.recipient, data.recipient_country), box=box, largest=14, smallest=5)
    sheet.block(left, SENDER + 2 + (box[1] - written.height) / 2, written)


def _route(sheet: Sheet, data: LabelData, tell: Tell) -> None:
    wide = RIGHT - LEFT - QR_BOX
    sheet.rule(RIGHT - QR_BOX, RECIPIENT, (RIGHT - QR_BOX, ROUTE))
    sheet.square(RIGHT - QR_BOX, RECIPIENT, qr_square(data.qr_text), box=QR_BOX)
    middle = RECIPIENT + 12.5
    sheet.rule(LEFT, middle, (LEFT + wide, middle))
    sheet.panel(LEFT, RECIPIENT, (19, middle - RECIPIENT))
    sheet.white()
    sheet.text_center(LEFT + 9.5, RECIPIENT + 9.4, data.recipient.country, size=26, font=BOLD)
    sheet.black()
    code = data.recipient.postal_code or data.recipient.city
    postal = fit_line(Run(code, BOLD), wide=wide - 19 - 2 * PAD, largest=26, smallest=7)
    sheet.text(LEFT + 19 + PAD, RECIPIENT + 9.4, postal.lines[0].text, size=postal.size, font=BOLD)
    _numbers(sheet, data, tell, middle=middle)


def _numbers(sheet: Sheet, data: LabelData, tell: Tell, *, middle: float) -> None:
    wide = RIGHT - LEFT - QR_BOX
    number_wide = wide * 0.62 - PAD
    sheet.caption(LEFT + PAD, middle + 3.6, tell(words.RETURN_NUMBER), wide=number_wide)
    number = fit_line(Run(data.return_number, BOLD), wide=number_wide, largest=15, smallest=6)
    sheet.text(LEFT + PAD, middle + 9.8, number.lines[0].text, size=number.size, font=BOLD)
    if not data.reference:
        return
    left = LEFT + wide * 0.66
    box = (LEFT + wide - 1.5 - left, 7.0)
    sheet.caption(left, middle + 3.6, tell(words.REFERENCE), wide=box[0])
    written = fit([Run(data.reference)], box=box, largest=9, smallest=4)
    sheet.block(left, middle + 10.6 - written.height, written)


def _barcode(sheet: Sheet, data: LabelData) -> None:
    bars = gs1_bars(data.tracking)
    center = (LEFT + RIGHT) / 2
    sheet.bars(center, ROUTE + 2.6, bars, box=(RIGHT - LEFT - 0.5, BARS_HIGH))
    sheet.text_center(center, ROUTE + 2.6 + BARS_HIGH + 4.6, bars.text, size=11, font=REGULAR)


def _address(address: Address, country: str) -> list[Run]:
    written = lines(address, (country or address.country).upper())
    strong = {0, len(written) - 1}
    return [Run(line, BOLD if place in strong else REGULAR) for place, line in enumerate(written)]


def _weight(grams: int | None) -> str:
    return "" if grams is None else f"{grams / 1000:.2f} kg"
