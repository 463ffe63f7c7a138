"""From the pickup to the settlement: the desk, the warehouse and the customer see one truth at every step."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import create_engine, text

from returns_app import routes
from tests.smtp import SmtpPeer

SignIn = Callable[..., None]
Shot = Callable[..., object]
LINK = re.compile(r"http://localhost:\d+/l/\S+")


@dataclass(frozen=True)
class Known:
    """A seeded return."""

    id: str
    number: str
    email: str
    language: str
    tracking: str


@pytest.fixture
def known(server) -> Callable[..., list[Known]]:  # type: ignore[no-untyped-def]
    """Seeded returns of a status, the ones with most lines first."""

    def find(status: str) -> list[Known]:
        query = text(
            "SELECT r.id, r.number, c.email, r.language, l.tracking FROM returns r"
            " JOIN customers c ON c.id = r.customer_id JOIN shipments s ON s.return_id = r.id AND s.status = 'booked'"
            " JOIN parcels p ON p.shipment_id = s.id JOIN labels l ON l.parcel_id = p.id WHERE r.status = :status"
            " ORDER BY (SELECT count(*) FROM return_lines n WHERE n.return_id = r.id) DESC, r.number"
        )
        engine = create_engine(server.database_url)
        with engine.connect() as connection:
            rows = connection.execute(query, {"status": status}).all()
        engine.dispose()
        return [Known(str(row[0]), *row[1:]) for row in rows]

    return find


@pytest.fixture
def warehouse(desk: Page, sign_in: SignIn) -> Page:
    sign_in(desk, "operator")
    desk.goto(routes.RECEIVING)
    expect(desk.get_by_role("heading", name="To check")).to_be_visible()
    return desk


def scan(page: Page, code: str, look: str = "done") -> None:
    """Type a code as a scanner does, wherever the focus is."""
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.locator("#scan-result")).to_have_attribute("data-look", look)


def test_a_return_goes_from_the_pickup_to_the_settlement_and_everybody_is_told(
    new_desk, phone: Page, mail: SmtpPeer, sign_in: SignIn, known, shot: Shot
) -> None:  # type: ignore[no-untyped-def]
    one = next(found for found in known("pickup_requested") if found.language == "nl")
    agent, warehouse = new_desk(), new_desk()
    sign_in(agent, "agent")
    sign_in(warehouse, "operator")
    link = _book(agent, one, mail)
    phone.goto(link)
    expect(phone.locator("#question")).to_contain_text("Klaar. Kievit Express komt op")
    _check_oddly(warehouse, one, shot)
    expect(phone.locator("#question")).to_have_text("Je pakket is gecontroleerd")
    expect(phone.locator("main")).to_contain_text("1 stuk meer dan aangemeld")
    _settle(agent, one, shot)
    message = mail.wait_for(one.email, subject="afgerond")
    assert "We betalen € 12,50 terug" in _text(message)
    assert "Niet aangemeld" in _text(message)
    expect(phone.locator("#question")).to_have_text("Je retour is afgerond")
    expect(phone.locator("main")).to_contain_text("€ 12,50")
    expect(phone.locator("main")).to_contain_text("Bedankt voor het wachten")
    shot(phone, "lifecycle-customer-completed", full_page=True)


def test_the_customer_books_the_pickup_themselves(
    new_desk, phone: Page, mail: SmtpPeer, sign_in: SignIn, known
) -> None:  # type: ignore[no-untyped-def]
    one = known("pickup_requested")[-1]
    agent = new_desk()
    sign_in(agent, "agent")
    agent.goto(f"{routes.RETURN}?id={one.id}")
    agent.locator("#remind").click()
    message = mail.wait_for(one.email, subject=one.number)
    phone.goto(_link_in(message))
    phone.locator("select[name=day]").select_option(index=2)
    phone.locator("select[name=window]").select_option(index=1)
    phone.locator("form:has(select[name=day]) button[type=submit]").tap()
    expect(phone.locator("select[name=day]")).to_have_count(0)
    expect(phone.locator("main")).to_contain_text("12:00")
    expect(agent.get_by_role("main")).to_contain_text("Pickup booked")


def test_a_parcel_with_missing_pieces_is_counted_by_keys_alone(warehouse: Page, known, shot: Shot) -> None:  # type: ignore[no-untyped-def]
    one = known("submitted")[0]
    scan(warehouse, f"00{one.tracking}" if one.tracking.isdigit() else f"91{one.tracking}")
    expect(warehouse.locator("#scan-result")).to_contain_text(one.number)
    warehouse.keyboard.press("ArrowDown")
    counts = warehouse.locator("[data-expected]")
    expect(counts.first).to_be_focused()
    warehouse.keyboard.type("0")
    warehouse.keyboard.press("Enter")
    expect(warehouse.locator("[data-count]").nth(1)).to_be_focused()
    expect(warehouse.get_by_text(re.compile("^Kept at"))).to_be_visible()
    warehouse.reload()
    warehouse.get_by_role("button", name=f"Check {one.number}").click()
    expect(counts.first).to_have_value("0")
    shot(warehouse, "receiving-missing")
    warehouse.keyboard.press("Escape")
    warehouse.locator("#scan").focus()
    warehouse.keyboard.press("+")
    expect(warehouse.locator("#scan-result")).to_contain_text("missing.")
    expect(warehouse.locator("#scan")).to_be_focused()


def test_a_wrong_scan_is_undone_and_a_second_scan_says_who_was_first(warehouse: Page, known) -> None:  # type: ignore[no-untyped-def]
    one = known("submitted")[-1]
    scan(warehouse, one.number)
    scan(warehouse, one.number, "again")
    expect(warehouse.locator("#scan-result")).to_contain_text("Already received today")
    scan(warehouse, "NONSENSE-1", "stop")
    expect(warehouse.locator("#scan-result")).to_contain_text("NONSENSE-1")
    warehouse.get_by_role("button", name=f"Undo the receipt of {one.number}").click()
    expect(warehouse.get_by_role("button", name=f"Check {one.number}")).to_have_count(0)
    expect(warehouse.get_by_text(f"{one.number} is expected again.")).to_be_visible()
    scan(warehouse, one.number)


def test_a_scan_that_hits_a_count_is_a_scan_all_the_same(warehouse: Page, known) -> None:  # type: ignore[no-untyped-def]
    first, second = known("submitted")[1:3]
    scan(warehouse, first.number)
    expect(warehouse.locator("#scan-result")).to_contain_text(first.number)
    count = warehouse.locator("[data-count]").first
    count.fill("1")
    scan(warehouse, second.number)
    expect(warehouse.locator("#scan-result")).to_contain_text(second.number)
    expect(warehouse.locator("#scan")).to_be_focused()
    warehouse.get_by_role("button", name=f"Check {first.number}").click()
    expect(warehouse.locator("[data-count]").first).to_have_value("1")


@pytest.mark.parametrize("scheme", ("light", "dark"))
def test_the_receiving_page_has_no_barriers(
    warehouse: Page, known, axe: Callable[[Page], None], shot: Shot, scheme: str
) -> None:  # type: ignore[no-untyped-def]
    warehouse.evaluate("dark => document.documentElement.classList.toggle('dark', dark)", scheme == "dark")
    one = known("submitted")[3]
    warehouse.keyboard.type(one.number)
    warehouse.keyboard.press("Enter")
    expect(warehouse.locator("#scan-result")).to_contain_text(one.number)
    warehouse.get_by_role("button", name="Add a product").click()
    expect(warehouse.get_by_placeholder("What it is")).to_be_focused()
    axe(warehouse)
    for width in (768, 1280, 1440, 1920):
        warehouse.set_viewport_size({"width": width, "height": 900})
        assert warehouse.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            "nothing scrolls sideways"
        )
        shot(warehouse, f"receiving-{scheme}-{width}")


def _book(agent: Page, one: Known, mail: SmtpPeer) -> str:
    """Book the pickup with the carrier; the link in the customer's mail about it."""
    agent.goto(f"{routes.RETURN}?id={one.id}")
    agent.locator("#book-pickup").click()
    dialog = agent.get_by_role("dialog")
    dialog.get_by_label("Day").select_option(index=1)
    dialog.get_by_role("button", name="Book pickup").click()
    expect(dialog).to_have_count(0)
    expect(agent.get_by_role("main")).to_contain_text("Pickup booked")
    message = mail.wait_for(one.email, subject="opgehaald")
    assert "08:00-12:00" in _text(message)
    return _link_in(message)


