"""Phone numbers that ring at nobody's.

France, Germany, Great Britain, Sweden and the United States keep numbers free for films. In the Netherlands, Belgium
and Austria no subscriber's number begins with a zero, so one that does is like a number, and is none.
"""

# What comes before the counted digits, how many of those there are, and the first number; one or more a country.
_FREE: dict[str, tuple[tuple[str, int, int], ...]] = {
    "NL": (("+31300", 6, 112233), ("+31200", 6, 240011), ("+31500", 6, 317702)),
    "BE": (("+32500", 5, 11223), ("+32100", 5, 24001)),
    "AT": (("+433160", 5, 11223), ("+437320", 5, 24001)),
    "DE": (("+4917139200", 2, 3), ("+498999998", 3, 112), ("+493023125", 3, 204)),
    "FR": (("+3319900", 4, 1207), ("+3346571", 4, 3310)),
    "GB": (("+44207946", 4, 120), ("+44161496", 4, 210)),
    "SE": (("+46846500", 3, 400),),
    "US": (("+1503555", 4, 100), ("+1303555", 4, 100)),
}


def phone(country: str, number: int) -> str:
    """The phone number of the customer who is counted `number`, in E.164."""
    ranges = _FREE[country]
    start, digits, first = ranges[number % len(ranges)]
    return f"{start}{first + number // len(ranges):0{digits}d}"
