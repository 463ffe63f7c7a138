"""Forms with which the desk corrects a customer: their details, and their addresses by what a country asks for."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session

from returns_app.db.customer_access import fetch_customer
from returns_app.db.customer_facts import address_rows, contact_of
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import Address
from returns_app.domain.errors import NotFound
from returns_app.domain.merging import Contact
from returns_app.i18n import LANGUAGES, SOURCE_LANGUAGE, language_name
from returns_app.postal import countries, rules_for
from returns_app.queries.correction_form import AddressForm, Pick, fields_of
from returns_app.settings import load


@dataclass(frozen=True)
class CustomerForm:
    """The details to edit."""

    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    languages: list[Pick] = field(default_factory=list)


def customer_form(session: Session, actor: Actor, customer_id: UUID) -> tuple[CustomerForm, Contact]:
    """The details to edit, and as they are now, to be compared when they are saved. Raises `NotFound`."""
    actor.require_desk()
    contact = contact_of(fetch_customer(session, actor, customer_id))
    languages = [Pick(code, language_name(SOURCE_LANGUAGE, code)) for code in LANGUAGES]
    return CustomerForm(contact.name, contact.email, contact.phone, contact.language, languages), contact


def customer_address_form(
    session: Session, actor: Actor, customer_id: UUID, address_id: str, country: str = ""
) -> tuple[AddressForm, Address | None]:
    """An address to edit, or a new one without an id; and as it is now. `country` is the one just chosen.

    Raises `NotFound` for an address that is not this customer's.
    """
    actor.require_desk()
    customer = fetch_customer(session, actor, customer_id)
    rows = {str(row.id): Address(**row.address) for row in address_rows(session, customer.id)}
    if address_id and address_id not in rows:
        raise NotFound
    own = rows.get(address_id)
    home = next(iter(rows.values()), Address())
    offered = countries(SOURCE_LANGUAGE)
    here = {own.country} if own else set()
    mine = [one for one in offered if not actor.countries or one[0] in actor.countries | here]
    wanted = (country, own.country if own else "", home.country, load().warehouse.country, *dict(mine))
    code = next(one for one in wanted if rules_for(one) is not None)
    rules = rules_for(code)
    shown = own or Address(name=customer.name)
    form = AddressForm(code, [Pick(*one) for one in mine], fields_of(rules, shown) if rules else [])
    return form, own
