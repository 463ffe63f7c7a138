"""Codes of a second factor: those of the standard's own table, and which of them are taken."""

from datetime import UTC, datetime, timedelta

import pytest

from returns_app.domain.one_time_codes import (
    RECOVERY_CODES,
    STEP_SECONDS,
    code_at,
    plain,
    recovery_codes,
    setup_address,
    setup_key,
    spaced,
    step_of,
)

# RFC 6238, appendix B; its codes have eight digits, of which ours are the last six.
SECRET = b"12345678901234567890"
TABLE = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "code"), TABLE.items())
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert code_at(SECRET, seconds // STEP_SECONDS) == code


@pytest.mark.parametrize(("late", "fits"), ((-61, False), (-30, True), (0, True), (30, True), (61, False)))
def test_a_code_is_taken_for_half_a_minute_before_and_after_its_own(late: int, *, fits: bool) -> None:
    this = int(NOW.timestamp()) // STEP_SECONDS
    found = step_of(SECRET, code_at(SECRET, this), now=NOW + timedelta(seconds=late))
    assert found == (this if fits else None)


@pytest.mark.parametrize("code", ("", "000000", "12345", "1234567", "abcdef", "\ud800", "２８７０８２"))
def test_what_is_no_code_of_now_fits_nothing(code: str) -> None:
    assert step_of(SECRET, code, now=NOW) is None


def test_a_code_is_read_as_people_type_it() -> None:
    assert plain(" 287 082 ") == "287082"
    assert plain("ABCDE-fghij\n") == "abcdefghij"


def test_an_app_is_told_whose_code_it_is() -> None:
    address = setup_address(SECRET, account="ada@desk.test", issuer="A & B")
    assert address == (
        "otpauth://totp/A%20%26%20B%3Aada%40desk.test"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=A%20%26%20B"
    )
    assert setup_key(SECRET) in address


def test_recovery_codes_are_ten_and_the_seed_alone_makes_them() -> None:
    codes = recovery_codes(b"s" * 32)
    assert len(set(codes)) == RECOVERY_CODES
    assert codes == recovery_codes(b"s" * 32)
    assert not set(codes) & set(recovery_codes(b"t" * 32))
    assert all(len(code) == 10 and plain(spaced(code)) == code for code in codes)
