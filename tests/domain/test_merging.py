"""Two customers who are one: what the one that stays is called, and which addresses are new to them."""

from dataclasses import replace

from returns_app.domain.addresses import Address
from returns_app.domain.merging import Contact, is_same_place, merged_contact, new_places

HOME = Address(
    country="NL",
    name="Sanne Visser",
    street="Biltstraat",
    house_number="118",
    postal_code="3572 BK",
    city="Utrecht",
)


def test_the_one_that_stays_keeps_what_they_have_and_gets_what_they_lack() -> None:
    stays = Contact(name="Sanne Visser", email="s.visser@postvak.example")
    goes = Contact(name="S. Visser", email="other@postvak.example", phone="+31612345678", language="nl")
    assert merged_contact(stays, goes) == Contact(
        "Sanne Visser", "s.visser@postvak.example", "+31612345678", "nl"
    )
    assert merged_contact(Contact(), goes) == goes


def test_one_front_door_is_one_however_it_is_written_and_whoever_lives_there() -> None:
    again = replace(
        HOME, name="S. Visser", company="Bakery", postal_code="3572bk", city="UTRECHT", phone="+31301234567"
    )
    assert is_same_place(HOME, again)
    assert not is_same_place(HOME, replace(HOME, house_number="119"))
    assert not is_same_place(HOME, replace(HOME, addition="B"))


def test_an_address_is_new_once() -> None:
    other = replace(HOME, house_number="9")
    assert new_places(
        [HOME], [replace(HOME, city="utrecht"), other, replace(other, street="BILTSTRAAT")]
    ) == (1,)
    assert new_places([], [HOME, HOME]) == (0,)
    assert new_places([HOME], []) == ()
