"""The page of one return: what is written there reaches the customer, what they answer appears, and keys do it all."""

import json
import re
from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import create_engine, text

from returns_app import routes
from tests.browser.conftest import Running, dress
from tests.smtp import SmtpPeer

WORDS = "No, that is fine. Please add the bag it came in."
# A reply has to be on the agent's screen within a second; a busy machine gets more, and says how much it took.
LIVE_MS = 5000
_NOW = "() => performance.now()"


@pytest.fixture
def agent(desk: Page, sign_in: Callable[..., None]) -> Page:
    sign_in(desk, "agent")
    return desk


def open_return(page: Page, server: Running, status: str, *, at: int = 0) -> str:
    """Open the page of a seeded return of this status, and give its id."""
    query = text("SELECT id FROM returns WHERE status = :status ORDER BY created_at")
    with create_engine(server.database_url).connect() as connection:
        found = list(connection.execute(query, {"status": status}).scalars())
    return_id = str(UUID(str(found[at])))
    page.goto(routes.return_page(return_id))
    expect(page.locator("h1#title")).to_be_visible()
    expect(page.get_by_label("Internal note")).to_be_visible()
    return return_id


def entry(page: Page, words: str) -> object:
    return page.get_by_label("Timeline").locator("li", has_text=words)


def write(page: Page, key: str, words: str) -> None:
    page.keyboard.press(key)
    page.keyboard.type(words)
    page.keyboard.press("Control+Enter")
    expect(entry(page, words)).to_be_visible()


def link_in(mail: SmtpPeer, address: str, subject: str) -> str:
    message = mail.wait_for(address, subject=subject)
    plain = message.get_body(("plain",)).get_content()
    return re.search(r"http://\S+", plain).group(0)


def test_a_note_stays_and_a_message_reaches_the_phone_whose_answer_appears_by_itself(
    agent: Page,
    phone: Page,
    server: Running,
    mail: SmtpPeer,
    axe: Callable[[Page], None],
    shot: Callable[..., object],
) -> None:
    open_return(agent, server, "submitted")
    number = agent.locator("h1#title").inner_text()
    address = agent.locator("dd", has_text="@").first.inner_text()
    write(agent, "i", "Reserved an M in Son")
    expect(agent.get_by_label("Internal note")).to_have_value("")
    # From inside a field the same letter works with Alt.
    write(agent, "Alt+m", WORDS)
    expect(entry(agent, WORDS)).to_contain_text("to the customer")

    phone.goto(link_in(mail, address, number))
    talk = phone.locator("#messages")
    expect(talk).to_be_focused()
    expect(talk).to_contain_text(WORDS)
    expect(phone.locator("body")).not_to_contain_text("Reserved an M")
    box = talk.locator("textarea")
    assert box.bounding_box()["height"] >= 44
    assert talk.get_by_role("button").bounding_box()["height"] >= 44
    axe(phone)

    answer = f"It is in the box, {number}"
    box.fill(answer)
    talk.get_by_role("button").tap()
    began = agent.evaluate(_NOW)
    expect(entry(agent, answer)).to_be_visible(timeout=LIVE_MS)
    print(f"the answer was on the agent's page after {agent.evaluate(_NOW) - began:.0f} ms")  # noqa: T201
    expect(talk.get_by_role("status")).to_be_visible()
    expect(box).to_have_value("")
    expect(agent.get_by_text("waits for an answer since")).to_be_visible()
    shot(agent, "return-answered")
    agent.get_by_role("button", name="No answer needed").click()
    expect(agent.get_by_text("waits for an answer since")).to_have_count(0)


def test_what_is_being_written_survives_a_live_change_and_a_reload(
    agent: Page, new_desk: Callable[[], Page], sign_in: Callable[..., None], server: Running
) -> None:
    return_id = open_return(agent, server, "submitted", at=1)
    agent.keyboard.press("m")
    agent.keyboard.type("Half a sent")
    other = new_desk()
    sign_in(other, "supervisor")
    other.goto(routes.return_page(return_id))
    expect(agent.get_by_text("is also here")).to_be_visible()
    write(other, "i", "A colleague was here")
    expect(entry(agent, "A colleague was here")).to_be_visible()
    agent.keyboard.type("ence")
    box = agent.get_by_label("Message to the customer")
    expect(box).to_have_value("Half a sentence")
    agent.reload()
    expect(box).to_have_value("Half a sentence")
    # A note and a message are two texts.
    agent.locator("h1#title").click()
    agent.keyboard.press("i")
    expect(agent.get_by_label("Internal note")).to_be_focused()
    expect(agent.get_by_label("Internal note")).to_have_value("")
    agent.keyboard.press("Alt+m")
    expect(box).to_be_focused()
    expect(box).to_have_value("Half a sentence")


