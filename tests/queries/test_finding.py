"""Finding customers and products by what an agent types while somebody is on the line."""

from uuid import uuid4

import pytest
from sqlmodel import Session

from returns_app.actions.create_customer import NewCustomer, create_customer
from returns_app.db.products import Product
from returns_app.db.search import fold, remember_words
from returns_app.db.session import Database, read_now, write_now
from returns_app.domain.actors import Actor, Role
from returns_app.domain.addresses import Address
from returns_app.domain.errors import Forbidden
from returns_app.queries.customers import customer_by_email, find_customers
from returns_app.queries.portal_products import find_products as find_for_customers
from returns_app.queries.products import find_products
from tests import factories
from tests.factories import NOW
from tests.queries.conftest import Counting

PEOPLE = (
    ("Sanne Visser", "s.visser@postvak.test", "+31612345678", "NL", "3572 BK", "Utrecht"),
    ("Jörg Müller", "joerg@briefkasten.test", "+4915123456789", "DE", "10115", "Berlin"),
    ("Søren Ødegård", "soren@postkasse.test", "+4522334455", "DK", "1050", "København"),
)
PRODUCTS = (
    ("NLO-TNT-0312-MOS", "Fjellvind 3 Tent, moss", "Tents", 34900),
    ("NLO-TNT-0290-FPR", "Fjellvind 2 Footprint", "Tent parts", 3995),
    ("NLO-BPK-0651-SLA", "Sørfjord 65+10 Backpack", "Backpacks", 28900),
)


@pytest.fixture
def agent(database: Database) -> Actor:
    """An agent, with three customers and three products to find."""
    assert database
    somebody = factories.agent()
    for name, email, phone, country, code, city in PEOPLE:
        home = Address(
            country=country, name=name, street="Straat", house_number="1", postal_code=code, city=city
        )
        wish = NewCustomer(uuid4(), name, email, phone, address=home)
        write_now(create_customer, somebody, wish, now=NOW)
    write_now(_add_products)
    return somebody


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("visser", "Sanne Visser"),
        ("sanne vis", "Sanne Visser"),
        ("VISSER sanne", "Sanne Visser"),
        ("muller", "Jörg Müller"),
        ("odegard", "Søren Ødegård"),
        ("s.visser@post", "Sanne Visser"),
        ("06 1234 5678", "Sanne Visser"),
        ("+31 6 12345678", "Sanne Visser"),
        ("(0151) 2345", "Jörg Müller"),
        ("C-10001", "Sanne Visser"),
        ("10002", "Jörg Müller"),
    ],
)
def test_a_customer_is_found_by_name_address_phone_and_number(agent: Actor, words: str, name: str) -> None:
    found = read_now(find_customers, agent, words)
    assert [hit.name for hit in found.hits] == [name]
    assert found.closest == ""


@pytest.mark.parametrize(("typed", "meant"), [("viser", "Visser"), ("vissr", "Visser"), ("sanna", "Sanne")])
def test_a_typing_error_finds_the_closest_name_and_says_so(agent: Actor, typed: str, meant: str) -> None:
    found = read_now(find_customers, agent, typed)
    assert found.hits[0].name == "Sanne Visser"
    assert found.closest == meant


@pytest.mark.parametrize(
    "words", ["", "   ", "zzzzqqqq", "%", "_", "\x00", "99999999", "x" * 5000, "' OR 1=1 --"]
)
def test_what_fits_nobody_finds_nobody(agent: Actor, words: str) -> None:
    found = read_now(find_customers, agent, words)
    assert found.hits == []
    assert found.closest == ""


def test_customers_of_other_countries_are_not_found(agent: Actor) -> None:
    german = factories.agent("Greta", countries=frozenset({"DE"}))
    assert read_now(find_customers, german, "visser").hits == []
    assert [hit.name for hit in read_now(find_customers, german, "muller").hits] == ["Jörg Müller"]
    assert read_now(customer_by_email, german, "s.visser@postvak.test") is None
    assert read_now(customer_by_email, agent, "S.Visser@postvak.test") is not None


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("fjellvind tent moss", "NLO-TNT-0312-MOS"),
        ("nlo-bpk", "NLO-BPK-0651-SLA"),
        ("sorfjord", "NLO-BPK-0651-SLA"),
        ("footprint", "NLO-TNT-0290-FPR"),
        # The footprint is no tent, whatever its SKU and group say, though it comes first in the alphabet.
        ("tent", "NLO-TNT-0312-MOS"),
    ],
)
def test_a_product_is_found_by_name_and_sku(agent: Actor, words: str, first: str) -> None:
    assert read_now(find_products, agent, words).hits[0].sku == first
    assert read_now(find_for_customers, words, language="en")[0].reason == first


def test_a_product_is_found_in_spite_of_a_typing_error(agent: Actor) -> None:
    found = read_now(find_products, agent, "fjelvind")
    assert {hit.sku for hit in found.hits} == {"NLO-TNT-0312-MOS", "NLO-TNT-0290-FPR"}
    assert (found.words, found.closest) == ("fjellvind", "Fjellvind")
    assert found.hits[0].price == "€39.95"


def test_operators_search_no_products(agent: Actor) -> None:
    assert agent
    with pytest.raises(Forbidden):
        read_now(find_products, factories.agent("Otto", Role.OPERATOR), "tent")


def test_a_search_asks_the_same_number_of_statements_however_much_it_finds(
    agent: Actor, counting: Counting
) -> None:
    with counting() as few:
        assert len(read_now(find_products, agent, "backpack").hits) == 1
    with counting() as many:
        assert len(read_now(find_products, agent, "fjellvind").hits) == 2
    assert len(few) == len(many)


def _add_products(session: Session) -> None:
    for sku, name, category, price in PRODUCTS:
        search = fold(f"{name} {sku} {category}")
        session.add(
            Product(sku=sku, name=name, category=category, price_minor=price, currency="EUR", search=search)
        )
        remember_words(session, "product", search)
