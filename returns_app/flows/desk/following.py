"""The return page stays true by itself: what a customer, a colleague or a carrier does appears on it."""

from contextlib import aclosing
from datetime import UTC, datetime
from uuid import UUID, uuid4

import reflex as rx

from returns_app import routes
from returns_app.db.session import read
from returns_app.domain.errors import Refusal
from returns_app.flows.desk.authorization import Authorization
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.flows.handler import staff
from returns_app.flows.presence import is_open
from returns_app.flows.who import acting
from returns_app.live import watch
from returns_app.queries.newest_change import newest_change


class Following(rx.State):
    """Watches the return that the address names. `_copy` names the newest watcher, which ends the older ones."""

    # Drawn anew by each: a count would begin again when somebody else signs in in this tab.
    _copy: str = ""

    @rx.event(background=True)
    @staff
    async def start(self) -> None:
        """Watch until the page is closed, left, or shows another return.

        It may begin before the page is filled, so it goes by the address; every read asks for the right anew.
        """
        async with self:
            self._copy = mine = uuid4().hex
            shown, tab = _named(self), self.router.session.client_token
        if shown is None or not await is_open(tab):
            return
        first = True
        async with aclosing(watch(shown)) as notices:  # type: ignore[type-var]
            async for changed in notices:
                if not await is_open(tab):
                    return
                async with self:
                    if self._copy != mine or _named(self) != shown:
                        return
                    if changed or first:
                        await self._catch_up(shown)
                first = False

    async def _catch_up(self, shown: UUID) -> None:
        """Show what is new; under somebody's hands nothing moves, they are told instead."""
        screen, decision = await self.get_state(ReturnDesk), await self.get_state(Authorization)
        if screen.page.id != str(shown):
            return
        try:
            change = await read(newest_change, await acting(), shown, now=datetime.now(UTC))
            if not decision.loaded:
                await screen._show(shown)  # noqa: SLF001 - the states of one screen
                return
        except Refusal:
            # Signed out, or out of scope since: what is on screen is no longer refreshed.
            return
        if change.version != decision.view.version:
            decision.faster = change.words


def _named(state: rx.State) -> UUID | None:
    """The return that the address in the browser names, if it is the return page at all."""
    here = state.router.url
    try:
        return UUID(here.query_parameters.get("id", "")) if here.path.rstrip("/") == routes.RETURN else None
    except ValueError:
        return None
