"""The handlers of the customers' pages: errors keep what was typed, conflicts are told, rights are the server's."""

from uuid import UUID, uuid4

import pytest

from returns_app import routes
from returns_app.actions.create_customer import NewCustomer, create_customer
from returns_app.actions.edit_customer import edit_customer
from returns_app.db.customer_facts import address_rows, contact_of
from returns_app.db.customers import Customer, addresses_of
from returns_app.db.session import Database, read_now, write_now
from returns_app.domain.actors import Role
from returns_app.flows.customers.address_state import CustomerHomes
from returns_app.flows.customers.edit_state import EditCustomer
from returns_app.flows.customers.erase_state import EraseCustomer
from returns_app.flows.customers.list_state import Customers
from returns_app.flows.customers.merge_state import MergeCustomers
from returns_app.flows.customers.state import CustomerDesk
from returns_app.flows.notices import Notices
from tests.driving import Browser, Server
from tests.erasing import NAME, marked_customer, traces
from tests.factories import ADDRESS, NOW, Shop, agent, requested, shop
from tests.flows.desk.making import token_of

TYPED = {"name": "Sanne de Visser", "email": "sanne@postvak.test", "phone": "", "language": "nl"}


@pytest.fixture
def of(database: Database) -> Shop:
    return shop()


def person(customer_id: UUID) -> Customer:
    return read_now(lambda session: session.get_one(Customer, customer_id))


def twin(of: Shop) -> UUID:
    wish = NewCustomer(uuid4(), "S. Visser", f"{uuid4().hex[:9]}@postvak.test", "06 12345678", "nl", ADDRESS)
    return write_now(create_customer, of.agent, wish, now=NOW).id


async def at(server: Server, customer_id: UUID, token: str) -> Browser:
    browser = Browser(server, desk=token)
    await browser.open(routes.customer_page(customer_id))
    return browser


def notice(browser: Browser) -> str:
    return str(browser.sees(Notices)["notice"].text)


async def test_the_address_says_who_is_listed(server: Server, database: Database, of: Shop) -> None:
    browser = Browser(server, desk=token_of(database))
    await browser.open(f"{routes.CUSTOMERS}?sort=newest&q=sanne")
    seen = browser.sees(Customers)
    assert ([row.id for row in seen["found"].rows], seen["order"]) == ([str(of.customer)], "newest")
    answer = await browser.send(Customers.search, words="  Vissér & Zn ")
    assert answer.redirects == [f"{routes.CUSTOMERS}?sort=newest&q=Viss%C3%A9r+%26+Zn"]


@pytest.mark.parametrize(
    "query", ["sort=x", "before=x&after=y", "q=%00", f"q={'x' * 3000}", "before=" + "9" * 40]
)
async def test_an_address_nobody_makes_shows_a_list_all_the_same(
    server: Server, database: Database, of: Shop, query: str
) -> None:
    browser = Browser(server, desk=token_of(database))
    answer = await browser.open(f"{routes.CUSTOMERS}?{query}")
    assert not answer.errors
    assert not browser.sees(Customers)["failed"]


async def test_a_page_beyond_the_scope_or_of_nobody_says_there_is_none(
    server: Server, database: Database, of: Shop
) -> None:
    for token, wanted in (
        (token_of(database, countries=("FR",)), of.customer),
        (token_of(database), uuid4()),
        (token_of(database), "x"),
    ):
        browser = Browser(server, desk=token)
        await browser.open(f"{routes.CUSTOMER}?id={wanted}")
        seen = browser.sees(CustomerDesk)
        assert (seen["missing"], seen["page"].name) == (True, "")
        assert not browser.was_told("Sanne")


