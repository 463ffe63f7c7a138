"""Addresses and phone numbers of the world, by the sources that keep up with them."""

from returns_app.postal.checking import address_problems, phone_problem, sendable
from returns_app.postal.keeping import for_carrier, kept
from returns_app.postal.phones import as_e164, phone_example, phone_to_read
from returns_app.postal.rules import COUNTRIES, countries, country_name, rules_for

__all__ = [
    "COUNTRIES",
    "address_problems",
    "as_e164",
    "countries",
    "country_name",
    "for_carrier",
    "kept",
    "phone_example",
    "phone_problem",
    "phone_to_read",
    "rules_for",
    "sendable",
]
