"""Correcting a customer: details, addresses and notes, each held to what was seen, and to the right to them."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, col, select

from returns_app.actions.create_customer import NewCustomer, create_customer
from returns_app.actions.customer_addresses import (
    MOST_ADDRESSES,
    AddressWish,
    prefer_address,
    remove_address,
    save_address,
)
from returns_app.actions.customer_notes import MAX_NOTE, add_customer_note
from returns_app.actions.edit_customer import edit_customer
from returns_app.actions.save_draft import choose_customer
from returns_app.db.customer_facts import address_rows, contact_of
from returns_app.db.customers import Customer, CustomerNote, addresses_of
from returns_app.db.session import read_now, write_now
from returns_app.domain.actors import Actor, Role
from returns_app.domain.addresses import Address
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.merging import Contact
from returns_app.queries.customers import find_customers
from returns_app.queries.returns import Find, View, find_returns
from tests.factories import ADDRESS, NOW, agent, draft, get, shop, started

pytestmark = pytest.mark.usefixtures("database")
BERLIN = Address(
    country="DE",
    name="Sanne Visser",
    street="Torstraße",
    house_number="5",
    postal_code="10119",
    city="Berlin",
)


def contact(customer_id: UUID) -> Contact:
    return read_now(lambda session: contact_of(session.get_one(Customer, customer_id)))


def addresses(customer_id: UUID) -> list[tuple[str, int]]:
    return [(row.address["city"], row.position) for row in read_now(address_rows, customer_id)]


def dutch(role: Role = Role.AGENT) -> Actor:
    return agent("Nel", role, countries=frozenset({"NL"}))


def test_what_was_corrected_is_found_under_the_new_name_and_so_are_the_returns() -> None:
    """Not under the old one any more."""
    of = shop(customer="Wilhelmina Oldenkotte")
    draft(of)
    seen = contact(of.customer)
    wish = replace(seen, name="  Mina   Nieuwkerk ", phone="06 12345678")
    write_now(edit_customer, of.agent, of.customer, wish, seen=seen)
    kept = contact(of.customer)
    assert (kept.name, kept.phone) == ("Mina Nieuwkerk", "+31612345678")
    assert [hit.id for hit in read_now(find_customers, of.agent, "nieuwkerk").hits] == [str(of.customer)]
    assert read_now(find_customers, of.agent, "oldenkotte").hits == []
    found = read_now(find_returns, of.agent, Find(View.ALL, "nieuwkerk"), now=NOW)
    assert [row.customer for row in found.rows] == ["Mina Nieuwkerk"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"email": "nobody"}, "email"),
        ({"phone": "12"}, "phone"),
        ({"language": "tlh"}, "language"),
    ],
)
def test_what_is_wrong_is_named_at_its_field_and_nothing_changes(changes: dict[str, str], field: str) -> None:
    """One field at a time."""
    of = shop()
    seen = contact(of.customer)
    with pytest.raises(Invalid) as refusal:
        write_now(edit_customer, of.agent, of.customer, replace(seen, **changes), seen=seen)
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert contact(of.customer) == seen


def test_the_second_of_two_who_correct_at_once_is_told_and_may_insist() -> None:
    """Saving the same twice is no conflict; what somebody else saved is, until it was seen."""
    of = shop()
    seen = contact(of.customer)
    first, second = replace(seen, name="Sanne de Visser"), replace(seen, name="S. Visser")
    for _ in range(2):
        write_now(edit_customer, of.agent, of.customer, first, seen=seen)
    with pytest.raises(Conflict):
        write_now(edit_customer, of.agent, of.customer, second, seen=seen)
    assert contact(of.customer) == first
    write_now(edit_customer, of.agent, of.customer, second, seen=first)
    assert contact(of.customer) == second


def test_who_has_an_address_is_told_to_those_alone_who_may_see_them() -> None:
    """An agent for the Netherlands learns that the address is taken, not by whom; the same when creating."""
    of = shop()
    foreign = NewCustomer(uuid4(), "Anneliese Vogt", "vogt@postvak.test", address=BERLIN)
    taken = write_now(create_customer, agent(), foreign, now=NOW)
    seen = contact(of.customer)
    wish = replace(seen, email="Vogt@postvak.test")
    deeds = (
        lambda actor: write_now(edit_customer, actor, of.customer, wish, seen=seen),
        lambda actor: write_now(
            create_customer, actor, replace(foreign, id=uuid4(), address=ADDRESS), now=NOW
        ),
    )
    for deed in deeds:
        with pytest.raises(Invalid) as told:
            deed(agent())
        assert taken.number in str(told.value)
        with pytest.raises(Invalid) as hidden:
            deed(dutch())
        assert not {"Anneliese", "Vogt", taken.number} & set(str(hidden.value).replace("(", " ").split())
        assert "supervisor" in str(hidden.value)


def test_operators_and_strangers_correct_nobody() -> None:
    """The desk alone, and only whom it may see."""
    of = shop()
    seen, french = contact(of.customer), agent(countries=frozenset({"FR"}))
    wish, home = replace(seen, name="X"), AddressWish(uuid4(), ADDRESS)
    operator = agent(role=Role.OPERATOR)
    for actor, refusal in ((operator, Forbidden), (french, NotFound)):
        with pytest.raises(refusal):
            write_now(edit_customer, actor, of.customer, wish, seen=seen)
        with pytest.raises(refusal):
            write_now(save_address, actor, of.customer, home)
        with pytest.raises(refusal):
            write_now(add_customer_note, actor, of.customer, "x", key="k", now=NOW)


def test_an_address_is_added_once_behind_the_others_and_may_be_put_first() -> None:
    """The first one is what a new return begins with."""
    of = shop()
    wish = AddressWish(uuid4(), BERLIN)
    for _ in range(2):
        write_now(save_address, of.agent, of.customer, wish)
    assert addresses(of.customer) == [("Utrecht", 0), ("Berlin", 1)]
    write_now(prefer_address, of.agent, of.customer, wish.id)
    assert addresses(of.customer) == [("Berlin", 0), ("Utrecht", 1)]
    assert get(started(of)).country == "DE"


def test_a_corrected_address_is_held_to_the_one_that_was_seen() -> None:
    """A colleague's correction is not overwritten unseen; the same correction twice is fine."""
    of = shop()
    row = read_now(address_rows, of.customer)[0]
    seen = Address(**row.address)
    mine, theirs = replace(seen, house_number="120"), replace(seen, house_number="122")
    for _ in range(2):
        write_now(save_address, of.agent, of.customer, AddressWish(row.id, theirs, seen))
    with pytest.raises(Conflict):
        write_now(save_address, of.agent, of.customer, AddressWish(row.id, mine, seen))
    assert read_now(addresses_of, of.customer) == [theirs]
    write_now(remove_address, of.agent, of.customer, row.id)
    with pytest.raises(Conflict):
        write_now(save_address, of.agent, of.customer, AddressWish(row.id, mine, theirs))
    assert addresses(of.customer) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"street": ""}, "street"), ({"postal_code": "10115"}, "postal_code"), ({"country": "XX"}, "country")],
)
def test_a_wrong_address_is_named_at_its_field(changes: dict[str, str], field: str) -> None:
    """Nothing is kept then."""
    of = shop()
    with pytest.raises(Invalid) as refusal:
        write_now(save_address, of.agent, of.customer, AddressWish(uuid4(), replace(ADDRESS, **changes)))
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert len(addresses(of.customer)) == 1


