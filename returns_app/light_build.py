"""The pages of customers, built once more: what Reflex has made of them, at two thirds of the weight and in one paint.

Reflex builds all pages as one app, so that a customer's phone would fetch the router, the states and the styles of the
desk, in some thirty files. Here each customer page becomes a page of its own: its styles and the first script are in
the HTML, so that it paints without asking for anything more; the rest are two scripts (`assets/light`), fetched then.
"""

import json
import re
import shutil
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import Any, Final

from returns_app.light_styles import lighten, words_of

CONFIG: Final = Path("public/light/vite.config.js")
BUILDER: Final = Path("node_modules/vite/bin/vite.js")

_BUILT: Final = Path("build/light")
_CLIENT: Final = Path("build/client")
_STYLES: Final = "__reflex_global_styles-*.css"
# In the head of a page that Reflex made, what belongs to its way of starting.
_STARTS: Final = re.compile(
    r"<script\b[^>]*>.*?</script>|<link\b[^>]*\brel=\"(?:modulepreload|stylesheet|preload)\"[^>]*>", re.DOTALL
)
_HEAD: Final = re.compile(r"<head>(.*?)</head>", re.DOTALL)
_BODY: Final = re.compile(r"<body>(.*?)<script", re.DOTALL)
# What runs before the first paint.
_FIRST: Final = ("early.js", "light/begin.js")
# What runs at the end of the page, and fetches the scripts when it is painted.
_LAST: Final = "light/start.js"
_COMMENT: Final = re.compile(r"^\s*//.*\n|^\s+", re.MULTILINE)
_FONT: Final = re.compile(r"@font-face\{[^}]*\}")
_KINDS: Final = ("imports", "dynamicImports")


class Unexpected(Exception):
    """Reflex made a page in another way than this module knows."""


def lay_out(web: Path, pages: Iterable[str]) -> None:
    """Put the light pages in place of Reflex's; `pages` are paths such as `en/return`, `web` is the build folder.

    Expects both builds to have run. Raises `Unexpected` where a page is not made as this module knows it.
    """
    client = web / _CLIENT
    built: dict[str, Any] = json.loads((web / _BUILT / "manifest.json").read_text())
    shutil.copytree(web / _BUILT / "assets", client / "assets", dirs_exist_ok=True)
    for page in pages:
        html = light_html(client, page, _scripts(built, page), later=_later(built, page))
        for copy in (client / page / "index.html", client / f"{page}.html"):
            if copy.exists():
                copy.write_text(html)


def lay_out_still(web: Path, pages: Iterable[str]) -> None:
    """Put the pages that do nothing but show and link in place, without a script; the first page of all is `""`.

    Raises `Unexpected` as `lay_out` does.
    """
    client = web / _CLIENT
    for page in pages:
        html = still_html(client, page)
        for copy in (client / page / "index.html", client / f"{page}.html"):
            if copy.exists():
                copy.write_text(html)


def still_html(client: Path, page: str) -> str:
    """The page as one document with its styles, and with the one script that runs before the first paint."""
    head, body = _parts_of(client, page)
    theme = _code(client / _FIRST[0])
    # Markup writes the signs of a class in its own way; the stylesheet does not.
    styles = _rules(client, words_of(unescape(body), theme))
    return "".join(
        (
            f'<!DOCTYPE html><html lang="en"><head>{_STARTS.sub("", head)}',
            f"<script>{theme}</script><style>{styles}</style></head><body>{body}</body></html>",
        )
    )


def light_html(client: Path, page: str, scripts: tuple[str, ...], *, later: tuple[str, ...] = ()) -> str:
    """The page as one document: its head, its styles, what shows before its scripts run, and the scripts' names.

    `later` are scripts that the page may ask for while it is used; its styles hold what those need as well.
    """
    head, body = _parts_of(client, page)
    begin = "".join(_code(client / name) for name in _FIRST)
    code = "".join((client / script[1:]).read_text() for script in (*scripts, *later))
    shown = f'<div id="page">{body}</div>'
    return "".join(
        (
            f'<!DOCTYPE html><html lang="{page.split("/", maxsplit=1)[0]}"><head>',
            _STARTS.sub("", head),
            f"<script>{begin}</script><style>{_styles(client, words_of(shown, code))}</style>",
            f'</head><body data-scripts="{" ".join(scripts)}">{shown}',
            f"<script>{_code(client / _LAST)}</script></body></html>",
        )
    )


def _parts_of(client: Path, page: str) -> tuple[str, str]:
    """What Reflex put into the page's head, and what it shows before any script runs."""
    made = (client / page / "index.html").read_text()
    head, body = _HEAD.search(made), _BODY.search(made)
    if head is None or body is None or _STARTS.search(head[1]) is None:
        message = f"Reflex's {page} no longer has the parts that light_build.py takes over."
        raise Unexpected(message)
    return head[1], body[1]


def _code(script: Path) -> str:
    """The script without its comments and indentation, for nobody reads it here."""
    return _COMMENT.sub("", script.read_text())


def _scripts(built: dict[str, Any], page: str) -> tuple[str, ...]:
    """The page's own script and those it needs at once. What it asks for later is not among them."""
    mine = _entry(built, page)
    return (f"/{mine['file']}", *(f"/{built[name]['file']}" for name in mine.get("imports", ())))


def _later(built: dict[str, Any], page: str) -> tuple[str, ...]:
    """The scripts that the page, or one of these, asks for by `import()`."""
    mine = _entry(built, page)
    needed = set(mine.get("imports", ()))
    found: set[str] = set()
    asked = {*needed, *mine.get("dynamicImports", ())}
    while asked:
        found |= asked
        these = [built[name] for name in asked]
        asked = {name for one in these for kind in _KINDS for name in one.get(kind, ())} - found
    return tuple(sorted(f"/{built[name]['file']}" for name in found - needed))


def _entry(built: dict[str, Any], page: str) -> dict[str, Any]:
    name = page.replace("/", "-")
    return next(one for one in built.values() if one.get("isEntry") and one["name"] == name)


def _styles(client: Path, words: frozenset[str]) -> str:
    # The one font we have is the desk's; a customer reads in the phone's own.
    return _FONT.sub("", _rules(client, words)).strip()


def _rules(client: Path, words: frozenset[str]) -> str:
    css = next((client / "assets").glob(_STYLES)).read_text()
    # The one sign with which a stylesheet could leave its element.
    return lighten(css, words).replace("</", "<\\/").strip()
