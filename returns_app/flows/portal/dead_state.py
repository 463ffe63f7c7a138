"""Why a link opens nothing. Knows nobody and tells nothing about any return."""

from datetime import UTC, datetime

import reflex as rx
from reflex.event import EventSpec
from starlette.requests import cookie_parser

from returns_app import routes
from returns_app.actions.open_link import OPENS, LinkState, look_at_link, note_ended
from returns_app.db.session import read, write
from returns_app.flows.cookies import Face, dead_link_cookie
from returns_app.flows.handler import public
from returns_app.flows.notices import language_of
from returns_app.flows.who import credential

_REASONS = frozenset(LinkState) - OPENS | {"sent"}


class DeadLink(rx.State):
    """`why` is the state of the link, or `sent` after a fresh one was asked for."""

    why: str = ""

    @rx.event
    @public
    async def load(self) -> EventSpec | None:
        """Say what the address says; without a word there, look at the link this browser opened last."""
        said = self.router.url.query_parameters.get("why", "")
        if said in _REASONS:
            await self._show(said, cookie_parser(self.router.headers.cookie).get(dead_link_cookie(), ""))
            return None
        token = credential(self.router.headers.cookie, Face.PORTAL).token
        opening = await read(look_at_link, token, now=datetime.now(UTC))
        if opening.state in OPENS:
            return rx.redirect(routes.portal(language_of(self)))
        await self._show(opening.state.value, token)
        return None

    async def _show(self, why: str, token: str) -> None:
        self.why = why
        if why == LinkState.ENDED:
            # Here a person's browser shows it, and no scanner that follows the links of a mail.
            await write(note_ended, token, now=datetime.now(UTC))
