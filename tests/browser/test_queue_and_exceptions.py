"""The work queue with two agents, and returns that break a rule: allowed, handed over, reported."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, col, select

from returns_app import routes
from returns_app.db.accounts import User
from returns_app.db.exceptions import exceptions_of
from returns_app.db.policies import ReturnPolicy
from returns_app.db.returns import Return, ReturnLine
from returns_app.db.session import Database
from returns_app.domain.actors import Role
from tests.browser.conftest import Running, dress

SignIn = Callable[..., None]


@pytest.fixture(scope="module")
def data(server: Running):
    """The server's own database, to arrange what waits."""
    database = Database(server.database_url)
    yield database
    database.close()


@pytest.fixture
def waiting(data: Database) -> list[UUID]:
    """Four returns that wait, free and nobody's work, delivered in time; the first the longest."""
    return data.write_now(_arranged)


def _arranged(session: Session) -> list[UUID]:
    rows = list(
        session.exec(
            select(Return).where(Return.status == "authorization_requested").order_by(col(Return.reference))
        )
    )
    now = datetime.now(UTC)
    for place, row in enumerate(rows):
        row.since, row.assigned_to, row.held_by, row.held_until = (
            now - timedelta(days=30 - place),
            None,
            None,
            None,
        )
        row.delivered_on = row.created_at.date() - timedelta(days=5)
        session.add(row)
    assert len(rows) >= 4
    return [row.id for row in rows]


def _deliver_late(data: Database, return_id: UUID, *, price: int, limit: int) -> None:
    def change(session: Session) -> None:
        row = session.get_one(Return, return_id)
        policy = session.get_one(ReturnPolicy, row.policy_id)
        policy.window_days, policy.exception_limit_minor = 30, limit
        row.delivered_on = row.created_at.date() - timedelta(days=34)
        for line in session.exec(select(ReturnLine).where(ReturnLine.return_id == return_id)):
            line.price_minor, line.currency, line.quantity = price, "EUR", 1
            line.approved = line.rejected = line.kept = None
            session.add(line)
        # Some of the demonstration's returns are excused already.
        for granted in exceptions_of(session, return_id):
            session.delete(granted)
        session.add_all([row, policy])

    data.write_now(change)


def _id_of(page: Page) -> UUID:
    found = re.search(r"id=([0-9a-f-]{36})", page.url)
    assert found is not None
    return UUID(found[1])


def _next(page: Page) -> UUID:
    page.goto(routes.QUEUE)
    expect(page.get_by_role("heading", name="Returns to authorize")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Skip to next")).to_be_visible()
    expect(page.get_by_text("Held for you until")).to_be_visible()
    return _id_of(page)


def _sign_in_as(page: Page, email: str, password: str) -> None:
    page.goto(routes.SIGN_IN)
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: routes.SIGN_IN not in url)


def test_two_agents_get_different_returns_and_skip_and_release(
    new_desk: Callable[[], Page], sign_in: SignIn, waiting: list[UUID], axe: Callable[[Page], None], shot
) -> None:
    one, other = new_desk(), new_desk()
    sign_in(one, Role.AGENT)
    sign_in(other, Role.ADMIN)
    assert _next(one) == waiting[0]
    assert _next(other) == waiting[1]
    axe(one)
    shot(one, "queue-return", full_page=True)
    # Skipping goes on to the next that is free; what was skipped is free for the others.
    one.keyboard.press("a")
    expect(one).to_have_url(re.compile(str(waiting[2])))
    one.goto(routes.QUEUE)
    expect(one.get_by_role("row").filter(has_text="Annika Berglund, until")).to_be_visible()
    axe(one)
    shot(one, "queue-light", full_page=True)
    # Released, it shows as free on the open page of the colleague without a reload.
    row = one.get_by_role("row").filter(has_text="Annika Berglund, until")
    other.get_by_role("button", name="Release").click()
    expect(other.get_by_role("heading", name="Returns to authorize")).to_be_visible()
    expect(row).to_have_count(0)
    dress(one, "dark")
    axe(one)
    shot(one, "queue-dark", full_page=True)


