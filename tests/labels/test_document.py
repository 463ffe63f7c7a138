from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import combinations

import pytest

from returns_app.domain.addresses import Address
from returns_app.labels import LabelLine, Paper, label_pdf
from returns_app.labels.codes import gs1_bars, qr_square
from returns_app.labels.sheet import Sheet
from tests.labels.making import SSCC, a_label, longest
from tests.labels.reading import Box, codes, page_of, picture, text_boxes, text_layer

PAPERS = tuple(Paper)
PAPER_TRACKING = "RMA7K3MQ9T4"
# The frame of the label on each sheet, half of its line included.
FRAMES = {Paper.A6: Box(3.75, 3.75, 101.25, 144.25), Paper.A4: Box(10.75, 10.75, 108.25, 151.25)}


@pytest.mark.parametrize("dpi", (203, 300))
@pytest.mark.parametrize("tracking", (SSCC, PAPER_TRACKING, PAPER_TRACKING + "-12", "A" * 24))
@pytest.mark.parametrize("paper", PAPERS)
def test_both_codes_are_read_from_the_print(paper, tracking, dpi):
    image = picture(label_pdf(a_label(tracking=tracking), paper), dpi)
    identifier = "00" if tracking == SSCC else "91"
    expected = [("Code 128", f"({identifier}){tracking}"), ("QR Code", f"RMA-7K3M-Q9T4 {tracking}")]
    if paper is Paper.A4:
        expected.append(("QR Code", "RMA-7K3M-Q9T4"))
    assert codes(image) == sorted(expected)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_sheet_has_the_size_of_its_paper(paper):
    page = page_of(label_pdf(a_label(), paper))
    assert (page.get_width() * 25.4 / 72, page.get_height() * 25.4 / 72) == pytest.approx(
        paper.size_mm, abs=0.01
    )


def test_an_sscc_is_printed_as_large_as_gs1_asks():
    sheet = Sheet((105, 148), title="", language="en")
    assert sheet.bars(50, 100, gs1_bars(SSCC), box=(96.5, 32)) == 0.5


@pytest.mark.parametrize("tracking", (SSCC, PAPER_TRACKING, "A" * 24, "X-1"))
def test_modules_are_whole_dots_of_a_thermal_printer(tracking):
    sheet = Sheet((105, 148), title="", language="en")
    linear = sheet.bars(50, 100, gs1_bars(tracking), box=(96.5, 32))
    square = sheet.square(0, 0, qr_square(tracking), box=26)
    assert linear % 0.125 == 0
    assert square % 0.125 == 0
    assert min(linear, square) >= 0.25


def test_the_square_code_stands_upright_in_the_middle_of_its_box():
    sheet = Sheet((26, 26), title="", language="en")
    square = qr_square(SSCC)
    module = sheet.square(0, 0, square, box=26)
    image = picture(sheet.pdf(), 600)
    begin = (26 - square.width * module) / 2
    dark = {(x + step, y) for x, y, wide in square.runs for step in range(wide)}
    for x in range(-4, square.width + 4):
        for y in range(-4, square.width + 4):
            place = tuple(int((begin + (module_at + 0.5) * module) * 600 / 25.4) for module_at in (x, y))
            assert (image.getpixel(place) < 128) == ((x, y) in dark)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_same_facts_give_the_same_bytes_on_any_thread(paper):
    first = label_pdf(a_label(), paper)
    facts = [a_label(reference=f"R-{number % 3}") for number in range(60)]
    alone = [label_pdf(fact, paper) for fact in facts]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda fact: label_pdf(fact, paper), facts))
    assert together == alone
    assert label_pdf(a_label(), paper) == first
    assert len(set(alone)) == 3


@pytest.mark.parametrize("paper", PAPERS)
def test_accents_are_in_the_text_layer(paper):
    sender = Address(
        country="PL",
        name="Łucja Žąčęėįšųū",
        company="ÅØÆ ẞ ß Đorđević",
        street="Ğüneş țș őű",
        house_number="1",
        postal_code="50-127",
        city="Wrocław-Hồ",
    )
    words = text_layer(label_pdf(a_label(sender=sender), paper))
    for text in (sender.name, sender.company, "Ğüneş țș őű 1", "50-127 Wrocław-Hồ"):
        assert text in words
    assert "\ufffd" not in words
    assert "\ufffd" not in words


