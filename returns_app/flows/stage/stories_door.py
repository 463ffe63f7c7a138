"""The door of the stories: a POST makes the data for one take. It is opened in a demonstration alone."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Final

from limits import parse
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from returns_app import routes
from returns_app.actions.attempts import may_try
from returns_app.db.session import in_thread, write
from returns_app.domain.errors import NotFound, Refusal
from returns_app.edge.visitors import address_of, network_of
from returns_app.flows.staff_door import staff_of
from returns_app.flows.stage.stories_data import prepare

# Far more than anybody presents, far less than would fill a disk.
_TAKES: Final = parse("120/hour")
_NEVER_KEPT: Final = {"cache-control": "no-store"}


async def post_story(request: Request) -> Response:
    """Make the data of a story, as whoever is signed in at the desk; what they are called, and where they are."""
    actor = await staff_of(request)
    if actor is None:
        return _said(401, "Nobody is signed in on the stage.")
    if not await in_thread(may_try, _TAKES, "story", network_of(address_of(request.scope))):
        return _said(429, "These are many stories for an hour. Wait a little.")
    try:
        take = await write(prepare, actor, request.path_params["key"], now=datetime.now(UTC))
    except NotFound:
        return _said(404, "There is no such story here, or the demonstration’s data are gone.")
    except Refusal as refusal:
        return _said(409, str(refusal))
    return JSONResponse(asdict(take), headers=_NEVER_KEPT)


def _said(status: int, words: str) -> Response:
    return PlainTextResponse(words, status, _NEVER_KEPT)


ROUTES = (Route(routes.demo_story("{key}"), post_story, methods=["POST"]),)
