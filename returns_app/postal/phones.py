"""Phone numbers, by the library that knows every country's."""

from functools import cache

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType, ValidationResult

# What somebody has at home or in a pocket, and no number of a service.
_KINDS = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE)


def as_e164(typed: str, country: str) -> str:
    """The number as `+31612345678`, `""` for what is no number. Without a country code it is one of `country`."""
    try:
        number = phonenumbers.parse(typed, country or None)
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.is_alpha_number(typed) or not any(_is_possible(number, kind) for kind in _KINDS):
        return ""
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def phone_to_read(kept: str) -> str:
    """A kept number in the groups of its country, with the country's code: `+31 6 12345678`.

    What was kept before numbers were checked comes back as it is.
    """
    try:
        number = phonenumbers.parse(kept, None)
    except phonenumbers.NumberParseException:
        return kept
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def _is_possible(number: PhoneNumber, kind: int) -> bool:
    """By its length: whether it is given to somebody changes faster than any list."""
    reason = phonenumbers.is_possible_number_for_type_with_reason(number, kind)
    return reason == ValidationResult.IS_POSSIBLE


@cache
def phone_example(country: str) -> str:
    """A mobile number as somebody in that country writes it; a Dutch one with its code for a country nobody knows."""
    number = phonenumbers.example_number_for_type(country, PhoneNumberType.MOBILE)
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL) if number else "+31 6 12345678"
