"""The address step: which fields a country asks for, in its order and its words."""

from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from returns_app.db.customers import Customer
from returns_app.db.drafts import address_of, load_draft
from returns_app.db.returns import Return, fetch
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import Address, CountryRules, as_asked
from returns_app.domain.postal_codes import is_of_digits
from returns_app.domain.wizard import StepKey
from returns_app.i18n import Translator, words
from returns_app.postal import countries, phone_to_read, rules_for
from returns_app.queries.portal_views import AddressField, Choice
from returns_app.settings import load

# Browsers know no name of a house number, nor of its addition.
_AUTOCOMPLETE = {
    "name": "name",
    "company": "organization",
    "street": "address-line1",
    "house_number": "on",
    "addition": "address-line2",
    "postal_code": "postal-code",
    "city": "address-level2",
    "region": "address-level1",
    "phone": "tel",
}
_CAPITALS = {"postal_code": "characters", "house_number": "off", "addition": "off", "phone": "off"}


def address_form(
    session: Session, actor: Actor, country: str, *, language: str
) -> tuple[str, list[Choice], list[AddressField]]:
    """The country, those to choose from, and its fields filled with what is known.

    `country` is what the customer chose just now, `""` for the one on file. Fields that others ask for come along
    hidden: whoever goes back to a country finds what they had typed.
    """
    row = fetch(session, actor, actor.return_id or UUID(int=0))
    policy = load_draft(session, row).policy
    allowed = policy.countries if policy else frozenset()
    offered = [Choice(code, name) for code, name in countries(language) if not allowed or code in allowed]
    codes = [choice.value for choice in offered]
    known = _known(session, row)
    wanted = (country, known.country, load().warehouse.country)
    chosen = next((one for one in wanted if one in codes), codes[0] if codes else "")
    rules = rules_for(chosen, language)
    return chosen, offered, _fields(words(language), rules, known) if rules else []


def _known(session: Session, row: Return) -> Address:
    """The address on file; until the customer has looked at it, their name and phone stand where it has none."""
    on_file = address_of(row) or Address()
    if row.customer_id is None or StepKey.ADDRESS.value in row.finished_steps:
        return on_file
    customer = session.get_one(Customer, row.customer_id)
    return replace(on_file, name=on_file.name or customer.name, phone=on_file.phone or customer.phone)


def _fields(t: Translator, rules: CountryRules, known: Address) -> list[AddressField]:
    labels = _labels(t, rules)
    address = as_asked(known, rules) if known.country == rules.country else known
    address = replace(address, phone=phone_to_read(known.phone))
    asked = _asked(rules, known)
    hidden = [name for name in _AUTOCOMPLETE if name not in asked]
    return [
        AddressField(
            name=name,
            label=labels[name],
            required=name in rules.required,
            value=getattr(address, name),
            autocomplete=_AUTOCOMPLETE[name],
            inputmode=_keyboard(name, rules),
            capitals=_CAPITALS.get(name, "words"),
            choices=[Choice(code, region) for code, region in rules.regions] if name == "region" else [],
            half=name in {"house_number", "addition"} and rules.has_number,
            hidden=name in hidden,
            enter="done" if name == asked[-1] else "next",
        )
        for name in (*asked, *hidden)
    ]


def _asked(rules: CountryRules, known: Address) -> tuple[str, ...]:
    """No country asks for a company; where one is known, it goes on the label and has to be seen."""
    return ("name", "company", *rules.fields[1:]) if known.company else rules.fields


def _keyboard(name: str, rules: CountryRules) -> str:
    """Digits where nothing else is typed; only the Dutch have a field of its own for the letter of a house number."""
    if name == "phone":
        return "tel"
    if name == "house_number" and rules.country == "NL":
        return "numeric"
    digits = name == "postal_code" and is_of_digits(rules.postal_shapes, rules.country)
    return "numeric" if digits else "text"


def _labels(t: Translator, rules: CountryRules) -> dict[str, str]:
    code = {"zip": t._("ZIP code"), "eircode": t._("Eircode")}
    region = {"province": t._("Province"), "prefecture": t._("Prefecture")}
    city = {"suburb": t._("Suburb"), "post_town": t._("Town or city")}
    postal = t._("Postcode") if rules.country in {"GB", "AU"} else t._("Postal code")
    return {
        "name": t._("Full name"),
        "company": t._("Company"),
        "street": t._("Street") if rules.has_number else t._("Street and house number"),
        "house_number": t._("House number"),
        "addition": t._("Addition") if rules.has_number else t._("Apartment, floor or building"),
        "postal_code": code.get(rules.postal_kind, postal),
        "city": city.get(rules.city_kind, t._("City")),
        "region": region.get(rules.region_kind, t._("State")),
        "phone": t._("Phone"),
    }
