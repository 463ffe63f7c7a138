"""What the fields of a check say: `received.<line>`, `damaged.<line>`, `words.<line>`, `extra.<key>.<field>`."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from returns_app.actions.check_return import CheckWish
from returns_app.domain.errors import Invalid, Problem
from returns_app.domain.receiving import Count, Undeclared
from returns_app.domain.words import say

MAX_DIGITS = 4
_UNDECLARED = "extra."


def read_wish(fields: Mapping[str, Any], lines: list[str], extras: list[str]) -> CheckWish:
    """The counts that were typed; a line whose number is empty is not counted. Raises `Invalid` at the field."""
    texts = {name: str(value).strip() for name, value in fields.items()}
    problems: list[Problem] = []
    counts = tuple(
        Count(
            UUID(line),
            _number(texts, f"received.{line}", f"check.{line}.received", problems),
            _number(texts, f"damaged.{line}", f"check.{line}.damaged", problems),
            texts.get(f"words.{line}", ""),
        )
        for line in lines
        if texts.get(f"received.{line}")
    )
    undeclared = tuple(_extra(texts, key, at, problems) for at, key in enumerate(_filled(texts, extras)))
    if problems:
        raise Invalid(*problems)
    return CheckWish(counts, undeclared)


def filled_extras(fields: Mapping[str, Any], extras: list[str]) -> list[str]:
    """The keys of the undeclared rows in which anything is written, in their order; a rule counts them from 0."""
    return _filled({name: str(value).strip() for name, value in fields.items()}, extras)


def _filled(texts: Mapping[str, str], extras: list[str]) -> list[str]:
    return [
        key
        for key in extras
        if texts.get(f"{_UNDECLARED}{key}.name") or texts.get(f"{_UNDECLARED}{key}.words")
    ]


def _extra(texts: Mapping[str, str], key: str, at: int, problems: list[Problem]) -> Undeclared:
    name = f"{_UNDECLARED}{key}"
    return Undeclared(
        texts.get(f"{name}.name", ""),
        _number(texts, f"{name}.quantity", f"undeclared.{at}.quantity", problems),
        texts.get(f"{name}.words", ""),
    )


def _number(texts: Mapping[str, str], name: str, at: str, problems: list[Problem]) -> int:
    text = texts.get(name, "") or "0"
    if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS:
        return int(text)
    problems.append(Problem(at, say("Enter a whole number.")))
    return 0