def test_nobody_corrects_an_address_of_another_customer_by_its_id() -> None:
    """The id is fetched together with the customer."""
    of, other = shop(), shop()
    theirs = read_now(address_rows, other.customer)[0]
    with pytest.raises(NotFound):
        write_now(save_address, of.agent, of.customer, AddressWish(theirs.id, BERLIN))
    with pytest.raises(NotFound):
        write_now(prefer_address, of.agent, of.customer, theirs.id)
    write_now(remove_address, of.agent, of.customer, theirs.id)
    assert addresses(other.customer) == [("Utrecht", 0)]


def test_places_close_up_when_an_address_is_removed_and_there_is_an_end_to_them() -> None:
    """So that the first one is always at place 0."""
    of = shop()
    row = read_now(address_rows, of.customer)[0]
    for number in range(MOST_ADDRESSES - 1):
        wish = AddressWish(uuid4(), replace(ADDRESS, house_number=str(number + 1)))
        write_now(save_address, of.agent, of.customer, wish)
    with pytest.raises(Invalid):
        write_now(save_address, of.agent, of.customer, AddressWish(uuid4(), BERLIN))
    write_now(remove_address, of.agent, of.customer, row.id)
    assert [place for _, place in addresses(of.customer)] == list(range(MOST_ADDRESSES - 1))


def test_a_scope_is_kept_by_addresses_too() -> None:
    """Nobody adds an address where they would not see it, nor takes away the one by which they see the customer."""
    of = shop()
    with pytest.raises(Invalid):
        write_now(save_address, dutch(), of.customer, AddressWish(uuid4(), BERLIN))
    write_now(save_address, agent(), of.customer, AddressWish(uuid4(), BERLIN))
    home = read_now(address_rows, of.customer)[0]
    with pytest.raises(Conflict, match="scope"):
        write_now(remove_address, dutch(), of.customer, home.id)
    assert addresses(of.customer) == [("Utrecht", 0), ("Berlin", 1)]


def test_a_return_begins_with_the_first_address_in_the_agents_scope() -> None:
    """Preferred is another one, where this agent would lose the return out of sight."""
    of = shop()
    wish = AddressWish(uuid4(), BERLIN)
    write_now(save_address, of.agent, of.customer, wish)
    write_now(prefer_address, of.agent, of.customer, wish.id)
    return_id = started(shop())
    write_now(choose_customer, dutch(), return_id, of.customer, now=NOW)
    assert get(return_id).country == "NL"


def test_a_note_is_written_once_for_a_key_and_keeps_its_lines() -> None:
    """Who wrote it and when is kept."""
    of = shop()
    for _ in range(2):
        write_now(
            add_customer_note, of.agent, of.customer, " Deaf.\r\nWrite, do not call. ", key="once", now=NOW
        )

    def notes(session: Session) -> list[CustomerNote]:
        return list(session.exec(select(CustomerNote).order_by(col(CustomerNote.created_at))))

    found = read_now(notes)
    assert [(one.words, one.author_name, one.created_at) for one in found] == [
        ("Deaf.\nWrite, do not call.", "Femke", NOW)
    ]


@pytest.mark.parametrize("words", ["", "  \n ", "x" * (MAX_NOTE + 1), "a\x00b"])
def test_a_note_without_words_or_with_too_many_is_refused(words: str) -> None:
    """At its field."""
    of = shop()
    with pytest.raises(Invalid) as refusal:
        write_now(add_customer_note, of.agent, of.customer, words, key="k", now=NOW)
    assert refusal.value.problems[0].field == "words"
