"""A mail over plain HTTP for a frame on one of our pages: it may open links, and do nothing else."""

from typing import Final

from starlette.responses import HTMLResponse

PRIVATE: Final = {"cache-control": "private, no-store"}
# The frame allows nothing but opening a link in a tab of its own, so every link has to.
# Opened alone, a mail is no more than in that frame: no scripts, no forms, nothing from elsewhere.
_ENCLOSED = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline';"
    " base-uri 'none'; frame-ancestors 'self'"
)
_LINKS_LEAVE = '<base target="_blank">'


def enclosed(page: str) -> HTMLResponse:
    """The HTML of a mail, kept from doing anything by its own headers."""
    headers = {**PRIVATE, "content-security-policy": _ENCLOSED}
    return HTMLResponse(page.replace("<head>", f"<head>{_LINKS_LEAVE}", 1), headers=headers)
