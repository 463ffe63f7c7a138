"""The mails on screen, and the one that is open."""

import asyncio
from contextlib import aclosing
from datetime import UTC, datetime
from uuid import uuid4

import reflex as rx

from returns_app import routes
from returns_app.db.session import read
from returns_app.flows.inbox.reader import reader, reading
from returns_app.flows.keep_fresh import MISSED_SECONDS, REST_SECONDS
from returns_app.flows.presence import is_open
from returns_app.flows.searching import searching
from returns_app.live import watch
from returns_app.queries.inbox import InboxMail, InboxView, inbox


class Inbox(rx.State):
    """The newest mails that match the words. `open` has an empty id while none is open."""

    view: InboxView = InboxView()
    open: InboxMail = InboxMail()
    words: str = ""
    loaded: bool = False
    as_text: bool = False
    # Which watcher of this tab is the newest; an older one ends.
    _watcher: str = ""

    @rx.event
    @reader
    async def load(self) -> None:
        """Show the newest mails, and the newest of them opened."""
        self.words = ""
        await self._read("")

    @rx.event(supersedes=True)
    @reader
    @searching
    async def search(self, words: str) -> None:
        """Show the mails to a recipient."""
        self.words = words.strip()
        await self._read(words)

    @rx.event
    @reader
    async def refresh(self) -> None:
        """Look for new mails."""
        await self._read(self.words)

    @rx.event(background=True)
    @reader
    async def follow(self) -> None:
        """Show new mails as they are written, while the page is open.

        Not by `keep_fresh`: in a demonstration nobody has to be signed in here.
        """
        mine = uuid4().hex
        async with self:
            self._watcher, tab = mine, self.router.session.client_token
        async with aclosing(watch(None, missed=MISSED_SECONDS)) as notices:
            async for changed in notices:
                if not await is_open(tab) or not await self._caught_up(mine, due=changed):
                    return
                await asyncio.sleep(REST_SECONDS if changed else 0)

    @rx.event
    @reader
    async def show(self, mail_id: str) -> None:
        """Open a mail of the list."""
        self.open = next((mail for mail in self.view.mails if mail.id == mail_id), self.open)

    @rx.event
    @reader
    async def show_as(self, kind: str) -> None:
        """Show the open mail as HTML or as plain text."""
        self.as_text = kind == "text"

    async def _caught_up(self, mine: str, *, due: bool) -> bool:
        async with self:
            if self._watcher != mine or self.router.url.path.rstrip("/") != routes.INBOX:
                return False
            if due:
                await self._read(self.words)
            return True

    async def _read(self, words: str) -> None:
        self.view = await read(inbox, await reading(), words, now=datetime.now(UTC))
        mails = self.view.mails
        self.open = next(
            (mail for mail in mails if mail.id == self.open.id), mails[0] if mails else InboxMail()
        )
        self.loaded = True
