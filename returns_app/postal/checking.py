"""Whether a parcel can be sent from an address."""

from returns_app.domain.addresses import Address, CountryRules, problems
from returns_app.domain.errors import Invalid, Problem
from returns_app.domain.words import say
from returns_app.labels import unprintable
from returns_app.postal.keeping import kept
from returns_app.postal.phones import as_e164, phone_example
from returns_app.postal.rules import rules_for

MOST_LETTERS = 12


def address_problems(address: Address, rules: CountryRules) -> tuple[Problem, ...]:
    """Everything wrong with an address, each at its field: it fits its country, and a label can show it.

    Said while it can be mended: a carrier that finds out later leaves the customer without a label.
    """
    found = problems(address, rules)
    named = {problem.field for problem in found}
    fields = [name for name in (*rules.fields, "company") if name not in named]
    if "phone" in fields and not _is_phone(address):
        fields.remove("phone")
        found = (*found, phone_problem(address.country))
    letters = {name: unprintable(getattr(address, name)) for name in fields}
    return (*found, *(_not_on_a_label(name, strange) for name, strange in letters.items() if strange))


def sendable(typed: Address) -> Address:
    """The address as it is kept. Raises `Invalid` with each problem where no parcel can be sent from it."""
    address = kept(typed)
    rules = rules_for(address.country)
    if rules is None:
        raise Invalid.at("country", say("Choose a country."))
    found = address_problems(address, rules)
    if found:
        raise Invalid(*found)
    return address


def phone_problem(country: str, field: str = "phone") -> Problem:
    """That something is no phone number, with one of that country as an example."""
    sentence = say("This is no phone number. It looks like {example}.", example=phone_example(country))
    return Problem(field, sentence)


def _is_phone(address: Address) -> bool:
    return not address.phone.strip() or as_e164(address.phone, address.country) != ""


def _not_on_a_label(field: str, letters: str) -> Problem:
    sentence = say(
        "A label cannot show {letters}. Write the address in Latin letters.", letters=letters[:MOST_LETTERS]
    )
    return Problem(field, sentence)