def _check_oddly(warehouse: Page, one: Known, shot: Shot) -> None:
    """One piece too many, one of them damaged, and something that nobody had announced."""
    warehouse.goto(routes.RECEIVING)
    expect(warehouse.get_by_role("heading", name="To check")).to_be_visible()
    scan(warehouse, f"{one.number} {one.tracking}")
    warehouse.locator("[data-count]").nth(0).fill("2")
    warehouse.locator("[data-count]").nth(1).fill("1")
    warehouse.get_by_placeholder(re.compile("^Note for the agent")).fill("Torn at the seam")
    warehouse.get_by_role("button", name="Add a product").click()
    warehouse.get_by_placeholder("What it is").fill("Charging cable")
    shot(warehouse, "receiving-odd")
    warehouse.locator("#check-done").click()
    expect(warehouse.locator("#scan-result")).to_have_attribute("data-look", "again")
    expect(warehouse.locator("#scan-result")).to_contain_text("1 too many. 1 damaged. 1 not announced.")


def _settle(agent: Page, one: Known, shot: Shot) -> None:
    """Too much is refused with a reason; then the agent settles."""
    expect(agent.get_by_role("main")).to_contain_text("Torn at the seam")
    expect(agent.get_by_role("main")).to_contain_text("Charging cable")
    agent.locator("#settle").click()
    dialog = agent.get_by_role("dialog")
    dialog.get_by_label("What the customer gets").select_option("refund")
    dialog.get_by_label(re.compile("^Amount in")).fill("99999")
    dialog.get_by_label("A word to the customer").fill("Bedankt voor het wachten.")
    dialog.get_by_role("button", name="Settle and complete").click()
    expect(dialog).to_contain_text("A supervisor can settle it.")
    shot(agent, "lifecycle-settle")
    dialog.get_by_label(re.compile("^Amount in")).fill("12,50")
    dialog.get_by_role("button", name="Settle and complete").click()
    expect(dialog).to_have_count(0)
    expect(agent.locator("#settlement")).to_contain_text("€12.50")
    expect(agent.get_by_role("main")).to_contain_text(one.number)


def _text(message) -> str:  # type: ignore[no-untyped-def]
    part = message.get_body(("plain",))
    return " ".join(part.get_content().replace("\N{NO-BREAK SPACE}", " ").split())


def _link_in(message) -> str:  # type: ignore[no-untyped-def]
    found = LINK.search(message.get_body(("plain",)).get_content())
    assert found is not None
    return found.group(0)
