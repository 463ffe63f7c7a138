"""Return numbers such as RMA-7K3M-Q9T4: readable aloud, hard to guess, and a typing error is noticed."""

import secrets
from collections.abc import Callable

from returns_app.domain.errors import Invalid
from returns_app.domain.words import say

# No 0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B or U V pairs: of each pair at most one is here.
ALPHABET = "23456789ACDEFHJKMNPQRTVWXY"
PREFIX = "RMA"
RANDOM_LENGTH = 7


def new_number(choose: Callable[[str], str] = secrets.choice) -> str:
    """A fresh number, `RMA-XXXX-XXXX`: seven random characters (8.0 * 10^9 of them) and a check character.

    The caller keeps numbers unique; `choose` picks one character and is replaced only by tests and seeds.
    """
    body = "".join(choose(ALPHABET) for _ in range(RANDOM_LENGTH))
    return _shown(body + check_character(body))


def parse_number(text: str) -> str:
    """The number in its one written form, from however a person typed it.

    Raises `Invalid` at `number` when it is no return number or the check character does not fit.
    """
    body = "".join(character for character in text.upper() if character.isalnum()).removeprefix(PREFIX)
    well_formed = len(body) == RANDOM_LENGTH + 1 and all(character in ALPHABET for character in body)
    if not well_formed or check_character(body[:-1]) != body[-1]:
        raise Invalid.at(
            "number",
            say(
                "This is no return number. It looks like {example}.",
                example=_shown("7K3MQ9T" + check_character("7K3MQ9T")),
            ),
        )
    return _shown(body)


def check_character(body: str) -> str:
    """The Luhn mod N check character (N = 26): it notices every single wrong character.

    It also notices two neighbors swapped, but for the pair of the alphabet's first and last character.
    """
    size, total = len(ALPHABET), 0
    for place, character in enumerate(reversed(body)):
        value = ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += value // size + value % size
    return ALPHABET[-total % size]


def _shown(characters: str) -> str:
    return f"{PREFIX}-{characters[:4]}-{characters[4:]}"