async def test_an_error_keeps_the_form_open_and_names_each_field(
    server: Server, database: Database, of: Shop
) -> None:
    browser = await at(server, of.customer, token_of(database))
    await browser.send(EditCustomer.open)
    wrong = TYPED | {"email": "nobody", "phone": "12", "about": str(of.customer)}
    await browser.send(EditCustomer.save, data=wrong)
    seen = browser.sees(EditCustomer)
    assert seen["editing"]
    assert set(seen["problems"]) == {"email", "phone"}
    await browser.send(EditCustomer.save, data=TYPED | {"about": str(of.customer)})
    assert not browser.sees(EditCustomer)["editing"]
    assert browser.sees(CustomerDesk)["page"].name == "Sanne de Visser"


async def test_of_two_agents_the_second_sees_what_the_first_wrote_and_may_save_again(
    server: Server, database: Database, of: Shop
) -> None:
    browser = await at(server, of.customer, token_of(database))
    await browser.send(EditCustomer.open)
    seen = read_now(lambda session: contact_of(session.get_one(Customer, of.customer)))
    theirs = seen.__class__(**{**seen.__dict__, "name": "Sanne Jansen"})
    write_now(edit_customer, agent(), of.customer, theirs, seen=seen)
    mine = TYPED | {"about": str(of.customer)}
    await browser.send(EditCustomer.save, data=mine)
    assert "Name: Sanne Jansen" in browser.sees(EditCustomer)["theirs"]
    assert browser.sees(EditCustomer)["editing"]
    assert person(of.customer).name == "Sanne Jansen"
    await browser.send(EditCustomer.save, data=mine)
    assert person(of.customer).name == "Sanne de Visser"


async def test_an_address_is_added_with_its_countrys_fields_preferred_and_removed(
    server: Server, database: Database, of: Shop
) -> None:
    browser = await at(server, of.customer, token_of(database))
    await browser.send(CustomerHomes.open, address_id="")
    assert browser.sees(CustomerHomes)["form"].country == "NL"
    await browser.send(CustomerHomes.change_country, country="DE")
    names = [one.name for one in browser.sees(CustomerHomes)["form"].fields]
    assert names.index("street") < names.index("postal_code")
    typed = {
        "country": "DE",
        "name": "Sanne Visser",
        "street": "Torstraße",
        "house_number": "5",
        "city": "Berlin",
    }
    await browser.send(CustomerHomes.save, data=typed | {"about": str(of.customer)})
    assert set(browser.sees(CustomerHomes)["problems"]) == {"postal_code"}
    await browser.send(CustomerHomes.save, data=typed | {"postal_code": "10119", "about": str(of.customer)})
    assert [one.country for one in read_now(addresses_of, of.customer)] == ["NL", "DE"]
    added = browser.sees(CustomerDesk)["page"].addresses[1].id
    await browser.send(CustomerHomes.prefer, address_id=added)
    assert [one.country for one in read_now(addresses_of, of.customer)] == ["DE", "NL"]
    await browser.send(CustomerHomes.ask_remove, address_id=added)
    await browser.send(CustomerHomes.remove)
    assert [one.country for one in read_now(addresses_of, of.customer)] == ["NL"]


async def test_an_address_of_somebody_else_is_neither_shown_nor_changed(
    server: Server, database: Database, of: Shop
) -> None:
    other = shop(customer="Zebedee Quackenbush")
    theirs = str(read_now(address_rows, other.customer)[0].id)
    browser = await at(server, of.customer, token_of(database))
    for handler in (CustomerHomes.open, CustomerHomes.prefer, CustomerHomes.ask_remove):
        await browser.send(handler, address_id=theirs)
    await browser.send(CustomerHomes.remove)
    assert not browser.was_told("Zebedee")
    assert len(read_now(addresses_of, other.customer)) == 1


async def test_a_note_is_written_about_the_customer_whom_the_form_is_about(
    server: Server, database: Database, of: Shop
) -> None:
    browser = await at(server, of.customer, token_of(database))
    data = {"words": "Deaf. Write.", "key": "drawn", "about": str(of.customer)}
    for _ in range(2):
        await browser.send(CustomerDesk.add_note, data=data)
    assert [one.words for one in browser.sees(CustomerDesk)["page"].notes] == ["Deaf. Write."]
    assert browser.sees(CustomerDesk)["notes_sent"] == 2
    await browser.send(CustomerDesk.add_note, data=data | {"words": " "})
    assert "words" in browser.sees(CustomerDesk)["problems"]


