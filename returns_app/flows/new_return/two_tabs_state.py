"""The choice after a conflict: what was saved elsewhere meanwhile, or what was entered here."""

from dataclasses import replace
from datetime import UTC, datetime

import reflex as rx
from reflex.event import EventSpec

from returns_app.db.session import read, write
from returns_app.domain.errors import Conflict
from returns_app.domain.wizard import StepKey
from returns_app.flows.handler import desk
from returns_app.flows.new_return.lines_state import store_lines
from returns_app.flows.new_return.state import NewReturn, quiet
from returns_app.flows.new_return.two_tabs import Clash, Seen, Stale
from returns_app.flows.new_return.way import Kept
from returns_app.flows.who import acting
from returns_app.queries.drafts import draft_view


class TwoTabs(rx.State):
    """Acts on the conflict that the wizard shows; it holds nothing of its own."""

    @rx.event
    @desk
    async def take_newer(self) -> None:
        """Show what is saved; what was entered here is let go."""
        wizard = await self.get_state(NewReturn)
        if wizard._draft_id is None or not wizard.clash.what:  # noqa: SLF001 - the states of one screen
            return
        view = await read(draft_view, await acting(), wizard._draft_id, now=datetime.now(UTC))  # noqa: SLF001
        wizard.clash, wizard._kept = Clash(), None  # noqa: SLF001
        wizard._show(view)  # noqa: SLF001
        wizard.renewed += 1
        await wizard._enter(StepKey(wizard.step), fresh=True)  # noqa: SLF001

    @rx.event
    @desk
    async def keep_mine(self) -> EventSpec | None:
        """Save what was entered here over what the page shows as saved; over anything newer still, ask again."""
        wizard = await self.get_state(NewReturn)
        kept, newer = wizard._kept, wizard._newer  # noqa: SLF001
        if kept is None or not wizard.clash.what:
            return None
        wizard.clash, wizard._kept = Clash(), None  # noqa: SLF001
        wizard._show(newer)  # noqa: SLF001
        if kept.leaving is not None:
            blocks = wizard._asked  # noqa: SLF001
            return await wizard._leave(replace(kept.leaving, seen=Seen(newer, blocks)), kept.go)  # noqa: SLF001
        if kept.customer is not None:
            return await wizard._pick(kept.customer)  # noqa: SLF001
        return await _save_lines(wizard, kept)


async def _save_lines(wizard: NewReturn, kept: Kept) -> EventSpec | None:
    if kept.lines is None:
        return None
    try:
        seen = wizard.view
        view = await write(store_lines, await acting(), seen, kept.lines, now=datetime.now(UTC))
    except Stale as stale:
        return await wizard._clashed(stale, kept)  # noqa: SLF001
    except Conflict:
        return await wizard._moved_on()  # noqa: SLF001
    wizard._show(view)  # noqa: SLF001
    await quiet(wizard)
    return None
