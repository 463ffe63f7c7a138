"""Labels as files, for staff: over plain HTTP, fetched together with the right to them, kept by no cache."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from returns_app import routes
from returns_app.db.session import in_thread, read
from returns_app.db.shipments import Label
from returns_app.domain.errors import Refusal
from returns_app.flows.staff_door import staff_of
from returns_app.labels import qr_png
from returns_app.queries.files import label_of

QR_SCALE = 8
PRIVATE = {"cache-control": "private, no-store"}
"""Nobody but the one who asked may keep it, and they ask again."""

Content = Callable[[Label, str], Awaitable[Response]]


async def get_label(request: Request) -> Response:
    """A label of a return within the asker's scope: `a6.pdf`, `a4.pdf`, or `code.png` for a counter."""
    actor = await staff_of(request)
    if actor is None:
        return RedirectResponse(routes.sign_in(request.url.path), 303)
    make = _CONTENTS.get(request.path_params["name"])
    try:
        label, number = await read(label_of, actor, UUID(request.path_params["label_id"]))
    except (ValueError, Refusal):
        make = None
    if make is None:
        return PlainTextResponse("There is no such file here.", 404, PRIVATE)
    if not label.a6:
        return PlainTextResponse("This label was erased at the customer’s request.", 410, PRIVATE)
    return await make(label, number)


async def _a6(label: Label, number: str) -> Response:
    return _file(label.a6, f"{number}.pdf", "application/pdf")


async def _a4(label: Label, number: str) -> Response:
    return _file(label.a4, f"{number}-a4.pdf", "application/pdf")


async def _code(label: Label, number: str) -> Response:
    if not label.qr_text:
        return PlainTextResponse("This label has no code.", 404, PRIVATE)
    return _file(await in_thread(qr_png, label.qr_text, QR_SCALE), f"{number}.png", "image/png")


def _file(content: bytes, name: str, kind: str) -> Response:
    return Response(
        content, media_type=kind, headers={**PRIVATE, "content-disposition": f'inline; filename="{name}"'}
    )


_CONTENTS: dict[str, Content] = {"a6.pdf": _a6, "a4.pdf": _a4, "code.png": _code}
ROUTES = (Route(routes.label_file("{label_id}", "{name}"), get_label),)