async def test_two_are_compared_and_merged_and_the_page_of_the_one_who_went_leads_on(
    server: Server, database: Database, of: Shop
) -> None:
    other = twin(of)
    browser = await at(server, other, token_of(database, Role.SUPERVISOR))
    await browser.send(MergeCustomers.look, words="sanne")
    assert [hit.id for hit in browser.sees(MergeCustomers)["options"]] == [str(of.customer)]
    await browser.send(MergeCustomers.compare, other_id=str(of.customer))
    # The older number stays until chosen otherwise.
    assert browser.sees(MergeCustomers)["preview"].stays == str(of.customer)
    answer = await browser.send(MergeCustomers.merge)
    assert answer.redirects == [routes.customer_page(of.customer)]
    assert person(other).merged_into == of.customer
    later = Browser(server, desk=token_of(database))
    assert (await later.open(routes.customer_page(other))).redirects == [routes.customer_page(of.customer)]


async def test_a_merge_of_what_changed_meanwhile_is_refused_in_the_comparison(
    server: Server, database: Database, of: Shop
) -> None:
    other = twin(of)
    browser = await at(server, of.customer, token_of(database, Role.ADMIN))
    await browser.send(MergeCustomers.compare, other_id=str(other))
    seen = read_now(lambda session: contact_of(session.get_one(Customer, other)))
    write_now(edit_customer, agent(), other, seen.__class__(**{**seen.__dict__, "name": "New"}), seen=seen)
    await browser.send(MergeCustomers.merge)
    shown = browser.sees(MergeCustomers)
    assert "changed meanwhile" in shown["refused"]
    assert "New" in repr(shown["preview"].lines)
    await browser.send(MergeCustomers.merge)
    assert person(other).merged_into == of.customer


@pytest.mark.parametrize("role", [Role.AGENT, Role.OPERATOR])
async def test_agents_neither_merge_nor_erase(
    server: Server, database: Database, of: Shop, role: Role
) -> None:
    other, number = twin(of), person(of.customer).number
    browser = await at(server, of.customer, token_of(database, role))
    await browser.send(MergeCustomers.compare, other_id=str(other))
    await browser.send(MergeCustomers.merge)
    await browser.send(EraseCustomer.ask)
    await browser.send(EraseCustomer.erase, data={"number": number, "about": str(of.customer)})
    assert not browser.sees(EraseCustomer).get("asking")
    assert person(other).merged_into is None
    assert person(of.customer).erased_at is None


async def test_an_open_return_keeps_the_question_open_and_is_named_in_it(
    server: Server, database: Database, of: Shop
) -> None:
    row = requested(of)
    browser = await at(server, of.customer, token_of(database, Role.SUPERVISOR))
    await browser.send(EraseCustomer.ask)
    data = {"number": person(of.customer).number, "about": str(of.customer)}
    await browser.send(EraseCustomer.erase, data=data)
    seen = browser.sees(EraseCustomer)
    assert seen["asking"]
    assert f"Ref. {row.reference}" in seen["refused"] or (row.number or "-") in seen["refused"]


async def test_who_is_erased_is_shown_as_that_and_no_tab_is_told_their_name_again(
    server: Server, database: Database
) -> None:
    customer_id, _ = marked_customer(shop(survey=True))
    token = token_of(database, Role.SUPERVISOR)
    browser = await at(server, customer_id, token)
    await browser.send(EraseCustomer.ask)
    await browser.send(EraseCustomer.erase, data={"number": "C-1", "about": str(customer_id)})
    assert "number" in browser.sees(EraseCustomer)["problems"]
    number = person(customer_id).number
    await browser.send(EraseCustomer.erase, data={"number": number, "about": str(customer_id)})
    assert browser.sees(CustomerDesk)["page"].name == "Erased customer"
    assert traces() == []
    fresh = await at(server, customer_id, token)
    assert not fresh.was_told(NAME)
