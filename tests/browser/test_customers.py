"""Customers at the desk: found by keyboard, corrected, noted, merged, erased; and a return begun for one of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from returns_app import routes
from returns_app.actions.create_customer import NewCustomer, create_customer
from returns_app.db.accounts import User
from returns_app.db.customers import Customer
from returns_app.db.session import Database
from returns_app.domain.actors import Actor, ActorKind, Role
from returns_app.domain.addresses import Address
from tests.browser.conftest import Running, dress

HOME = Address(
    country="NL", name="O. Quackenbush", street="Biltstraat", house_number="7", postal_code="3572 BK", city="Utrecht"
)  # fmt: skip
MARK = "Quackenbush"


@dataclass(frozen=True)
class Two:
    """The same person twice: ids and numbers, the older first."""

    first: str
    second: str
    number: str
    other_number: str


@pytest.fixture
def two(server: Running) -> Iterator[Two]:
    """One person whom the server knows twice, under a name that no other test has."""
    database = Database(server.database_url)
    yield database.write_now(_twice)
    database.close()


def _twice(session: Session) -> Two:
    user = session.exec(select(User).where(User.role == Role.SUPERVISOR.value)).first()
    assert user is not None
    boss = Actor(ActorKind.STAFF, user.id, user.name, role=Role.SUPERVISOR)
    name = f"{uuid4().hex[:6]} {MARK}"
    made: list[Customer] = []
    for phone in ("+31612345678", ""):
        wish = NewCustomer(uuid4(), name, f"{uuid4().hex[:12]}@postvak.test", phone, "nl", HOME)
        made.append(create_customer(session, boss, wish, now=datetime.now(UTC)))
    first, second = made
    return Two(str(first.id), str(second.id), first.number, second.number)


def show(page: Page, customer_id: str) -> None:
    page.goto(routes.customer_page(customer_id))
    expect(page.locator("h1#title")).to_contain_text(MARK)


def both_themes(page: Page, axe) -> None:
    dress(page, "light")
    axe(page)
    dress(page, "dark")
    axe(page)
    dress(page, "light")


def test_a_customer_is_found_by_keyboard_corrected_and_noted(desk, sign_in, two, shot, axe):
    sign_in(desk, "agent")
    desk.goto(routes.CUSTOMERS)
    expect(desk.locator("tbody tr").first).to_be_visible(timeout=60_000)
    both_themes(desk, axe)
    desk.keyboard.press("/")
    expect(desk.locator("#find")).to_be_focused()
    desk.keyboard.type(two.number)
    expect(desk.locator("tbody tr")).to_have_count(1)
    expect(desk.get_by_text("1 customer matches")).to_be_visible()
    desk.keyboard.press("Tab")
    desk.locator("body").press("Escape")
    desk.locator("#find").blur()
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    expect(desk.locator("h1#title")).to_contain_text(MARK)
    shot(desk, "customer")
    both_themes(desk, axe)

    desk.keyboard.press("e")
    expect(desk.locator("#name")).to_be_focused()
    desk.locator("#name").fill(f"Otto {MARK}")
    desk.locator("#email").fill("nobody")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator("#email-error")).to_contain_text("This is no e-mail address.")
    expect(desk.locator("#name")).to_have_value(f"Otto {MARK}")
    expect(desk.locator("#email")).to_have_value("nobody")
    both_themes(desk, axe)
    address = f"otto.{two.number.lower()}@postvak.test"
    desk.locator("#email").fill(address)
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator("h1#title")).to_have_text(f"Otto {MARK}")
    expect(desk.get_by_role("region", name="Details")).to_contain_text(address)

    desk.locator("h1#title").click()
    desk.keyboard.press("i")
    desk.keyboard.type("Write, do not call.")
    desk.keyboard.press("Control+Enter")
    notes = desk.get_by_role("region", name="Notes")
    expect(notes.locator("li")).to_contain_text("Write, do not call.")
    expect(desk.locator("#note")).to_have_value("")


def test_an_address_is_added_with_what_its_country_asks_for(desk, sign_in, two, shot):
    sign_in(desk, "agent")
    show(desk, two.first)
    desk.locator("#add-address").click()
    desk.locator("#country").select_option("DE")
    expect(desk.locator("#address-postal_code")).to_be_visible()
    desk.locator("#address-street").fill("Torstraße")
    desk.locator("#address-house_number").fill("5")
    desk.locator("#address-postal_code").fill("3572 BK")
    desk.locator("#address-city").fill("Berlin")
    desk.get_by_role("button", name="Save address").click()
    expect(desk.locator("#address-postal_code-error")).to_contain_text("A postal code there looks like")
    expect(desk.locator("#address-street")).to_have_value("Torstraße")
    shot(desk, "customer-address")
    desk.locator("#address-postal_code").fill("10119")
    desk.get_by_role("button", name="Save address").click()
    homes = desk.get_by_role("region", name="Addresses").get_by_role("listitem")
    expect(homes).to_have_count(2)
    desk.get_by_role("button", name="Actions for the address Torstraße 5").click()
    desk.get_by_role("button", name="Offer first").click()
    expect(homes.first).to_contain_text("Berlin")
    desk.get_by_role("button", name="Actions for the address Biltstraat 7").click()
    desk.get_by_role("button", name="Remove", exact=True).click()
    desk.get_by_role("button", name="Remove address").click()
    expect(homes).to_have_count(1)


def test_one_person_who_is_there_twice_becomes_one_customer(desk, sign_in, two, shot, axe):
    sign_in(desk, "supervisor")
    show(desk, two.second)
    desk.get_by_role("button", name=f"Compare and merge with {two.number}").click()
    shown = desk.get_by_role("alertdialog", name="Make one customer of two")
    expect(shown.get_by_role("radio", name=f"{two.number} stays")).to_be_checked()
    expect(shown).to_contain_text("The same place, kept once.")
    shot(desk, "customer-merge")
    both_themes(desk, axe)
    shown.get_by_role("radio", name=f"{two.other_number} stays").click()
    expect(shown.get_by_role("row", name="Number")).to_contain_text(two.other_number)
    shown.get_by_role("radio", name=f"{two.number} stays").click()
    expect(shown.get_by_role("radio", name=f"{two.number} stays")).to_be_checked()
    shown.get_by_role("button", name="Merge into one").click()
    desk.wait_for_url(re.compile(two.first))
    expect(desk.get_by_text(two.number, exact=True).first).to_be_visible()
    expect(desk.get_by_text("Was also")).to_be_visible()
    desk.goto(routes.customer_page(two.second))
    desk.wait_for_url(re.compile(two.first))


def test_a_customer_is_erased_by_their_number_and_gone_from_the_screen(desk, sign_in, two, shot, axe):
    sign_in(desk, "supervisor")
    show(desk, two.first)
    desk.get_by_role("button", name="More actions").click()
    desk.get_by_role("button", name="Erase on request").click()
    question = desk.get_by_role("alertdialog")
    question.locator("#number").fill(two.other_number)
    question.get_by_role("button", name="Erase for good").click()
    expect(question.locator("#number-error")).to_contain_text(f"Type {two.number} to confirm.")
    expect(question.locator("#number")).to_have_value(two.other_number)
    both_themes(desk, axe)
    shot(desk, "customer-erase")
    question.locator("#number").fill(two.number)
    question.locator("#number").press("Enter")
    expect(desk.locator("h1#title")).to_have_text("Erased customer")
    both_themes(desk, axe)
    desk.reload()
    expect(desk.locator("h1#title")).to_have_text("Erased customer")
    expect(desk.get_by_text(MARK)).to_have_count(0)
    shot(desk, "customer-erased")


def test_a_new_return_begins_with_the_customer_on_screen(desk, sign_in, two):
    sign_in(desk, "agent")
    show(desk, two.first)
    desk.keyboard.press("c")
    desk.wait_for_url(re.compile(f"{routes.NEW_RETURN}.*customer={two.first}"))
    expect(desk.get_by_text(MARK).first).to_be_visible()
