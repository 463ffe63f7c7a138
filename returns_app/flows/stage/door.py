"""What the stage asks for over plain HTTP: to begin, to be put back, its timeline, the code for a phone and its address.

The composition root opens these doors in a demonstration alone. Whoever knocks is signed in without a password there,
as its people are made up and the sign-in page shows their passwords anyway; only a POST does so, and of our own pages.
"""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from limits import parse
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from returns_app import routes
from returns_app.actions.attempts import may_try
from returns_app.actions.sign_in import end_session, start_session
from returns_app.db.session import in_thread, read, write
from returns_app.domain.actors import Actor, Role
from returns_app.domain.errors import NotFound
from returns_app.edge.limits import LOOPBACK, Hands
from returns_app.edge.visitors import address_of, network_of
from returns_app.flows.cookies import Face, cookie_name, set_token
from returns_app.flows.staff_door import staff_of
from returns_app.flows.stage.address import addresses_here, can_open, open_at, shown_address
from returns_app.flows.stage.reset import put_back
from returns_app.flows.who import Credential, forget, who_lately
from returns_app.labels import qr_svg
from returns_app.live import watch
from returns_app.queries.stage import opening_scene, presenter, stage_story
from returns_app.settings import load

# Sessions begun without a password: far more than the visitors of one house, far less than would fill a disk.
_BEGUN: Final = parse("60/15 minutes")
_NEVER_KEPT: Final = {"cache-control": "no-store"}
_open: Final = Hands()


async def post_begin(request: Request) -> Response:
    """Sign the presenter in, unless somebody is signed in already, and say where the frames go."""
    return await _opening(request)


async def post_reset(request: Request) -> Response:
    """Put all data back as they were, and say where the frames go. A public demonstration has only the night for that."""
    if load().demo_public:
        return PlainTextResponse("This demonstration is put back every night.", 403)
    await in_thread(put_back)
    return await _opening(request)


async def post_sign_in(request: Request) -> Response:
    """Sign in as the first of a `role`, and go to the desk."""
    form = await request.form()
    try:
        role = Role(str(form.get("role", "")))
    except ValueError:
        return RedirectResponse(routes.SIGN_IN, 303)
    if not await _may_begin(request):
        return RedirectResponse(routes.sign_in(routes.DESK, error="often"), 303)
    response = await _signed_in(request, RedirectResponse(routes.DESK, 303), role)
    return response if "set-cookie" in response.headers else RedirectResponse(routes.SIGN_IN, 303)


async def get_timeline(request: Request) -> Response:
    """What happens on a return, as server-sent events: all of it at once, and again after each change."""
    actor = await staff_of(request)
    try:
        return_id = UUID(request.query_params.get("about", ""))
    except ValueError:
        return _nothing()
    if actor is None:
        return _nothing()
    shown = Credential(Face.DESK, request.cookies.get(cookie_name(Face.DESK), ""))
    told = _one_of_few(address_of(request.scope), _told(partial(who_lately, shown), return_id))
    headers = {**_NEVER_KEPT, "x-accel-buffering": "no"}
    return StreamingResponse(told, media_type="text/event-stream", headers=headers)


async def get_address(request: Request) -> Response:
    """At which address phones find the demonstration, and at which others they could."""
    return JSONResponse(_house(), headers=_NEVER_KEPT) if await staff_of(request) else _nothing()


async def post_address(request: Request) -> Response:
    """Open the demonstration to the network that this machine is in, at an `address` of it; `""` is for it alone."""
    if await staff_of(request) is None or not can_open(load()):
        return PlainTextResponse("The address of this demonstration is set where it was started.", 403)
    form = await request.form()
    try:
        await open_at(str(form.get("address", "")).strip())
    except ValueError as refusal:
        return PlainTextResponse(str(refusal), 400, _NEVER_KEPT)
    return JSONResponse(_house(), headers=_NEVER_KEPT)


async def get_code(request: Request) -> Response:
    """The QR code of a customer's link, at the address that people use."""
    link = request.query_params.get("to", "")
    if not link.startswith(routes.LINK) or routes.safe_next(link, "") != link:
        return _nothing()
    return Response(qr_svg(shown_address() + link), media_type="image/svg+xml", headers=_NEVER_KEPT)


async def _opening(request: Request) -> Response:
    now = datetime.now(UTC)
    scene = asdict(await read(opening_scene, now=now))
    response = JSONResponse({**scene, **_house(), "take": now.timestamp()}, headers=_NEVER_KEPT)
    if await staff_of(request):
        return response
    if not await _may_begin(request):
        return PlainTextResponse(
            "Many have begun from here. Wait a quarter of an hour and reload the page.", 429, _NEVER_KEPT
        )
    return await _signed_in(request, response, Role.AGENT)


async def _may_begin(request: Request) -> bool:
    return await in_thread(may_try, _BEGUN, "demonstration", network_of(address_of(request.scope)))


async def _signed_in(request: Request, response: Response, role: Role) -> Response:
    user_id = await read(presenter, role)
    if user_id is None:
        return response
    shown = Credential(Face.DESK, request.cookies.get(cookie_name(Face.DESK), ""))
    now = datetime.now(UTC)
    await write(end_session, shown.token, now=now)
    forget(shown)
    token = await write(start_session, user_id, now=now)
    set_token(response, Face.DESK, token, max_age=load().session_days * 86_400)
    return response


async def _told(asker: Callable[[], Awaitable[Actor | None]], return_id: UUID) -> AsyncGenerator[str, None]:
    """For as long as somebody is signed in: a stream outlives the request that was let in."""
    async with aclosing(watch(return_id, missed=0.0)) as notices:
        first = True
        async for changed in notices:
            actor = await asker()
            if actor is None:
                return
            yield await _message(actor, return_id) if changed or first else ": still here\n\n"
            first = False


async def _one_of_few(address: str, told: AsyncGenerator[str, None]) -> AsyncIterator[str]:
    """The same; nothing where an address has too many open, as each keeps a connection."""
    if not _open.take(address):
        return
    try:
        async with aclosing(told):
            async for one in told:
                yield one
    finally:
        _open.let_go(address)


async def _message(actor: Actor, return_id: UUID) -> str:
    try:
        story = asdict(await read(stage_story, actor, return_id, now=datetime.now(UTC)))
    except NotFound:
        story = {"title": "", "told": []}
    return f"data: {json.dumps(story)}\n\n"


def _house() -> dict[str, Any]:
    """What the stage must know of the server: at which address phones find it, and at which others they could."""
    settings = load()
    address = shown_address()
    return {
        "public": settings.demo_public,
        "address": address,
        "found": urlsplit(address).hostname not in LOOPBACK,
        "addresses": addresses_here() if can_open(settings) else None,
    }


def _nothing() -> Response:
    return PlainTextResponse("There is nothing here.", 404, _NEVER_KEPT)


ROUTES = (
    Route(routes.DEMO_BEGIN, post_begin, methods=["POST"]),
    Route(routes.DEMO_RESET, post_reset, methods=["POST"]),
    Route(routes.DEMO_SIGN_IN, post_sign_in, methods=["POST"]),
    Route(routes.DEMO_TIMELINE, get_timeline, methods=["GET"]),
    Route(routes.DEMO_CODE, get_code, methods=["GET"]),
    Route(routes.DEMO_ADDRESS, get_address, methods=["GET"]),
    Route(routes.DEMO_ADDRESS, post_address, methods=["POST"]),
)
