"""The second factor at sign-in as its two pages show it, to whoever gave the right password in this browser."""

from datetime import UTC, datetime

import reflex as rx
from reflex.event import EventSpec

from returns_app import routes
from returns_app.actions.second_step import begin_setup, who_waits
from returns_app.db.session import read, write
from returns_app.domain.actors import Stage
from returns_app.flows.cookies import Face
from returns_app.flows.handler import public
from returns_app.flows.who import credential, who
from returns_app.queries.account import SetupView, setup_view

_ERRORS = {
    "wrong": "This code does not fit, or was used already. Type the one that your app shows now.",
    "often": "Too many attempts. Wait a quarter of an hour and try again.",
}
_PAGES = {Stage.CODE: routes.SECOND_STEP, Stage.SETUP: routes.SECOND_SETUP}


class SecondStep(rx.State):
    """Whose turn it is says the cookie. Nobody has a right yet but to show a code."""

    error: str = ""
    email: str = ""
    next_path: str = ""
    setup: SetupView = SetupView()

    @rx.event
    @public
    async def load(self) -> EventSpec | None:
        """Ask for the code, or show what an app needs; whoever has no business here is led to where they have."""
        given, now = self.router.url.query_parameters, datetime.now(UTC)
        self.error, self.email, self.setup = _ERRORS.get(given.get("error", ""), ""), "", SetupView()
        self.next_path = routes.safe_next(given.get("next", ""))
        shown = credential(self.router.headers.cookie, Face.DESK)
        waiting = await read(who_waits, shown.token, now=now)
        if waiting is None:
            return rx.redirect(self.next_path if await who(shown) else routes.sign_in(self.next_path))
        if self.router.url.path.rstrip("/") != _PAGES[waiting.stage]:
            return rx.redirect(routes.second_step(self.next_path, path=_PAGES[waiting.stage]))
        if waiting.stage is Stage.SETUP:
            self.setup = setup_view(await write(begin_setup, waiting.user_id, now=now))
        self.email = waiting.email
        return None