def test_an_empty_message_is_refused_at_its_field_and_said(agent: Page, server: Running) -> None:
    open_return(agent, server, "submitted")
    agent.keyboard.press("m")
    agent.keyboard.press("Control+Enter")
    box = agent.get_by_label("Message to the customer")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(agent.locator("#message-error")).to_have_text("Write something first.")


def test_a_sender_that_differs_from_the_address_on_file_is_marked(
    agent: Page, server: Running, axe: Callable[[Page], None], shot: Callable[..., object]
) -> None:
    return_id = open_return(agent, server, "submitted", at=2)
    expect(agent.get_by_text("are the same.")).to_be_visible()
    _move_to_another_street(server, return_id)
    agent.reload()
    sources = agent.get_by_role("list", name="The address by its sources")
    expect(sources.get_by_role("listitem")).to_have_count(3)
    expect(sources).to_contain_text("Ship-from, on this return")
    expect(sources).to_contain_text("Sender on the label")
    expect(sources.get_by_text("Differs from ship-from")).to_have_count(2)
    marked = sources.locator("span.underline")
    expect(marked.filter(has_text="Elsewhere")).to_have_count(1)
    shot(agent, "return-truth")
    axe(agent)
    dress(agent, "dark")
    axe(agent)
    shot(agent, "return-truth-dark")


def test_a_mail_is_shown_as_it_was_sent_and_the_timeline_can_be_filtered(
    agent: Page, server: Running
) -> None:
    open_return(agent, server, "submitted")
    timeline = agent.get_by_label("Timeline")
    timeline.get_by_role("button", name="Show the e-mail").first.click()
    sheet = agent.get_by_role("dialog")
    expect(sheet.locator("iframe")).to_be_visible()
    expect(sheet.frame_locator("iframe").locator("h1")).to_be_visible()
    agent.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    timeline.get_by_role("button", name="Status", exact=True).click()
    expect(timeline.get_by_text("Link opened")).to_have_count(0)
    expect(timeline.get_by_text("Label made")).to_be_visible()
    timeline.get_by_role("button", name="Messages", exact=True).click()
    expect(timeline.get_by_text("Label made")).to_have_count(0)
    timeline.get_by_role("button", name="All", exact=True).click()
    expect(timeline.get_by_text("Link opened")).to_be_visible()


def test_an_operator_finds_notes_and_no_way_to_write_to_customers(
    desk: Page, sign_in: Callable[..., None], server: Running
) -> None:
    sign_in(desk, "operator")
    open_return(desk, server, "submitted")
    expect(desk.get_by_role("button", name="To the customer")).to_have_count(0)
    expect(desk.get_by_role("button", name="Cancel return")).to_have_count(0)
    write(desk, "i", "The box is wet")


@pytest.mark.parametrize(
    "status",
    [
        "awaiting_customer",
        "rejected",
        "shipping_failed",
        "pickup_requested",
        "received",
        "settlement_requested",
        "completed",
        "canceled",
    ],
)
def test_every_state_reads_well_in_both_themes(
    agent: Page, server: Running, axe: Callable[[Page], None], shot: Callable[..., object], status: str
) -> None:
    open_return(agent, server, status)
    axe(agent)
    shot(agent, f"return-{status}", full_page=True)
    dress(agent, "dark")
    axe(agent)
    assert agent.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def _move_to_another_street(server: Running, return_id: str) -> None:
    """Let the return say another street than the customer's record and the label do."""
    with create_engine(server.database_url).begin() as connection:
        for form in (return_id, UUID(return_id).hex):
            row = connection.execute(text("SELECT address FROM returns WHERE id = :id"), {"id": form}).first()
            if row is None:
                continue
            address = (json.loads(row[0]) if isinstance(row[0], str) else row[0]) | {"street": "Elsewhere"}
            statement = text("UPDATE returns SET address = :address WHERE id = :id")
            connection.execute(statement, {"address": json.dumps(address), "id": form})
