"""What a customer writes on their return's page. The words live in their browser until they are sent."""

from datetime import UTC, datetime
from typing import Any

import reflex as rx

from returns_app.actions.write_message import Written, write_from_customer
from returns_app.db.session import write
from returns_app.domain.errors import Conflict, Invalid
from returns_app.flows.handler import customer
from returns_app.flows.notices import language_of
from returns_app.flows.portal import forms
from returns_app.flows.portal.state import Portal
from returns_app.flows.sent import key_of
from returns_app.flows.who import acting
from returns_app.i18n import tell


class Talking(rx.State):
    """The reply box. `sent` grows when words were taken, `turn` with every answer of ours."""

    problem: str = ""
    sent: int = 0
    turn: int = 0

    @rx.event
    @customer
    async def send(self, data: dict[str, Any]) -> None:
        """Write to the desk about the return of this browser's link."""
        actor = await acting()
        words = forms.text(data, "reply")
        written = Written(words, key_of(forms.text(data, "key"), words))
        self.problem = ""
        try:
            await write(write_from_customer, actor, written, now=datetime.now(UTC))
        except (Invalid, Conflict) as refusal:
            self.problem = tell(language_of(self), refusal.sentence)
            return
        finally:
            self.turn += 1
        self.sent += 1
        portal = await self.get_state(Portal)
        await portal._read_again(actor)  # noqa: SLF001 - the states of one page
