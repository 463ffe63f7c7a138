"""Withdrawals and dead links on a phone: two steps and an acknowledgement to keep; a way on from every dead link."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from returns_app import routes
from returns_app.actions.issue_link import replace_link, revoke_link
from returns_app.db.customers import Customer
from returns_app.db.links import Link
from returns_app.db.returns import Return
from returns_app.db.session import read_now, write_now
from tests.browser.conftest import OpenPage, dress
from tests.browser.given import Given, asks, next_step

Prepare = Callable[..., Given]
Check = Callable[[Page], None]
Shot = Callable[..., Path]
NARROW = {"width": 320, "height": 640}


def words_of(path: Path) -> str:
    page = pypdfium2.PdfDocument(path)[0]
    return " ".join(page.get_textpage().get_text_range().split())


def withdrawn_at(made: Given) -> datetime | None:
    return read_now(lambda session: session.get_one(Return, made.return_id).withdrawn_at)


def look(page: Page, shot: Shot, name: str) -> None:
    """A picture of the whole page at both widths, in both themes."""
    usual = page.viewport_size
    for theme in ("light", "dark"):
        dress(page, theme)
        for size in (NARROW, usual):
            page.set_viewport_size(size)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} overflows"
            shot(page, f"{name}-{size['width']}-{theme}", full_page=True)
    dress(page, "light")


def test_two_steps_declare_a_withdrawal_and_the_parcel_comes_after_in_english(
    phone: Page, given: Prepare, mail: Any, axe: Check, shot: Shot
) -> None:
    # The policy would ask for a reason and has a required question; the law lets nobody ask them.
    made = given(withdrawal=True, survey=True, reason_level="line", skipped=True, options=2)
    phone.goto(made.link)
    expect(phone.locator("#question")).to_have_text("What do you withdraw from?")
    expect(phone.get_by_text("Step 1 of 2")).to_be_visible()
    phone.locator("#order_number").fill("NO-104882")
    phone.get_by_role("combobox", name="Find your product").fill("tent")
    phone.get_by_role("option", name=re.compile("Fjellvind 3 Tent")).first.tap()
    expect(phone.get_by_label("Why")).to_have_count(0)
    axe(phone)
    look(phone, shot, "withdrawal-what")
    next_step(phone)
    asks(phone, "Withdraw from this purchase?")
    expect(phone.get_by_text("Sanne Visser")).to_be_visible()
    axe(phone)
    look(phone, shot, "withdrawal-confirm")
    assert withdrawn_at(made) is None
    phone.get_by_role("button", name="Confirm withdrawal").tap()
    asks(phone, "Your withdrawal is declared")
    assert withdrawn_at(made) is not None
    axe(phone)
    look(phone, shot, "withdrawal-declared")
    with phone.expect_download() as download:
        phone.get_by_role("link", name=re.compile("Acknowledgement of your withdrawal")).tap()
    said = words_of(download.value.path())
    assert "NO-104882" in said
    assert "Fjellvind 3 Tent" in said
    # It counts although nothing about the parcel is known; the phone may be closed and opened again.
    phone.reload()
    expect(phone.locator("#question")).to_have_text("Your withdrawal is declared")
    phone.get_by_role("button", name="Choose how to send it").tap()
    asks(phone, "How do you want to send it?")
    phone.get_by_text("Print and drop off").tap()
    next_step(phone)
    asks(phone, "Is everything right?")
    phone.get_by_role("button", name="Confirm my return").tap()
    asks(phone, "Done. Now drop it off")
    expect(phone.get_by_role("link", name=re.compile("Acknowledgement of your withdrawal"))).to_be_visible()


def test_a_prepared_withdrawal_is_one_tap_in_dutch_and_its_mail_carries_the_document(
    phone: Page, given: Prepare, mail: Any, axe: Check, shot: Shot
) -> None:
    made = given(withdrawal=True, language="nl")
    phone.goto(made.link)
    expect(phone.locator("#question")).to_have_text("Deze aankoop herroepen?")
    axe(phone)
    look(phone, shot, "withdrawal-confirm-nl")
    phone.get_by_role("button", name="Herroeping bevestigen").tap()
    asks(phone, "Je herroeping is vastgelegd")
    look(phone, shot, "withdrawal-declared-nl")
    number = read_now(lambda session: session.get_one(Return, made.return_id).number)
    address = read_now(lambda session: _address(session, made))
    letter = mail.wait_for(address, subject=f"We hebben je herroeping ontvangen: {number}")
    attached = [part.get_filename() for part in letter.iter_attachments()]
    assert attached == [f"withdrawal-{number}.pdf"]


def _address(session: Session, made: Given) -> str:
    return session.get_one(Customer, made.of.customer).email


def test_an_agent_records_a_withdrawal_on_the_phone_and_sees_its_clock(
    desk: Page, given: Prepare, sign_in: Callable[..., None], axe: Check, shot: Shot
) -> None:
    made = given(withdrawal=True)
    sign_in(desk)
    desk.goto(routes.return_page(made.return_id))
    desk.get_by_role("button", name="Record withdrawal").click()
    clock = desk.locator("#withdrawal")
    expect(clock.get_by_text("14 days left")).to_be_visible()
    expect(clock.get_by_text(re.compile("You may wait until the goods are here"))).to_be_visible()
    expect(desk.get_by_role("button", name="Record withdrawal")).to_have_count(0)
    axe(desk)
    shot(desk, "withdrawal-desk", full_page=True)

    def overdue(session: Session) -> None:
        row = session.get_one(Return, made.return_id)
        row.refund_due_on = (datetime.now(UTC) - timedelta(days=3)).date()

    write_now(overdue)
    desk.goto(routes.DESK)
    desk.get_by_role("link", name=re.compile("Refund due")).click()
    desk.wait_for_url(re.compile("refund=due"))
    expect(desk.get_by_text("3 d overdue").first).to_be_visible()
    axe(desk)
    shot(desk, "withdrawal-list")


def _expire(session: Session, made: Given) -> None:
    link = session.exec(select(Link).where(Link.return_id == made.return_id)).one()
    link.expires_at = datetime.now(UTC) - timedelta(minutes=1)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "nl",
            {
                "expired": "Deze link is verlopen",
                "superseded": "Er is een nieuwere link",
                "revoked": "Deze link is ingetrokken",
                "unknown": "We kunnen deze link niet openen",
                "ask": "Stuur me een nieuwe link",
                "sent": "Kijk in je mailbox",
            },
        ),
        (
            "en",
            {
                "expired": "This link has expired",
                "superseded": "There is a newer link",
                "revoked": "This link was withdrawn",
                "unknown": "We can’t open this link",
                "ask": "Send me a fresh link",
                "sent": "Look in your inbox",
            },
        ),
    ],
)
def test_every_dead_link_says_what_happened_and_offers_the_way_on(
    new_phone: OpenPage, given: Prepare, axe: Check, shot: Shot, language: str, said: dict[str, str]
) -> None:
    expired, replaced, revoked = (given(language=language) for _ in range(3))
    now = datetime.now(UTC)
    old = read_now(
        lambda session: session.exec(select(Link.id).where(Link.return_id == replaced.return_id)).one()
    )
    write_now(_expire, expired)
    write_now(replace_link, replaced.of.agent, replaced.return_id, old=old, now=now)
    write_now(revoke_link, revoked.of.agent, revoked.return_id, now=now)
    for made, why in ((expired, "expired"), (replaced, "superseded"), (revoked, "revoked")):
        phone = new_phone()
        phone.goto(made.link)
        expect(phone.locator("#question")).to_have_text(said[why])
        assert "Sanne" not in phone.content()
        ask = phone.get_by_role("button", name=said["ask"])
        expect(ask).to_have_count(0 if why == "revoked" else 1)
        axe(phone)
        look(phone, shot, f"dead-{why}-{language}")
        if why == "expired":
            ask.tap()
            expect(phone.locator("#question")).to_have_text(said["sent"])
            look(phone, shot, f"dead-sent-{language}")
    phone = new_phone()
    phone.goto(f"/{language}/link?why=unknown")
    expect(phone.locator("#question")).to_have_text(said["unknown"])
    axe(phone)
    look(phone, shot, f"dead-unknown-{language}")
