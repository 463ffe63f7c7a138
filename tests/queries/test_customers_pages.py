"""The list and the page of customers: whom they show to whom, and what they cost."""

import json
from base64 import b64decode
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session

from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.create_customer import NewCustomer, create_customer
from returns_app.actions.customer_addresses import AddressWish, save_address
from returns_app.actions.customer_notes import add_customer_note
from returns_app.actions.erase_customer import erase_customer
from returns_app.actions.merge_customers import merge_customers
from returns_app.db.customer_facts import stamp_of
from returns_app.db.customers import FIRST_PLACE, Customer, customer_number
from returns_app.db.exceptions import GrantedException
from returns_app.db.session import read_now, write_now
from returns_app.domain.actors import Actor, Role
from returns_app.domain.errors import Forbidden, NotFound
from returns_app.queries.customer_data import customer_data
from returns_app.queries.customer_list import PAGE_SIZE, CustomerList, FindCustomers, Order, list_customers
from returns_app.queries.customer_page import customer_page
from returns_app.queries.return_page import return_page
from tests.actions.test_edit_customer import BERLIN
from tests.erasing import EMAIL, MARKS, marked_customer
from tests.factories import ADDRESS, NOW, Shop, agent, draft, get, requested, shop
from tests.queries.counting import statements

pytestmark = pytest.mark.usefixtures("database")


def found(actor: Actor | None = None, **find: object) -> CustomerList:
    return read_now(list_customers, actor or agent(), FindCustomers(**find), now=NOW)  # type: ignore[arg-type]


def person(name: str, **more: object) -> UUID:
    wish = NewCustomer(uuid4(), name, f"{uuid4().hex[:12]}@postvak.test", **more)  # type: ignore[arg-type]
    return write_now(create_customer, agent(), wish, now=NOW).id


def crowd(count: int) -> None:
    """As many customers as wanted, several of one name, as rows."""

    def add(session: Session) -> None:
        for at in range(count):
            place = FIRST_PLACE + 5000 + at
            session.add(
                Customer(
                    number=customer_number(place),
                    place=place,
                    name=f"Person {at // 3:04}",
                    email=f"p{at}@postvak.test",
                    created_at=NOW + timedelta(minutes=at),
                )
            )

    write_now(add)


def boss(**scope: object) -> Actor:
    return agent("Bo", Role.SUPERVISOR, **scope)


def merged(stays: UUID, goes: UUID) -> None:
    seen = read_now(
        lambda session: stamp_of(session, *(session.get_one(Customer, one) for one in (stays, goes)))
    )
    write_now(merge_customers, boss(), stays, goes, seen=seen, now=NOW)


@pytest.mark.parametrize("order", list(Order))
def test_page_by_page_everybody_is_shown_once_there_and_back(order: Order) -> None:
    """Also where several have one name."""
    crowd(2 * PAGE_SIZE + 20)
    pages = [found(order=order)]
    while pages[-1].older:
        pages.append(found(order=order, before=pages[-1].older))
    numbers = [row.number for page in pages for row in page.rows]
    assert len(numbers) == len(set(numbers)) == 2 * PAGE_SIZE + 20
    assert [bool(page.newer) for page in pages] == [False, True, True]
    back = found(order=order, after=pages[-1].newer)
    assert back.rows == pages[1].rows
    assert (back.newer, back.older) == (pages[1].newer, pages[1].older)
    assert found(order=order, after=back.newer).rows == pages[0].rows


def test_names_come_in_order_and_the_newest_come_first() -> None:
    """Whichever was asked for."""
    crowd(30)
    names = [row.name for row in found().rows]
    assert names == sorted(names)
    places = [int(row.number.removeprefix("C-")) for row in found(order=Order.NEWEST).rows]
    assert places == sorted(places, reverse=True)


@pytest.mark.parametrize(
    "cursor", ["x", "-1", "٣", "99999999999999999999", "4294967296", "12 OR 1=1", "\x00"]
)
def test_a_cursor_that_is_none_shows_the_first_page(cursor: str) -> None:
    """Whatever an address holds; a number that nobody has ends the list at worst."""
    crowd(3)
    for order in Order:
        assert len(found(order=order, before=cursor).rows) == 3
        assert len(found(order=order, after=cursor).rows) == 3


def test_returns_are_counted_within_the_scope_and_the_last_is_told() -> None:
    """Nobody learns of a return they may not see."""
    of = shop()
    draft(of)
    requested(of)
    row = next(one for one in found(of.agent).rows if one.id == str(of.customer))
    assert (row.returns, bool(row.last)) == ("2", True)
    other_type = agent(policies=frozenset({uuid4()}))
    row = next(one for one in found(other_type).rows if one.id == str(of.customer))
    assert (row.returns, row.last) == ("", "")


