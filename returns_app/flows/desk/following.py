"""The return page stays true by itself: what a customer, a colleague or a carrier does appears on it, and who looks."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime
from uuid import UUID, uuid4

import reflex as rx
import structlog

from returns_app import routes
from returns_app.db.session import read
from returns_app.domain.errors import Refusal
from returns_app.flows.desk.authorization import OPEN_MODES, Authorization
from returns_app.flows.desk.edit_address import EditAddress
from returns_app.flows.desk.queue_state import Holding
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.flows.handler import staff
from returns_app.flows.keep_fresh import AWAY, MISSED_SECONDS
from returns_app.flows.presence import is_open, look_at, look_away
from returns_app.flows.who import acting
from returns_app.live import watch
from returns_app.queries.newest_change import newest_change

logger = structlog.get_logger(__name__)


class Following(rx.State):
    """Watches the return that the address names. `_copy` names the newest watcher, which ends the older ones."""

    # The names of the others who look at this return now.
    others: list[str] = []
    # Drawn anew by each: a count would begin again when somebody else signs in in this tab.
    _copy: str = ""

    @rx.event(background=True)
    @staff
    async def start(self) -> None:
        """Watch until the page is closed, left, or shows another return.

        It may begin before the page is filled, so it goes by the address; every read asks for the right anew.
        """
        async with self:
            self.others, self._copy = [], uuid4().hex
            mine, shown, tab = self._copy, _named(self), self.router.session.client_token
        if shown is None:
            return
        # Reflex cancels this when the tab loads another page: that, too, is leaving.
        was_left = True
        try:
            async with aclosing(watch(shown, missed=MISSED_SECONDS)) as notices:
                was_left = await self._follow(notices, shown, tab=tab, mine=mine)
        finally:
            if was_left:
                await look_away(shown, tab)

    async def _follow(self, notices: AsyncIterator[bool], shown: UUID, *, tab: str, mine: str) -> bool:
        """Follow to the end; whether the tab shows that return no more, or only a newer copy took over."""
        due = False
        async for changed in notices:
            due = due or changed
            try:
                if not await is_open(tab):
                    return True
                others = list(await look_at(shown, tab))
                async with self:
                    if _named(self) != shown or self._copy != mine:
                        return _named(self) != shown
                    self._name(others)
                    due = due and not await self._caught_up(shown)
            except AWAY:
                # Redis, which keeps the screen, is away. Once it is back every watcher is woken.
                due = True
            except Refusal:
                # Signed out, or out of scope since: what is on screen is no longer refreshed.
                return True
            except Exception:
                # Whatever it is, it must not end with silence on this page: the next notice or pulse tries again.
                logger.exception("a return could not be read again")
                due = True
        return True

    def _name(self, others: list[str]) -> None:
        if others != self.others:
            self.others = others

    async def _caught_up(self, shown: UUID) -> bool:
        """Show what is new, if the page is filled; under somebody's hands nothing moves, they are told instead."""
        screen, decision = await self.get_state(ReturnDesk), await self.get_state(Authorization)
        if screen.page.id != str(shown):
            return False
        # A colleague may have taken the return, or let it go, without changing it.
        await (await self.get_state(Holding))._look(shown)  # noqa: SLF001 - the states of one screen
        if not decision.loaded:
            await screen._show(shown)  # noqa: SLF001 - the states of one screen
            if screen.page.mode in OPEN_MODES:
                await decision._load_again()  # noqa: SLF001
            return True
        change = await read(newest_change, await acting(), shown, now=datetime.now(UTC))
        # The page and its decision are read one after the other: somebody may have been between the two.
        is_new = {change.version} != {decision.view.version, screen.page.version}
        if screen.page.mode == "ship" and not (await self.get_state(EditAddress)).editing:
            # Every choice there is saved at once, so there is nothing to lose but an address that is being typed.
            await screen._show(shown)  # noqa: SLF001
            if is_new or screen.page.mode != "ship":
                await decision._load_again()  # noqa: SLF001
            return True
        if is_new:
            decision.faster = change.words
        await screen._show_story(shown)  # noqa: SLF001
        return True


def _named(state: rx.State) -> UUID | None:
    """The return that the address in the browser names, if it is the return page at all."""
    here = state.router.url
    try:
        return UUID(here.query_parameters.get("id", "")) if here.path.rstrip("/") == routes.RETURN else None
    except ValueError:
        return None