def test_what_a_colleague_holds_is_read_and_decided_only_after_it_was_taken_over(
    new_desk: Callable[[], Page], sign_in: SignIn, waiting: list[UUID], data: Database
) -> None:
    one, chief = new_desk(), new_desk()
    sign_in(one, Role.AGENT)
    sign_in(chief, Role.SUPERVISOR)
    held = _next(one)
    chief.goto(routes.return_page(held))
    expect(chief.get_by_text("has this return until")).to_be_visible()
    chief.keyboard.press("r")
    chief.get_by_label("Reason").fill("Worn outdoors for a whole winter.")
    chief.get_by_role("button", name="Reject and send the e-mail").click()
    told = chief.get_by_role("alertdialog", name="A colleague has this return")
    expect(told).to_contain_text("Jonas Brandt has this return until")
    told.get_by_role("button", name="Take over").click()
    expect(told).to_be_hidden()
    # What was typed is still there.
    expect(chief.get_by_label("Reason")).to_have_value("Worn outdoors for a whole winter.")
    chief.get_by_role("button", name="Reject and send the e-mail").click()
    expect(chief.get_by_text("Rejected").first).to_be_visible()
    expect(one.get_by_text("This return has changed.")).to_be_visible()


def test_a_hold_that_ran_out_frees_the_return(
    new_desk: Callable[[], Page], sign_in: SignIn, waiting: list[UUID], data: Database
) -> None:
    one, other = new_desk(), new_desk()
    sign_in(one, Role.AGENT)
    sign_in(other, Role.ADMIN)
    held = _next(one)

    def run_out(session: Session) -> None:
        row = session.get_one(Return, held)
        row.held_until = datetime.now(UTC) - timedelta(seconds=1)
        session.add(row)

    data.write_now(run_out)
    assert _next(other) == held


def test_an_agent_gives_a_reason_authorizes_and_the_next_one_opens(
    desk: Page, sign_in: SignIn, waiting: list[UUID], data: Database, axe: Callable[[Page], None], shot
) -> None:
    _deliver_late(data, waiting[0], price=4000, limit=50000)
    sign_in(desk, Role.AGENT)
    assert _next(desk) == waiting[0]
    finding = desk.get_by_role("region", name="4 days outside the return window")
    expect(finding).to_contain_text("The limit is 30 days")
    axe(desk)
    # Nothing goes on without a reason, and the finding says so.
    desk.get_by_role("button", name="Authorize and submit for shipping").click()
    expect(finding).to_contain_text("Choose why it is allowed anyway")
    finding.get_by_label("Allow anyway because").select_option("Other")
    expect(finding).to_contain_text("Say why, in your words.")
    finding.get_by_label("In your words").fill("Was told on the phone to wait for the new zipper.")
    finding.get_by_label("In your words").press("Tab")
    expect(finding).to_contain_text(
        "Kept as an exception under your name: outside the return window, 34 of 30 days"
    )
    expect(finding).not_to_contain_text("Choose why it is allowed anyway")
    axe(desk)
    shot(desk, "finding-excused", full_page=True)
    desk.get_by_role("button", name="Authorize and submit for shipping").click()
    expect(desk).to_have_url(re.compile(f"{waiting[1]}.*queue=1"))
    expect(desk.get_by_text("Authorized and submitted for shipping.")).to_be_visible()


