"""The page of a link in a real browser: what the customer does shows by itself, and every act has its answer."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from returns_app import routes
from tests.browser.conftest import OpenPage
from tests.smtp import SmtpPeer


@pytest.fixture
def ready(desk: Page, sign_in: Callable[..., None]) -> Page:
    """A desk browser on a link that was just made."""
    sign_in(desk, "agent")
    desk.goto(routes.NEW_RETURN)
    expect(desk.get_by_role("heading", name="Which return type?")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("combobox", name="Find the customer")).to_be_focused()
    desk.keyboard.type("sanne vis")
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Customer", exact=True)).to_be_focused()
    desk.keyboard.press("Shift+S")
    expect(desk.get_by_role("heading", name="Is this what you agreed on?")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#copy-link")).to_be_visible()
    return desk


def url_of(page: Page) -> str:
    return page.get_by_text(re.compile(r"^http://localhost:\d+/l/")).inner_text()


def event(page: Page, words: str) -> None:
    expect(page.get_by_role("list", name="What happened with the link")).to_contain_text(words)


def test_the_customer_opening_it_shows_without_a_reload(ready: Page, new_phone: OpenPage) -> None:
    event(ready, "Not yet")
    phone = new_phone()
    phone.goto(url_of(ready))
    event(ready, "Order number, since")
    expect(ready.locator("[data-look=now]")).to_contain_text("Step 1 of")


def test_it_is_mailed_once_for_a_double_click(ready: Page, mail: SmtpPeer) -> None:
    before = len(mail.to("s.visser@postvak.example"))
    ready.get_by_label("Personal line").fill("Fijn u gesproken te hebben.")
    ready.locator("#send-link").dblclick()
    event(ready, "today")
    mail.wait_for("s.visser@postvak.example")
    expect(ready.get_by_role("button", name="Send again")).to_be_visible()
    ready.wait_for_timeout(1000)
    assert len(mail.to("s.visser@postvak.example")) == before + 1


def test_replacing_and_revoking_ask_first_and_end_the_old_link(ready: Page, new_phone: OpenPage) -> None:
    old = url_of(ready)
    ready.locator("#replace-link").click()
    ready.locator("#do-replace").click()
    expect(ready.get_by_text(old)).to_have_count(0)
    fresh = url_of(ready)
    ready.locator("#revoke-link").click()
    asking = ready.get_by_role("alertdialog", name="Revoke the link?")
    expect(asking).to_be_visible()
    ready.keyboard.press("Escape")
    expect(asking).to_be_hidden()
    expect(ready.get_by_text(fresh)).to_be_visible()
    ready.locator("#revoke-link").click()
    ready.locator("#do-revoke").click()
    expect(ready.get_by_role("heading", name="The link for Sanne Visser was revoked")).to_be_visible()
    expect(ready.locator("#copy-link")).to_have_count(0)
    phone = new_phone()
    phone.goto(fresh)
    expect(phone.get_by_text("Sanne Visser")).to_have_count(0)


def test_the_code_can_be_kept_as_a_picture(ready: Page) -> None:
    with ready.expect_download() as download:
        ready.locator("#qr-png").click()
    assert download.value.suggested_filename.endswith(".png")
