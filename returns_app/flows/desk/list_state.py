"""The list of returns. What it shows is in the page's address alone, so that a reload or a colleague sees the same."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import reflex as rx
import structlog
from reflex.event import EventSpec

from returns_app import routes
from returns_app.db.session import read
from returns_app.flows.handler import staff
from returns_app.flows.who import acting
from returns_app.queries.returns import Find, ReturnList, View, find_returns

logger = structlog.get_logger(__name__)
MAX_WORDS = 120


class Returns(rx.State):
    """One page of the list. `view` and `words` are what the address asks for; `kept` carries the words to other tabs."""

    found: ReturnList = ReturnList()
    view: str = ""
    words: str = ""
    kept: str = ""
    loaded: bool = False
    failed: bool = False
    box: int = 0
    _typed: str = ""

    @rx.event
    @staff
    async def load(self) -> None:
        """Show the page of the list that the address names."""
        find = self._asked()
        self.view, self.words = find.view.value, find.words
        self.kept = f"&{urlencode({'q': find.words})}" if find.words else ""
        if find.words != self._typed:
            self.box, self._typed = self.box + 1, find.words
        actor = await acting()
        try:
            found = await read(find_returns, actor, find, now=datetime.now(UTC))
        except Exception:
            logger.exception("the list could not be read")
            self.failed, self.loaded = True, True
            return
        self.found, self.failed, self.loaded = found, False, True

    @rx.event
    @staff
    async def enter(self) -> EventSpec:
        """Begin at the list."""
        return rx.redirect(routes.RETURNS, replace=True)

    @rx.event
    @staff
    async def search(self, words: str) -> EventSpec:
        """Look for other words in this view."""
        self._typed = words[:MAX_WORDS].strip()
        return rx.redirect(_address(self.view, self._typed), replace=True)

    @rx.event
    @staff
    async def older(self) -> EventSpec:
        """Go on to the returns that changed before these."""
        return rx.redirect(_address(self.view, self.words, before=self.found.older))

    @rx.event
    @staff
    async def newer(self) -> EventSpec:
        """Go back to the returns that changed after these."""
        return rx.redirect(_address(self.view, self.words, after=self.found.newer))

    def _asked(self) -> Find:
        given = self.router.url.query_parameters
        wish = given.get("view", "")
        return Find(
            view=View(wish) if wish in set(View) else View.OPEN,
            words=given.get("q", "")[:MAX_WORDS].strip(),
            before=given.get("before", "")[:100],
            after=given.get("after", "")[:100],
        )


def _address(view: str, words: str, **place: str) -> str:
    asked = {"view": view, "q": words, **place}
    if view == View.OPEN:
        asked.pop("view")
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{routes.RETURNS}?{query}" if query else routes.RETURNS
