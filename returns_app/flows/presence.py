"""Whether a tab is still open, and who else looks at the return that it shows.

The follower of a return's page tells and asks at every notice and every pulse, and says goodbye at its end:

    tab = self.router.session.client_token
    try:
        async with aclosing(watch(shown)) as notices:
            async for changed in notices:
                ...
                others = await look_at(shown, tab)     # ("Bram Bakker",): names, without the one who asks
    finally:
        await look_away(shown, tab)
"""

import asyncio
from uuid import UUID

from reflex_base.registry import RegistrationContext

from returns_app.db.session import read
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Refusal
from returns_app.flows.who import acting
from returns_app.live import presence
from returns_app.live.presence import Looker
from returns_app.queries.may_look import check_may_look


async def is_open(tab: str) -> bool:
    """Whether the tab with this token has a living connection. Where nothing is connected at all, it has none."""
    namespace = RegistrationContext.get().app.event_namespace
    if namespace is None:
        return False
    connected: bool = await namespace._token_manager.is_token_connected(tab)  # noqa: SLF001 - Reflex has no other way
    return connected


async def look_at(return_id: UUID, tab: str) -> tuple[str, ...]:
    """Say that whoever acts looks at this return in this tab, and return the names of the others who do.

    It holds for 30 seconds, so say it again at each pulse. Raises `NotFound` beyond the actor's scope, so that nobody
    outside sees who is there, or is seen there.
    """
    actor = await acting()
    await read(check_may_look, actor, return_id)
    looker = _looker(actor)
    await asyncio.to_thread(presence.look, return_id, looker, tab=tab)
    return await asyncio.to_thread(presence.lookers, return_id, besides=looker.user_id)


async def look_away(return_id: UUID, tab: str) -> None:
    """Say that the tab shows it no more. Never raises: whoever signed out meanwhile is forgotten after a while."""
    try:
        actor = await acting()
    except Refusal:
        return
    await asyncio.to_thread(presence.leave, return_id, _looker(actor), tab=tab)


def _looker(actor: Actor) -> Looker:
    return Looker(actor.id or UUID(int=0), actor.name)
