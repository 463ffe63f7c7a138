"""The list as a file: asked for here, written by a worker, followed here until it can be fetched."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import reflex as rx

from returns_app import routes
from returns_app.actions.ask_export import FORMATS, ExportWish, ask_export, drop_export
from returns_app.db.session import read, write
from returns_app.domain.errors import NotFound
from returns_app.flows.desk.list_address import find_of
from returns_app.flows.desk.list_bulk import Bulk
from returns_app.flows.handler import desk, staff
from returns_app.flows.keep_fresh import keep_fresh
from returns_app.flows.who import acting
from returns_app.queries.export_rows import selected
from returns_app.queries.exports import ExportCard, export_cards
from returns_app.queries.find_query import write_find
from returns_app.queries.list_again import references_of
from returns_app.worker import wake


class Exports(rx.State):
    """The newest exports of the one who looks. `next_id` is what the next one will be called, so that a click counts once."""

    cards: list[ExportCard] = []
    next_id: str = ""

    @rx.event
    @staff
    async def load(self) -> None:
        """Show how far they are."""
        self.next_id = str(uuid4())
        await self._read_again()

    @rx.event(background=True)
    @staff
    async def follow(self) -> None:
        """Show their progress as it is told."""
        await keep_fresh(self, path=routes.RETURNS, refresh=self._read_again, what=(await acting()).id)

    @rx.event
    @desk
    async def ask(self, kind: str, export_id: UUID) -> None:
        """Want everything that the list holds, on all its pages."""
        find = find_of(self.router.url.query_parameters, now=datetime.now(UTC))
        await self._ask(kind, export_id, write_find(replace(find, before="", after="")))

    @rx.event
    @desk
    async def ask_selected(self, kind: str, export_id: UUID) -> None:
        """Want what is selected."""
        bulk = await self.get_state(Bulk)
        order = bulk._order  # noqa: SLF001 - the states of one screen
        if order.act != "export":
            return
        references = await read(references_of, await acting(), order.ids)
        await self._ask(kind, export_id, selected(references))
        bulk.asking = ""
        bulk.finished += 1

    @rx.event
    @desk
    async def drop(self, export_id: UUID) -> None:
        """Cancel one that is not ready, or take one that is off the screen and its file away."""
        await write(drop_export, await acting(), export_id, now=datetime.now(UTC))
        wake()
        await self._read_again()

    async def _ask(self, kind: str, export_id: UUID, query: str) -> None:
        if kind not in FORMATS:
            raise NotFound
        wish = ExportWish(export_id, kind, query)
        await write(ask_export, await acting(), wish, now=datetime.now(UTC))
        wake()
        self.next_id = str(uuid4())
        await self._read_again()

    async def _read_again(self) -> None:
        self.cards = await read(export_cards, await acting(), now=datetime.now(UTC))