@pytest.mark.parametrize("paper", PAPERS)
def test_everything_a_carrier_and_a_warehouse_need_is_written(paper):
    label = a_label(position=2, pieces=3)
    words = text_layer(label_pdf(label, paper))
    for text in (
        "Blauwvogel",
        "Parcel Return",
        "RETURN",
        "Drop-off",
        "Sanne de Wit",
        "Biltstraat 33 bis",
        "3572 AA Utrecht",
        "NETHERLANDS",
        "Noordlicht Outdoor",
        "Retouren",
        "Speicherstraße 8",
        "20457 Hamburg",
        "GERMANY",
        "DE",
        "20457",
        "RMA-7K3M-Q9T4",
        "R-100482",
        f"(00){SSCC}",
        "2026-11-23",
        "2/3",
        "1.25 kg",
        "Recipient",
    ):
        assert text.upper() in words.upper()


def test_the_slip_lists_every_line_with_its_quantity():
    lines = tuple(LabelLine(f"Product {number}", f"SKU-{number}", number) for number in range(1, 13))
    words = text_layer(label_pdf(a_label(lines=lines), Paper.A4))
    for line in lines:
        assert f"{line.name} {line.sku} {line.quantity}" in words.replace("\n", " ")


def test_the_slip_says_how_many_lines_it_has_no_room_for():
    lines = tuple(LabelLine(f"Product {number}", "", 1) for number in range(100))
    words = text_layer(label_pdf(a_label(lines=lines), Paper.A4))
    shown = words.count("Product ")
    assert f"and {100 - shown} more" in words
    assert shown >= 20


@pytest.mark.parametrize(
    ("handover", "advice"), (("drop_off", "point"), ("pickup", "collects"), ("in_store", "stores"))
)
def test_the_instructions_fit_the_handover(handover, advice):
    assert advice in text_layer(label_pdf(a_label(handover=handover), Paper.A4))


def test_the_words_are_said_in_the_language_of_the_teller():
    words = text_layer(label_pdf(a_label(), Paper.A4, tell=lambda sentence: f"ž{str(sentence)[:3]}"))
    assert "žPac" in words
    assert "Packing" not in words


@pytest.mark.parametrize("word", ("Wolfeschlegelsteinhausenbergerdorff", "W", "Wilhelm-Straße ", "ÅÄ "))
@pytest.mark.parametrize("paper", PAPERS)
def test_the_longest_address_stays_in_the_frame_and_overlaps_nothing(paper, word):
    label = a_label(
        sender=longest(word),
        recipient=longest(word),
        reference=(word * 60)[:60],
        carrier_name=(word * 60)[:60],
        service_name=(word * 80)[:80],
        paid_by=(word * 30)[:30],
        sender_country=(word * 40)[:40],
        lines=(LabelLine((word * 100)[:100], (word * 100)[:60], 100000),),
    )
    _assert_tidy(label_pdf(label, paper), paper)


@pytest.mark.parametrize("times", (1, 2, 4))
@pytest.mark.parametrize("paper", PAPERS)
def test_languages_with_longer_words_stay_in_the_frame_and_overlap_nothing(paper, times):
    lines = tuple(LabelLine(f"Product {number}", "", 1) for number in range(100))
    wordy = label_pdf(a_label(lines=lines), paper, tell=lambda sentence: " ".join([str(sentence)] * times))
    _assert_tidy(wordy, paper)


def test_the_longest_address_is_printed_whole():
    address = longest("Straße ")
    words = "".join(text_layer(label_pdf(a_label(sender=address, recipient=address), Paper.A6)).split())
    for text in (address.name, address.street, address.city, address.company):
        assert words.count("".join(text.split())) >= 2


def test_little_is_enough_for_a_label():
    bare = replace(a_label(), reference="", weight_g=None, paid_by="", lines=(), recipient_country="")
    nowhere = replace(bare, recipient=Address(country="IE", name="Shop", street="Quay", city="Cork"))
    for paper in PAPERS:
        assert "CORK" in text_layer(label_pdf(nowhere, paper)).upper()


def test_a_number_without_barcode_makes_no_label():
    with pytest.raises(ValueError, match="tracking number"):
        label_pdf(a_label(tracking="no number"), Paper.A6)


def _assert_tidy(pdf: bytes, paper: Paper) -> None:
    boxes = text_boxes(pdf)
    frame = FRAMES[paper]
    page = Box(0, 0, *paper.size_mm)
    assert len(boxes) > 25
    for text, box in boxes:
        outer = frame if box.left < frame.right and box.top < frame.bottom else page
        inside = (
            outer.left < box.left
            and box.right < outer.right
            and outer.top < box.top
            and box.bottom < outer.bottom
        )
        assert inside, (text, box)
    for (text, one), (other_text, other) in combinations(boxes, 2):
        assert not _overlap(one, other), (text, one, other_text, other)
    assert ("Code 128", f"(00){SSCC}") in codes(picture(pdf, 203))


def _overlap(one: Box, other: Box) -> bool:
    # Ink of one may touch the next by less than a tenth of a millimeter.
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return wide > 0.1 and high > 0.1
