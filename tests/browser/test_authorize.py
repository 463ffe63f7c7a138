"""Path B from the list to the customer's mailbox: an agent decides, and the label arrives."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from returns_app import routes
from returns_app.db.returns import Return
from returns_app.db.session import close_database, open_database, write_now
from returns_app.domain.actors import Role
from returns_app.domain.lifecycle import Status
from tests.browser.conftest import Running
from tests.smtp import SmtpPeer

SUBMIT = "#authorize-and-ship"
Shot = Callable[..., Path]
SignIn = Callable[..., None]


@pytest.fixture(scope="module", autouse=True)
def in_time(server: Running) -> None:
    """Whatever waits for a decision was delivered the day it was begun: these stories are not about the window."""

    def hurry(session: Session) -> None:
        for row in session.exec(select(Return).where(Return.status == Status.AUTHORIZATION_REQUESTED)):
            row.delivered_on = row.created_at.date()

    open_database(server.database_url)
    write_now(hurry)
    close_database()


def open_first(page: Page) -> str:
    """Open the first return to authorize that breaks no rule, with several carriers; its customer’s e-mail."""
    page.goto(f"{routes.RETURNS}?view=authorize")
    rows = page.locator("tbody tr", has_text="Standard return").locator("a")
    expect(rows.first).to_be_visible()
    for address in [str(row.get_attribute("href")) for row in rows.all()]:
        page.goto(address)
        expect(page.locator(SUBMIT)).to_be_visible()
        if not page.get_by_role("region", name=re.compile("outside the return window")).is_visible():
            return email_of(page)
    message = "every return to authorize breaks a rule"
    raise AssertionError(message)


def email_of(page: Page) -> str:
    """The customer's address, as the page shows it."""
    value = page.locator("dt", has_text="E-mail").first.locator("xpath=following-sibling::dd[1]")
    return value.inner_text().replace("\n", "").strip()


def choose_carrier(page: Page, words: str = "printed label") -> None:
    """Pre-select the first drop-off that is printed."""
    page.locator("label", has_text=re.compile(words)).locator("input[name=carrier]").first.click()
    expect(page.get_by_text(re.compile(r"^1 of \d selected$"))).to_be_visible()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words, exact=True)).to_be_visible()


def test_a_fixed_carrier_brings_the_label_to_the_customer_at_once(
    desk: Page, mail: SmtpPeer, sign_in: SignIn, axe: Callable[[Page], None], shot: Shot
) -> None:
    sign_in(desk)
    email = open_first(desk)
    choose_carrier(desk)
    expect(desk.get_by_label("What happens when you submit")).to_contain_text("Made at once")
    shot(desk, "authorize")
    axe(desk)
    desk.locator("h1").click()
    desk.keyboard.press("Enter")
    heading(desk, "Timeline")
    expect(desk.get_by_text("Return label.pdf").first).to_be_visible(timeout=15_000)
    number = desk.locator("h1").inner_text()
    arrived = mail.wait_for(email, subject=number)
    attached = list(arrived.iter_attachments())
    assert [part.get_content_type() for part in attached] == ["application/pdf"]
    assert attached[0].get_content().startswith(b"%PDF")
    expect(desk.get_by_text(f"sent to {email}").first).to_be_visible()
    with desk.expect_download() as kept:
        desk.get_by_role("link", name="Download Return label.pdf, A6").click()
    assert kept.value.suggested_filename == f"{number}.pdf"
    shot(desk, "return-with-label", full_page=True)
    axe(desk)


def test_without_a_carrier_the_customer_gets_a_link_to_choose(
    desk: Page, mail: SmtpPeer, sign_in: SignIn
) -> None:
    sign_in(desk)
    email = open_first(desk)
    expect(desk.get_by_label("What happens when you submit")).to_contain_text("Chooses from")
    desk.locator(SUBMIT).click()
    heading(desk, "Link")
    arrived = mail.wait_for(email)
    text = arrived.get_body(("plain",)).get_content()
    assert routes.LINK in text
    assert not list(arrived.iter_attachments())


def test_authorizing_first_leaves_the_shipping_for_later(desk: Page, mail: SmtpPeer, sign_in: SignIn) -> None:
    sign_in(desk)
    email = open_first(desk)
    before = len(mail.to(email))
    desk.locator("h1").click()
    desk.keyboard.press("Shift+Enter")
    expect(desk.locator("#submit")).to_be_visible()
    assert len(mail.to(email)) == before
    choose_carrier(desk)
    desk.locator("#submit").click()
    expect(desk.get_by_text("Return label.pdf").first).to_be_visible(timeout=15_000)
    assert list(mail.wait_for(email, subject=desk.locator("h1").inner_text()).iter_attachments())


