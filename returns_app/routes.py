"""Where things are: a constant for each page, a function for each link that carries something."""

from typing import Final
from urllib.parse import quote, urlsplit

DESK: Final = "/desk"
NEW_RETURN: Final = "/desk/new"
RETURNS: Final = "/desk/returns"
QUEUE: Final = "/desk/queue"
SETTINGS: Final = "/desk/settings"
REPORTS: Final = "/desk/reports"
INBOX: Final = "/inbox"
DEMO: Final = "/demo"

# Read as a page, posted to as a form.
SIGN_IN: Final = "/sign-in"
SIGN_OUT: Final = "/sign-out"

# A customer's link; the token follows.
LINK: Final = "/l/"


def sign_in(next_path: str = "", *, error: str = "", email: str = "") -> str:
    """The sign-in page: where to go afterwards, what went wrong, and the address that was typed."""
    given = {"next": next_path, "error": error, "email": email}
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in given.items() if value)
    return f"{SIGN_IN}?{query}" if query else SIGN_IN


def link_path(token: str) -> str:
    """Where a customer's link leads."""
    return f"{LINK}{token}"


def portal(language: str) -> str:
    """The customer's return in a language: one prerendered page, filled from the portal cookie."""
    return f"/{language}/return"


def dead_link(language: str) -> str:
    """The page for a customer without a living link. It reveals nothing."""
    return f"/{language}/link"


def safe_next(wish: str, otherwise: str = DESK) -> str:
    """A path of ours to go on to: `wish` when it is one, else `otherwise`. Never another site."""
    parts = urlsplit(wish)
    ours = wish.startswith("/") and not wish.startswith(("//", "/\\")) and not (parts.scheme or parts.netloc)
    plain = "\\" not in wish and all(32 < ord(character) < 127 for character in wish)
    return wish if ours and plain and not wish.startswith(SIGN_IN) else otherwise
