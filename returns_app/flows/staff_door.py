"""Which member of staff asks for something over plain HTTP."""

from starlette.requests import Request

from returns_app.domain.actors import Actor
from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.who import Credential, who


async def staff_of(request: Request) -> Actor | None:
    """The one whose desk cookie this request shows, or `None`."""
    return await who(Credential(Face.DESK, request.cookies.get(cookie_name(Face.DESK), "")))
