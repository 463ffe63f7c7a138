"""A stylesheet for each prerendered customer page with only the rules that page can use.

The build makes one stylesheet for all pages, most of it for the desk. A customer's phone gets a copy without the rules
whose classes appear nowhere in the page or its scripts: about half the weight.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

_CLASS: Final = re.compile(r"\.((?:[\w-]|\\.|[^\x00-\x7f])+)")
_WORD: Final = re.compile(r"[^\s\"'`\\<>{};]+")
_SCRIPT: Final = re.compile(r"/assets/[\w.\[\]()~-]+\.js")
_STYLES: Final = re.compile(r"/assets/(__reflex_global_styles-[\w-]+)\.css")


def lighten_pages(client: Path, pages: Iterable[str]) -> list[Path]:
    """Give the pages (paths such as `en/return`) stylesheets of their own; the files that were written or changed.

    `client` is the folder of the built front end. Raises `FileNotFoundError` when a page was not built.
    """
    changed: list[Path] = []
    for page in pages:
        copies = [client / page / "index.html", client / f"{page}.html"]
        html = copies[0].read_text()
        found = _STYLES.search(html)
        if found is None:
            continue
        light = lighten((client / found[0][1:]).read_text(), _words(client, html))
        name = f"/assets/{page.replace('/', '-')}-{hashlib.sha256(light.encode()).hexdigest()[:8]}.css"
        (client / name[1:]).write_text(light)
        for copy in copies:
            if copy.exists():
                copy.write_text(copy.read_text().replace(found[0], name))
        changed += [client / name[1:], *copies]
    return [path for path in changed if path.exists()]


def lighten(css: str, words: frozenset[str]) -> str:
    """The stylesheet without the rules that need a class which is not among the words, and without empty groups."""
    return "".join(_kept(css, words))


def _words(client: Path, html: str) -> frozenset[str]:
    scripts = (client / name[1:] for name in sorted(set(_SCRIPT.findall(html))))
    text = " ".join([html, *(script.read_text() for script in scripts if script.exists())])
    return frozenset(_WORD.findall(text))


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
