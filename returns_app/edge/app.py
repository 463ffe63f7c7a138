"""The edge: an ASGI wrapper that every request passes, in and out."""

from collections.abc import Collection
from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from returns_app.db.audit import came_from
from returns_app.edge.headers import NEVER, Built, headers_of_all
from returns_app.edge.limits import (
    LARGEST_BODY,
    SAFE_METHODS,
    Hands,
    Intake,
    TooLarge,
    TooSlow,
    announces_too_much,
    goes_by_another_name,
    has_too_long_a_head,
    is_foreign,
    is_untidy,
    tidied,
)
from returns_app.edge.sockets import Person, Sockets, nobody
from returns_app.edge.visitors import address_of, network_of

KEPT = frozenset({200, 206, 304})
READING = frozenset({"GET", "HEAD"})


class Edge:
    """Wraps Reflex's server.

    `pages` is the folder of built pages, read once, at start; `person` and `also` are as for `Sockets`.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        pages: Path,
        origin: str,
        person: Person = nobody,
        also: Collection[str] = frozenset(),
    ) -> None:
        self._app = app
        self._sockets = Sockets(app, origin=origin, person=person, also=also)
        self._origin = origin
        self._also = also
        self._hands = Hands()
        self._headers = headers_of_all(https=origin.startswith("https://"))
        self._built = Built(pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request or one websocket."""
        if scope["type"] == "websocket":
            await self._sockets(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        came_from.set(network_of(address_of(scope)))
        dressed = self._dressing(scope["path"], send)
        if has_too_long_a_head(scope):
            await _refusal(431, "What this browser says about itself is too long.")(scope, receive, dressed)
        elif goes_by_another_name(scope, self._origin):
            await RedirectResponse(self._origin + _asked_for(scope, scope["path"]))(scope, receive, dressed)
        elif is_untidy(scope):
            await RedirectResponse(_asked_for(scope, tidied(scope["path"])))(scope, receive, dressed)
        elif is_foreign(scope, {self._origin, *self._also}):
            await _refusal(403, "This form was sent from another site.")(scope, receive, dressed)
        elif announces_too_much(scope, LARGEST_BODY):
            await _refusal(413, "This is too large.")(scope, receive, dressed)
        else:
            await self._take_in(self._rewritten(scope), Intake(receive, LARGEST_BODY), dressed)

    async def _take_in(self, scope: Scope, intake: Intake, send: Send) -> None:
        address = address_of(scope)
        if scope["method"] in SAFE_METHODS:
            await self._pass_on(scope, intake, send)
        elif self._hands.take(address):
            try:
                await self._pass_on(scope, intake, send)
            finally:
                self._hands.let_go(address)
        else:
            await _refusal(429, "Too many forms come from this address at once.")(scope, intake, send)

    async def _pass_on(self, scope: Scope, intake: Intake, send: Send) -> None:
        async def unless_failed(message: Message) -> None:
            # A framework below answers our own exception with "500" before it lets it through.
            if intake.failure is None:
                await send(message)

        try:
            await self._app(scope, intake, unless_failed)
        except TooLarge:
            await _refusal(413, "This is too large.")(scope, intake, send)
        except TooSlow:
            await _refusal(408, "This took too long to arrive.")(scope, intake, send)
        except ClientDisconnect:
            # Going in the middle of a form is no failure of ours, and may happen often: nothing goes into the log.
            return

    def _rewritten(self, scope: Scope) -> Scope:
        """Serve `/page` from `/page/` in place; Reflex would redirect to an absolute http:// address."""
        path = scope["path"]
        if scope["method"] in READING and path in self._built.folders:
            return {**scope, "path": f"{path}/", "raw_path": f"{path}/".encode()}
        return scope

    def _dressing(self, path: str, send: Send) -> Send:
        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("content-security-policy", self._built.policy(path))
                is_whole = message["status"] in KEPT
                headers.setdefault("cache-control", self._built.caching(path) if is_whole else NEVER)
            await send(message)

        return dressed


def _asked_for(scope: Scope, path: str) -> str:
    query = scope["query_string"].decode("latin-1")
    return f"{quote(path)}?{query}" if query else quote(path)


def _refusal(status: int, text: str) -> PlainTextResponse:
    return PlainTextResponse(text, status)
