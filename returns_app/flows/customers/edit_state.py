"""Correcting how a customer is called and reached. Fields keep what was typed: they are the browser's own."""

from dataclasses import asdict
from typing import Any

import reflex as rx

from returns_app.actions.edit_customer import edit_customer
from returns_app.db.session import read, write
from returns_app.domain.errors import Conflict
from returns_app.domain.merging import Contact
from returns_app.domain.words import say
from returns_app.flows.customers.state import on_screen, show_again
from returns_app.flows.handler import desk
from returns_app.flows.notices import forget_refusal, say_done
from returns_app.flows.sent import read_id
from returns_app.flows.who import acting
from returns_app.queries.customer_form import CustomerForm, customer_form

_MOST = 300


class EditCustomer(rx.State):
    """The form for the customer on screen. `theirs` is what a colleague wrote meanwhile."""

    form: CustomerForm = CustomerForm()
    editing: bool = False
    problems: dict[str, str] = {}
    theirs: list[str] = []
    _seen: dict[str, str] = {}

    @rx.event
    @desk
    async def open(self) -> Any:
        """Show the form with what is on file."""
        actor, page = await acting(), await on_screen(self)
        self.form, seen = await read(customer_form, actor, read_id(page.id))
        self.problems, self.theirs, self._seen = {}, [], asdict(seen)
        self.editing = True
        return rx.set_focus("name")

    @rx.event
    @desk
    async def close(self) -> None:
        """Leave the details as they are."""
        self.editing, self.problems, self.theirs = False, {}, []
        await forget_refusal(self)

    @rx.event
    @desk
    async def save(self, data: dict[str, Any]) -> None:
        """Keep the details of the customer whom the form is about."""
        actor, about = await acting(), read_id(data.get("about"))
        self.problems = {}
        wish = Contact(
            *(str(data.get(name) or "")[:_MOST] for name in ("name", "email", "phone", "language"))
        )
        try:
            await write(edit_customer, actor, about, wish, seen=Contact(**self._seen))
        except Conflict:
            # What was typed stays. Saving once more is on purpose then: what is there now has been seen.
            theirs, seen = await read(customer_form, actor, about)
            self.theirs, self._seen = _differing(theirs, wish), asdict(seen)
            await show_again(self)
            raise
        self.editing, self.theirs = False, []
        await show_again(self)
        await forget_refusal(self)
        await say_done(self, say("The details are saved."))


def _differing(theirs: CustomerForm, mine: Contact) -> list[str]:
    """What a colleague left different from what was typed, in words."""
    labels = {"name": "Name", "email": "E-mail", "phone": "Phone", "language": "Language"}
    languages = {pick.value: pick.label for pick in theirs.languages}
    values = {name: str(getattr(theirs, name)) for name in labels}
    return [
        f"{label}: {languages.get(values[name], values[name]) or 'none'}"
        for name, label in labels.items()
        if values[name] != getattr(mine, name)
    ]
