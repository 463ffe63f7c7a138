"""Believable customers in any number, each made when their first return comes."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate, count

from returns_app.actions.create_customer import search_text_of
from returns_app.db.columns import metadata
from returns_app.db.customers import customer_number
from returns_app.db.found_by import FoundBy, found_by_search
from returns_app.db.search import fold
from returns_app.domain.addresses import NUMBER_FIRST, Address
from returns_app.seed.bulk_load import Rows, moment
from returns_app.seed.people import COUNTRIES, Country

# How many of those who came lately may come again, and how often a return is somebody's first.
_REMEMBERED = 50_000
NEW = 0.4
_TWO_NAMES = 0.3
_DIALED = {"NL": 31, "BE": 32, "AT": 43, "DE": 49, "FR": 33, "GB": 44, "SE": 46, "US": 1}
_WEIGHTS = list(accumulate(country.count for country in COUNTRIES))
CUSTOMERS, ADDRESSES = metadata.tables["customers"], metadata.tables["customer_addresses"]


@dataclass(frozen=True)
class Person:
    """A customer as their returns need them; `address` is JSON. The first time they are new."""

    id: str
    place: int
    country: str
    language: str
    address: str
    found_by: FoundBy
    name: str
    is_new: bool = True


class People:
    """Those who send things back. `take` gives a new customer or one who was there lately."""

    def __init__(self, rng: random.Random, *, first: int) -> None:
        self._rng = rng
        self._places: Iterator[int] = count(first)
        self._lately: list[Person] = []

    def take(self, rows: Rows, *, now: datetime) -> Person:
        """A customer; a new one is added to the rows."""
        if self._lately and self._rng.random() > NEW:
            return self._rng.choice(self._lately)
        person = self._made(rows, now=now)
        if len(self._lately) < _REMEMBERED:
            self._lately.append(replace(person, is_new=False))
        else:
            self._lately[self._rng.randrange(_REMEMBERED)] = replace(person, is_new=False)
        return person

    def _made(self, rows: Rows, *, now: datetime) -> Person:
        rng, place = self._rng, next(self._places)
        country = rng.choices(COUNTRIES, cum_weights=_WEIGHTS)[0]
        address = _address(rng, country)
        language = rng.choice(country.towns)[-1]
        number, key = customer_number(place), f"{rng.getrandbits(128):032x}"
        email = f"{fold(address.name).replace(' ', '.').replace('’', '')}{place}@{country.mail}"
        # Behind the code of its country no subscriber's number begins with a zero: this rings at nobody's.
        phone = f"+{_DIALED[country.code]}0{place:08d}" if place % 9 else ""
        search = search_text_of(address.name, email, phone, number)
        written = json.dumps(vars(address), ensure_ascii=False)
        rows[CUSTOMERS].append(
            (key, number, address.name, email, phone, language, search, place, None, None, moment(now))
        )
        rows[ADDRESSES].append((f"{rng.getrandbits(128):032x}", key, 0, country.code, written))
        return Person(key, place, country.code, language, written, found_by_search(search), address.name)


def _address(rng: random.Random, country: Country) -> Address:
    code, city, region, _ = rng.choice(country.towns)
    family = rng.choice(country.family)
    if rng.random() < _TWO_NAMES:
        family = f"{family}-{rng.choice(country.family)}"
    street, house = rng.choice(country.streets), str(rng.randint(1, 180))
    if country.code in NUMBER_FIRST:
        street, house = f"{house} {street}", ""
    return Address(
        country=country.code,
        name=f"{rng.choice(country.given)} {family}",
        street=street,
        house_number=house,
        postal_code=code,
        city=city,
        region=region,
    )