def test_above_the_limit_the_agent_hands_over_and_the_supervisor_allows_it_and_finds_it_in_the_report(
    new_desk: Callable[[], Page], sign_in: SignIn, waiting: list[UUID], data: Database,
    axe: Callable[[Page], None], shot,
) -> None:  # fmt: skip
    _deliver_late(data, waiting[0], price=90000, limit=10000)
    one, chief = new_desk(), new_desk()
    sign_in(one, Role.AGENT)
    assert _next(one) == waiting[0]
    finding = one.get_by_role("region", name="4 days outside the return window")
    expect(finding).to_contain_text("a supervisor decides about more")
    expect(finding.get_by_label("Allow anyway because")).to_have_count(0)
    shot(one, "finding-supervisor", full_page=True)
    axe(one)
    finding.get_by_role("button", name="Hand over…").click()
    asked = one.get_by_role("dialog", name="Who shall decide?")
    axe(one)
    asked.get_by_label("Hand over to").select_option("Femke de Wit, supervisor")
    asked.get_by_label("Note").fill("Loyal customer, but too dear for me.")
    asked.get_by_role("button", name="Hand over").click()
    expect(one.get_by_text("Handed over to Femke de Wit.")).to_be_visible()
    # It comes first in the queue of the supervisor, who sees why and lets it through.
    sign_in(chief, Role.SUPERVISOR)
    assert _next(chief) == waiting[0]
    finding = chief.get_by_role("region", name="4 days outside the return window")
    finding.get_by_label("In your words").fill("Ten years a customer.")
    finding.get_by_label("Allow anyway because").select_option("Goodwill, loyal customer")
    expect(finding).to_contain_text("Kept as an exception under your name")
    chief.get_by_role("button", name="Authorize and submit for shipping").click()
    expect(chief).not_to_have_url(re.compile(str(waiting[0])))
    chief.goto(routes.EXCEPTIONS)
    row = chief.get_by_role("row").filter(has_text="Ten years a customer.")
    expect(row).to_contain_text("Femke de Wit")
    expect(row).to_contain_text("34 of 30 days")
    axe(chief)
    shot(chief, "exceptions-light", full_page=True)
    chief.get_by_role("link", name=re.compile("Femke de Wit")).first.click()
    expect(chief.get_by_role("link", name="Show all")).to_be_visible()
    expect(chief).to_have_url(re.compile("agent="))
    dress(chief, "dark")
    axe(chief)
    shot(chief, "exceptions-dark", full_page=True)
    # An agent who knows the address reads nothing.
    one.goto(routes.EXCEPTIONS)
    expect(one.get_by_text("This report is not open to you")).to_be_visible()
    expect(one.get_by_text("Ten years a customer.")).to_have_count(0)


def test_a_link_outside_the_window_is_made_with_a_reason(
    desk: Page, sign_in: SignIn, data: Database, axe: Callable[[Page], None], shot
) -> None:
    draft = data.write_now(_late_draft)
    sign_in(desk, Role.AGENT)
    desk.goto(f"{routes.draft_page(draft)}&step=complete")
    finding = desk.get_by_role("region", name="10 days outside the return window")
    expect(finding).to_be_visible()
    axe(desk)
    shot(desk, "new-return-finding", full_page=True)
    desk.get_by_role("button", name="Make the link").click()
    expect(finding).to_contain_text("Choose why it is allowed anyway")
    finding.get_by_label("Allow anyway because").select_option("Our mistake")
    desk.get_by_role("button", name="Make the link").click()
    desk.wait_for_url(lambda url: routes.READY_LINK in url)


def _late_draft(session: Session) -> UUID:
    """A draft by link that is filled in, delivered forty days ago."""
    query = select(Return).where(
        Return.status == "draft", Return.path == "link", col(Return.customer_id).is_not(None)
    )
    row = next(one for one in session.exec(query) if one.country)
    policy = session.get_one(ReturnPolicy, row.policy_id)
    jonas = session.exec(select(User).where(User.role == Role.AGENT.value)).first()
    assert jonas is not None
    policy.window_days, policy.exception_limit_minor, policy.active = 30, None, True
    row.left_steps = ["order_number", "products", "surveys"]
    row.delivered_on = row.created_at.date() - timedelta(days=40)
    session.add_all([row, policy])
    return row.id
