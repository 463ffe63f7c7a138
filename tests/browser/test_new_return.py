"""The new return in a real browser: a link by keyboard alone, every step after a reload, and the complete path."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from returns_app import routes
from tests.browser.conftest import OpenPage

SignIn = Callable[..., None]
STANDARD = "Standard return"


def heading(page: Page, words: str) -> Locator:
    return page.get_by_role("heading", name=words, level=1)


def begin(page: Page) -> None:
    page.goto(routes.NEW_RETURN)
    expect(heading(page, "Which return type?")).to_be_focused()


def choose_customer(page: Page, words: str) -> None:
    expect(page.get_by_role("combobox", name="Find the customer")).to_be_focused()
    page.keyboard.type(words)
    # Enter may come before the answer does: the first row of that answer is meant.
    page.keyboard.press("Enter")
    expect(page.get_by_label("Customer", exact=True)).to_be_focused()


def add_product(page: Page, words: str) -> None:
    expect(page.get_by_role("combobox", name="Add a product by name or SKU")).to_be_focused()
    before = page.get_by_role("list", name="Lines").get_by_role("listitem").count()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Lines").get_by_role("listitem")).to_have_count(before + 1)


def reload_at(page: Page, words: str) -> None:
    page.reload()
    expect(heading(page, words)).to_be_visible()


@pytest.fixture
def agent(desk: Page, sign_in: SignIn) -> Page:
    sign_in(desk, "agent")
    return desk


def test_a_link_for_a_known_customer_takes_seven_keys_beside_the_name(agent: Page) -> None:
    agent.context.grant_permissions(["clipboard-read", "clipboard-write"])
    agent.goto(routes.RETURNS)
    expect(agent.locator("#new-return").first).to_be_visible()
    agent.keyboard.press("n")
    expect(heading(agent, "Which return type?")).to_be_focused()
    agent.keyboard.press("Enter")
    choose_customer(agent, "sanne vis")
    agent.keyboard.press("Shift+S")
    expect(heading(agent, "Is this what you agreed on?")).to_be_focused()
    agent.keyboard.press("Enter")
    expect(heading(agent, "The link for Sanne Visser is ready")).to_be_visible()
    agent.keyboard.press("y")
    expect(agent.locator("#copy-link")).to_contain_text("Copied")
    copied = agent.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(r"http://localhost:\d+/l/[\w-]{43}", copied)


def test_every_step_is_there_again_after_a_reload(agent: Page) -> None:
    begin(agent)
    agent.keyboard.press("Enter")
    choose_customer(agent, "vissr")
    reload_at(agent, "Whose return is it?")
    expect(agent.get_by_label("Customer", exact=True)).to_contain_text("s.visser@postvak.example")
    agent.keyboard.press("Enter")
    agent.get_by_label("Order number", exact=True).fill("NO-104882")
    agent.keyboard.press("Enter")
    add_product(agent, "fjelvind")
    reload_at(agent, "What is coming back?")
    lines = agent.get_by_role("list", name="Lines").get_by_role("listitem")
    expect(lines).to_have_count(1)
    lines.get_by_label(re.compile("^Reason for")).select_option(index=1)
    expect(agent.get_by_label("Summary")).to_contain_text("1 with a reason")
    agent.get_by_role("link", name=re.compile("Order number")).click()
    expect(agent.get_by_label("Order number", exact=True)).to_have_value("NO-104882")
    # A person takes longer than this to reach for the browser's own button.
    agent.wait_for_timeout(1200)
    agent.go_back()
    expect(lines).to_have_count(1)
    expect(lines.get_by_label(re.compile("^Reason for"))).not_to_have_value("")
    agent.keyboard.press("Alt+s")
    expect(heading(agent, "What do you know already?")).to_be_focused()
    agent.keyboard.press("s")
    expect(heading(agent, "Is this what you agreed on?")).to_be_focused()
    agent.wait_for_url(re.compile("step=complete"))
    reload_at(agent, "Is this what you agreed on?")
    expect(agent.get_by_role("main")).to_contain_text("NO-104882")


def test_a_draft_goes_on_in_another_browser_and_leads_to_its_link_once_it_is_made(
    agent: Page, new_desk: OpenPage, sign_in: SignIn
) -> None:
    begin(agent)
    agent.keyboard.press("Enter")
    choose_customer(agent, "sanne vis")
    other = new_desk()
    sign_in(other, "supervisor")
    other.goto(agent.url)
    expect(other.get_by_label("Customer", exact=True)).to_contain_text("Sanne Visser")
    agent.keyboard.press("Shift+S")
    expect(heading(agent, "Is this what you agreed on?")).to_be_focused()
    agent.keyboard.press("Enter")
    expect(agent.locator("#copy-link")).to_be_visible()
    other.keyboard.press("Enter")
    expect(other.locator("#copy-link")).to_be_visible()


def test_bad_input_is_named_at_its_field_and_nothing_typed_is_lost(agent: Page) -> None:
    begin(agent)
    agent.keyboard.press("Enter")
    expect(agent.get_by_role("combobox", name="Find the customer")).to_be_focused()
    agent.keyboard.type("Nobody Known")
    agent.get_by_role("option", name=re.compile("Create “Nobody Known”")).click()
    expect(agent.get_by_label("Name", exact=True)).to_have_value("Nobody Known")
    expect(agent.get_by_label("Name", exact=True)).to_be_focused()
    agent.get_by_label("E-mail").fill("S.Visser@postvak.example")
    agent.get_by_label("Street").fill("Singel")
    agent.keyboard.press("Enter")
    expect(agent.get_by_label("E-mail")).to_be_focused()
    expect(agent.locator("[id='address.house_number-error']")).to_contain_text("Fill in the house number.")
    expect(agent.get_by_label("Street")).to_have_value("Singel")
    agent.get_by_label("Country").select_option("US")
    expect(agent.get_by_label("State or province")).to_be_visible()
    expect(agent.get_by_label("Street")).to_have_value("Singel")
    agent.get_by_role("button", name="Use this customer").click()
    expect(agent.get_by_label("Customer", exact=True)).to_contain_text("Sanne Visser")


def test_a_question_that_depends_on_an_answer_comes_and_goes_while_it_is_typed(agent: Page) -> None:
    begin(agent)
    agent.keyboard.press("Enter")
    choose_customer(agent, "sanne vis")
    agent.get_by_role("link", name=re.compile("Surveys")).click()
    expect(heading(agent, "What do you know already?")).to_be_visible()
    follow_up = agent.get_by_label(re.compile("About how many days"))
    expect(follow_up).to_have_count(0)
    agent.get_by_role("radio", name="Yes").check()
    follow_up.fill("12")
    agent.get_by_role("radio", name="No").check()
    expect(follow_up).to_have_count(0)


def test_the_complete_path_ends_on_the_authorization_page(agent: Page) -> None:
    begin(agent)
    agent.get_by_role("button", name="I create it").press("Enter")
    expect(agent.get_by_role("heading", name=re.compile("^Can be used [0-9]"))).to_be_visible()
    expect(heading(agent, "Which return type?")).to_be_focused()
    agent.keyboard.press("Enter")
    choose_customer(agent, "sanne vis")
    agent.keyboard.press("Enter")
    agent.get_by_label("Order number", exact=True).fill("NO-104883")
    agent.keyboard.press("Enter")
    add_product(agent, "fjellvind 3 tent moss")
    agent.keyboard.press("Enter")
    expect(agent.locator("[id='lines.0.reason-error']")).to_contain_text("Say why it comes back.")
    agent.get_by_label(re.compile("^Reason for")).select_option(index=1)
    agent.get_by_label(re.compile("^Outcome for")).select_option("refund")
    expect(agent.get_by_label("Summary")).to_contain_text("1 with a reason")
    agent.locator("#go-next").click()
    expect(heading(agent, "Additional information")).to_be_focused()
    agent.keyboard.press("s")
    expect(heading(agent, "Is this right?")).to_be_focused()
    agent.keyboard.press("Enter")
    agent.wait_for_url(re.compile(re.escape(routes.RETURN) + r"\?id="))
    expect(agent.get_by_role("main")).to_contain_text("Sanne Visser")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_step_has_an_accessibility_violation(agent: Page, axe: Callable[[Page], None], theme: str) -> None:
    def check() -> None:
        expect(agent.locator("html.dark")).to_have_count(1 if theme == "dark" else 0)
        axe(agent)

    agent.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    begin(agent)
    check()
    agent.keyboard.press("Enter")
    choose_customer(agent, "sanne vis")
    check()
    agent.keyboard.press("Enter")
    # An order of its own: what the other theme sent back cannot come back again.
    agent.get_by_label("Order number", exact=True).fill(f"NO-BARRIER-{theme.upper()}")
    check()
    agent.keyboard.press("Enter")
    add_product(agent, "fjelvind")
    check()
    agent.keyboard.press("Enter")
    expect(heading(agent, "What do you know already?")).to_be_visible()
    check()
    agent.keyboard.press("s")
    expect(heading(agent, "Is this what you agreed on?")).to_be_focused()
    check()
    agent.keyboard.press("Enter")
    expect(agent.locator("#copy-link")).to_be_visible()
    check()
