"""Checks of e-mail addresses and phone numbers, by the libraries that know the rules."""

from email_validator import EmailNotValidError, validate_email

from returns_app.domain.errors import Problem
from returns_app.domain.words import say
from returns_app.postal import as_e164, phone_problem


def check_email(value: str, field: str = "email") -> tuple[str, Problem | None]:
    """The address in its normal form, and what is wrong with it, if anything. No network is asked."""
    if not value.strip():
        return "", Problem(field, say("Fill in the e-mail address."))
    try:
        return validate_email(
            value.strip(), check_deliverability=False, test_environment=True
        ).normalized, None
    except EmailNotValidError:
        return value, Problem(
            field, say("This is no e-mail address. It looks like {example}.", example="name@example.com")
        )


def check_phone(value: str, country: str, field: str = "phone") -> tuple[str, Problem | None]:
    """The number in E.164 (`+31612345678`), and what is wrong with it, if anything. Empty stays empty.

    A number without a country code is read as one of `country`.
    """
    if not value.strip():
        return "", None
    number = as_e164(value, country)
    if number:
        return number, None
    if country:
        return value, phone_problem(country, field)
    return value, Problem(
        field, say("This is no phone number. Start with the country code, like {example}.", example="+31")
    )
