"""Postal addresses: what a country asks for, whether an address answers it, and how it is written on paper."""

import re
from dataclasses import dataclass, fields, replace

from returns_app.domain.errors import Problem
from returns_app.domain.postal_codes import as_written
from returns_app.domain.texts import text_problem
from returns_app.domain.words import Sentence, say

# The number goes before the street there; elsewhere it follows.
NUMBER_FIRST = frozenset({"GB", "IE", "FR", "LU", "US", "CA", "AU", "NZ"})
# There the house number is a field of its own; elsewhere it is written in the street line.
SPLIT_NUMBER = frozenset({"NL", "BE", "DE", "AT", "CH", "DK", "NO", "SE", "FI", "PL", "CZ", "IT", "ES", "PT"})
# There the postal code follows the town on the line.
CODE_AFTER_CITY = frozenset({"GB", "IE", "US", "CA", "AU", "NZ", "JP", "MT", "LV"})
_ENDING_NUMBER = re.compile(r"(?P<street>.*[^\s,])[\s,]+(?P<number>\d[\w/-]{0,11})")

MAX_LENGTH = {
    "name": 80,
    "company": 80,
    "street": 100,
    "house_number": 12,
    "addition": 40,
    "postal_code": 16,
    "city": 60,
    "region": 40,
    "phone": 32,
    "country": 2,
}


@dataclass(frozen=True)
class Address:
    """A postal address as it was typed. Fields a country does not use are empty; `country` is ISO 3166 alpha-2."""

    country: str = ""
    name: str = ""
    company: str = ""
    street: str = ""
    house_number: str = ""
    addition: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    phone: str = ""


