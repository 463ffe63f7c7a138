"""Two hundred customers in eight countries: first some that were thought out, then more of the same kind."""

import random
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from returns_app.actions.create_customer import search_text
from returns_app.db.customers import FIRST_PLACE, Customer, CustomerAddress, customer_number
from returns_app.db.search import fold
from returns_app.db.search_entries import remember_customer
from returns_app.domain.addresses import NUMBER_FIRST, Address
from returns_app.seed.ids import uid
from returns_app.seed.people import COUNTRIES, Country
from returns_app.seed.phones import phone

SEED = 20261123
MAX_STREET_NUMBER = 180


@dataclass(frozen=True)
class SeededCustomer:
    """One customer; the first address is offered first."""

    name: str
    email: str
    phone: str
    language: str
    addresses: tuple[Address, ...]

    @property
    def country(self) -> str:
        """Where they live, empty where no address is known."""
        return self.addresses[0].country if self.addresses else ""


def _at(text: str, **more: str) -> Address:
    """An address from `country|street|number|addition|code|town|region`."""
    country, street, number, addition, code, city, region = text.split("|")
    return Address(
        country=country, street=street, house_number=number, addition=addition, postal_code=code, city=city,
        region=region, **more,
    )  # fmt: skip


# name, e-mail, language, addresses
_KNOWN: tuple[tuple[str, str, str, tuple[Address, ...]], ...] = (
    ("Sanne Visser", "s.visser@postvak.example", "nl", (_at("NL|Biltstraat|118||3572 BK|Utrecht|"),)),
    ("Daan Jansen", "daan.jansen@postvak.example", "nl", (_at("NL|Prinsengracht|781|H|1017 LA|Amsterdam|"),)),
    ("Anna van der Meulen-Hoogenboom", "anna.hoogenboom@postvak.example", "nl",
     (_at("NL|Burgemeester Reigerstraat|48|bis|3581 KW|Utrecht|"),
      _at("NL|Oude Haven|3||8754 AA|Makkum|", company="Zeilschool De Kluut"))),
    ("Hannah Schröder", "hannah.schroeder@mailhaus.example", "de", (_at("DE|Lindenallee|27||20095|Hamburg|"),)),
    ("Maximilian Freiherr von Hohenstein-Oettingen", "m.v.hohenstein-oettingen@mailhaus.example", "de",
     (_at("DE|Schloss-Oettingen-Allee|1|Nordflügel|86150|Augsburg|"),)),
    ("Karl-Heinz Obermüller", "kh.obermueller@mailhaus.example", "de", (_at("DE|Am Mühlbach|9|a|80331|München|"),)),
    ("Élodie Garnier", "elodie.garnier@courrier.example", "fr",
     (_at("FR|14 rue des Tilleuls||3e étage|38000|Grenoble|"),)),
    ("Oliver Hartley", "o.hartley@postbox.example", "en", (_at("GB|6 Mill Street||Flat 2|LS1 4DY|Leeds|"),)),
    ("Priya Raman", "priya.raman@postbox.example", "en", (_at("GB|21 Church Lane|||M2 5BQ|Manchester|"),)),
    ("Camille Lefèvre", "camille.lefevre@courrier.example", "fr", ()),
    ("Lieselotte Vanhoutte-De Smedt", "lieselotte.vanhoutte@brievenbus.example", "nl",
     (_at("BE|Kapelstraat|62|bus 4|9000|Gent|"), _at("BE|Stationsstraat|5||8000|Brugge|"))),
    ("Ingeborg Gruber-Leitner", "i.gruber-leitner@brieffach.example", "de",
     (_at("AT|Almgasse|11|Top 7|6020|Innsbruck|"),)),
)  # fmt: skip


def _all() -> tuple[SeededCustomer, ...]:
    rng = random.Random(SEED)
    known = [
        SeededCustomer(name, email, phone(addresses[0].country if addresses else "FR", number), language,
                       tuple(replace(one, name=name) for one in addresses))
        for number, (name, email, language, addresses) in enumerate(_KNOWN)
    ]  # fmt: skip
    missing = {
        country.code: country.count - sum(one.country == country.code for one in known)
        for country in COUNTRIES
    }
    taken = {one.name for one in known}
    made = [
        _one(rng, country, taken, number=len(_KNOWN) + number)
        for country in COUNTRIES
        for number in range(missing[country.code])
    ]
    rng.shuffle(made)
    return (*known, *made)


def _one(rng: random.Random, country: Country, taken: set[str], *, number: int) -> SeededCustomer:
    names = [f"{given} {family}" for given in country.given for family in country.family]
    name = rng.choice([one for one in names if one not in taken])
    taken.add(name)
    code, city, region, language = rng.choice(country.towns)
    street, house = rng.choice(country.streets), str(rng.randint(1, MAX_STREET_NUMBER))
    if country.code in NUMBER_FIRST:
        street, house = f"{house} {street}", ""
    address = Address(
        country=country.code,
        name=name,
        street=street,
        house_number=house,
        postal_code=code,
        city=city,
        region=region,
    )
    email = f"{fold(name).replace(' ', '.').replace('’', '')}@{country.mail}"
    return SeededCustomer(
        name, email, phone(country.code, number) if number % 9 else "", language, (address,)
    )


CUSTOMERS: tuple[SeededCustomer, ...] = _all()


def add_customers(session: Session, *, now: datetime) -> None:
    """Add every customer with their addresses, and let them be found."""
    rows = [_row(index, customer, now) for index, customer in enumerate(CUSTOMERS)]
    session.add_all(rows)
    session.flush()
    session.add_all(
        CustomerAddress(
            id=uid("address", f"{customer.email}/{position}"),
            customer_id=uid("customer", customer.email),
            position=position,
            country=address.country,
            address=asdict(address),
        )
        for customer in CUSTOMERS
        for position, address in enumerate(customer.addresses)
    )
    session.flush()
    for row in rows:
        remember_customer(session, row)


def _row(index: int, customer: SeededCustomer, now: datetime) -> Customer:
    row = Customer(
        id=uid("customer", customer.email),
        place=FIRST_PLACE + index,
        number=customer_number(FIRST_PLACE + index),
        name=customer.name,
        email=customer.email,
        phone=customer.phone,
        language=customer.language,
        created_at=now - timedelta(days=900 - 4 * index),
    )
    row.search = search_text(row)
    return row
