"""Wrong passwords that somebody tries on purpose, to keep others out."""

import pytest
from starlette.datastructures import FormData

from returns_app.actions import attempts
from returns_app.actions.sign_in import count_attempt
from returns_app.domain.errors import Conflict
from returns_app.flows.desk_cookie import LONGEST_FIELD, typed

MALLORY, ADA = "192.0.2.77", "198.51.100.7"


def test_who_tries_too_often_from_one_address_locks_no_further_accounts() -> None:
    attempts._own.cache_clear()
    for number in range(50):
        count_attempt(f"nobody-{number}@desk.test", MALLORY)
    for _ in range(20):
        with pytest.raises(Conflict):
            count_attempt("ada@desk.test", MALLORY)
    count_attempt("ada@desk.test", ADA)


def test_nobody_makes_us_remember_what_no_address_is_long_enough_for() -> None:
    """Every address that is tried is counted for a quarter of an hour."""
    assert len(typed(FormData({"email": "a" * 200_000}), "email")) == LONGEST_FIELD


def test_what_no_keyboard_types_reaches_neither_a_hash_nor_a_database() -> None:
    """A form may say that it is written in an encoding that makes halves of characters."""
    assert typed(FormData({"password": "a\0b\ud800c"}), "password") == "ab?c"
