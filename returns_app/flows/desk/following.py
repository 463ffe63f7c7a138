"""The return page stays true by itself: what a customer, a colleague or a carrier does appears on it."""

from contextlib import aclosing
from datetime import UTC, datetime
from uuid import UUID

import reflex as rx

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
    """Watches the return on screen. `_copy` counts the watchers; a newer one ends the older."""

    _copy: int = 0

    @rx.event(background=True)
    @staff
    async def start(self) -> None:
        """Watch until the page is closed or shows another return."""
        async with self:
            self._copy += 1
            mine, shown = self._copy, (await self.get_state(ReturnDesk)).page.id
            tab, first = self.router.session.client_token, True
        if not shown:
            return
        async with aclosing(watch(UUID(shown))) as notices:  # type: ignore[type-var]
            async for changed in notices:
                if not await is_open(tab):
                    return
                async with self:
                    page = await self.get_state(ReturnDesk)
                    if self._copy != mine or page.page.id != shown:
                        return
                    if changed or first:
                        await self._catch_up(page)
                    first = False

    async def _catch_up(self, page: ReturnDesk) -> None:
        """Show what is new; under somebody's hands nothing moves, they are told instead."""
        decision = await self.get_state(Authorization)
        try:
            change = await read(newest_change, await acting(), UUID(page.page.id), now=datetime.now(UTC))
            if not decision.loaded:
                await page._show(UUID(page.page.id))  # noqa: SLF001 - the states of one screen
                return
        except Refusal:
            # Signed out, or out of scope since: what is on screen is no longer refreshed.
            return
        if change.version != decision.view.version:
            decision.faster = change.words
