"""How to reach a customer, written to be read aloud."""

import phonenumbers


def phone_words(phone: str) -> str:
    """A number in groups, such as `+31 6 2940 1187`; as it is when it is no number."""
    try:
        number = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
