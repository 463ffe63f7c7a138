"""The headers of every answer, and for each built page a Content-Security-Policy that knows its inline scripts."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_YEAR = 31_536_000

HASHED_FILES = "/assets/"
FONTS = "/fonts/"
A_MONTH = "public, max-age=2592000"
FOREVER = f"public, max-age={_YEAR}, immutable"
ASK_FIRST = "no-cache"
NEVER = "no-store"
# What is answered where no page is built.
_NO_PAGE = ("404.html", "__spa-fallback.html")


def headers_of_all(*, https: bool) -> dict[str, str]:
    """The headers that are the same for every answer."""
    headers = {
        "x-content-type-options": "nosniff",
        # A link of ours is a secret: no address of ours is ever told to another site.
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "x-frame-options": "SAMEORIGIN",
    }
    if https:
        headers["strict-transport-security"] = f"max-age={2 * _YEAR}; includeSubDomains"
    return headers


class Built:
    """What was built and is the same for everybody. `pages` is its folder; it is read once."""

    def __init__(self, pages: Path) -> None:
        files = {
            f"/{file.relative_to(pages).as_posix()}": file for file in pages.rglob("*") if file.is_file()
        }
        scripts = {path: tuple(_hashes(file)) for path, file in files.items() if path.endswith(".html")}
        self.folders = {path.removesuffix("/index.html") for path in scripts if path.endswith("/index.html")}
        self._files = frozenset(files)
        self._policies = {path: _policy(hashes) for path, hashes in scripts.items()}
        self._elsewhere = _policy(one for name in _NO_PAGE for one in scripts.get(f"/{name}", ()))

    def policy(self, path: str) -> str:
        """The policy of an answer at this path: its own inline scripts run, where it is a page, and no others."""
        return self._policies.get(path) or self._policies.get(_index(path), self._elsewhere)

    def caching(self, path: str) -> str:
        """How long a browser may keep an answer: built files for ever if their names hold a hash, pages never unasked.

        Whatever was not built may be about somebody, and is not kept at all.
        """
        if path not in self._files and _index(path) not in self._files:
            return NEVER
        if path.startswith(HASHED_FILES):
            return FOREVER
        return A_MONTH if path.startswith(FONTS) else ASK_FIRST


def _index(path: str) -> str:
    return f"{path.rstrip('/')}/index.html"


def _policy(hashes: Iterable[str]) -> str:
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *sorted(set(hashes)))),
            # Reflex and its icons set style attributes.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            # Also the websocket: 'self' covers ws and wss of the same host and port.
            "connect-src 'self'",
            "frame-src 'self'",
            "frame-ancestors 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "object-src 'none'",
        )
    )


def _hashes(page: Path) -> Iterator[str]:
    for script in _INLINE_SCRIPT.findall(page.read_bytes()):
        yield f"'sha256-{b64encode(sha256(script).digest()).decode()}'"
