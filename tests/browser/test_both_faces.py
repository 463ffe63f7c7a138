"""One return through both faces: an agent fills in the products alone, the customer the rest, and the desk sees it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from returns_app import routes
from tests.smtp import SmtpPeer


@pytest.fixture
def agent(desk: Page, sign_in: Callable[..., None]) -> Page:
    sign_in(desk, "agent")
    return desk


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words, level=1)).to_be_focused()


def asks(phone: Page, question: str) -> None:
    expect(phone.locator("#question")).to_have_text(question)


def test_products_by_the_agent_and_the_rest_by_the_customer_end_in_a_label_in_the_mailbox(
    agent: Page, phone: Page, mail: SmtpPeer
) -> None:
    link = _link_with_products_only(agent)
    phone.goto(link)
    asks(phone, "Sanne, nog drie stappen voor je retour")
    expect(phone.get_by_text("Fjellvind 3 Tent, moss")).to_be_visible()
    phone.get_by_role("button", name=re.compile("bestelnummer")).tap()
    asks(phone, "Wat is je bestelnummer?")
    phone.locator("#order_number").fill("NO-104882")
    _next(phone)
    asks(phone, "Een paar vragen")
    phone.get_by_text("Nee", exact=True).tap()
    _next(phone)
    asks(phone, "Hoe wil je het versturen?")
    phone.get_by_text("Printen en afgeven").first.tap()
    _next(phone)
    asks(phone, "Klopt alles?")
    phone.get_by_role("button", name="Mijn retour bevestigen").tap()
    asks(phone, "Klaar. Nu nog afgeven")
    number = phone.get_by_text(re.compile(r"^RMA-")).first.inner_text()
    expect(agent.get_by_role("heading", name="Sanne Visser has finished")).to_be_visible()
    expect(agent.get_by_role("main")).to_contain_text(number)
    message = mail.wait_for("s.visser@postvak.example", subject=number)
    attached = [
        part.get_filename() for part in message.walk() if part.get_content_type() == "application/pdf"
    ]
    assert attached == [f"{number}.pdf"]


def _link_with_products_only(agent: Page) -> str:
    agent.goto(routes.NEW_RETURN)
    heading(agent, "Which return type?")
    agent.keyboard.press("Enter")
    expect(agent.get_by_role("combobox", name="Find the customer")).to_be_focused()
    agent.keyboard.type("sanne vis")
    agent.keyboard.press("Enter")
    expect(agent.get_by_label("Customer", exact=True)).to_be_focused()
    agent.keyboard.press("Enter")
    expect(agent.get_by_label("Order number", exact=True)).to_be_focused()
    agent.keyboard.press("Alt+s")
    expect(agent.get_by_role("combobox", name="Add a product by name or SKU")).to_be_focused()
    agent.keyboard.type("fjellvind 3 tent, moss")
    agent.keyboard.press("Enter")
    line = agent.get_by_role("list", name="Lines").get_by_role("listitem")
    line.get_by_label(re.compile("^Reason for")).select_option(index=1)
    line.get_by_label(re.compile("^Outcome for")).select_option(index=1)
    expect(agent.get_by_label("Summary")).to_contain_text("1 with a reason")
    agent.get_by_role("button", name=re.compile("^Next")).click()
    heading(agent, "What do you know already?")
    agent.keyboard.press("s")
    heading(agent, "Is this what you agreed on?")
    agent.keyboard.press("Enter")
    expect(agent.get_by_role("heading", name="The link for Sanne Visser is ready")).to_be_visible()
    return agent.get_by_text(re.compile(r"^http://localhost:\d+/l/")).inner_text()


def _next(phone: Page) -> None:
    phone.locator("main form button[type=submit]").tap()
