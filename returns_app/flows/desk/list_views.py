"""Saved views over the list: keep what is on screen under a name, rename, share, delete, and take a deletion back."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import reflex as rx
from reflex.event import EventSpec

from returns_app.actions.saved_views import ViewWish, delete_view, rename_view, save_view
from returns_app.db.session import read, write
from returns_app.domain.errors import Conflict
from returns_app.domain.excusing import supervises
from returns_app.domain.words import say
from returns_app.flows.desk.list_address import kept_query
from returns_app.flows.desk.list_state import Returns
from returns_app.flows.handler import staff
from returns_app.flows.sent import read_id
from returns_app.flows.sidebar_state import Sidebar
from returns_app.flows.who import acting
from returns_app.queries.saved_views import SavedViewRow, saved_views


class ListViews(rx.State):
    """The dialog about a view: `asking` is `save`, `rename` or empty. `said` is about a deletion that can be undone."""

    asking: str = ""
    view: SavedViewRow = SavedViewRow()
    may_share: bool = False
    problems: dict[str, str] = {}
    said: str = ""
    said_serial: int = 0
    _id: str = ""
    _deleted: ViewWish | None = None

    @rx.event
    @staff
    async def begin_save(self) -> None:
        """Ask for a name for what is on screen."""
        self.may_share = supervises(await acting())
        self.view, self.problems, self._id = SavedViewRow(), {}, str(uuid4())
        self.asking = "save"

    @rx.event
    @staff
    async def begin_rename(self) -> None:
        """Ask for another name for the view on screen."""
        shown = await self.get_state(Returns)
        if not shown.here.mine:
            return
        self.may_share = supervises(await acting())
        self.view, self.problems = shown.here, {}
        self.asking = "rename"

    @rx.event
    @staff
    async def close(self) -> None:
        """Leave everything as it is."""
        self.asking, self.problems = "", {}

    @rx.event
    @staff
    async def submit(self, data: dict[str, Any]) -> EventSpec | None:
        """Save or rename, whichever was asked."""
        self.problems = {}
        actor, name, shared = await acting(), str(data.get("name", "")), bool(data.get("shared"))
        if self.asking == "rename":
            await write(rename_view, actor, read_id(self.view.id), name, shared=shared)
        elif self.asking == "save":
            query = kept_query(self.router.url.query_parameters)
            if not query:
                raise Conflict(say("This is the list as it always is. Filter or sort it first."))
            wish = ViewWish(read_id(self._id), name, query, shared)
            await write(save_view, actor, wish, now=datetime.now(UTC))
        else:
            return None
        self.asking = ""
        return await self._show()

    @rx.event
    @staff
    async def delete(self) -> EventSpec | None:
        """Delete the view on screen; the list stays as it is, and for a moment it can be taken back."""
        shown = await self.get_state(Returns)
        if not shown.here.mine:
            return None
        gone = await write(delete_view, await acting(), read_id(shown.here.id))
        if gone is not None:
            self._deleted, self.said = gone, f"View “{gone.name}” deleted"
            self.said_serial += 1
        return await self._show()

    @rx.event
    @staff
    async def undo(self) -> EventSpec | None:
        """Keep the view that was deleted last after all."""
        if self._deleted is None:
            return None
        await write(save_view, await acting(), self._deleted, now=datetime.now(UTC))
        self._deleted = None
        return await self._show()

    async def _show(self) -> Any:
        """Draw tabs and sidebar anew."""
        shown = await self.get_state(Returns)
        shown._show_views(await read(saved_views, await acting()))  # noqa: SLF001 - the states of one screen
        return Sidebar.load
