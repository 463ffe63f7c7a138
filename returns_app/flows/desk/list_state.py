"""The list of returns. What it shows is in the page's address alone, so that a reload or a colleague sees the same."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import UUID

import reflex as rx
from reflex.event import EventSpec
from sqlmodel import Session

from returns_app import routes
from returns_app.db.session import read
from returns_app.domain.actors import Actor
from returns_app.flows.desk.list_address import find_of, kept_query, place_in
from returns_app.flows.handler import staff
from returns_app.flows.keep_fresh import keep_fresh
from returns_app.flows.loading import loading
from returns_app.flows.searching import searching
from returns_app.flows.who import acting
from returns_app.queries.find_query import Find
from returns_app.queries.list_again import changed_ids, list_again
from returns_app.queries.list_choices import ListChoices, bulk_acts, list_choices
from returns_app.queries.returns import ReturnList, find_returns
from returns_app.queries.saved_views import SavedViewRow, saved_views


class Returns(rx.State):
    """One page of the list. `view`, `words` and `sort` are what the address asks for; `kept` carries the words on.

    `acts` says by standing what may be done in bulk. `fresh` are the rows that somebody else just changed, and `newer`
    says what waits to come to the screen: nothing is moved under a reader's eyes. `here` is the saved view on screen.
    """

    found: ReturnList = ReturnList()
    choices: ListChoices = ListChoices()
    views: list[SavedViewRow] = []
    here: SavedViewRow = SavedViewRow()
    acts: dict[str, str] = {}
    fresh: list[str] = []
    newer: str = ""
    view: str = ""
    words: str = ""
    sort: str = ""
    kept: str = ""
    filtered: bool = False
    loaded: bool = False
    failed: bool = False

    @rx.event
    @staff
    @searching
    async def load(self) -> None:
        """Show the page of the list that the address names."""
        params, now, actor = self.router.url.query_parameters, datetime.now(UTC), await acting()
        find = find_of(params, now=now)
        with loading(self):
            found, choices, views = await read(_page, actor, find, now=now)
            self._name(find)
            self._show_views(views)
            self.acts, self.choices = bulk_acts(actor), choices
            self.found, self.fresh, self.newer = found, [], ""

    @rx.event(background=True)
    @staff
    async def follow(self) -> None:
        """Keep what is on screen true after commits, until the page is left."""
        await keep_fresh(self, path=routes.RETURNS, refresh=self._read_again)

    @rx.event
    @staff
    async def show_newer(self) -> None:
        """Draw the list as it is now, with what is new in it tinted."""
        before, now = self.found.rows, datetime.now(UTC)
        find = find_of(self.router.url.query_parameters, now=now)
        self.found = await read(find_returns, await acting(), find, now=now)
        self.fresh, self.newer = changed_ids(before, self.found.rows), ""

    @rx.event
    @staff
    async def go_older(self) -> EventSpec | None:
        """Go on to what comes after these."""
        params = self.router.url.query_parameters
        return rx.redirect(place_in(params, before=self.found.older)) if self.found.older else None

    @rx.event
    @staff
    async def go_newer(self) -> EventSpec | None:
        """Go back to what comes before these."""
        params = self.router.url.query_parameters
        return rx.redirect(place_in(params, after=self.found.newer)) if self.found.newer else None

    async def _read_again(self) -> None:
        if not self.loaded or self.failed:
            return
        params, now, actor = self.router.url.query_parameters, datetime.now(UTC), await acting()
        shown = [UUID(row.id) for row in self.found.rows]
        again = await read(list_again, actor, find_of(params, now=now), shown, now=now)
        self.fresh = changed_ids(self.found.rows, again.rows)
        if again.is_same or not shown:
            # Nothing on screen moves, so the page may as well be whole.
            self.found, self.newer = again.page, ""
            return
        self.found = replace(self.found, rows=again.rows)
        if not (params.get("before") or params.get("after")):
            self.newer = f"{again.newer} newer" if again.newer else "Order changed"

    def _show_views(self, views: list[SavedViewRow]) -> None:
        params = self.router.url.query_parameters
        self.views = views
        self.here = next((view for view in views if _same(view, params)), SavedViewRow())

    def _name(self, find: Find) -> None:
        self.view, self.words, self.sort = find.view.value, find.words, find.sort.value
        self.kept = f"&{urlencode({'q': find.words})}" if find.words else ""
        plain = Find(view=find.view, sort=find.sort)
        self.filtered = replace(find, before="", after="") != plain


def _page(
    session: Session, actor: Actor, find: Find, *, now: datetime
) -> tuple[ReturnList, ListChoices, list[SavedViewRow]]:
    return (
        find_returns(session, actor, find, now=now),
        list_choices(session, actor),
        saved_views(session, actor),
    )


def _same(view: SavedViewRow, params: Mapping[str, str]) -> bool:
    """Whether the address asks for this view, whatever the order of its parts."""
    return bool(view.query) and sorted(view.query.split("&")) == sorted(kept_query(params).split("&"))
