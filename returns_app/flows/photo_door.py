"""Photos over plain HTTP: sent in pieces, shown to the customer of the return and to staff within their scope.

A piece is put to the photo's own address, with an id that the browser drew; the answer says from where to go on. So a
connection may end at any byte, a page be loaded anew, and an answer be lost: asking again is always harmless.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from limits import RateLimitItemPerHour
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from returns_app import routes
from returns_app.actions.add_photo import (
    MOST_BYTES_OF_A_PIECE,
    Piece,
    Received,
    keep_photo,
    receive_piece,
    refuse_upload,
    remove_photo,
)
from returns_app.actions.attempts import may_try
from returns_app.actions.customer_deed import customer_deed
from returns_app.db.session import in_thread, outside, read, write
from returns_app.db.tokens import kept_name
from returns_app.domain.actors import Actor, ActorKind
from returns_app.domain.errors import Invalid, NotFound, Refusal
from returns_app.domain.surveys import Place
from returns_app.domain.words import Sentence, say
from returns_app.edge.visitors import address_of
from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.staff_door import staff_of
from returns_app.flows.who import Credential, who
from returns_app.i18n import known_language, tell
from returns_app.pictures import NoPicture, picture_of
from returns_app.queries.photos import photo_file, upload_state

PRIVATE: Final = {"cache-control": "private, no-store", "x-content-type-options": "nosniff"}
# So long a piece may take to arrive: 2 KB in a second. Nothing of ours is held meanwhile but its bytes.
PATIENCE_SECONDS = 90.0
_MOST_BEGUN: Final = RateLimitItemPerHour(120)
_MOST_FROM_ONE_ADDRESS: Final = RateLimitItemPerHour(600)
_NAMES: Final = {"photo.jpg": False, "small.jpg": True}


@dataclass(frozen=True)
class _Asker:
    """Who asks about which photo of which return."""

    actor: Actor
    return_id: UUID
    photo_id: UUID

    async def write(self, deed: Callable[..., Any], *wish: Any) -> Any:
        """Run a deed on the return; a customer's only while their return can still be finished."""
        now = datetime.now(UTC)
        if self.actor.kind is ActorKind.CUSTOMER:
            return await write(customer_deed, self.actor, deed, *wish, now=now)
        return await write(deed, self.actor, self.return_id, *wish, now=now)


class _Slow(Exception):
    """The piece did not arrive in time."""


Door = Callable[[Request, _Asker], Awaitable[Response]]


def _for_askers(door: Door) -> Callable[[Request], Awaitable[Response]]:
    """Let those in who may ask at all, and answer what is refused in words."""

    async def answer(request: Request) -> Response:
        asker = await _asker(request)
        if asker is None:
            return _said(request, 404, say("There is no such photo here."))
        try:
            return await door(request, asker)
        except NotFound:
            return _said(request, 404, say("There is no such photo here."))
        except Invalid as refusal:
            return _said(request, 422, refusal.problems[0].sentence)
        except Refusal as refusal:
            return _said(request, 409, refusal.sentence)

    return answer


@_for_askers
async def put_piece(request: Request, asker: _Asker) -> Response:
    """Take a piece: `size` of the whole, the byte it starts `at`, and the `question` and `subject` it answers."""
    wish = _wish(request, asker)
    if wish is None:
        return _said(request, 400, say("This photo cannot be read. Choose another, or take it again."))
    if wish.start == 0 and not await in_thread(_may_begin, request, asker):
        return _said(request, 429, say("These are many photos at once. Try again in an hour."))
    try:
        content = await _content(request)
    except (_Slow, ClientDisconnect):
        return _said(request, 408, say("The connection was too slow. It is tried again."))
    if content is None:
        return _said(request, 413, say("This photo cannot be read. Choose another, or take it again."))
    piece = Piece(wish.id, wish.place, wish.size, wish.start, content)
    received: Received = await asker.write(receive_piece, piece)
    return await _finish(request, asker, received) if received.whole else _state(received.at, received.done)


@_for_askers
async def get_state(_request: Request, asker: _Asker) -> Response:
    """Say from which byte to go on."""
    return _state(*await read(upload_state, asker.actor, asker.return_id, asker.photo_id))


