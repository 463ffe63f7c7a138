"""What a customer still does with a return they confirmed: sends the label on, asks for a further one, cancels."""

# ruff: noqa: SLF001 - what is no event of a state begins with an underscore, also for its neighbors

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import reflex as rx
from reflex.event import EventSpec

from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.send_label_to import SendWish, send_label_to
from returns_app.actions.want_spare_label import want_spare_label
from returns_app.db.session import write
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Conflict, Invalid
from returns_app.flows.handler import customer
from returns_app.flows.notices import language_of
from returns_app.flows.portal import forms, way
from returns_app.flows.portal.state import Portal, form_of
from returns_app.flows.sent import key_of
from returns_app.flows.who import acting
from returns_app.i18n import tell, words
from returns_app.worker import wake


@form_of("done")
class Helping(rx.State):
    """The form that sends the label. `key` goes out with it and comes back: the same one mails once.

    `sent` says where the label went; `turn` counts answers, so that the waiting button knows when it has waited enough.
    """

    problem: str = ""
    sent: str = ""
    key: str = ""
    turn: int = 0

    @rx.event
    @customer
    async def send(self, data: dict[str, Any]) -> None:
        """Mail the label of this browser's return to the address on file, or to the one that was typed."""
        actor = await acting()
        typed = forms.text(data, "email")
        wish = SendWish(typed, key_of(forms.text(data, "key"), typed))
        self.problem, self.sent = "", ""
        try:
            address = await write(send_label_to, actor, wish, now=datetime.now(UTC))
        except (Invalid, Conflict) as refusal:
            self.problem = tell(language_of(self), refusal.sentence)
            return
        finally:
            self.turn += 1
        wake()
        to = address if typed.strip() else (await self.get_state(Portal)).view.email
        self.sent = words(language_of(self))._("On its way to {address}. It can take a minute.", address=to)
        self.key = uuid4().hex

    @rx.event
    @customer
    async def more(self, number: int) -> EventSpec:
        """Ask for the further label of this number, counted from 1; the label is then waited for."""
        portal = await self.get_state(Portal)
        actor = await acting()
        await portal._write(actor, want_spare_label, number)
        wake()
        await portal._read_again(actor)
        return Portal.follow

    @rx.event
    @customer
    async def cancel(self) -> None:
        """Cancel the return of this browser's link."""
        portal = await self.get_state(Portal)
        actor = await acting()
        await portal._write(actor, cancel_return)
        wake()
        await portal._read_again(actor)
        await portal._enter(actor, way.screen_for(portal.view))

    async def _fill(self, actor: Actor, language: str) -> None:
        """The form is empty, and its next press is a new one. It is the same for everybody in every language."""
        del actor, language
        self.problem, self.sent = "", ""
        self.key = uuid4().hex
