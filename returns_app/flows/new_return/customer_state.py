"""The second step: finding the customer, or creating them with the customer on the line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import reflex as rx

from returns_app.db.session import read
from returns_app.domain.errors import Invalid
from returns_app.flows.handler import desk
from returns_app.flows.searching import searching
from returns_app.flows.who import acting
from returns_app.postal import countries, rules_for
from returns_app.queries.customers import CustomerHit, customer_by_email, find_customers
from returns_app.queries.draft_views import Choice

DEFAULT_COUNTRY = "NL"
_LABELS = {
    "name": "Name on the parcel",
    "company": "Company",
    "street": "Street",
    "house_number": "House number",
    "addition": "Addition",
    "postal_code": "Postal code",
    "city": "Town or city",
    "region": "State or province",
}


@dataclass(frozen=True)
class AddressField:
    """One field of the address form, as its country asks for it."""

    name: str
    label: str
    example: str = ""
    value: str = ""
    required: bool = False
    narrow: bool = False
    regions: list[Choice] = field(default_factory=list)


@dataclass(frozen=True)
class Typed:
    """What was typed of a new customer, kept while the agent looks at another step."""

    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    country: str = ""


class CustomerStep(rx.State):
    """The search, and the form. `twin` is a customer who has the e-mail address that was typed."""

    hits: list[CustomerHit] = []
    answered: str = ""
    closest: str = ""
    told: str = ""
    creating: bool = False
    changing: bool = False
    typed: Typed = Typed()
    form: int = 0
    address: list[AddressField] = []
    countries: list[Choice] = []
    twin: CustomerHit = CustomerHit()
    _new_id: UUID | None = None
    _kept: dict[str, str] = {}

    @rx.event(supersedes=True)
    @desk
    @searching
    async def search(self, words: str) -> None:
        """Find customers by what was typed so far."""
        found = await read(find_customers, await acting(), words)
        self.hits, self.closest = found.hits, found.closest
        self.told = f"{len(found.hits)} found" if found.hits else "Nobody found"
        self.answered = words

    @rx.event
    @desk
    async def begin(self, words: str) -> None:
        """Open the form for a new customer, with what was searched for where it belongs."""
        words = words[:200].strip()
        is_email, is_phone = "@" in words, bool(words) and not any(letter.isalpha() for letter in words)
        named = not is_email and not is_phone
        self.typed = Typed(
            name=words if named else "",
            email=words if is_email else "",
            phone=words if is_phone else "",
            language="nl",
            country=DEFAULT_COUNTRY,
        )
        self.creating, self.twin = True, CustomerHit()
        self.countries = [Choice(code, name) for code, name in countries()]
        self._new_id, self._kept = uuid4(), {}
        self.form += 1
        self._ask_address(DEFAULT_COUNTRY)

    @rx.event
    @desk
    async def give_up(self) -> None:
        """Close the form and search again."""
        self._forget()

    @rx.event
    @desk
    async def take_country(self, country: str) -> None:
        """Ask for the address as this country writes it."""
        if rules_for(country) is not None:
            self._ask_address(country)

    @rx.event
    @desk
    async def change(self) -> None:
        """Search for another customer; the one chosen stays until then."""
        self.changing = True

    @rx.event
    @desk
    async def keep(self) -> None:
        """Stay with the customer who was chosen."""
        self.changing = False

    async def _look_for_twin(self, refusal: Invalid, fields: Mapping[str, Any]) -> None:
        """Offer the customer who has the address already that was refused."""
        email = fields.get("email")
        if not isinstance(email, str) or all(problem.field != "email" for problem in refusal.problems):
            return
        found = await read(customer_by_email, await acting(), email)
        self.twin = CustomerHit() if found is None else found

    def _settle(self, fields: Mapping[str, Any], *, done: bool) -> None:
        """Tidy up when the step is left: the form is done with, or waits until the agent comes back to it."""
        if self.creating and not done:
            self._keep_typed(fields)
        else:
            self._forget()

    def _keep_typed(self, fields: Mapping[str, Any]) -> None:
        """Remember the form while it is off the screen."""
        texts = {name: value for name, value in fields.items() if isinstance(value, str)}
        self.typed = Typed(**{name: texts.get(name, "") for name in ("name", "email", "phone", "language")},
                           country=texts.get("address.country", DEFAULT_COUNTRY))  # fmt: skip
        self._kept = {name: value for name, value in texts.items() if name.startswith("address.")}
        self._ask_address(self.typed.country)

    def _forget(self) -> None:
        self.creating = self.changing = False
        self.typed, self.twin, self._new_id, self._kept = Typed(), CustomerHit(), None, {}
        self.hits, self.answered, self.closest, self.told = [], "", "", ""

    def _ask_address(self, country: str) -> None:
        rules = rules_for(country)
        if rules is None:
            return
        self.address = [
            AddressField(
                name=f"address.{name}",
                label=_LABELS[name],
                example=rules.postal_example if name == "postal_code" else "",
                value=self._kept.get(f"address.{name}", ""),
                required=name in rules.required and name != "name",
                narrow=name in {"house_number", "addition", "postal_code"},
                regions=[Choice(code, label) for code, label in rules.regions] if name == "region" else [],
            )
            for name in rules.fields
            # The parcel carries the customer's own name and number; they are asked above.
            if name not in {"name", "phone"}
        ]