def test_a_scope_shows_who_lives_there_and_who_lives_nowhere_yet() -> None:
    """By any of their addresses; the search holds to it too."""
    dutch, german, both = (person(f"Quirine {name}") for name in ("One", "Two", "Three"))
    person("Quirine Four")
    write_now(save_address, agent(), dutch, AddressWish(uuid4(), ADDRESS))
    write_now(save_address, agent(), german, AddressWish(uuid4(), BERLIN))
    for address in (BERLIN, ADDRESS):
        write_now(save_address, agent(), both, AddressWish(uuid4(), address))
    here = agent(countries=frozenset({"NL"}))
    expected = {"Quirine One", "Quirine Three", "Quirine Four"}
    assert {row.name for row in found(here).rows} == expected
    assert {row.name for row in found(here, words="quirine").rows} == expected
    assert {row.name for row in found(words="quirine").rows} == expected | {"Quirine Two"}


def test_merged_and_erased_customers_are_not_listed_nor_found() -> None:
    """By none of what they were called."""
    stays, goes, gone = (person(f"Quirine {name}") for name in ("One", "Two", "Three"))
    merged(stays, goes)
    number = read_now(lambda session: session.get_one(Customer, gone).number)
    write_now(erase_customer, boss(), gone, number, now=NOW)
    assert [row.name for row in found().rows] == ["Quirine One"]
    assert [row.name for row in found(words="quirine").rows] == ["Quirine One"]
    assert found(words=number).rows == []


def test_a_typing_error_is_mended_and_told() -> None:
    """What was taken for it stands beside the search."""
    person("Quirine Oldenkotte")
    listed = found(words="oldenkote")
    assert [row.name for row in listed.rows] == ["Quirine Oldenkotte"]
    assert listed.closest == "Oldenkotte"
    assert found(words="zzzzzzzz") == CustomerList(range_words="0 customers match")


def test_operators_look_through_no_customers() -> None:
    """The desk alone."""
    of = shop()
    operator = agent(role=Role.OPERATOR)
    for query in (
        lambda: found(operator),
        lambda: read_now(customer_page, operator, of.customer, now=NOW),
        lambda: read_now(customer_data, operator, of.customer),
    ):
        with pytest.raises(Forbidden):
            query()


def test_the_list_and_the_page_send_as_many_statements_for_much_as_for_little() -> None:
    """Whatever is there."""
    of = shop()
    few_listed = statements(list_customers, of.agent, FindCustomers(), now=NOW)
    few_found = statements(list_customers, of.agent, FindCustomers("sanne"), now=NOW)
    few = statements(customer_page, of.agent, of.customer, now=NOW)
    crowd(PAGE_SIZE)
    for at in range(6):
        requested(of)
        wish = AddressWish(uuid4(), BERLIN if at == 0 else replace(ADDRESS, house_number=str(at)))
        write_now(save_address, of.agent, of.customer, wish)
        write_now(add_customer_note, of.agent, of.customer, f"Note {at}", key=str(at), now=NOW)
        person("Sanne Visser", address=ADDRESS)
    assert statements(list_customers, of.agent, FindCustomers(), now=NOW) == few_listed == 2
    assert statements(list_customers, of.agent, FindCustomers("sanne"), now=NOW) == few_found
    assert statements(customer_page, of.agent, of.customer, now=NOW) == few
    assert few <= 12


def test_the_page_tells_what_they_bring_back_at_a_glance() -> None:
    """Drafts and canceled returns do not count; exceptions do."""
    of = shop()
    first, second = requested(of, quantity=2), requested(of, quantity=3)
    draft(of)
    canceled = requested(of)
    write_now(cancel_return, of.agent, canceled.id, now=NOW)
    granted = GrantedException(
        return_id=first.id, rule="window", observed="40", limit_words="30", reason="goodwill",
        granted_by=of.agent.id, granted_at=NOW,
    )  # fmt: skip
    write_now(Session.add, granted)
    page = read_now(customer_page, of.agent, of.customer, now=NOW)
    glance = page.glance
    assert (glance.returns, glance.open, glance.pieces, glance.exceptions) == ("2", "3", "5", "1")
    assert glance.value == "€1,745.00"
    assert {one.id for one in page.returns} >= {str(first.id), str(second.id), str(canceled.id)}
    elsewhere = read_now(customer_page, agent(policies=frozenset({uuid4()})), of.customer, now=NOW)
    assert (elsewhere.returns, elsewhere.glance.returns) == ([], "")


