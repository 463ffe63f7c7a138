"""The address step: which fields a country asks for, in its order and its words."""

from uuid import UUID

from sqlmodel import Session

from returns_app.db.drafts import address_of, load_draft
from returns_app.db.returns import fetch
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import Address, CountryRules
from returns_app.i18n import Translator, words
from returns_app.postal import countries, rules_for
from returns_app.queries.portal_views import AddressField, Choice
from returns_app.settings import load

_AUTOCOMPLETE = {
    "name": "name",
    "street": "address-line1",
    "house_number": "on",
    "addition": "address-line2",
    "postal_code": "postal-code",
    "city": "address-level2",
    "region": "address-level1",
    "phone": "tel",
}


def address_form(
    session: Session, actor: Actor, country: str, *, language: str
) -> tuple[str, list[Choice], list[AddressField]]:
    """The country, those to choose from, and its fields filled with the address on file.

    `country` is what the customer chose just now, `""` for the one on file.
    """
    row = fetch(session, actor, actor.return_id or UUID(int=0))
    policy = load_draft(session, row).policy
    allowed = policy.countries if policy else frozenset()
    offered = [Choice(code, name) for code, name in countries(language) if not allowed or code in allowed]
    codes = [choice.value for choice in offered]
    on_file = address_of(row) or Address()
    wanted = (country, on_file.country, load().warehouse.country)
    chosen = next((one for one in wanted if one in codes), codes[0] if codes else "")
    rules = rules_for(chosen, language)
    fields = _fields(words(language), rules, on_file) if rules else []
    return chosen, offered, fields


def _fields(t: Translator, rules: CountryRules, address: Address) -> list[AddressField]:
    labels = _labels(t, rules.country)
    return [
        AddressField(
            name=name,
            label=labels[name],
            required=name in rules.required,
            value=getattr(address, name),
            autocomplete=_AUTOCOMPLETE[name],
            inputmode="tel" if name == "phone" else "text",
            capitals=_capitals(name),
            choices=[Choice(code, region) for code, region in rules.regions] if name == "region" else [],
            half=name in {"house_number", "addition"} and "house_number" in rules.fields,
        )
        for name in rules.fields
    ]


def _capitals(name: str) -> str:
    if name == "postal_code":
        return "characters"
    return "off" if name in {"house_number", "addition", "phone"} else "words"


def _labels(t: Translator, country: str) -> dict[str, str]:
    code = {"US": t._("ZIP code"), "IE": t._("Eircode"), "GB": t._("Postcode"), "AU": t._("Postcode")}
    region = {"CA": t._("Province"), "IT": t._("Province"), "ES": t._("Province"), "JP": t._("Prefecture")}
    return {
        "name": t._("Full name"),
        "street": t._("Street"),
        "house_number": t._("House number"),
        "addition": t._("Addition"),
        "postal_code": code.get(country, t._("Postal code")),
        "city": t._("City"),
        "region": region.get(country, t._("State")),
        "phone": t._("Phone"),
    }
