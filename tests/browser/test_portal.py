"""A customer's stories on a phone, in a real browser: from the link to a label that scans."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from returns_app import routes
from returns_app.actions.issue_link import replace_link, revoke_link
from returns_app.db.links import Link
from returns_app.db.session import read_now, write_now
from tests import factories
from tests.browser.conftest import OpenPage
from tests.browser.given import Given, asks, labels_of, next_step

Shot = Callable[..., Path]
Check = Callable[[Page], None]


def test_everything_open_is_one_question_a_screen_in_english(
    phone: Page, given: Callable[..., Given], axe: Check, shot: Shot
) -> None:
    made = given(options=2, survey=True, skipped=True, address=False)
    phone.goto(made.link)
    assert made.token not in phone.url
    expect(phone.locator("#question")).to_have_text("Sanne, five steps to send this back")
    axe(phone)
    phone.get_by_role("button", name="Fill in my order number").tap()
    asks(phone, "What is your order number?")
    next_step(phone)
    expect(phone.locator("#error-summary")).to_be_focused()
    expect(phone.locator("#order_number")).to_have_attribute("aria-invalid", "true")
    axe(phone)
    phone.locator("#order_number").fill("NO-104882")
    next_step(phone)
    asks(phone, "What are you sending back?")
    _add_products(phone, axe, shot)
    asks(phone, "A few questions")
    phone.get_by_label("What happened?").fill("The seam tore on the first day.")
    axe(phone)
    next_step(phone)
    asks(phone, "What is your address?")
    _fill_address(phone, axe, shot)
    asks(phone, "How do you want to send it?")
    axe(phone)
    phone.get_by_text("Drop off, no printer").tap()
    shot(phone, "portal-shipping")
    next_step(phone)
    asks(phone, "Is everything right?")
    expect(phone.get_by_text("The seam tore on the first day.")).to_be_visible()
    axe(phone)
    phone.get_by_role("button", name="Confirm my return").tap()
    asks(phone, "Done. Now drop it off")
    expect(phone.get_by_role("img", name=re.compile("Code of return RMA-"))).to_be_visible()
    axe(phone)
    shot(phone, "portal-done", full_page=True)


def _add_products(phone: Page, axe: Check, shot: Shot) -> None:
    search = phone.get_by_role("combobox", name="Find your product")
    search.fill("tent")
    phone.get_by_role("option", name=re.compile("Fjellvind 3 Tent")).first.tap()
    search = phone.get_by_role("combobox", name="Add another product")
    search.fill("Old blue pegs")
    phone.get_by_text("Add “Old blue pegs” as I typed it").tap()
    expect(phone.get_by_role("button", name=re.compile("^Edit "))).to_be_visible()
    next_step(phone)
    expect(phone.locator("#error-summary")).to_be_focused()
    expect(phone.locator("#error-summary li")).to_have_count(2)
    for picker in phone.get_by_label("Why").all():
        picker.select_option(index=1)
    phone.get_by_role("button", name="One more").first.tap()
    axe(phone)
    shot(phone, "portal-products", full_page=True)
    next_step(phone)


def _fill_address(phone: Page, axe: Check, shot: Shot) -> None:
    phone.get_by_label("Full name").fill("Sanne Visser")
    phone.get_by_label("Postal code").fill("3581 K")
    phone.get_by_label("House number").fill("48")
    phone.get_by_label("Street").fill("Biltstraat")
    phone.get_by_label("City").fill("Utrecht")
    next_step(phone)
    expect(phone.get_by_text("A postal code there looks like 3581 KW.").first).to_be_visible()
    axe(phone)
    shot(phone, "portal-address-error", full_page=True)
    # Nothing typed is lost, also not when another country asks for other fields and is left again.
    phone.get_by_label("Country").select_option("GB")
    expect(phone.get_by_label("Postcode")).to_have_value("3581 K")
    phone.get_by_label("Country").select_option("NL")
    expect(phone.get_by_label("Street")).to_have_value("Biltstraat")
    # For a moment, a country without a field of its own for the number is still on screen.
    phone.get_by_label("House number", exact=True).fill("48")
    phone.get_by_label("Postal code").fill("3581 KW")
    next_step(phone)


def test_a_prepared_return_is_two_taps_to_the_label_in_dutch(
    phone: Page, given: Callable[..., Given], axe: Check, shot: Shot
) -> None:
    made = given(language="nl")
    phone.goto(made.link)
    expect(phone).to_have_url(re.compile(r"/nl/return"))
    expect(phone.locator("#question")).to_have_text("Alles staat klaar, Sanne. Klopt dit?")
    expect(phone.locator("html")).to_have_attribute("lang", "nl")
    axe(phone)
    shot(phone, "portal-one-screen", full_page=True)
    phone.get_by_role("button", name="Bevestigen en label krijgen").tap()
    asks(phone, "Klaar. Nu nog afgeven")
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Mijn label downloaden").tap()
    number = phone.get_by_text(re.compile(r"^RMA-")).inner_text()
    assert download.value.suggested_filename == f"{number}.pdf"
    assert _codes(download.value.path())


def _codes(path: Path) -> list[str]:
    """What a scanner reads on the first page."""
    page = pypdfium2.PdfDocument(path)[0]
    found = zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil())
    return [code.text for code in found]


def test_a_dead_link_says_what_happened_and_a_fresh_one_is_mailed(
    new_phone: OpenPage, given: Callable[..., Given], mail: Any, axe: Check
) -> None:
    made = given(language="en")

    def expire(session: Session) -> None:
        link = session.exec(select(Link).where(Link.return_id == made.return_id)).one()
        link.expires_at = datetime.now(UTC) - timedelta(minutes=1)

    write_now(expire)
    phone = new_phone()
    phone.goto(made.link)
    expect(phone.locator("#question")).to_have_text("This link has expired")
    assert "Sanne" not in phone.content()
    axe(phone)
    phone.get_by_role("button", name="Send me a fresh link").tap()
    expect(phone.locator("#question")).to_have_text("Look in your inbox")
    write_now(revoke_link, made.of.agent, made.return_id, now=datetime.now(UTC))
    phone.goto(made.link)
    expect(phone.locator("#question")).to_have_text(
        re.compile("There is a newer link|This link was withdrawn")
    )
    phone.goto(routes.link_path("forged"))
    expect(phone.locator("#question")).to_have_text("We can’t open this link")
    axe(phone)


def test_a_replaced_link_leads_to_no_return(phone: Page, given: Callable[..., Given]) -> None:
    made = given(language="nl")
    old = read_now(
        lambda session: session.exec(select(Link).where(Link.return_id == made.return_id)).one().id
    )
    write_now(replace_link, made.of.agent, made.return_id, old=old, now=datetime.now(UTC))
    phone.goto(made.link)
    expect(phone.locator("#question")).to_have_text("Er is een nieuwere link")


def test_two_tabs_that_confirm_get_one_return_and_one_label(phone: Page, given: Callable[..., Given]) -> None:
    made = given()
    phone.goto(made.link)
    other = phone.context.new_page()
    other.goto("/en/return")
    buttons = [
        page.get_by_role("button", name="Confirm and get my label").element_handle()
        for page in (phone, other)
    ]
    # Handles, because they wait for nothing: the second tab may hear of the first one's deed before its own tap.
    for button in buttons:
        button.dispatch_event("click")
    for page in (phone, other):
        expect(page.locator("#question")).to_have_text("Done. Now drop it off")
    numbers = {page.get_by_text(re.compile(r"^RMA-")).inner_text() for page in (phone, other)}
    assert len(numbers) == 1
    assert labels_of(made.return_id) == 1


def test_a_reload_while_the_carrier_is_slow_goes_on_waiting_and_ends_at_one_label(
    phone: Page, given: Callable[..., Given], axe: Check, shot: Shot
) -> None:
    made = given(carrier="slow-5")
    phone.goto(made.link)
    phone.get_by_role("button", name="Confirm and get my label").tap()
    asks(phone, "Making your label")
    expect(phone.get_by_text("Asking Sandbox Post for your label")).to_be_visible()
    axe(phone)
    shot(phone, "portal-working")
    phone.reload()
    expect(phone.locator("#question")).to_have_text("Making your label")
    asks(phone, "Done. Now drop it off")
    assert labels_of(made.return_id) == 1


def test_a_carrier_that_refuses_shows_calm_words(
    phone: Page, given: Callable[..., Given], axe: Check, shot: Shot
) -> None:
    made = given(carrier="refuse")
    phone.goto(made.link)
    phone.get_by_role("button", name="Confirm and get my label").tap()
    asks(phone, "Your label needs a little longer")
    expect(phone.get_by_text("There is nothing you need to do.")).to_be_visible()
    assert factories.get(made.return_id).status == "shipping_failed"
    axe(phone)
    shot(phone, "portal-failed")


def test_without_a_connection_the_page_says_so_and_goes_on_by_itself(
    phone: Page, given: Callable[..., Given], shot: Shot
) -> None:
    made = given()
    phone.goto(made.link)
    confirm = phone.get_by_role("button", name="Confirm and get my label")
    expect(confirm).to_be_visible()
    phone.context.set_offline(True)
    expect(phone.get_by_text("No connection right now")).to_be_visible()
    waiting = phone.get_by_role("button", name="Waiting for connection")
    expect(waiting).to_have_attribute("aria-disabled", "true")
    shot(phone, "portal-offline")
    waiting.dispatch_event("click")
    phone.context.set_offline(False)
    expect(confirm).to_be_visible()
    assert factories.get(made.return_id).checkout_at is None
    confirm.tap()
    asks(phone, "Done. Now drop it off")


def test_a_reload_right_after_the_tap_ends_at_the_same_label(
    phone: Page, given: Callable[..., Given]
) -> None:
    made = given()
    phone.goto(made.link)
    phone.get_by_role("button", name="Confirm and get my label").tap()
    phone.reload()
    phone.reload()
    again = phone.get_by_role("button", name="Confirm and get my label")
    done = phone.locator("#question", has_text="Done.")
    expect(again.or_(done)).to_be_visible()
    if again.is_visible():
        # The reload was faster than the tap's own event: nothing was lost, and nothing was confirmed.
        again.tap()
    expect(done).to_be_visible()
    assert labels_of(made.return_id) == 1


def test_the_browsers_own_back_goes_one_step_back_and_keeps_everything(
    phone: Page, given: Callable[..., Given]
) -> None:
    made = given(options=2, skipped=True)
    phone.goto(made.link)
    phone.get_by_role("button", name="Fill in my order number").tap()
    asks(phone, "What is your order number?")
    phone.locator("#order_number").fill("NO-104882")
    next_step(phone)
    asks(phone, "What are you sending back?")
    phone.go_back()
    expect(phone.locator("#question")).to_have_text("What is your order number?")
    expect(phone.locator("#order_number")).to_have_value("NO-104882")
    phone.reload()
    expect(phone.locator("#order_number")).to_have_value("NO-104882")
    phone.go_back()
    expect(phone.locator("#question")).to_have_text(re.compile("steps to send this back"))


def test_the_secret_of_the_link_is_not_in_anything_the_page_is_sent(
    phone: Page, given: Callable[..., Given]
) -> None:
    made = given()
    frames: list[str] = []
    phone.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))))
    phone.goto(made.link)
    expect(phone.get_by_role("button", name="Confirm and get my label")).to_be_visible()
    assert frames
    assert not any(made.token in frame for frame in frames)
    assert made.token not in phone.content()
    assert made.token not in phone.evaluate("document.cookie")


@pytest.mark.parametrize("width", [320, 768])
def test_no_screen_is_wider_than_the_window(
    phone: Page, given: Callable[..., Given], width: int, shot: Shot
) -> None:
    made = given(options=2, skipped=True)
    phone.set_viewport_size({"width": width, "height": 800})
    phone.goto(made.link)
    expect(phone.locator("#question")).to_be_visible()
    for step in ("start", "order_number"):
        phone.goto(f"/en/return?step={step}")
        expect(phone.locator("#question")).to_be_visible()
        assert phone.evaluate("document.documentElement.scrollWidth") <= width
        shot(phone, f"portal-{step}-{width}")
