"""Customers: created once, checked at each field, found again."""

from dataclasses import replace
from uuid import uuid4

import pytest

from returns_app.actions.create_customer import NewCustomer, create_customer
from returns_app.db.customers import addresses_of
from returns_app.db.search_entries import CUSTOMERS
from returns_app.db.session import read_now, write_now
from returns_app.domain.actors import Role
from returns_app.domain.addresses import Address
from returns_app.domain.errors import Forbidden, Invalid
from returns_app.queries.word_search import look_up
from tests.factories import ADDRESS, NOW, agent

pytestmark = pytest.mark.usefixtures("database")


def wish(**changes: object) -> NewCustomer:
    """A customer as an agent types one."""
    plain = NewCustomer(uuid4(), "Élodie Garnier", "elodie@postvak.test", "06 12345678", "nl", ADDRESS)
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_a_customer_created_twice_is_one_with_a_number_phone_and_address() -> None:
    """The phone is kept in E.164; a replayed click gives back the same customer."""
    one = wish()
    first = write_now(create_customer, agent(), one, now=NOW)
    again = write_now(create_customer, agent(), one, now=NOW)
    assert (first.id, first.number) == (again.id, again.number)
    assert first.phone == "+31612345678"
    assert read_now(addresses_of, first.id) == [replace(ADDRESS, name="Sanne Visser")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"email": ""}, "email"),
        ({"email": "nobody"}, "email"),
        ({"phone": "12"}, "phone"),
        ({"phone": "call me"}, "phone"),
        ({"language": "xx"}, "language"),
        ({"address": replace(ADDRESS, postal_code="10115")}, "address.postal_code"),
        ({"phone": "", "address": replace(ADDRESS, country="XX")}, "address.country"),
        ({"address": replace(ADDRESS, street="長安街")}, "address.street"),
    ],
)
def test_what_is_wrong_is_named_at_its_field_and_nobody_is_created(
    changes: dict[str, object], field: str
) -> None:
    """One field at a time."""
    with pytest.raises(Invalid) as refusal:
        write_now(create_customer, agent(), wish(**changes), now=NOW)
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert read_now(look_up, CUSTOMERS, "garnier").wanted == ()


def test_an_address_may_be_left_to_the_customer() -> None:
    """Without a street there is none."""
    made = write_now(create_customer, agent(), wish(address=Address(country="FR")), now=NOW)
    assert read_now(addresses_of, made.id) == []


def test_a_second_customer_with_the_same_address_names_the_first() -> None:
    """Whatever the case of the letters."""
    first = write_now(create_customer, agent(), wish(), now=NOW)
    with pytest.raises(Invalid) as refusal:
        write_now(create_customer, agent(), wish(email="Elodie@postvak.test"), now=NOW)
    assert first.number in str(refusal.value)


def test_an_operator_creates_nobody() -> None:
    """Only the desk does."""
    with pytest.raises(Forbidden):
        write_now(create_customer, agent("Ola", Role.OPERATOR), wish(), now=NOW)


def test_a_typing_error_is_mended_to_the_closest_name() -> None:
    """Accents do not matter; what is like nothing finds nothing."""
    write_now(create_customer, agent(), wish(), now=NOW)
    for typed, mended in (("elodie", ()), ("Garnir", ("garnier",)), ("elodei", ("elodie",))):
        found = read_now(look_up, CUSTOMERS, typed)
        assert (len(found.wanted), found.mended) == (1, mended)
    for nobody in ("zzzzzz", "%_!"):
        assert read_now(look_up, CUSTOMERS, nobody).wanted == ()