def test_a_rejection_reaches_the_customer_in_the_agents_words(
    desk: Page, mail: SmtpPeer, sign_in: SignIn, axe: Callable[[Page], None]
) -> None:
    sign_in(desk)
    email = open_first(desk)
    desk.locator("h1").click()
    desk.keyboard.press("r")
    reason = desk.get_by_label("Reason", exact=True)
    expect(reason).to_be_focused()
    expect(desk.get_by_role("dialog")).to_contain_text("customer’s e-mail")
    desk.get_by_role("button", name="Reject and send the e-mail").click()
    expect(desk.get_by_role("dialog")).to_contain_text("Say why.")
    reason.fill("The zipper was cut with a knife.")
    axe(desk)
    desk.get_by_role("button", name="Reject and send the e-mail").click()
    heading(desk, "Timeline")
    expect(desk.get_by_text("Rejected", exact=True).first).to_be_visible()
    assert "cut with a knife" in mail.wait_for(email).get_body(("plain",)).get_content()


def test_a_rejected_piece_asks_why_and_keeps_what_was_typed(desk: Page, sign_in: SignIn, shot: Shot) -> None:
    sign_in(desk)
    open_first(desk)
    rejecting = desk.get_by_role("radio", name=re.compile("^Reject")).or_(
        desk.get_by_role("button", name="Reject one more")
    )
    rejecting.first.click()
    words = desk.get_by_label("Words for the customer").first
    words.fill("One bag has a knife cut.")
    desk.locator("h1").click()
    desk.keyboard.press("Enter")
    problem = desk.get_by_text("Say why these pieces are rejected.").or_(
        desk.get_by_text("Every piece is rejected. Reject the return instead.")
    )
    expect(problem.first).to_be_visible()
    expect(words).to_have_value("One bag has a knife cut.")
    shot(desk, "authorize-rejected-piece")


def test_two_agents_at_one_return_the_second_is_told_and_loses_nothing(
    new_desk: Callable[[], Page], sign_in: SignIn, shot: Shot
) -> None:
    first, second = new_desk(), new_desk()
    sign_in(first)
    sign_in(second, Role.SUPERVISOR)
    open_first(first)
    second.goto(first.url)
    expect(second.locator(SUBMIT)).to_be_visible()
    second.locator("#edit-address").click()
    second.get_by_label("Town or city").fill("Elsewhere")
    first.locator("#authorize-only").click()
    expect(first.locator("#submit")).to_be_visible()
    expect(second.get_by_text("This return has changed.")).to_be_visible()
    expect(second.get_by_label("Town or city")).to_have_value("Elsewhere")
    second.locator(SUBMIT).click()
    expect(second.get_by_role("alertdialog")).to_contain_text("Your last step was not saved")
    shot(second, "authorize-conflict")
    second.get_by_role("alertdialog").get_by_role("button", name="Show the saved version").click()
    expect(second.locator("#submit")).to_be_visible()


def test_the_list_finds_a_return_by_its_customer_and_goes_back_to_the_same_place(
    desk: Page, sign_in: SignIn
) -> None:
    sign_in(desk)
    desk.goto(routes.RETURNS)
    customer = desk.locator("tbody tr").nth(4).locator("td").nth(1).inner_text()
    desk.keyboard.press("/")
    desk.keyboard.type(customer.lower(), delay=15)
    expect(desk).to_have_url(re.compile("q="))
    expect(desk.locator("tbody tr").first).to_contain_text(customer)
    desk.get_by_role("link", name="Done", exact=True).click()
    expect(desk).to_have_url(re.compile("view=done"))
    expect(desk.locator("#find")).to_have_value(customer.lower())
    desk.go_back()
    expect(desk.locator("tbody tr").first).to_contain_text(customer)


def test_the_inbox_shows_a_mail_and_its_text(
    desk: Page, sign_in: SignIn, axe: Callable[[Page], None], shot: Shot
) -> None:
    sign_in(desk)
    desk.goto(routes.INBOX)
    shown = desk.frame_locator("iframe")
    expect(shown.get_by_text("Noordlicht Outdoor").first).to_be_visible()
    axe(desk)
    shot(desk, "inbox")
    desk.get_by_role("button", name="Text", exact=True).click()
    expect(shown.locator("pre")).to_contain_text("Noordlicht")
    desk.get_by_label("Search by recipient").fill("nobody-at-all")
    expect(desk.get_by_text("No mail to this recipient")).to_be_visible()


def test_an_operator_is_not_offered_what_only_the_desk_may_do(desk: Page, sign_in: SignIn) -> None:
    sign_in(desk, "operator")
    desk.goto(routes.RETURNS)
    expect(desk.get_by_text("Operator", exact=True).first).to_be_visible()
    expect(desk.get_by_role("link", name="Returns").first).to_be_visible()
    expect(desk.get_by_role("link", name=re.compile("New return"))).to_have_count(0)
