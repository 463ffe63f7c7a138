"""What a customer's page shows first, told over HTTP beside its scripts, so that nobody waits for the socket to see it.

The page asks for this with its first line of script. It is what `Portal.load` tells over the socket a second later,
made by the same code for the same cookie; until then the page shows it, and keeps what is typed and tapped.
"""

from reflex.istate.data import ReflexURL, URLData
from reflex.state import Delta, State
from reflex.utils.format import json_dumps
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from returns_app import routes
from returns_app.domain.actors import Actor
from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.portal.state import Portal
from returns_app.flows.who import Credential, who

_PRIVATE = {"cache-control": "private, no-store", "x-robots-tag": "noindex"}


async def get_first_sight(request: Request) -> Response:
    """The parts of the page's state, by name; nothing (204) for who has no link that is alive. Changes nothing."""
    actor = await who(Credential(Face.PORTAL, request.cookies.get(cookie_name(Face.PORTAL), "")))
    if actor is None:
        return Response(status_code=204, headers=_PRIVATE)
    page = routes.portal(request.path_params["language"])
    told = json_dumps(await first_sight(actor, f"{page}?{request.url.query}"))
    return Response(told, media_type="application/json", headers=_PRIVATE)


async def first_sight(actor: Actor, address: str) -> Delta:
    """The state of the page at this address for this customer, without what every page has by itself."""
    root = State(_reflex_internal_init=True)
    root.rx_router_url = URLData.from_url(ReflexURL(address))
    portal = await root.get_state(Portal)
    await portal._read_again(actor)  # noqa: SLF001 - a neighbor
    await portal._arrive(actor)  # noqa: SLF001
    told = await root._get_resolved_delta()  # noqa: SLF001 - Reflex's own way to a state's news
    return {name: part for name, part in told.items() if name != State.get_full_name()}


ROUTES = (Route(routes.first_sight("{language}"), get_first_sight, methods=["GET"]),)
