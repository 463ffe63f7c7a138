"""A sample mail over plain HTTP: in a light, dark or plain mail program, or as text."""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from returns_app import routes
from returns_app.domain.errors import Refusal
from returns_app.domain.excusing import supervises
from returns_app.flows.enclosed import PRIVATE, enclosed
from returns_app.flows.staff_door import staff_of
from returns_app.queries.mail_samples import LOOKS, sample_page, sample_text

_LOOK_OF = {name: look for look, name in LOOKS.items()}


async def get_sample(request: Request) -> Response:
    """One look of one sample, for supervisors and admins."""
    actor = await staff_of(request)
    if actor is None:
        return RedirectResponse(routes.sign_in(routes.MAILS), 303)
    key, language, name = (request.path_params[part] for part in ("key", "language", "name"))
    if not supervises(actor) or name not in _LOOK_OF:
        return _nothing()
    try:
        return _told(key, language, _LOOK_OF[name])
    except Refusal:
        return _nothing()


def _told(key: str, language: str, look: str) -> Response:
    now = datetime.now(UTC)
    if look == "text":
        return PlainTextResponse(sample_text(key, language, now=now), headers=PRIVATE)
    return enclosed(sample_page(key, language, look, now=now))


def _nothing() -> Response:
    return PlainTextResponse("There is no such sample here.", 404, PRIVATE)


ROUTES = (Route(routes.mail_sample("{key}", "{language}", "{name}"), get_sample),)
