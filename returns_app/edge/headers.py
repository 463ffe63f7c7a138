"""The headers of every answer, and a Content-Security-Policy that knows the inline scripts of the built pages."""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_YEAR = 31_536_000

HASHED_FILES = "/assets/"
FONTS = "/fonts/"
A_MONTH = "public, max-age=2592000"
FOREVER = f"public, max-age={_YEAR}, immutable"
ASK_FIRST = "no-cache"


def page_headers(pages: Path, *, https: bool) -> dict[str, str]:
    """The headers of every answer. `pages` is the folder of built HTML whose inline scripts may run, no others."""
    headers = {
        "content-security-policy": _policy(sorted(set(_hashes(pages)))),
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


def caching(path: str, content_type: str) -> str:
    """How long a browser may keep an answer: built files for ever, their names hold a hash; pages never unasked."""
    if content_type.startswith("text/html"):
        return ASK_FIRST
    if path.startswith(HASHED_FILES):
        return FOREVER
    if path.startswith(FONTS):
        return A_MONTH
    return ASK_FIRST


def _policy(hashes: list[str]) -> str:
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *hashes)),
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


def _hashes(pages: Path) -> Iterator[str]:
    for page in pages.rglob("*.html"):
        for script in _INLINE_SCRIPT.findall(page.read_bytes()):
            yield f"'sha256-{b64encode(sha256(script).digest()).decode()}'"
