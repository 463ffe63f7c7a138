"""The addresses of the customer on screen: added, corrected, put first, taken away."""

from dataclasses import asdict, fields
from typing import Any
from uuid import uuid4

import reflex as rx

from returns_app.actions.customer_addresses import AddressWish, prefer_address, remove_address, save_address
from returns_app.db.session import read, write
from returns_app.domain.addresses import Address
from returns_app.domain.errors import Conflict
from returns_app.domain.words import say
from returns_app.flows.customers.state import on_screen, show_again
from returns_app.flows.handler import desk
from returns_app.flows.notices import forget_refusal, say_done
from returns_app.flows.sent import read_id
from returns_app.flows.who import acting
from returns_app.queries.correction_form import AddressForm
from returns_app.queries.customer_form import customer_address_form

_MOST = 200
_NEW = "new"


class CustomerHomes(rx.State):
    """`editing` is the id of the address in the form, `new`, or empty; `removing` is the one that is asked about."""

    form: AddressForm = AddressForm()
    editing: str = ""
    removing: str = ""
    problems: dict[str, str] = {}
    turn: int = 0
    _id: str = ""
    _seen: dict[str, str] | None = None

    @rx.event
    @desk
    async def open(self, address_id: str) -> Any:
        """Show the form for one address, or for a new one (an empty id)."""
        actor, page = await acting(), await on_screen(self)
        self.form, seen = await read(customer_address_form, actor, read_id(page.id), address_id)
        self._id = address_id or str(uuid4())
        self._seen = asdict(seen) if seen else None
        self.problems, self.removing, self.editing = {}, "", address_id or _NEW
        self.turn += 1
        return rx.set_focus("country")

    @rx.event
    @desk
    async def close(self) -> None:
        """Leave the addresses as they are."""
        self.editing, self.removing, self.problems = "", "", {}
        await forget_refusal(self)

    @rx.event
    @desk
    async def change_country(self, country: str) -> None:
        """Show the fields of another country; what was typed into those it shares stays."""
        actor, page = await acting(), await on_screen(self)
        self.problems = {}
        known = self._id if self.editing != _NEW else ""
        self.form, _ = await read(customer_address_form, actor, read_id(page.id), known, country)

    @rx.event
    @desk
    async def save(self, data: dict[str, Any]) -> None:
        """Keep the address for the customer whom the form is about."""
        actor, about = await acting(), read_id(data.get("about"))
        self.problems = {}
        typed = Address(**{one.name: str(data.get(one.name) or "")[:_MOST] for one in fields(Address)})
        seen = Address(**self._seen) if self._seen else None
        try:
            await write(save_address, actor, about, AddressWish(read_id(self._id), typed, seen))
        except Conflict:
            await self._look_again(about)
            raise
        self.editing = ""
        await show_again(self)
        await forget_refusal(self)
        await say_done(self, say("The address is saved."))

    @rx.event
    @desk
    async def prefer(self, address_id: str) -> None:
        """Offer this address first."""
        actor, page = await acting(), await on_screen(self)
        await write(prefer_address, actor, read_id(page.id), read_id(address_id))
        await show_again(self)
        await say_done(self, say("This address is offered first now."))

    @rx.event
    @desk
    async def ask_remove(self, address_id: str) -> None:
        """Ask whether to take this address away."""
        self.removing = address_id

    @rx.event
    @desk
    async def remove(self) -> None:
        """Take the address away that was asked about."""
        actor, page = await acting(), await on_screen(self)
        address_id, self.removing = self.removing, ""
        await write(remove_address, actor, read_id(page.id), read_id(address_id))
        await show_again(self)
        await say_done(self, say("The address is removed. Returns keep theirs."))

    async def _look_again(self, about: Any) -> None:
        """Take what is there now as seen, so that saving once more is on purpose; what was typed stays."""
        page = await show_again(self)
        is_there = self._id in {one.id for one in page.addresses}
        known = self._id if is_there else ""
        _, seen = await read(customer_address_form, await acting(), about, known)
        self._id = known or str(uuid4())
        self._seen = asdict(seen) if seen and known else None
