"""The address step: the fields of the country that is chosen."""

# ruff: noqa: SLF001 - what is no event of a state begins with an underscore, also for its neighbors

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import reflex as rx

from returns_app.actions.save_draft import save_address
from returns_app.db.session import read
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import Address, doubts
from returns_app.domain.errors import Problem
from returns_app.flows.handler import customer
from returns_app.flows.notices import language_of
from returns_app.flows.portal import forms
from returns_app.flows.portal.state import Portal, form_of
from returns_app.flows.who import acting
from returns_app.postal import address_problems, kept, rules_for
from returns_app.queries.portal_address import address_form
from returns_app.queries.portal_views import AddressField, Choice


@form_of("address")
class SenderAddress(rx.State):
    """The fields come in the order in which a person of the country writes them."""

    country: str = ""
    countries: list[Choice] = []
    fields: list[AddressField] = []
    _doubted: Address = Address()

    @rx.event
    @customer
    async def choose_country(self, country: str) -> None:
        """Show the fields of another country; what was typed stays, also in those it does not ask for."""
        await self._show(await acting(), country, language_of(self))

    @rx.event
    @customer
    async def save(self, data: dict[str, Any]) -> None:
        """Keep the address and go on."""
        portal = await self.get_state(Portal)
        address = kept(forms.address(data))
        found = self._wrong(address)
        if found:
            portal._refuse(found)
        else:
            await portal._save("address", save_address, address)

    def _wrong(self, address: Address) -> Iterable[Problem]:
        """The action asks the same; here the sentences name the country in the customer's language.

        What is only doubtful is said once: sent again as it is, the customer knows better.
        """
        rules = rules_for(address.country, language_of(self))
        if rules is None:
            return ()
        wrong = address_problems(address, rules)
        if wrong or address == self._doubted:
            return wrong
        self._doubted = address
        return doubts(address, rules)

    async def _fill(self, actor: Actor, language: str) -> None:
        self._doubted = Address()
        await self._show(actor, "", language)

    async def _show(self, actor: Actor, country: str, language: str) -> None:
        before = next((one.choices for one in self.fields if one.name == "region"), [])
        self.country, self.countries, fields = await read(address_form, actor, country, language=language)
        # A state that was chosen stays chosen while another country hides it.
        self.fields = [
            replace(one, choices=before) if one.hidden and one.name == "region" else one for one in fields
        ]
