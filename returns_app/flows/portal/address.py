"""The address step: the fields of the country that is chosen."""

# ruff: noqa: SLF001 - what is no event of a state begins with an underscore, also for its neighbors

from typing import Any

import reflex as rx

from returns_app.actions.save_draft import save_address
from returns_app.db.session import read
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import tidy
from returns_app.flows.handler import customer
from returns_app.flows.notices import language_of
from returns_app.flows.portal import forms
from returns_app.flows.portal.state import Portal, form_of
from returns_app.flows.who import acting
from returns_app.postal import address_problems, rules_for
from returns_app.queries.portal_address import address_form
from returns_app.queries.portal_views import AddressField, Choice


@form_of("address")
class SenderAddress(rx.State):
    """The fields come in the order in which a person of the country writes them."""

    country: str = ""
    countries: list[Choice] = []
    fields: list[AddressField] = []

    @rx.event
    @customer
    async def choose_country(self, country: str) -> None:
        """Show the fields of another country; what was typed into those they share stays."""
        await self._show(await acting(), country, language_of(self))

    @rx.event
    @customer
    async def save(self, data: dict[str, Any]) -> None:
        """Keep the address and go on."""
        portal = await self.get_state(Portal)
        address = tidy(forms.address(data))
        rules = rules_for(address.country, language_of(self))
        # The action asks the same; here the sentences name the country in the customer's language.
        found = address_problems(address, rules) if rules else ()
        if found:
            portal._refuse(found)
        else:
            await portal._save("address", save_address, address)

    async def _fill(self, actor: Actor, language: str) -> None:
        await self._show(actor, "", language)

    async def _show(self, actor: Actor, country: str, language: str) -> None:
        self.country, self.countries, self.fields = await read(
            address_form, actor, country, language=language
        )
