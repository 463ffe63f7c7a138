"""A tab is its token together with its cookies: whoever learned the token alone finds nothing behind it.

Reflex gives a tab's state to whoever connects with its token, and whatever a background task still has to tell that
tab too. The guard answers for events; no event is needed to listen. So behind this wrapper a state goes by a hash of
both, and a token that was read over somebody's shoulder, or in a log, names an empty state of the reader's own.
"""

from hashlib import sha256
from urllib.parse import parse_qsl, urlencode

from starlette.types import ASGIApp, Receive, Scope, Send

from returns_app.edge.limits import header
from returns_app.flows.cookies import Face, token_in

_TOKEN = "token"  # noqa: S105 - a name


class OwnTabs:
    """Wraps Reflex's server: websockets arrive there under the name that `own_tab` gives their tab."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request or websocket on."""
        await self._app(_renamed(scope) if scope["type"] == "websocket" else scope, receive, send)


def own_tab(token: str, cookies: str) -> str:
    """By what name the server knows the tab with this token, for a `Cookie` header: 64 hexadecimal digits."""
    shown = (token_in(cookies, face) for face in (Face.DESK, Face.PORTAL))
    return sha256("\0".join((*shown, token)).encode()).hexdigest()


def _renamed(scope: Scope) -> Scope:
    cookies = header(scope, b"cookie")
    asked = parse_qsl(scope["query_string"].decode("latin-1"))
    renamed = [(name, own_tab(value, cookies) if name == _TOKEN else value) for name, value in asked]
    return {**scope, "query_string": urlencode(renamed).encode()}
