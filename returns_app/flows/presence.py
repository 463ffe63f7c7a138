"""Whether a tab is still open, and who else looks at the return that it shows.

The follower of a return's page tells and asks at every notice and every pulse, and says goodbye at its end:

    tab = self.router.session.client_token
    async with aclosing(watch(shown, missed=MISSED_SECONDS)) as notices:
        async for changed in notices:
            ...
            others = await look_at(shown, tab)     # ("Bram Bakker",): names, without the one who asks
    await look_away(shown, tab)
"""

import asyncio
from uuid import UUID

from reflex_base.registry import RegistrationContext

from returns_app.db.session import read
from returns_app.flows.who import acting
from returns_app.live import presence, publish_look
from returns_app.live.presence import Looker
from returns_app.queries.may_look import check_may_look

# What the tabs of this process look at. A tab's followers run where its connection is.
_looked_at: dict[str, tuple[UUID, Looker]] = {}


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
    looker = Looker(actor.id or UUID(int=0), actor.name)
    _looked_at[tab] = (return_id, looker)
    await asyncio.to_thread(presence.look, return_id, looker, tab=tab)
    return await asyncio.to_thread(presence.lookers, return_id, besides=looker.user_id)


async def look_away(return_id: UUID, tab: str) -> None:
    """Say that the tab shows it no more. Harmless when it never did, and for somebody who signed out."""
    looked_at, looker = _looked_at.get(tab, (None, None))
    if looked_at == return_id and looker is not None:
        del _looked_at[tab]
        await asyncio.to_thread(presence.leave, return_id, looker, tab=tab)


def turned(tab: str) -> None:
    """Say that the tab shows another page now, perhaps: whatever follows a return in it finds out at once."""
    if tab in _looked_at:
        publish_look(_looked_at[tab][0])
