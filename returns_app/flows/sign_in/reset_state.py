"""What the pages of a forgotten password show. Addresses and passwords never come here: the forms post to a route."""

from datetime import UTC, datetime

import reflex as rx
from starlette.requests import cookie_parser

from returns_app.actions.new_password import account_of_reset
from returns_app.db.session import read
from returns_app.flows.cookies import reset_cookie
from returns_app.flows.handler import public

_ERRORS = {
    "often": "Too many requests from here. Wait an hour and try again.",
    "length": "Choose a password of 12 to 256 characters.",
    "common": "This password is one of those that are tried first. Choose another, such as a few random words.",
}


class NewPassword(rx.State):
    """`sent` promises a mail, to every address alike; `alive` says that the link in this browser can be used.

    `is_first`: whoever follows it has no password yet.
    """

    error: str = ""
    sent: bool = False
    alive: bool = False
    is_first: bool = False
    loaded: bool = False

    @rx.event
    @public
    async def load(self) -> None:
        """Show what went wrong, and whether the link that was opened in this browser still works."""
        given = self.router.url.query_parameters
        self.error, self.sent = _ERRORS.get(given.get("error", ""), ""), given.get("sent") == "1"
        token = cookie_parser(self.router.headers.cookie).get(reset_cookie(), "")
        account = await read(account_of_reset, token, now=datetime.now(UTC))
        self.alive, self.is_first = account is not None, account is not None and account.is_new
        self.loaded = True