def test_only_supervisors_are_offered_what_changes_a_customer_for_good() -> None:
    """A screen shows what its person may do."""
    of = shop()
    page = read_now(customer_page, of.agent, of.customer, now=NOW)
    assert page.acts == ["new_return", "edit", "note"]
    page = read_now(customer_page, boss(), of.customer, now=NOW)
    assert page.acts == ["new_return", "edit", "note", "merge", "export", "erase"]


def test_whoever_was_merged_leads_to_the_one_who_stayed() -> None:
    """Their address may be in somebody's history; beyond the scope there is nobody."""
    stays, goes = person("One"), person("Two")
    write_now(save_address, agent(), stays, AddressWish(uuid4(), BERLIN))
    merged(stays, goes)
    page = read_now(customer_page, agent(), goes, now=NOW)
    assert (page.moved_to, page.name) == (f"/desk/customer?id={stays}", "")
    with pytest.raises(NotFound):
        read_now(customer_page, agent(countries=frozenset({"NL"})), goes, now=NOW)
    number = read_now(lambda session: session.get_one(Customer, goes).number)
    assert read_now(customer_page, agent(), stays, now=NOW).formerly == number


def test_twins_share_an_address_of_mail_a_phone_or_a_name_at_one_place() -> None:
    """A name alone is nobody's, and a colleague beyond the scope is not told of them."""
    one = person("Quirine Oldenkotte", phone="06 12345678", address=ADDRESS)
    phone = person("Q. Oldenkotte", phone="+31 6 12345678", address=BERLIN)
    place = person("Quirine Oldenkotte", address=ADDRESS)
    person("Quirine Oldenkotte")
    person("Somebody Else", address=ADDRESS)
    twins = read_now(customer_page, agent(), one, now=NOW).twins
    assert [(twin.id, twin.why) for twin in twins] == [
        (str(place), "Same name and address"),
        (str(phone), "Same phone"),
    ]
    here = agent(countries=frozenset({"NL"}))
    assert [twin.id for twin in read_now(customer_page, here, one, now=NOW).twins] == [str(place)]


def erased(of: Shop) -> tuple[UUID, list[UUID]]:
    customer_id, return_ids = marked_customer(of)
    number = read_now(lambda session: session.get_one(Customer, customer_id).number)
    write_now(erase_customer, boss(), customer_id, number, now=NOW)
    return customer_id, return_ids


def test_the_pages_of_an_erased_customer_and_their_returns_still_open() -> None:
    """They say what was erased, offer no documents, and tell nothing personal."""
    of = shop(survey=True)
    customer_id, return_ids = erased(of)
    page = read_now(customer_page, boss(), customer_id, now=NOW)
    assert page.name == "Erased customer"
    assert page.erased
    assert (page.acts, page.addresses, page.notes, page.twins) == ([], [], [], [])
    shown = [read_now(return_page, boss(), one, now=NOW) for one in return_ids]
    assert [one.customer.name for one in shown] == ["Erased customer"] * 4
    assert [one.documents for one in shown] == [[]] * 4
    assert shown[3].shipment.tracking
    said = repr([page, *shown]).casefold()
    assert [mark for mark in MARKS if mark in said] == []
    assert all("Personal data erased" in repr(one) for one in shown)


def test_all_that_is_kept_is_given_out_to_supervisors_as_plain_json() -> None:
    """With everything the search for traces would find, but our own keys and hashes."""
    of = shop(survey=True)
    customer_id, return_ids = marked_customer(of)
    data = read_now(customer_data, boss(), customer_id)
    text = json.dumps(data, ensure_ascii=False).casefold()
    assert EMAIL in text
    typed = [mark for mark in MARKS if mark not in text]
    # A photo is told as base 64; a piece of one that never came whole is nobody's photo yet, and gone in a day.
    photos = [b64decode(photo["jpeg"]) for one in data["returns"] for photo in one["photos"]]
    assert any(b"marimba" in photo.lower() for photo in photos)
    assert set(typed) <= {"612 349 876", "9731xq", "marimba", "celesta"}
    assert [one["id"] for one in data["returns"]] == [str(get(one).id) for one in return_ids]
    assert data["returns"][0]["answers"][0]["question"] == "What happened?"
    assert "token_hash" not in text
    assert "dedupe_key" not in text


def test_data_are_given_to_supervisors_alone_and_only_when_they_see_all_of_it() -> None:
    """An agent may read the page, and no more."""
    of = shop()
    requested(of)
    with pytest.raises(Forbidden):
        read_now(customer_data, of.agent, of.customer)
    with pytest.raises(NotFound):
        read_now(customer_data, boss(countries=frozenset({"FR"})), of.customer)
    with pytest.raises(Forbidden, match="scope"):
        read_now(customer_data, boss(policies=frozenset({uuid4()})), of.customer)
