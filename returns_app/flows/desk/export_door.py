"""Exports as files: for the one who asked, with the rights they were written with, kept by no cache."""

from datetime import UTC, datetime
from uuid import UUID

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from returns_app import routes
from returns_app.db.audit import note
from returns_app.db.session import read, write
from returns_app.domain.errors import Refusal
from returns_app.flows.staff_door import staff_of
from returns_app.queries.exports import ready_file

PRIVATE = {"cache-control": "private, no-store"}
_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


async def get_export(request: Request) -> Response:
    """The file of the asker's own export."""
    actor = await staff_of(request)
    if actor is None:
        return RedirectResponse(routes.sign_in(routes.RETURNS), 303)
    try:
        export_id = UUID(request.path_params["export_id"])
        now = datetime.now(UTC)
        path, name = await read(ready_file, actor, export_id, now=now)
    except (ValueError, Refusal):
        return PlainTextResponse("There is no such file here. Exports are kept for a day.", 404, PRIVATE)
    await write(note, actor, "export_taken", [("export", export_id)], now=now)
    return FileResponse(path, media_type=_TYPES[path.suffix], filename=name, headers=PRIVATE)


ROUTES = (Route(routes.export_file("{export_id}"), get_export),)
