"""Whether a parcel can be sent from an address."""

from returns_app.domain.addresses import Address, CountryRules, problems
from returns_app.domain.errors import Problem
from returns_app.domain.words import say
from returns_app.labels import unprintable

MOST_LETTERS = 12


def address_problems(address: Address, rules: CountryRules) -> tuple[Problem, ...]:
    """Everything wrong with an address, each at its field: it fits its country, and a label can show it.

    Said while it can be mended: a carrier that finds out later leaves the customer without a label.
    """
    found = problems(address, rules)
    named = {problem.field for problem in found}
    letters = {name: unprintable(getattr(address, name)) for name in rules.fields if name not in named}
    return (*found, *(_not_on_a_label(name, strange) for name, strange in letters.items() if strange))


def _not_on_a_label(field: str, letters: str) -> Problem:
    sentence = say(
        "A label cannot show {letters}. Write the address in Latin letters.", letters=letters[:MOST_LETTERS]
    )
    return Problem(field, sentence)
