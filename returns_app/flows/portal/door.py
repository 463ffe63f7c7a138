"""The link itself and the documents behind it, over plain HTTP: a cookie has to be set, a file to be given.

Opening a link reads only: scanners open every link in a mail, and must not consume one.
"""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from returns_app import routes
from returns_app.actions.open_link import OPENS, LinkState, look_at_link
from returns_app.db.session import in_thread, read
from returns_app.domain.errors import NotFound
from returns_app.flows.cookies import Face, cookie_name, dead_link_cookie, drop, keep, set_token
from returns_app.flows.portal.asking import ask_later
from returns_app.flows.portal.link_limits import RETRY_SECONDS, may_ask, may_open, was_known
from returns_app.flows.who import Credential, forget, who
from returns_app.i18n import browser_wishes, known_language
from returns_app.queries.portal_label import Document, code_document, label_document, pickup_document
from returns_app.queries.portal_withdrawal import acknowledgement

# The link shows the finished return for as long; what a token opens is asked anew every time.
COOKIE_SECONDS = 60 * 86_400
DEAD_SECONDS = 3600
_SECRET = {"referrer-policy": "no-referrer", "cache-control": "no-store"}
_PRIVATE = {"cache-control": "private, no-store", "x-robots-tag": "noindex"}


async def get_link(request: Request) -> Response:
    """Trade the token of a link for a cookie, and go on to a page whose address holds no secret."""
    token = request.path_params["token"]
    if not await in_thread(may_open, request.scope):
        return _too_many()
    opening = await read(look_at_link, token, now=datetime.now(UTC))
    if opening.state is not LinkState.UNKNOWN:
        await in_thread(was_known, request.scope)
    if opening.state in OPENS:
        response = RedirectResponse(routes.portal(_language(request, opening.language)), 303, _SECRET)
        forget(Credential(Face.PORTAL, token))
        set_token(response, Face.PORTAL, token, max_age=COOKIE_SECONDS)
        drop(response, dead_link_cookie())
        return response
    language = _language(request, opening.language)
    response = RedirectResponse(routes.dead_link(language, opening.state.value), 303, _SECRET)
    if opening.state is not LinkState.UNKNOWN:
        keep(response, dead_link_cookie(), token, max_age=DEAD_SECONDS)
    return response


async def post_fresh_link(request: Request) -> Response:
    """Ask for a fresh link with the dead one. The answer is the same for every token, and for none, and as fast."""
    token = request.cookies.get(dead_link_cookie(), "") or request.cookies.get(cookie_name(Face.PORTAL), "")
    if await in_thread(may_ask, request.scope, token):
        ask_later(token)
    language = known_language(request.path_params["language"])
    return RedirectResponse(routes.dead_link(language, "sent"), 303)


async def get_label(request: Request) -> Response:
    """The label of a parcel (`parcel=2`, else the first) as PDF, on A6 unless `paper=a4`."""
    paper = "a4" if request.query_params.get("paper") == "a4" else "a6"
    actor = await who(Credential(Face.PORTAL, request.cookies.get(cookie_name(Face.PORTAL), "")))
    try:
        return _file(await read(label_document, actor, paper, _parcel(request))) if actor else _nothing()
    except NotFound:
        return _nothing()


async def get_withdrawal(request: Request) -> Response:
    """The acknowledgement of a withdrawal, to keep."""
    actor = await who(Credential(Face.PORTAL, request.cookies.get(cookie_name(Face.PORTAL), "")))
    try:
        return _file(await read(acknowledgement, actor)) if actor else _nothing()
    except NotFound:
        return _nothing()


async def get_code(request: Request) -> Response:
    """The code of a parcel for the counter as PNG."""
    actor = await who(Credential(Face.PORTAL, request.cookies.get(cookie_name(Face.PORTAL), "")))
    try:
        document = await read(code_document, actor, _parcel(request)) if actor else None
    except NotFound:
        document = None
    return _file(document, inline="save" not in request.query_params) if document else _nothing()


async def get_pickup(request: Request) -> Response:
    """The booked pickup for a calendar. Inline: a phone then asks whether to add it."""
    actor = await who(Credential(Face.PORTAL, request.cookies.get(cookie_name(Face.PORTAL), "")))
    try:
        return _file(await read(pickup_document, actor), inline=True) if actor else _nothing()
    except NotFound:
        return _nothing()


def _parcel(request: Request) -> int:
    """Which box is meant, counted from 1; 0, which no box has, for what is no number."""
    asked = request.query_params.get("parcel", "1")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 3 else 0


def _file(document: Document, *, inline: bool = False) -> Response:
    how = "inline" if inline else "attachment"
    headers = {**_PRIVATE, "content-disposition": f'{how}; filename="{document.name}"'}
    return Response(document.content, media_type=document.media_type, headers=headers)


def _too_many() -> Response:
    words = "These are too many links at once. Try again in ten minutes."
    return PlainTextResponse(words, 429, {**_SECRET, "retry-after": str(RETRY_SECONDS)})


def _nothing() -> Response:
    return PlainTextResponse("There is no such document for this return.", 404, _PRIVATE)


def _language(request: Request, of_link: str) -> str:
    """The language of the link; where we do not speak it, the browser's."""
    return known_language(of_link, *browser_wishes(request.headers.get("accept-language", "")))


ROUTES = (
    Route(f"{routes.LINK}{{token}}", get_link, methods=["GET"]),
    Route(routes.dead_link("{language}"), post_fresh_link, methods=["POST"]),
    Route(routes.LABEL, get_label, methods=["GET"]),
    Route(routes.CODE, get_code, methods=["GET"]),
    Route(routes.PICKUP, get_pickup, methods=["GET"]),
    Route(routes.WITHDRAWAL, get_withdrawal, methods=["GET"]),
)
