"""One's own account as the page shows it. Passwords are posted to `door.py`, all but the one for new recovery codes."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import reflex as rx

from returns_app.actions.own_account import end_own_session
from returns_app.actions.second_step import begin_setup, renew_recovery_codes
from returns_app.db.session import read, write
from returns_app.domain.errors import NotFound
from returns_app.domain.words import say
from returns_app.flows.account.own_password import confirmed_by
from returns_app.flows.cookies import Face, token_in
from returns_app.flows.handler import staff
from returns_app.flows.notices import say_done
from returns_app.flows.who import acting
from returns_app.queries.account import AccountView, SetupView, account_view, setup_view, shown_codes

_ERRORS = {
    "old": "This is not your password. Nothing was changed.",
    "often": "Too many attempts. Wait a quarter of an hour and try again.",
    "length": "Choose a password of 12 to 256 characters.",
    "common": "This password is one of those that are tried first. Choose another, such as a few random words.",
    "code": "This code does not fit. Type the one that your app shows now.",
    "shared": "This account is shared: how it is signed in to stays as it is.",
}
_DONE = {
    "password": "Your password is changed. Everywhere else you are signed out.",
    "factor": "The second factor is on. Everywhere else you are signed out.",
    "off": "The second factor is off.",
}


class AccountPage(rx.State):
    """What the page shows. The secret of a setup is here for as long as it is on screen."""

    view: AccountView = AccountView()
    setup: SetupView = SetupView()
    codes: list[str] = []
    problems: dict[str, str] = {}
    error: str = ""
    done: str = ""
    loaded: bool = False

    @rx.event
    @staff
    async def load(self) -> None:
        """Show the account, and what was done or went wrong; with `?setup=1` what an app needs."""
        actor, given, now = await acting(), self.router.url.query_parameters, datetime.now(UTC)
        view = await read(account_view, actor, self._token(), now=now)
        wants = given.get("setup") == "1" and not (view.factor_since or view.shared)
        setup = setup_view(await write(begin_setup, actor.id, now=now)) if wants else SetupView()
        self.view, self.setup, self.codes, self.problems = view, setup, [], {}
        self.error, self.done = _ERRORS.get(given.get("error", ""), ""), _DONE.get(given.get("done", ""), "")
        self.loaded = True

    @rx.event
    @staff
    async def end(self, session_id: str) -> None:
        """Sign out in another browser."""
        actor, now = await acting(), datetime.now(UTC)
        await write(end_own_session, actor, _id_in(session_id), now=now)
        self.view = await read(account_view, actor, self._token(), now=now)
        await say_done(self, say("Signed out there."))

    @rx.event
    @staff
    async def renew_codes(self, data: dict[str, Any]) -> None:
        """Show new recovery codes, this once, to whoever types the password."""
        self.problems = {}
        actor, now = await acting(), datetime.now(UTC)
        address = self.router.session.client_ip
        account = await confirmed_by(actor, str(data.get("renew_old", "")), address=address)
        codes = await write(renew_recovery_codes, account.user_id, now=now)
        self.view = await read(account_view, actor, self._token(), now=now)
        self.codes = shown_codes(codes)

    def _token(self) -> str:
        return token_in(self.router.headers.cookie, Face.DESK)


def _id_in(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
