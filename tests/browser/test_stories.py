"""The stories of the stage, told by key in the real app: each ends where it says, in any order, again and again."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import Session, col, select

from returns_app.db.customers import Customer
from returns_app.db.returns import Return
from returns_app.db.session import close_database, open_database, read_now
from returns_app.flows.stage.stories import STORIES
from tests.browser.given import labels_of
from tests.browser.presenter import Presenter
from tests.browser.stage import Demonstration


@pytest.fixture
def data(stage_server: Demonstration) -> Iterator[None]:
    """The demonstration's own database, open in this process, to see what came of a story."""
    open_database(stage_server.database_url)
    yield
    close_database()


@pytest.fixture
def page(chromium: Browser, stage_server: Demonstration, data: None) -> Iterator[Page]:
    failures: list[str] = []
    context = chromium.new_context(base_url=stage_server.url, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page
    context.close()
    assert failures == []


def return_of(name: str) -> Return:
    """The one return of the customer a story was about."""

    def read(session: Session) -> Return:
        query = select(Return).join(Customer, col(Customer.id) == col(Return.customer_id))
        return session.exec(query.where(Customer.name == name)).one()

    return read_now(read)


def about(page: Page, key: str, presenter: Presenter) -> Callable[[], Return]:
    """Begin a story; the return of whoever it is about, when asked."""
    with page.expect_response(lambda answer: answer.url.endswith(f"/{key}")) as made:
        presenter.begin(key)
    name = made.value.json()["name"]
    return lambda: return_of(name)


def test_all_seven_are_told_in_one_sitting_and_end_with_what_they_promise(
    page: Page, shot: Callable[..., Path], axe: Callable[[Page], None]
) -> None:
    presenter = Presenter(page)
    axe(page)
    counted: dict[str, dict[str, float]] = {}
    for story in STORIES:
        told = about(page, story.key, presenter)
        for _ in presenter.steps(story.key):
            pass
        shot(page, f"story-{story.key}")
        counted[story.key] = presenter.counted()
        if story.key != "policy":
            _ends_well(story.key, told())
        presenter.leave()
    assert counted["link"]["keys"] <= 12
    assert counted["link"]["clicks"] == 0
    assert counted["taps"]["taps"] == 2
    assert counted["taps"]["screens"] == 1
    assert counted["live"]["behind"] > 0
    assert counted["complete"]["keys"] > 0
    assert counted["network"]["taps"] == 1


def _ends_well(key: str, row: Return) -> None:
    if key == "link":
        assert (row.status, row.number) == ("awaiting_customer", None)
    else:
        assert (row.status, bool(row.number)) == ("submitted", True)
        assert labels_of(UUID(str(row.id))) == 1


def test_a_story_is_left_in_the_middle_told_again_with_other_data_and_its_line_is_mended(page: Page) -> None:
    presenter = Presenter(page)
    first = about(page, "network", presenter)()
    steps = presenter.steps("network")
    next(steps)
    next(steps)
    phone = page.frame_locator("#stage-phone")
    expect(phone.get_by_text("No connection right now")).to_be_visible()
    presenter.leave()
    expect(phone.locator("#question")).to_have_text("Done. Now drop it off", timeout=60_000)
    second = about(page, "network", presenter)()
    assert second.id != first.id
    expect(page.locator("#stage-next")).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator("[data-story=network][data-step='0'][data-busy=false]")).to_be_visible(timeout=60_000)
    for _ in presenter.steps("network"):
        pass
    assert labels_of(UUID(str(first.id))) == 1
    assert labels_of(UUID(str(second.id))) == 0


def test_the_desk_is_behind_by_what_passes_after_the_last_tap_and_not_by_what_is_typed_before_it(
    page: Page,
) -> None:
    presenter = Presenter(page, pace=1)
    presenter.begin("live")
    steps = presenter.steps("live")
    next(steps)
    before = presenter.counted()["seconds"]
    next(steps)
    expect(page.locator("[data-count=behind]")).not_to_have_attribute("data-figure", "0")
    counted = presenter.counted()
    # Nine letters, at the pace of a hand, and the time it takes for a tap.
    by_hand_ms = 9 * 95 + 380
    assert 1000 * (counted["seconds"] - before) - counted["behind"] >= by_hand_ms
