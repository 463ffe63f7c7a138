"""The stage: two persons in one browser, all of it live, put back in a moment."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser, FrameLocator, Page, expect

from returns_app import routes
from tests.browser.conftest import PHONE
from tests.browser.stage import Demonstration

OPENING = "three steps"
# Also this machine, as an address of the network would be.
ELSEWHERE = "127.0.0.2"


def frame(stage: Page, name: str) -> FrameLocator:
    return stage.frame_locator(f"#stage-{name}")


def begins(stage: Page) -> None:
    """The phone shows the beginning of a return, the desk the link of the same."""
    expect(frame(stage, "phone").locator("#question")).to_contain_text(OPENING)
    expect(frame(stage, "desk").get_by_role("heading", level=1)).to_contain_text("is ready")


def fill_in_the_order(stage: Page) -> None:
    phone = frame(stage, "phone")
    phone.get_by_role("button", name="Fill in my order number").click()
    phone.locator("#order_number").fill("NO-104882")
    phone.get_by_role("button", name=re.compile("^Next")).click()


def test_what_the_customer_does_shows_at_the_desk_in_the_timeline_and_is_still_there_after_a_reload(
    stage: Page,
) -> None:
    """Two persons in one browser: each frame is a client of its own to the server, before and after a reload."""
    begins(stage)
    fill_in_the_order(stage)
    expect(stage.locator("#stage-timeline")).to_contain_text("the order number")
    expect(frame(stage, "desk").locator("main")).to_contain_text("Step 2 of 3")
    expect(frame(stage, "inbox").get_by_role("button", name="Your return is ready").first).to_be_visible()
    kept = stage.evaluate("Object.entries(sessionStorage).filter(([name]) => name.startsWith('token'))")
    assert len(kept) == len({token for _name, token in kept}) == 4, kept
    stage.reload()
    expect(frame(stage, "phone").locator("#question")).to_be_visible()
    expect(frame(stage, "desk").locator("main")).to_contain_text("Step 2 of 3")
    again = stage.evaluate("Object.entries(sessionStorage).filter(([name]) => name.startsWith('token'))")
    assert dict(again) == dict(kept)


def open_to_phones(stage: Page, axe: Callable[[Page], None]) -> None:
    """Open the demonstration at another address of this machine, after one that it does not have."""
    stage.get_by_role("button", name="Open on a phone").click()
    field = stage.get_by_label("This machine’s address")
    for address in ("8.8.8.8", ELSEWHERE):
        field.fill(address)
        stage.get_by_role("button", name="Open to phones").click()
        expect(stage.get_by_role("alert").or_(stage.get_by_role("img", name="QR code")).first).to_be_visible()
        axe(stage)
    expect(stage.get_by_role("img", name="QR code")).to_be_visible()
    stage.get_by_role("button", name="Close", exact=True).click()


def test_a_reset_takes_back_what_was_done_and_a_phone_in_the_room_goes_on_with_it(
    stage: Page, stage_server: Demonstration, chromium: Browser, axe: Callable[[Page], None]
) -> None:
    """It finds the demonstration where the presenter opened it, and hears and is heard there.

    The link on the other phone is the same after it; its page shows the return as it was, without a reload.
    """
    begins(stage)
    link = frame(stage, "desk").get_by_text(f"{stage_server.url}{routes.LINK}").first.inner_text()
    open_to_phones(stage, axe)
    context = chromium.new_context(**PHONE)
    phone = context.new_page()
    phone.goto(link.replace("localhost", ELSEWHERE))
    expect(phone.locator("#question")).to_contain_text(OPENING)
    fill_in_the_order(stage)
    expect(stage.locator("#stage-timeline")).to_contain_text("the order number")
    stage.get_by_role("button", name="Reset").click()
    expect(stage.locator("#stage-timeline")).not_to_contain_text("the order number")
    begins(stage)
    phone.get_by_role("button", name="Fill in my order number").tap()
    phone.locator("#order_number").fill("NO-104882")
    phone.get_by_role("button", name=re.compile("^Next")).tap()
    expect(stage.locator("#stage-timeline")).to_contain_text("the order number")
    context.close()


def test_below_1280_px_one_part_is_shown_at_a_time_and_the_others_live_on(
    stage: Page, axe: Callable[[Page], None]
) -> None:
    begins(stage)
    axe(stage)
    stage.set_viewport_size({"width": 1024, "height": 768})
    phone, desk = stage.locator("#stage-phone"), stage.locator("#stage-desk")
    expect(desk).to_be_visible()
    expect(phone).to_be_hidden()
    stage.get_by_role("button", name="Phone", exact=True).click()
    expect(phone).to_be_visible()
    expect(desk).to_be_hidden()
    axe(stage)
