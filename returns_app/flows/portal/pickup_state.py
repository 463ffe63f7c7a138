"""The customer chooses when their parcel is picked up."""

from datetime import date
from typing import Any

import reflex as rx

from returns_app.db.session import outside
from returns_app.domain.errors import Conflict, Invalid
from returns_app.domain.pickups import Pickup
from returns_app.flows.handler import customer
from returns_app.flows.notices import language_of
from returns_app.flows.portal import forms
from returns_app.flows.portal.state import Portal
from returns_app.flows.who import acting
from returns_app.i18n import tell
from returns_app.worker import wake
from returns_app.worker.pickups import arrange_pickup

_NO_DAY = date(1, 1, 1)


class PortalPickup(rx.State):
    """The form of the pickup. `turn` counts answers, so that the waiting button knows when it has waited enough."""

    problem: str = ""
    turn: int = 0

    @rx.event
    @customer
    async def book(self, data: dict[str, Any]) -> None:
        """Book the pickup of the return that this browser's link opened."""
        actor = await acting()
        self.problem = ""
        try:
            if actor.return_id is not None:
                await outside(arrange_pickup, actor, actor.return_id, _wish(data))
        except (Invalid, Conflict) as refusal:
            self.problem = tell(language_of(self), refusal.sentence)
        finally:
            self.turn += 1
        wake()
        portal = await self.get_state(Portal)
        await portal._read_again(actor)  # noqa: SLF001 - the states of one page


def _wish(data: dict[str, Any]) -> Pickup:
    try:
        day = date.fromisoformat(forms.text(data, "day"))
    except ValueError:
        # No day of ours: the rule then names what may be chosen.
        day = _NO_DAY
    return Pickup(day, forms.text(data, "window"))
