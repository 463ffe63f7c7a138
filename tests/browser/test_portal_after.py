"""What a customer does after the confirmation, on a phone: hold up the code, send it on, change their mind."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect
from sqlmodel import Session, update

from returns_app import routes
from returns_app.actions.book_pickup import book_pickup
from returns_app.actions.check_out import check_out
from returns_app.actions.save_draft import choose_option
from returns_app.db.session import read_now, write_now
from returns_app.db.shipments import labels_of
from returns_app.db.shipping import OfferedOption
from returns_app.domain.pickups import Pickup, pickup_days
from returns_app.mail.brand import day_of
from returns_app.worker.shipments import make_label
from tests import factories
from tests.browser.conftest import dress
from tests.browser.given import Given
from tests.smtp import SmtpPeer

Prepare = Callable[..., Given]
Check = Callable[[Page], None]
Shot = Callable[..., Path]

# A browser that notes when it is asked to keep the screen awake, and lets go.
AWAKE = """
window.awake = [];
Object.defineProperty(navigator, "wakeLock", { value: { request: async (kind) => {
  window.awake.push(kind);
  return { release: async () => window.awake.push("released") };
} } });
"""


@pytest.fixture
def sent(given: Prepare) -> Prepare:
    """A return with its label: `sent(code=True)` for one that is shown, `handover="pickup"` for one that is fetched."""

    def prepare(*, code: bool = False, handover: str = "", **how: Any) -> Given:
        made = given(options=2, **how)
        option = made.of.other_option if code else made.of.option
        if handover:
            write_now(_hand_over, option, handover)
        now = datetime.now(UTC)
        who = factories.customer(made.token, now)
        write_now(choose_option, who, made.return_id, option, now=now)
        confirmed = write_now(check_out, who, made.return_id, key="once", now=now)
        assert confirmed.shipment_id
        make_label(confirmed.shipment_id)
        return made

    return prepare


def _hand_over(session: Session, option_id: object, handover: str) -> None:
    session.exec(update(OfferedOption).where(OfferedOption.id == option_id).values(handover=handover))


def trackings(made: Given) -> list[str]:
    return [label.tracking for _, label in read_now(labels_of, made.return_id)]


def test_the_code_fills_the_screen_bright_awake_and_without_a_connection(
    phone: Page, sent: Prepare, axe: Check, shot: Shot
) -> None:
    made = sent(code=True)
    phone.add_init_script(AWAKE)
    phone.goto(made.link)
    dress(phone, "dark")
    show = phone.get_by_role("button", name="Show it full screen")
    expect(show).to_be_visible()
    axe(phone)
    shot(phone, "after-done-en-dark", full_page=True)
    phone.context.set_offline(True)
    show.tap()
    bright = phone.get_by_role("dialog")
    expect(bright).to_have_css("background-color", "rgb(255, 255, 255)")
    axe(phone)
    shown = zxingcpp.read_barcodes(Image.open(BytesIO(bright.screenshot())))
    assert [code.text for code in shown] == [f"{factories.get(made.return_id).number} {trackings(made)[0]}"]
    shot(phone, "after-bright-en-dark")
    assert phone.evaluate("window.awake") == ["screen"]
    phone.keyboard.press("Escape")
    expect(bright).to_be_hidden()
    show.tap()
    expect(bright).to_be_visible()
    phone.go_back()
    expect(bright).to_be_hidden()
    # It was the window that Back closed, not the page.
    expect(phone.locator("#question")).to_have_text("Done. Now drop it off")
    assert phone.evaluate("window.awake") == ["screen", "released"] * 2
    phone.context.set_offline(False)
    with phone.expect_download() as picture:
        phone.get_by_role("link", name="Save image").click()
    saved = zxingcpp.read_barcodes(Image.open(picture.value.path()))
    assert saved[0].text.endswith(trackings(made)[0])
    assert picture.value.suggested_filename == f"{factories.get(made.return_id).number}.png"


def test_the_label_goes_to_somebody_else_without_the_link_in_dutch(
    phone: Page, sent: Prepare, mail: SmtpPeer, axe: Check, shot: Shot
) -> None:
    made = sent(language="nl", code=True)
    phone.goto(made.link)
    phone.get_by_text("Nog eens versturen, of naar iemand anders").tap()
    phone.get_by_label("Een ander e-mailadres").fill("buurvrouw@")
    phone.get_by_role("button", name="Mijn label versturen").tap()
    expect(phone.locator("#email-error")).to_be_visible()
    expect(phone.locator("#email")).to_have_attribute("aria-invalid", "true")
    expect(phone.locator("#email")).to_have_value("buurvrouw@")
    axe(phone)
    phone.locator("#email").fill("buurvrouw@postvak.test")
    phone.get_by_role("button", name="Mijn label versturen").tap()
    expect(phone.get_by_text("Onderweg naar buurvrouw@postvak.test")).to_be_visible()
    shot(phone, "after-sent-nl", full_page=True)
    there = mail.wait_for("buurvrouw@postvak.test")
    assert "Sanne vroeg ons" in there.get_body(("plain",)).get_content()
    assert all(routes.LINK not in there.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert [part.get_content_type() for part in there.iter_attachments()] == ["application/pdf"]


def test_a_booked_pickup_goes_into_the_calendar(phone: Page, sent: Prepare, axe: Check, shot: Shot) -> None:
    made = sent(handover="pickup")
    now = datetime.now(UTC)
    day = pickup_days(day_of(now))[2]
    who = factories.customer(made.token, now)
    write_now(book_pickup, who, made.return_id, Pickup(day, "12:00-16:00", "P-1"), now=now)
    phone.goto(made.link)
    expect(phone.locator("#question")).to_contain_text("Sandbox Post comes on")
    axe(phone)
    shot(phone, "after-pickup-en", full_page=True)
    address = phone.get_by_role("link", name="Add the pickup to my calendar").get_attribute("href") or ""
    files = [phone.request.get(address) for _ in range(2)]
    text = files[0].text()
    assert files[0].headers["content-type"].startswith("text/calendar")
    assert files[1].text() == text
    # Noon in Amsterdam.
    assert f"DTSTART:{_in_utc(day, 12)}" in text
    assert "Biltstraat 118" in text


def _in_utc(day: date, hour: int) -> str:
    local = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Europe/Amsterdam"))
    return f"{local.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def test_a_forgotten_product_is_added_and_the_desk_sees_it_at_once_in_dutch(
    phone: Page, desk: Page, sent: Prepare, sign_in: Callable[..., None], axe: Check, shot: Shot
) -> None:
    made = sent(language="nl", added_items="customer")
    sign_in(desk)
    desk.goto(routes.return_page(made.return_id))
    phone.goto(made.link)
    phone.get_by_role("button", name="Ik ben een product vergeten").tap()
    expect(phone.locator("#question")).to_have_text("Wat ben je vergeten?")
    axe(phone)
    phone.get_by_role("button", name="Aan mijn retour toevoegen").tap()
    expect(phone.locator("#error-summary")).to_be_focused()
    phone.get_by_role("combobox").fill("Rope bag")
    phone.get_by_role("option", name=re.compile("Rope bag")).last.tap()
    phone.locator("select[name$=reason]").select_option(label="Te klein")
    shot(phone, "after-forgot-nl", full_page=True)
    phone.get_by_role("button", name="Aan mijn retour toevoegen").tap()
    expect(phone.get_by_text("Pak alle 2 producten in")).to_be_visible()
    expect(desk.get_by_text("Rope bag").first).to_be_visible()
    expect(desk.get_by_text("1 forgotten product added").first).to_be_visible()
    phone.get_by_role("button", name=re.compile("Volg je retour")).tap()
    expect(phone.get_by_text("Rope bag")).to_be_visible()


def test_one_more_label_is_made_once_and_both_stand_at_the_desk(
    phone: Page, desk: Page, sent: Prepare, sign_in: Callable[..., None], axe: Check, shot: Shot
) -> None:
    made = sent(code=True, spare_labels=1)
    phone.goto(made.link)
    phone.get_by_text("I need one more label").tap()
    make = phone.get_by_role("button", name="Make one more label")
    make.dblclick()
    expect(phone.get_by_role("img", name="Label 2")).to_be_visible()
    axe(phone)
    shot(phone, "after-two-labels-en", full_page=True)
    # The policy gave one: from here on the desk is asked, with a message that begins by itself.
    phone.get_by_text("I need one more label").tap()
    phone.get_by_role("button", name="Write to us").last.tap()
    expect(phone.locator("#reply")).to_be_focused()
    expect(phone.locator("#reply")).to_have_value("I need one more label. Number of boxes in all: ")
    assert len(set(trackings(made))) == 2
    sign_in(desk)
    desk.goto(routes.return_page(made.return_id))
    for tracking in trackings(made):
        expect(desk.get_by_text(tracking).first).to_be_visible()
    shot(desk, "after-two-labels-desk", full_page=True)


def test_a_customer_changes_their_mind_and_the_link_goes_on_telling_it_in_dutch(
    phone: Page, desk: Page, sent: Prepare, sign_in: Callable[..., None], axe: Check, shot: Shot
) -> None:
    made = sent(language="nl")
    phone.goto(made.link)
    phone.get_by_role("button", name="Deze retour annuleren").tap()
    asked = phone.get_by_role("alertdialog")
    axe(phone)
    shot(phone, "after-cancel-nl")
    asked.get_by_role("button", name="Mijn retour houden").tap()
    expect(asked).to_be_hidden()
    phone.get_by_role("button", name="Deze retour annuleren").tap()
    asked.get_by_role("button", name="Mijn retour annuleren").tap()
    expect(phone.locator("#question")).to_have_text("Je hebt deze retour geannuleerd")
    phone.goto(made.link)
    expect(phone.locator("#question")).to_have_text("Je hebt deze retour geannuleerd")
    axe(phone)
    shot(phone, "after-canceled-nl", full_page=True)
    sign_in(desk)
    desk.goto(routes.return_page(made.return_id))
    expect(desk.get_by_text("by Sanne Visser, the customer").first).to_be_visible()


def test_a_policy_that_allows_nothing_says_what_to_do_instead(
    phone: Page, sent: Prepare, axe: Check, shot: Shot
) -> None:
    made = sent(added_items="nobody", spare_labels=0, customer_cancels=False)
    phone.goto(made.link)
    expect(phone.get_by_text("Something changed?")).to_be_visible()
    expect(phone.get_by_text("Cancel this return")).to_have_count(0)
    phone.get_by_text("I forgot a product").tap()
    expect(phone.get_by_text("Ask us for another one")).to_be_visible()
    phone.get_by_role("button", name="Write to us").first.tap()
    phone.locator("#reply").press_sequentially("a headlamp")
    axe(phone)
    shot(phone, "after-nothing-en", full_page=True)
    phone.get_by_role("button", name="Send message").tap()
    expect(phone.get_by_text("I would like to send back one more product. It is: a headlamp")).to_be_visible()
