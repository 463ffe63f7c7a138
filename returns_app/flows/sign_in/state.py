"""What the sign-in page shows. The password never comes here: the form posts to `door.py`."""

from urllib.parse import unquote

import reflex as rx
from reflex.event import EventSpec
from starlette.requests import cookie_parser

from returns_app import routes
from returns_app.domain.texts import as_received
from returns_app.flows.cookies import Face, typed_cookie
from returns_app.flows.handler import public
from returns_app.flows.who import credential, who

_ERRORS = {
    "wrong": "That e-mail address and password do not belong together. Check both and try again.",
    "often": "Too many attempts. Wait a quarter of an hour and try again.",
    "late": "That took too long, or was done in another tab. Sign in once more.",
}
_DONE = {"password": "Your password is set. Sign in with it."}


class SignIn(rx.State):
    """Filled from the page's own address, which is whatever a browser says it is."""

    error: str = ""
    done: str = ""
    email: str = ""
    next_path: str = ""

    @rx.event
    @public
    async def load(self) -> EventSpec | None:
        """Show what went wrong and what was typed; whoever is signed in already goes on at once."""
        given = self.router.url.query_parameters
        self.error = _ERRORS.get(given.get("error", ""), "")
        self.done = _DONE.get(given.get("done", ""), "")
        self.next_path = routes.safe_next(given.get("next", ""))
        cookies = self.router.headers.cookie
        self.email = as_received(unquote(cookie_parser(cookies).get(typed_cookie(), "")))
        shown = credential(cookies, Face.DESK)
        return rx.redirect(self.next_path) if await who(shown) else None
