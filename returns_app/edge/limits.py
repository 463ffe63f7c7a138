"""How much a request may bring, and from where a form may be sent."""

from urllib.parse import urlsplit

from starlette.types import Message, Receive, Scope

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# Forms are small. A door that takes files mounts its own, larger limit under one of these.
LARGEST_BODY = 256 * 1024
UPLOADS = "/files/"
LARGEST_UPLOAD = 12 * 1024 * 1024
API = "/api/"
# Reflex keeps the headers of a websocket with what it remembers of a tab.
LONGEST_HEAD = 32 * 1024
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class TooLarge(Exception):
    """The body outgrew its limit while it was read."""


def header(scope: Scope, name: bytes) -> str:
    """One header of a request, `""` where it is missing."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def has_too_long_a_head(scope: Scope) -> bool:
    """Whether address and headers together are longer than any browser's with our cookies."""
    headers = sum(len(name) + len(value) for name, value in scope["headers"])
    return len(scope["path"]) + len(scope["query_string"]) + headers > LONGEST_HEAD


def is_foreign(scope: Scope, origin: str) -> bool:
    """Whether another site's page sends this. The API has keys instead of cookies, and callers that are no pages."""
    if scope["method"] in SAFE_METHODS or scope["path"].startswith(API):
        return False
    fetch_site = header(scope, b"sec-fetch-site")
    if fetch_site:
        return fetch_site != "same-origin"
    # Browsers say the above only over TLS and on this machine; elsewhere there is the older header. Who sends neither
    # is no browser.
    host = header(scope, b"host")
    called = f"{urlsplit(origin).scheme}://{host}" if host else origin
    return header(scope, b"origin") not in {origin, called}


def goes_by_another_name(scope: Scope, origin: str) -> bool:
    """Whether this machine is called by another of its own names than events are taken from.

    `localhost` and `127.0.0.1` are two origins to a browser: a page opened by the wrong one would look alive and
    hear nothing. Other hosts are left alone, because a proxy may well call us by a name of its own.
    """
    (our_name, our_port), (name, port) = _host(urlsplit(origin).netloc), _host(header(scope, b"host"))
    both_here = {our_name, name} <= LOOPBACK
    return scope["method"] in SAFE_METHODS and both_here and our_name != name and our_port == port


def largest_body(path: str) -> int:
    """How many bytes a request to this path may bring."""
    return LARGEST_UPLOAD if path.startswith(UPLOADS) else LARGEST_BODY


def announces_too_much(scope: Scope, limit: int) -> bool:
    """Whether the request says itself that it is too large, or does not say a number."""
    announced = header(scope, b"content-length") or "0"
    # More digits than any size has are not even read as a number.
    return not announced.isdecimal() or len(announced) > 20 or int(announced) > limit


class Intake:
    """A `receive` that raises `TooLarge` as soon as more than `limit` bytes have come."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit

    async def __call__(self) -> Message:
        """Receive the next part."""
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self.is_outgrown:
            raise TooLarge
        return message

    @property
    def is_outgrown(self) -> bool:
        """Whether too much has come."""
        return self._left < 0


def _host(called: str) -> tuple[str, int | None]:
    """Name and port of a `Host`; no name where it is none, because a client may write anything there."""
    try:
        parts = urlsplit(f"//{called}")
        port = parts.port
    except ValueError:
        return "", None
    return parts.hostname or "", port
