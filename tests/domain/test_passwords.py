"""New passwords: long ones with something of their own in them, whatever they are made of."""

import pytest

from returns_app.domain.passwords import LONGEST, SHORTEST, problem_with

ABOUT = ("Jonas Brandt", "agent@noordlicht.example", "Noordlicht Outdoor")


@pytest.mark.parametrize(
    "password",
    (
        "four plain words here",
        "correct horse battery",
        "trumpet cellar",
        "xk3 vlm pwq 9",
        "a new and good one",
        "hunter two and a half",
        "Ünïcödé pässwörd",
        "пароль из слов",
        "q" * 4 + "Xw9,pLm0-vR2",
    ),
)
def test_a_long_password_with_something_of_its_own_will_do(password: str) -> None:
    assert problem_with(password, *ABOUT) is None


@pytest.mark.parametrize(
    "password",
    (
        *("password1234", "Welcome2026!", "qwertyuiop12", "P@ssw0rd1234", "admin1234567", "1qaz2wsx3edc"),
        *("aaaaaaaaaaaa", "123456789012", "abcdefghijkl", "210987654321", "abcabcabcabc", "202611231200"),
        *("Summer2026!!", "iloveyou1234", "letmeinletmein", "correct horse battery staple", "847362910573"),
        *("jonasbrandt1", "Noordlicht2026!", "agent@noordlicht", "äöäöäöäöäöäöäö", "\N{FOX FACE}" * 12),
    ),
)
def test_what_everybody_would_try_first_is_refused(password: str) -> None:
    assert "tried first" in str(problem_with(password, *ABOUT))


@pytest.mark.parametrize("password", ("", "k" + "v4" * 5, "long " * 52))
def test_the_length_is_all_that_is_asked_of_the_letters(password: str) -> None:
    assert not SHORTEST <= len(password) <= LONGEST
    assert f"{SHORTEST} to {LONGEST}" in str(problem_with(password, *ABOUT))


def test_what_one_may_choose_depends_on_who_one_is() -> None:
    assert problem_with("jonasbrandt1") is None
    assert problem_with("jonasbrandt1", "Jonas Brandt") is not None
