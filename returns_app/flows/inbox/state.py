"""The mails on screen, and the one that is open."""

from datetime import UTC, datetime

import reflex as rx

from returns_app.db.session import read
from returns_app.flows.inbox.reader import reader, reading
from returns_app.queries.inbox import InboxMail, InboxView, inbox


class Inbox(rx.State):
    """The newest mails that match the words. `open` has an empty id while none is open."""

    view: InboxView = InboxView()
    open: InboxMail = InboxMail()
    words: str = ""
    loaded: bool = False
    as_text: bool = False

    @rx.event
    @reader
    async def load(self) -> None:
        """Show the newest mails, and the newest of them opened."""
        self.words = ""
        await self._read("")

    @rx.event(supersedes=True)
    @reader
    async def search(self, words: str) -> None:
        """Show the mails to a recipient."""
        self.words = words.strip()
        await self._read(words)

    @rx.event
    @reader
    async def refresh(self) -> None:
        """Look for new mails."""
        await self._read(self.words)

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

    async def _read(self, words: str) -> None:
        self.view = await read(inbox, await reading(), words, now=datetime.now(UTC))
        mails = self.view.mails
        self.open = next(
            (mail for mail in mails if mail.id == self.open.id), mails[0] if mails else InboxMail()
        )
        self.loaded = True
