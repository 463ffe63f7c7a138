"""Editing the sender's address: on the authorization screen, and to ask a carrier again after it refused."""

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from returns_app.actions.correct_return import correct_address
from returns_app.actions.resubmit import Correction, resubmit
from returns_app.db.session import read, write
from returns_app.domain.addresses import Address
from returns_app.domain.errors import Conflict, Invalid
from returns_app.domain.words import say
from returns_app.flows.desk.authorization import Authorization
from returns_app.flows.desk.return_state import ReturnDesk, on_screen, show_again
from returns_app.flows.handler import desk, staff
from returns_app.flows.notices import say_done
from returns_app.flows.sent import read_id
from returns_app.flows.who import acting
from returns_app.queries.correction_form import AddressForm, address_form, carrier_form
from returns_app.queries.options import CarrierChoice

_MOST = 200


class EditAddress(rx.State):
    """The form on screen, for the return on screen. Fields keep what was typed: they are the browser's own."""

    form: AddressForm = AddressForm()
    carriers: list[CarrierChoice] = []
    editing: bool = False
    problems: dict[str, str] = {}
    _version: int = 0

    @rx.event
    @desk
    async def open(self) -> None:
        """Show the form with the address on file."""
        actor, page = await acting(), await on_screen(self)
        self.problems, self._version = {}, page.version
        self.form = await read(address_form, actor, read_id(page.id))
        self.carriers = await read(carrier_form, actor, read_id(page.id))
        self.editing = True

    @rx.event
    @staff
    async def close(self) -> None:
        """Leave the address as it is."""
        self.editing, self.problems = False, {}

    @rx.event
    @desk
    async def change_country(self, country: str) -> None:
        """Show the fields of another country; what was typed into those it shares stays."""
        actor, page = await acting(), await on_screen(self)
        self.problems = {}
        self.form = await read(address_form, actor, read_id(page.id), country)
        self.carriers = await read(carrier_form, actor, read_id(page.id), self.form.country)

    @rx.event
    @desk
    async def save(self, data: dict[str, Any]) -> None:
        """Keep the address for the label."""
        self.problems = {}
        screen = await self.get_state(Authorization)
        if await screen._save(correct_address, _address(data)):  # noqa: SLF001 - the states of one screen
            self.editing = False

    @rx.event
    @desk
    async def resubmit(self, data: dict[str, Any]) -> Any:
        """Ask the carrier again, with this address and this way of sending."""
        actor, page = await acting(), await on_screen(self)
        self.problems = {}
        option = str(data.get("option", ""))
        if option not in {one.id for one in self.carriers}:
            raise Invalid.at("option", say("Choose one of the ways to send it."))
        wish = Correction(_address(data), read_id(option))
        try:
            await write(resubmit, actor, read_id(page.id), wish, version=self._version, now=datetime.now(UTC))
        except Conflict:
            # What was typed stays; it may be sent again once it is clear what changed.
            self._version = (await show_again(self)).version
            raise
        self.editing = False
        await show_again(self)
        await say_done(self, say("A new label is being made."))
        return ReturnDesk.make_label


def _address(data: dict[str, Any]) -> Address:
    """What was typed; anything that is no text, or is absurdly long, is cut down before a rule sees it."""
    return Address(**{one.name: str(data.get(one.name) or "")[:_MOST] for one in fields(Address)})