@dataclass(frozen=True)
class CountryRules:
    """What one country asks of an address; made from a maintained data source (see `returns_app.postal`).

    `postal_pattern` is a regular expression that the whole upper-cased code must match, `""` where there is none;
    `postal_shapes` are right codes, one for each length. `regions` maps the codes of states or provinces to names,
    empty where none is asked; `region_starts` are expressions that the codes of some of them begin with. `order` is
    that of the parts, and the kinds say what a person there calls them.
    """

    country: str
    country_name: str
    postal_required: bool
    postal_pattern: str
    postal_example: str
    region_required: bool
    regions: tuple[tuple[str, str], ...] = ()
    postal_shapes: tuple[str, ...] = ()
    region_starts: tuple[tuple[str, str], ...] = ()
    order: tuple[str, ...] = ("street", "postal_code", "city", "region")
    postal_kind: str = "postal"
    region_kind: str = "province"
    city_kind: str = "city"

    @property
    def has_number(self) -> bool:
        """Whether the house number is a field of its own there."""
        return self.country in SPLIT_NUMBER

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields to ask for, in the order in which a person of that country writes them."""
        if self.country == "NL":
            # Nobody there begins with the street: code and number say where it is.
            return ("name", "postal_code", "house_number", "addition", "street", "city", "phone")
        parts = {
            "street": ("street", "house_number", "addition") if self.has_number else ("street", "addition"),
            "postal_code": ("postal_code",) if self.postal_required or self.postal_pattern else (),
            "city": ("city",),
            "region": ("region",) if self.region_required else (),
        }
        return ("name", *(name for part in self.order for name in parts[part]), "phone")

    @property
    def required(self) -> frozenset[str]:
        """The fields that may not be left empty."""
        wanted = {"name", "street", "city"}
        if self.has_number:
            wanted.add("house_number")
        if self.postal_required:
            wanted.add("postal_code")
        if self.region_required:
            wanted.add("region")
        return frozenset(wanted)


def tidy(address: Address) -> Address:
    """The address without stray white space, its codes in capitals; nothing else is changed."""
    texts = {f.name: " ".join(getattr(address, f.name).split()) for f in fields(address)}
    texts["postal_code"] = texts["postal_code"].upper()
    texts["country"] = texts["country"].upper()
    return replace(address, **texts)


def as_asked(address: Address, rules: CountryRules) -> Address:
    """The address in the fields that its country asks for; nothing that was known gets lost.

    A number at the end of the street goes to its field where there is one, and to the street where there is none. The
    postal code is written as that country writes it; the town stays as it was typed.
    """
    number, street = address.house_number, address.street
    ending = _ENDING_NUMBER.fullmatch(street)
    if rules.has_number and not number and ending:
        street, number = ending["street"], ending["number"]
    elif number and not rules.has_number:
        number = "" if number in street.split() else number
        pair = (number, street) if rules.country in NUMBER_FIRST else (street, number)
        street, number = " ".join(part for part in pair if part), ""
    code = as_written(
        address.postal_code,
        country=rules.country,
        pattern=rules.postal_pattern,
        shapes=rules.postal_shapes,
    )
    region = address.region if rules.region_required else ""
    return replace(address, street=street, house_number=number, postal_code=code, region=region)


def problems(address: Address, rules: CountryRules) -> tuple[Problem, ...]:
    """Everything wrong with an address, each at its field, in the order of the fields. Empty means it is good."""
    found = [_problem(name, getattr(address, name), rules) for name in (*rules.fields, "company")]
    return tuple(problem for problem in found if problem)


def doubts(address: Address, rules: CountryRules) -> tuple[Problem, ...]:
    """What is hardly right but cannot be ruled out: a postal code that begins as none of its state or province does."""
    start = dict(rules.region_starts).get(address.region, "")
    if not start or re.match(start, address.postal_code):
        return ()
    region = dict(rules.regions).get(address.region, address.region)
    sentence = say(
        "This code is hardly one of {region}. Check both; if they are right, go on.", region=region
    )
    return (Problem("postal_code", sentence),)


def is_complete(address: Address | None, rules: CountryRules | None) -> bool:
    """Whether a label could be made for this address."""
    return address is not None and rules is not None and not problems(address, rules)


def lines(address: Address, country_name: str = "") -> tuple[str, ...]:
    """The address as lines on an envelope, in the order of its country, without empty ones."""
    pair = [address.house_number, address.street]
    if address.country not in NUMBER_FIRST:
        pair.reverse()
    street = " ".join(part for part in pair if part)
    if address.country in SPLIT_NUMBER:
        street, extra = " ".join(part for part in (street, address.addition) if part), ""
    else:
        extra = address.addition
    town = [address.postal_code, address.city, address.region]
    if address.country in CODE_AFTER_CITY:
        town = [address.city, address.region, address.postal_code]
    everything = (
        address.name,
        address.company,
        street,
        extra,
        " ".join(part for part in town if part),
        country_name,
    )
    return tuple(line for line in everything if line)


def _problem(name: str, value: str, rules: CountryRules) -> Problem | None:
    if wrong := text_problem(value, MAX_LENGTH[name]):
        return Problem(name, wrong)
    if not value.strip():
        return Problem(name, _missing(name, rules)) if name in rules.required else None
    if name == "postal_code" and not _code_fits(value, rules):
        return Problem(name, say("A postal code there looks like {example}.", example=rules.postal_example))
    if name == "region" and rules.regions and value not in dict(rules.regions):
        return Problem(name, say("Choose a state or province of {country}.", country=rules.country_name))
    return None


def _missing(name: str, rules: CountryRules) -> Sentence:
    words = {
        "name": say("Fill in the name of the sender."),
        "street": say("Fill in the street."),
        "house_number": say("Fill in the house number."),
        "city": say("Fill in the town or city."),
        "region": say("Choose a state or province of {country}.", country=rules.country_name),
        "postal_code": say("Fill in the postal code, like {example}.", example=rules.postal_example),
    }
    return words[name]


def _code_fits(value: str, rules: CountryRules) -> bool:
    code = value.strip().upper()
    return not rules.postal_pattern or re.fullmatch(rules.postal_pattern, code) is not None