@_for_askers
async def delete_photo(_request: Request, asker: _Asker) -> Response:
    """Take the photo away, or stop sending it."""
    await asker.write(remove_photo, asker.photo_id)
    return Response(status_code=204, headers=PRIVATE)


@_for_askers
async def get_photo(request: Request, asker: _Asker) -> Response:
    """The photo, `photo.jpg` or `small.jpg`."""
    small = _NAMES.get(request.path_params["name"])
    if small is None:
        raise NotFound
    content = await read(photo_file, asker.actor, asker.return_id, asker.photo_id, small=small)
    headers = {**PRIVATE, "content-disposition": 'inline; filename="photo.jpg"', "x-robots-tag": "noindex"}
    return Response(content, media_type="image/jpeg", headers=headers)


async def _asker(request: Request) -> _Asker | None:
    photo_id = _uuid(request.path_params["photo_id"])
    at_desk = "return_id" in request.path_params
    if at_desk:
        actor, return_id = await staff_of(request), _uuid(request.path_params["return_id"])
    else:
        actor = await who(Credential(Face.PORTAL, request.cookies.get(cookie_name(Face.PORTAL), "")))
        return_id = actor.return_id if actor else None
    return _Asker(actor, return_id, photo_id) if actor and return_id and photo_id else None


async def _finish(request: Request, asker: _Asker, received: Received) -> Response:
    try:
        # Apart from the threads of the database: decoding is slow, and pages go on being answered.
        picture = await outside(picture_of, received.whole)
    except NoPicture as no:
        return _said(request, 422, await asker.write(refuse_upload, asker.photo_id, no.why))
    await asker.write(keep_photo, asker.photo_id, picture)
    return _state(received.at, done=True)


async def _content(request: Request) -> bytes | None:
    """The body, `None` as soon as it is more than a piece may be. Raises `_Slow` when it takes too long."""
    parts = bytearray()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            async for part in request.stream():
                parts += part
                if len(parts) > MOST_BYTES_OF_A_PIECE:
                    return None
    except TimeoutError:
        raise _Slow from None
    return bytes(parts)


def _wish(request: Request, asker: _Asker) -> Piece | None:
    given = request.query_params
    question, size, start = (
        _uuid(given.get("question", "")),
        _count(given.get("size")),
        _count(given.get("at")),
    )
    subject = given.get("subject", "")
    if asker.actor.kind is ActorKind.CUSTOMER and given.get("place", "") != kept_name(asker.return_id):
        # The browser has opened another return since: that one is not what this photo is of.
        raise NotFound
    if question is None or size is None or start is None or (subject and _uuid(subject) is None):
        return None
    return Piece(asker.photo_id, Place(subject, question), size, start, b"")


def _may_begin(request: Request, asker: _Asker) -> bool:
    by_return = may_try(_MOST_BEGUN, "photo", str(asker.return_id))
    return by_return and may_try(_MOST_FROM_ONE_ADDRESS, "photo", address_of(request.scope))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _count(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _state(at: int, done: bool) -> Response:
    return JSONResponse({"at": at, "done": done}, headers=PRIVATE)


def _said(request: Request, status: int, sentence: Sentence) -> Response:
    language = known_language(request.query_params.get("language", ""))
    if "name" in request.path_params:
        return PlainTextResponse(tell(language, sentence), status, PRIVATE)
    return JSONResponse({"problem": tell(language, sentence)}, status, PRIVATE)


def _routes(photo: str, file: str) -> tuple[Route, ...]:
    return (
        Route(photo, put_piece, methods=["PUT"]),
        Route(photo, get_state, methods=["GET"]),
        Route(photo, delete_photo, methods=["DELETE"]),
        Route(file, get_photo, methods=["GET"]),
    )


ROUTES = (
    *_routes(routes.photo("{photo_id}"), routes.photo_file("{photo_id}", "{name}")),
    *_routes(
        routes.desk_photo("{return_id}", "{photo_id}"),
        routes.desk_photo_file("{return_id}", "{photo_id}", "{name}"),
    ),
)
