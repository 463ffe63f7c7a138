"""Codes at the warehouse: our own labels in every way a scanner sends them, typing, and nonsense."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_app.domain.numbers import new_number
from returns_app.domain.scanning import MAX_SCAN, read_code
from returns_app.labels.codes import check_digit, gs1_message

NUMBER = new_number(lambda letters: letters[3])
PLAIN = NUMBER.replace("-", "")
SSCC = "39520000000000000" + check_digit("39520000000000000")


@pytest.mark.parametrize(
    "typed", (NUMBER, PLAIN, NUMBER.lower(), PLAIN.removeprefix("RMA"), f"  {NUMBER.replace('-', ' ')}\r\n")
)
def test_a_return_number_is_understood_however_it_is_typed(typed: str) -> None:
    assert read_code(typed).number == NUMBER


def test_the_qr_code_of_our_labels_gives_both_numbers() -> None:
    reading = read_code(f"{NUMBER} {SSCC}")
    assert (reading.number, reading.trackings) == (NUMBER, (SSCC,))


@pytest.mark.parametrize("scan", (SSCC, f"00{SSCC}", f"(00){SSCC}", f"]C100{SSCC}", f"\x1d00{SSCC}"))
def test_the_bar_code_of_a_container_number_is_understood(scan: str) -> None:
    assert SSCC in read_code(scan).trackings


@pytest.mark.parametrize("scan", (PLAIN, f"91{PLAIN}", f"(91){PLAIN}", f"]C191{PLAIN}"))
def test_the_bar_code_of_the_built_in_carrier_is_understood(scan: str) -> None:
    reading = read_code(scan)
    assert reading.number == NUMBER
    assert PLAIN in reading.trackings


def test_what_stands_behind_a_group_separator_is_a_word_of_its_own() -> None:
    reading = read_code(f"]C100{SSCC}\x1d91{PLAIN}")
    assert (reading.number, reading.shown) == (NUMBER, f"00{SSCC} 91{PLAIN}")


def test_the_second_box_of_the_built_in_carrier_is_a_tracking_number() -> None:
    assert f"{PLAIN}-2" in read_code(f"91{PLAIN}-2").trackings


def test_what_is_printed_is_what_is_read() -> None:
    message = gs1_message(SSCC).replace("[", "").replace("]", "")
    assert SSCC in read_code(message).trackings


def test_a_number_that_begins_like_an_identifier_is_also_taken_as_it_is() -> None:
    assert read_code("9100000001").trackings == ("9100000001", "00000001")
    assert read_code("91").trackings == ("91",)


def test_an_id_is_understood() -> None:
    assert read_code(str(UUID(int=7))).return_id == UUID(int=7)


@pytest.mark.parametrize("nothing", ("", "   ", "\x1d", "\r\n"))
def test_nothing_says_nothing(nothing: str) -> None:
    reading = read_code(nothing)
    assert (reading.number, reading.return_id, reading.trackings) == ("", None, ())


def test_what_is_unknown_is_shown_as_it_was_read() -> None:
    assert read_code("  hello world \x07").shown == "hello world"
    assert read_code("hello world").trackings == ("HELLOWORLD",)


@given(st.text(max_size=MAX_SCAN * 2))
def test_no_code_whatever_breaks_the_reader(text: str) -> None:
    reading = read_code(text)
    assert len(reading.shown) <= 60
    assert all(tracking and len(tracking) <= MAX_SCAN for tracking in reading.trackings)
