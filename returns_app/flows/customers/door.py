"""Everything that is kept about a customer, as a file: over plain HTTP, for supervisors and admins."""

import json
from datetime import UTC, datetime
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from returns_app import routes
from returns_app.db.audit import note
from returns_app.db.session import read, write
from returns_app.domain.errors import Forbidden, Refusal
from returns_app.flows.staff_door import staff_of
from returns_app.queries.customer_data import customer_data

PRIVATE = {"cache-control": "private, no-store"}
"""Nobody but the one who asked may keep it, and they ask again."""


async def get_data(request: Request) -> Response:
    """All that is kept about one customer, as JSON. 403 says why it is refused, 404 does not say whether there is one."""
    actor = await staff_of(request)
    if actor is None:
        return RedirectResponse(routes.sign_in(request.url.path), 303)
    try:
        customer_id = UUID(request.path_params["customer_id"])
        data = await read(customer_data, actor, customer_id)
    except Forbidden as refusal:
        return PlainTextResponse(str(refusal.sentence), 403, PRIVATE)
    except (ValueError, Refusal):
        return PlainTextResponse("There is no such customer here.", 404, PRIVATE)
    await write(note, actor, "customer_data_taken", [("customer", customer_id)], now=datetime.now(UTC))
    name = f'attachment; filename="{data["customer"]["number"]}.json"'
    return _Readable(data, headers={**PRIVATE, "content-disposition": name})


class _Readable(JSONResponse):
    """JSON that a person can read: indented, letters as they are."""

    def render(self, content: object) -> bytes:
        """Lay it out."""
        return json.dumps(content, ensure_ascii=False, indent=2).encode()


ROUTES = (Route(routes.customer_file("{customer_id}"), get_data),)
