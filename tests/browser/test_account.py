"""Somebody of the desk looks after how they sign in, in a real browser; and what happens to a page that stays open."""

import base64
import re
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Playwright, expect

from returns_app import routes
from returns_app.actions.add_user import add_user
from returns_app.actions.manage_user import change_role, switch
from returns_app.db.session import write_now
from returns_app.domain.actors import Role
from returns_app.domain.one_time_codes import STEP_SECONDS, code_at
from tests.browser.conftest import DESK, PATIENCE_MS, OpenPage, Running, dress, launched
from tests.smtp import SmtpPeer

pytestmark = pytest.mark.usefixtures("shop_in")
PASSWORD, NEW = "trumpet cellar gravel", "gravel under the cellar"


def joined(name: str, role: Role = Role.AGENT, *, password: str | None = PASSWORD) -> str:
    """Somebody new, each time."""
    email = f"{name}-{uuid4().hex[:8]}@desk.test"
    write_now(add_user, email=email, name="Robin Desk", role=role, password=password, now=datetime.now(UTC))
    return email


def link_in(mail: SmtpPeer, email: str, subject: str) -> re.Match[str]:
    """The link of a mail, and its token."""
    body = mail.wait_for(email, subject=subject).get_body(("plain",))
    assert body is not None
    found = re.search(rf"http\S+{routes.RESET}(\S+)", body.get_content())
    assert found is not None
    return found


def enter(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto(routes.SIGN_IN)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def code(key: str, *, later: int) -> str:
    """What an app shows that was given this key, so many half minutes from now."""
    step = int(datetime.now(UTC).timestamp()) // STEP_SECONDS + later
    return code_at(base64.b32decode(key.replace(" ", "")), step)


def test_a_second_factor_is_set_up_and_then_asked_for(desk: Page, axe: Callable[[Page], None]) -> None:
    email = joined("factor")
    enter(desk, email)
    desk.wait_for_url(f"**{routes.DESK}")
    desk.goto(routes.ACCOUNT)
    desk.get_by_role("link", name="Set up a second factor").click()
    key = desk.locator("#key").inner_text()
    recovery = desk.get_by_label("Recovery codes").get_by_role("listitem").first.inner_text()
    axe(desk)
    desk.get_by_label("Code", exact=True).fill(code(key, later=0))
    desk.get_by_label("Your password").fill(PASSWORD)
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("The second factor is on")).to_be_visible()
    expect(desk.get_by_text("10 recovery codes are left")).to_be_visible()
    desk.get_by_role("button", name="Sign out everywhere").click()
    desk.wait_for_url(f"**{routes.SIGN_IN}")

    enter(desk, email)
    desk.wait_for_url(f"**{routes.SECOND_STEP}**")
    axe(desk)
    desk.get_by_label("Code", exact=True).fill("000000")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("alert")).to_contain_text("does not fit")
    desk.get_by_label("Code", exact=True).fill(recovery)
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"**{routes.DESK}")
    desk.goto(routes.ACCOUNT)
    expect(desk.get_by_text("9 recovery codes are left")).to_be_visible()


def test_a_forgotten_password_is_set_anew_and_its_link_is_left_nowhere(desk: Page, mail: SmtpPeer) -> None:
    email = joined("forgot")
    desk.goto(routes.SIGN_IN)
    desk.get_by_role("link", name="Forgot it?").click()
    # Both pages ask for an e-mail address.
    expect(desk.get_by_role("heading", name="Forgotten password")).to_be_visible()
    desk.get_by_label("E-mail").fill(email)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("If there is an account")
    found = link_in(mail, email, "new password")
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(f"{request.url} {request.headers.get('referer', '')}"))
    desk.goto(found[0])
    desk.get_by_label("New password").fill(NEW)
    assert desk.url.endswith(routes.NEW_PASSWORD)
    # The one request is the link itself.
    assert [one.partition(" ")[0] for one in asked if found[1] in one] == [found[0]]
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("Your password is set")
    enter(desk, email, NEW)
    desk.wait_for_url(f"**{routes.DESK}")
    mail.wait_for(email, subject="A change to your account")
    desk.goto(found[0])
    expect(desk.get_by_text("This link does not work any more")).to_be_visible()


def test_who_is_invited_chooses_a_password_and_the_audit_tells_of_it(
    desk: Page, mail: SmtpPeer, axe: Callable[[Page], None]
) -> None:
    email = joined("invited", Role.ADMIN, password=None)
    desk.goto(link_in(mail, email, "Your account at the service desk")[0])
    expect(desk.get_by_role("heading", name="Welcome")).to_be_visible()
    axe(desk)
    desk.get_by_label("Password").fill(NEW)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("Your password is set")
    enter(desk, email, NEW)
    desk.wait_for_url(f"**{routes.DESK}")
    desk.goto(routes.AUDIT)
    desk.get_by_label("Return, customer or user").fill(email)
    desk.get_by_role("button", name="Show", exact=True).click()
    entries = desk.get_by_role("row")
    # Narrowed to this account: there are other users in the list before.
    expect(entries.filter(has_text="Added a user")).to_have_count(1)
    expect(entries.filter(has_text="Chose the first password")).to_have_count(1)
    desk.set_viewport_size({"width": 390, "height": 844})
    for scheme in ("light", "dark"):
        dress(desk, scheme)
        axe(desk)


def test_whoever_is_switched_off_or_gets_another_role_is_out_at_the_next_click(new_desk: OpenPage) -> None:
    """From another process than the one that serves the page, and without a word between them."""
    changes = {
        joined("off"): lambda email: write_now(switch, email, on=False, now=datetime.now(UTC)),
        joined("role"): lambda email: write_now(change_role, email, Role.OPERATOR, now=datetime.now(UTC)),
    }
    for email, change in changes.items():
        page = new_desk()
        enter(page, email)
        page.wait_for_url(f"**{routes.DESK}")
        page.goto(routes.ACCOUNT)
        expect(page.get_by_text("This browser")).to_be_visible()
        change(email)
        page.get_by_role("link", name="Returns", exact=True).click()
        page.wait_for_url(f"**{routes.SIGN_IN}**")


_SHOWN = """addEventListener("pageshow", (event) =>
    shown([event.persisted, document.documentElement.hidden, document.body.innerText]))"""


def test_after_signing_out_the_back_button_shows_nothing_of_the_desk(
    server: Running, playwright_driver: Playwright
) -> None:
    """In a browser that keeps whole pages for it, which Playwright else forbids."""
    email, seen = joined("back"), list[tuple[bool, bool, str]]()
    browser = launched(playwright_driver, ignore_default_args=["--disable-back-forward-cache"])
    context = browser.new_context(base_url=server.url, **DESK)
    context.set_default_timeout(PATIENCE_MS)
    context.expose_function("shown", lambda how: seen.append(tuple(how)))
    context.add_init_script(_SHOWN)
    page = context.new_page()
    enter(page, email)
    page.wait_for_url(f"**{routes.DESK}")
    page.goto(routes.ACCOUNT)
    expect(page.get_by_text(email)).to_be_visible()
    page.get_by_role("button", name="Sign out everywhere").click()
    page.wait_for_url(f"**{routes.SIGN_IN}")
    seen.clear()
    page.evaluate("history.back()")
    page.wait_for_url(lambda url: "next=" in url)
    browser.close()
    # It was kept, hidden, and asked for anew.
    assert [hidden for kept, hidden, _ in seen if kept] == [True]
    assert [words for kept, _, words in seen if not kept and email in words] == []
