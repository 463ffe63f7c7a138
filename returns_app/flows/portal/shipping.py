"""The shipping step: the days and windows of a pickup, and those that a carrier has no room on."""

import asyncio
from datetime import UTC, datetime

import reflex as rx

from returns_app.db.session import outside, read
from returns_app.domain.actors import Actor
from returns_app.flows.portal.state import form_of
from returns_app.queries.portal_options import PickupForm, pickup_form
from returns_app.worker.pickups import full_days

# The step waits no longer for a carrier to say which days are full.
PATIENCE_SECONDS = 1.5


@form_of("shipping")
class PickupWish(rx.State):
    """`full` are the days that a carrier does not come on, each behind its option: `<option id>/2026-11-26`."""

    form: PickupForm = PickupForm()
    full: list[str] = []

    async def _fill(self, actor: Actor, language: str) -> None:
        self.form = await read(pickup_form, actor, language=language, now=datetime.now(UTC))
        self.full = await _full(actor) if self.form.days else []


async def _full(actor: Actor) -> list[str]:
    if actor.return_id is None:
        return []
    asking = outside(full_days, actor, actor.return_id)
    try:
        full = await asyncio.wait_for(asking, PATIENCE_SECONDS)
    except TimeoutError:
        # Whoever then chooses a full day is told after the label, and chooses another one.
        return []
    return [f"{option_id}/{day.isoformat()}" for option_id, day in sorted(full)]
