"""Which new passwords are good enough: long, and not what everybody would try first. No rules about their letters."""

import re
from itertools import pairwise
from typing import Final

from returns_app.domain.words import Sentence, say

SHORTEST: Final = 12
LONGEST: Final = 256
# So many letters have to be left when what everybody thinks of is taken away: numbers alone are dates and telephones.
_OWN_LETTERS: Final = 4

# What guessed passwords of twelve signs and more are put together from: the heads of published lists of leaked ones,
# as words, because such a list holds thousands of ways to write each of them.
_HEADS: Final = (
    "abc abcd abcdef abcdefgh abcdefghijkl access admin administrator amsterdam andrew angel apple april "
    "arsenal asdf asdfgh asdfghjkl ashley august autumn azerty baby banana barcelona baseball basketball "
    "batman berlin bienvenue birthday bonjour business change changeme charlie cheese chelsea chocolate "
    "christ company computer cookie correcthorsebatterystaple corvette crystal daniel december default "
    "demo desk diamond dollar dragon example excel facebook fall family father februari february ferrari "
    "flower football forever freedom friday fruhling geheim ginger god golden google guest hallo happy "
    "harley hello herbst herfst hiver hunter iloveyou internet januar january jennifer jessica jesus "
    "jordan july june killer lente letmein liverpool login london love lovely loveyou lucky march master "
    "matrix may mercedes michael microsoft million monday money monkey motdepasse mother mustang ninja "
    "november october office orange order outdoor paris pass passw0rd passwd password passwort pepper "
    "pokemon porsche princess prinses purple qazwsx qazwsxedc qwerty qwertyuiop qwertz qwertzuiop ranger "
    "retour retouren return returns root sample samsung saturday secret secreto september service shadow "
    "shop signin silver soccer sommer spiderman spring star starwars store summer sunday sunshine "
    "superman support temp temporary test thomas thursday trustno trustnoone tuesday user wachtwoord "
    "wednesday welcome welkom whatever william willkommen windows winter word wsxedc xyz yellow yxcvbnm "
    "zomer zxcvbn zxcvbnm "
)
_WORDS: Final = frozenset(_HEADS.split())
TRIED_FIRST: Final = say(
    "This password is one of those that are tried first. Choose another, such as a few random words."
)
_INSTEAD: Final = str.maketrans("@4301!$5+7", "aaeoiisstt")
_NO_LETTERS: Final = re.compile(r"[^a-z]+")


def problem_with(password: str, *about: str) -> Sentence | None:
    """What is wrong with a new password. `about`: the person's name and address and the shop's, to be no part of it."""
    if not has_good_length(password):
        return say("Choose a password of {least} to {most} characters.", least=SHORTEST, most=LONGEST)
    return TRIED_FIRST if _is_guessed(password.lower(), _parts(about)) else None


def has_good_length(password: str) -> bool:
    """Whether it is long enough, and not endless."""
    return SHORTEST <= len(password) <= LONGEST


def _is_guessed(password: str, about: frozenset[str]) -> bool:
    if _is_a_row(password) or _repeats(password) or len(set(password)) < _OWN_LETTERS:
        return True
    if not password.isascii():
        # Those who guess begin with what is on every keyboard.
        return False
    readings = (password, password.translate(_INSTEAD))
    return any(len(_own_letters(_NO_LETTERS.sub("", one), about)) < _OWN_LETTERS for one in readings)


def _own_letters(letters: str, about: frozenset[str]) -> str:
    """What is left without the words that everybody knows."""
    for word in sorted(_WORDS | about, key=len, reverse=True):
        letters = letters.replace(word, " ")
    return "".join(letters.split())


def _repeats(password: str) -> bool:
    """One short piece over and over: `abcabcabcabc`, `20262026 2026`."""
    return re.fullmatch(r"(.{1,5}?)\1{2,}.{0,4}", password, re.DOTALL) is not None


def _is_a_row(password: str) -> bool:
    """Signs that follow each other, up or down: `123456789012`, `abcdefghijkl`."""
    steps = [ord(after) - ord(before) for before, after in pairwise(password)]
    return max(steps.count(1), steps.count(-1), steps.count(0)) > len(steps) * 3 // 4


def _parts(about: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        part for text in about for part in _NO_LETTERS.split(text.lower()) if len(part) >= _OWN_LETTERS
    )
