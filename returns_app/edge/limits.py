"""How much a request may bring, how long that may take, and from where a form may be sent."""

from asyncio import wait_for
from collections import Counter
from collections.abc import Collection
from posixpath import normpath
from time import monotonic
from urllib.parse import urlsplit

from starlette.types import Message, Receive, Scope

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# Forms are small, and photos come in pieces.
LARGEST_BODY = 256 * 1024
# A door that is less patient says so in words of its own. The server below waits for ever for what was announced, and
# takes no more than a thousand connections.
PATIENCE_SECONDS = 100.0
MOST_AT_ONCE = 100
API = "/api/"
# Reflex keeps the headers of a websocket with what it remembers of a tab.
LONGEST_HEAD = 32 * 1024
_UNTIDY = frozenset({"", ".", ".."})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class TooLarge(Exception):
    """The body outgrew its limit while it was read."""


class TooSlow(Exception):
    """The body was not all there in time."""


def header(scope: Scope, name: bytes) -> str:
    """One header of a request, `""` where it is missing."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def has_too_long_a_head(scope: Scope) -> bool:
    """Whether address and headers together are longer than any browser's with our cookies."""
    headers = sum(len(name) + len(value) for name, value in scope["headers"])
    return len(scope["path"]) + len(scope["query_string"]) + headers > LONGEST_HEAD


def is_foreign(scope: Scope, origins: Collection[str]) -> bool:
    """Whether a page sends this that is none of ours, which are those of `origins`.

    What a request calls us says nothing: a site may give its own name our address. The API has keys instead of cookies,
    and callers that are no pages.
    """
    if scope["method"] in SAFE_METHODS or scope["path"].startswith(API):
        return False
    site, told = header(scope, b"sec-fetch-site"), header(scope, b"origin")
    if site:
        # A page that is to tell no address of its own, as behind a link, calls itself "null".
        return site != "same-origin" or told not in {*origins, "", "null"}
    # Browsers say the above only over TLS and on this machine; elsewhere there is the older header. Who sends neither
    # is no browser.
    return told not in origins


def goes_by_another_name(scope: Scope, origin: str) -> bool:
    """Whether this machine is called by another of its own names than events are taken from.

    `localhost` and `127.0.0.1` are two origins to a browser: a page opened by the wrong one would look alive and
    hear nothing. Other hosts are left alone, because a proxy may well call us by a name of its own.
    """
    (our_name, our_port), (name, port) = _host(urlsplit(origin).netloc), _host(header(scope, b"host"))
    both_here = {our_name, name} <= LOOPBACK
    return scope["method"] in SAFE_METHODS and both_here and our_name != name and our_port == port


def is_untidy(scope: Scope) -> bool:
    """Whether a path that is read has empty parts, or `.` or `..`: what serves files would lead to http from there."""
    parts = scope["path"].split("/")
    return scope["method"] in SAFE_METHODS and (
        not _UNTIDY.isdisjoint(parts[1:-1]) or parts[-1] in {".", ".."}
    )


def tidied(path: str) -> str:
    """The path that such a path means; with one slash before it, so that it leads to no other host."""
    return normpath(f"/{path.lstrip('/')}")


def announces_too_much(scope: Scope, limit: int) -> bool:
    """Whether the request says itself that it is too large, or does not say a number."""
    announced = header(scope, b"content-length") or "0"
    # More digits than any size has are not even read as a number.
    return not announced.isdecimal() or len(announced) > 20 or int(announced) > limit


class Intake:
    """A `receive` that raises `TooLarge` as soon as more than `limit` bytes have come, `TooSlow` if they take too long.

    What is waited for after the last byte, that the visitor goes, may take as long as it likes.
    """

    def __init__(self, receive: Receive, limit: int, patience: float = PATIENCE_SECONDS) -> None:
        self._receive = receive
        self._left = limit
        self._until = monotonic() + patience
        self._is_whole = False
        self.failure: TooLarge | TooSlow | None = None

    async def __call__(self) -> Message:
        """Receive the next part."""
        if self._is_whole:
            return await self._receive()
        try:
            message = await wait_for(self._receive(), self._until - monotonic())
        except TimeoutError:
            self.failure = TooSlow()
            raise self.failure from None
        self._left -= len(message.get("body", b""))
        self._is_whole = not message.get("more_body", False)
        if self._left < 0:
            self.failure = TooLarge()
            raise self.failure
        return message


class Hands:
    """How many forms of one address are taken in at once, `most` at the most: half sent ones keep others out."""

    def __init__(self, most: int = MOST_AT_ONCE) -> None:
        self._most = most
        self._full: Counter[str] = Counter()

    def take(self, address: str) -> bool:
        """Whether there is room for one more of this address; then `let_go` has to follow."""
        if self._full[address] >= self._most:
            return False
        self._full[address] += 1
        return True

    def let_go(self, address: str) -> None:
        """It was answered."""
        self._full[address] -= 1
        if not self._full[address]:
            del self._full[address]


def _host(called: str) -> tuple[str, int | None]:
    """Name and port of a `Host`; no name where it is none, because a client may write anything there."""
    try:
        parts = urlsplit(f"//{called}")
        port = parts.port
    except ValueError:
        return "", None
    return parts.hostname or "", port
