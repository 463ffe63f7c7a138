"""What the palette found for the words that were typed. It opens, filters and closes in the browser."""

import reflex as rx

from returns_app.flows.handler import staff
from returns_app.ui.palette import PaletteGroup


class Palette(rx.State):
    """The groups found, and the words they answer."""

    groups: list[PaletteGroup] = []
    answered: str = ""
    told: str = ""
    nothing: bool = False

    @rx.event(supersedes=True)
    @staff
    async def search(self, words: str) -> None:
        """Find customers, returns and orders by what was typed so far."""
        self.groups, self.nothing, self.told = [], True, "Nothing found"
        self.answered = words
