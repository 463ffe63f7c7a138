"""What our own HTTP routes answer, without a socket."""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route

from returns_app.flows.cookies import Face, cookie_name


async def answer_of(routes: Iterable[BaseRoute], path: str, token: str = "") -> Response:
    """The answer to a GET of the first route that fits, with the cookie of somebody at the desk."""
    headers = [(b"cookie", f"{cookie_name(Face.DESK)}={token}".encode())] if token else []
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "headers": headers,
        "query_string": b"",
        "server": ("localhost", 8000),
        "scheme": "http",
    }
    for route in routes:
        match, found = route.matches(scope)
        if match is Match.FULL and isinstance(route, Route):
            answer: Response = await route.endpoint(Request({**scope, **found}))
            return answer
    raise AssertionError(f"no route for {path}")
