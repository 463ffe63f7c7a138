"""The styles of a customer's page: only the rules that page can use.

The build makes one stylesheet for all pages, most of it for the desk. A customer's phone gets it without the rules
whose classes appear nowhere in the page or its scripts: about half the weight.
"""

import re
from collections.abc import Iterator
from typing import Final

_CLASS: Final = re.compile(r"\.((?:[\w-]|\\.|[^\x00-\x7f])+)")
# Markup parts words at its brackets; in a script a class may hold one: `[&>svg]:block`.
_WORDS: Final = (re.compile(r"[^\s\"'`\\<>{};]+"), re.compile(r"[^\s\"'`\\{};]+"))


def words_of(*texts: str) -> frozenset[str]:
    """Everything in the texts (HTML, scripts) that could be a class."""
    return frozenset(word for text in texts for pattern in _WORDS for word in pattern.findall(text))


def lighten(css: str, words: frozenset[str]) -> str:
    """The stylesheet without the rules that need a class which is not among the words, and without empty groups."""
    return "".join(_kept(css, words))


def _kept(css: str, words: frozenset[str]) -> Iterator[str]:
    for prelude, body in _statements(css):
        if body is None:
            yield f"{prelude};"
        elif prelude.startswith(("@media", "@layer", "@supports", "@container")):
            inner = lighten(body, words)
            if inner:
                yield f"{prelude}{{{inner}}}"
        elif prelude.startswith("@") or _is_used(prelude, words):
            yield f"{prelude}{{{body}}}"


def _is_used(selectors: str, words: frozenset[str]) -> bool:
    return any(
        all(re.sub(r"\\(.)", r"\1", name) in words for name in _CLASS.findall(_outside_brackets(one)))
        for one in _parts(selectors, ",")
    )


def _outside_brackets(selector: str) -> str:
    """The selector without attribute conditions, in which a dot is no class."""
    return re.sub(r"(?<!\\)\[[^\]]*\]", "", selector)


def _statements(css: str) -> Iterator[tuple[str, str | None]]:
    """Each rule as what stands before its braces and what is in them; without braces, `None`."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    start = 0
    for end, sign in _signs(css, ";{"):
        if end < start:
            continue
        prelude = css[start:end].strip()
        if sign == ";":
            yield prelude, None
            start = end + 1
            continue
        close = _closing(css, end)
        yield prelude, css[end + 1 : close]
        start = close + 1


def _closing(css: str, opening: int) -> int:
    depth = 0
    for at, sign in _signs(css, "{}", opening):
        depth += 1 if sign == "{" else -1
        if depth == 0:
            return at
    message = "a stylesheet ends inside a rule"
    raise ValueError(message)


def _parts(text: str, divider: str) -> list[str]:
    """The parts between dividers that stand in no parentheses."""
    parts, depth, start = [], 0, 0
    for at, sign in _signs(text, f"(){divider}"):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == divider and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def _signs(text: str, signs: str, start: int = 0) -> Iterator[tuple[int, str]]:
    """Where these signs stand, but for those that are escaped or inside a string."""
    for match in re.finditer(
        rf"\\.|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[{re.escape(signs)}]", text[start:]
    ):
        if match[0] in signs:
            yield start + match.start(), match[0]
