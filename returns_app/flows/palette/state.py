"""What the palette found for the words that were typed. It opens, filters and closes in the browser."""

from datetime import UTC, datetime

import reflex as rx

from returns_app.db.session import read
from returns_app.flows.handler import staff
from returns_app.flows.palette.rows import groups_of
from returns_app.flows.searching import searching
from returns_app.flows.who import acting
from returns_app.queries.duties import plural
from returns_app.queries.palette import find_anything
from returns_app.ui.palette import PaletteGroup


class Palette(rx.State):
    """The groups found, and the words they answer."""

    groups: list[PaletteGroup] = []
    answered: str = ""
    told: str = ""
    nothing: bool = False

    @rx.event(supersedes=True)
    @staff
    @searching
    async def search(self, words: str) -> None:
        """Find customers, returns and orders by what was typed so far."""
        actor = await acting()
        found = await read(find_anything, actor, words, now=datetime.now(UTC))
        self.groups = groups_of(found, actor)
        count = sum(len(group.rows) for group in self.groups if group.counts)
        self.nothing = not self.groups
        self.told = plural(count, "result", "results") if count else "Nothing found"
        self.answered = words
