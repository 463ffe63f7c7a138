import io

import pytest
import zxingcpp
from PIL import Image

from returns_app.labels import check_digit, is_sscc, qr_png, qr_svg
from returns_app.labels.codes import gs1_bars, gs1_message, qr_square
from tests.labels.making import SSCC
from tests.labels.reading import codes


def test_the_check_digit_is_that_of_the_published_examples():
    # GS1's own worked examples: an SSCC, a GTIN-13, a GTIN-8.
    assert check_digit("37610425002123456") == "9"
    assert check_digit("629104150021") == "3"
    assert check_digit("4007630") == "0"


@pytest.mark.parametrize("place", range(18))
def test_one_wrong_digit_anywhere_is_no_sscc(place):
    wrong = str((int(SSCC[place]) + 1) % 10)
    assert is_sscc(SSCC)
    assert not is_sscc(SSCC[:place] + wrong + SSCC[place + 1 :])


@pytest.mark.parametrize("text", ("", "3952", SSCC + "0", "39521234000000001A", "³95212340000000014"))
def test_what_is_not_eighteen_digits_is_no_sscc(text):
    assert not is_sscc(text)


def test_an_sscc_goes_behind_00_and_any_other_number_behind_91():
    assert gs1_message(SSCC) == f"[00]{SSCC}"
    assert gs1_message("RMA7K3MQ9T4-2") == "[91]RMA7K3MQ9T4-2"
    assert gs1_bars(SSCC).text == f"(00){SSCC}"


@pytest.mark.parametrize("tracking", ("", "rma7", "A B", "[00]1", "(", "É", "A" * 25, "A\n"))
def test_a_number_that_no_barcode_can_hold_is_refused(tracking):
    with pytest.raises(ValueError, match="not a tracking number"):
        gs1_bars(tracking)


def test_the_qr_picture_is_read_back_and_always_the_same():
    picture = qr_png("RMA-7K3M-Q9T4", 3)
    image = Image.open(io.BytesIO(picture))
    assert codes(image) == [("QR Code", "RMA-7K3M-Q9T4")]
    assert image.size == ((21 + 8) * 3, (21 + 8) * 3)
    assert picture == qr_png("RMA-7K3M-Q9T4", 3)


@pytest.mark.parametrize("scale", (1, 2, 8))
def test_the_qr_picture_has_a_white_quiet_zone_of_four_modules(scale):
    image = Image.open(io.BytesIO(qr_png("RMA-7K3M-Q9T4", scale)))
    inside = image.point(lambda level: 255 - level).getbbox()
    assert inside == (4 * scale, 4 * scale, (21 + 4) * scale, (21 + 4) * scale)


def test_the_inline_drawing_shows_the_same_modules_as_the_picture():
    text = "https://returns.example/l/abcdefghijklmnopqrstuvwxyz0123456789"
    square = qr_square(text)
    svg = qr_svg(text)
    assert f'viewBox="0 0 {square.width + 8} {square.width + 8}"' in svg
    assert svg.count("v1h-") == len(square.runs)
    first = square.runs[0]
    assert f"M{first[0] + 4} {first[1] + 4}h{first[2]}v1h-{first[2]}z" in svg
    assert zxingcpp.read_barcode(Image.open(io.BytesIO(qr_png(text, 4)))).text == text


def test_the_inline_drawing_holds_none_of_the_text():
    assert "<script" not in qr_svg("<script>alert(1)</script>")


@pytest.mark.parametrize("text", ("", "x" * 3000))
def test_a_text_that_no_qr_code_can_hold_is_refused(text):
    with pytest.raises(ValueError, match="no QR code"):
        qr_svg(text)
