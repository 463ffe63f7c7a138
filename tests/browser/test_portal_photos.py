"""Photos on a phone: taken, sent over a line that breaks, taken away; and questions that come and go by themselves."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, Route, expect
from sqlmodel import Session, select

from returns_app import routes
from returns_app.db.photos import Photo, Upload
from returns_app.db.session import read_now
from tests.browser.given import Given, asks, next_step
from tests.photo_making import ask, ask_after, held_upright, photo

Shot = Callable[..., Path]
Check = Callable[[Page], None]


def file(name: str = "IMG_2291.jpg", content: bytes = b"", kind: str = "image/jpeg") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": content or photo()}


def photos_of(return_id: UUID) -> list[Photo]:
    def read(session: Session) -> list[Photo]:
        return list(session.exec(select(Photo).where(Photo.return_id == return_id).order_by(Photo.added_at)))

    return read_now(read)


def received(return_id: UUID) -> int:
    """How many bytes have come of what is on its way."""
    query = select(Upload).where(Upload.return_id == return_id)
    return sum(len(one.content) for one in read_now(lambda session: session.exec(query).all()))


def pick(page: Page, *files: FilePayload) -> None:
    page.locator("input[type=file][multiple]").set_input_files(list(files))


def tiles(page: Page) -> Locator:
    """The photos that have arrived."""
    return page.locator("li:has(img):not(:has([role=progressbar]))")


def slow(page: Page, bytes_in_a_second: int) -> Any:
    """A line over which so much leaves in a second; gives the session that can change it."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    conditions = {
        "offline": False,
        "latency": 20,
        "downloadThroughput": -1,
        "uploadThroughput": bytes_in_a_second,
    }
    line.send("Network.emulateNetworkConditions", conditions)
    return line


@pytest.fixture
def asked(given: Callable[..., Given]) -> Callable[..., Given]:
    """A return whose customer is asked for photos, and is at that question."""

    def prepare(*, language: str = "en", **question: Any) -> Given:
        made = given(language=language)
        ask(made.of, **{"required": True, "most_photos": 3} | question)
        return made

    return prepare


def go(page: Page, made: Given, begin: str = "Answer the questions") -> None:
    page.goto(made.link)
    page.get_by_role("button", name=begin).tap()
    expect(page.locator("#question")).to_be_focused()


def test_photos_are_sent_taken_away_and_shown_at_the_desk(
    phone: Page, desk: Page, asked: Callable[..., Given], axe: Check, shot: Shot, sign_in: Callable[..., None]
) -> None:
    made = asked()
    go(phone, made)
    next_step(phone)
    expect(phone.locator("#error-summary")).to_be_focused()
    camera = phone.get_by_role("button", name="Take a photo")
    expect(camera).to_be_visible()
    expect(phone.locator("input[capture=environment]")).to_have_count(1)
    axe(phone)
    pick(
        phone,
        file(content=held_upright(photo((2400, 1800)))),
        file("second.png", photo(kind="PNG", seed=2), "image/png"),
    )
    expect(tiles(phone)).to_have_count(2)
    pick(phone, file("film.mov", b"\0\0\0\x14ftypqt  " + bytes(64), "video/quicktime"))
    expect(
        phone.get_by_role("alert").filter(has_text="film.mov: This is a video. Choose a photo.")
    ).to_be_visible()
    axe(phone)
    shot(phone, "portal-photos-390")
    phone.get_by_role("button", name="Remove photo 2").tap()
    expect(tiles(phone)).to_have_count(1)
    phone.get_by_role("button", name="Dismiss").tap()
    next_step(phone)
    asks(phone, "Is everything right?")
    expect(phone.get_by_text("1 photo", exact=True)).to_be_visible()
    (kept,) = photos_of(made.return_id)
    assert (kept.width, kept.height) == (1200, 1600)
    assert not Image.open(BytesIO(kept.content)).getexif()
    phone.go_back()
    expect(tiles(phone)).to_have_count(1)
    sign_in(desk)
    desk.goto(routes.return_page(made.return_id))
    desk.get_by_role("button", name="Photo 1").focus()
    desk.keyboard.press("Enter")
    large = desk.get_by_role("dialog", name="Photos of the damage").get_by_role("img")
    expect(large).to_have_js_property("naturalWidth", 1200)
    axe(desk)
    shot(desk, "desk-photo-viewer")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("button", name="Photo 1")).to_be_focused()


def test_a_line_cut_in_the_middle_of_a_photo_loses_nothing_in_dutch(
    phone: Page, asked: Callable[..., Given], shot: Shot
) -> None:
    made = asked(language="nl")
    go(phone, made, "De vragen beantwoorden")
    starts: list[int] = []
    phone.on("request", lambda sent: starts.extend(int(at) for at in re.findall(r"&at=(\d+)", sent.url)))
    line = slow(phone, 150_000)
    pick(phone, file(content=photo((2000, 1500))))
    bar = phone.get_by_role("progressbar", name="Foto 1")
    expect(bar).not_to_have_attribute("aria-valuenow", "0")
    while not received(made.return_id):
        phone.wait_for_timeout(100)
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0},
    )
    expect(bar).to_contain_text("Wachten op verbinding")
    there = received(made.return_id)
    shot(phone, "portal-photos-cut-nl")
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    expect(tiles(phone)).to_have_count(1)
    # What had arrived is not sent twice: after the first piece, none began at the beginning again.
    assert there > 0
    assert starts.count(0) == 1
    assert len(photos_of(made.return_id)) == 1


def test_a_part_that_a_renewed_server_has_no_more_is_fetched_with_a_page_loaded_anew(
    phone: Page, asked: Callable[..., Given]
) -> None:
    missed: list[str] = []

    def is_gone(route: Route) -> None:
        missed.append(route.request.url)
        route.fulfill(status=404)

    phone.route("**/photos-*.js", is_gone)
    go(phone, asked())
    with phone.expect_navigation():
        expect(phone.get_by_role("button", name="Take a photo")).to_have_count(0)
    phone.unroute("**/photos-*.js")
    expect(phone.get_by_role("button", name="Take a photo")).to_be_visible()
    assert 1 <= len(missed) <= 6


def test_a_reload_in_the_middle_goes_on_where_it_was(phone: Page, asked: Callable[..., Given]) -> None:
    made = asked()
    go(phone, made)
    slow(phone, 150_000)
    pick(phone, file(content=photo((2000, 1500))))
    while not received(made.return_id):
        phone.wait_for_timeout(100)
    starts: list[int] = []
    phone.on("request", lambda sent: starts.extend(int(at) for at in re.findall(r"&at=(\d+)", sent.url)))
    phone.reload()
    expect(phone.get_by_role("progressbar", name="Photo 1").or_(tiles(phone))).to_be_visible()
    expect(tiles(phone)).to_have_count(1)
    assert 0 not in starts
    assert len(photos_of(made.return_id)) == 1
    assert received(made.return_id) == 0


def test_next_waits_for_what_is_on_its_way_and_then_goes_on_by_itself(
    phone: Page, asked: Callable[..., Given]
) -> None:
    made = asked()
    go(phone, made)
    slow(phone, 150_000)
    pick(phone, file(content=photo((1600, 1200))))
    expect(phone.get_by_role("progressbar", name="Photo 1")).to_be_visible()
    next_step(phone)
    expect(phone.get_by_text("The photos are still being sent. We go on by ourselves.")).to_be_visible()
    asks(phone, "Is everything right?")
    assert len(photos_of(made.return_id)) == 1


def test_a_question_comes_and_goes_with_an_answer_without_the_server(
    phone: Page,
    given: Callable[..., Given],
    shot: Shot,
) -> None:
    made = given()
    used = ask(made.of, "yes_no", words="Have you used it?", required=True)
    ask_after(
        used,
        "number",
        key="days",
        words="For how many days?",
        required=True,
        shown_if={"question": "one", "values": ["yes"]},
    )
    # The same question in another survey is asked once.
    ask(made.of, "yes_no", words="Have you used it?", required=True)
    go(phone, made)
    days = phone.get_by_label("For how many days?")
    expect(phone.get_by_role("group", name="Have you used it?")).to_have_count(1)
    expect(days).to_be_hidden()
    answers = phone.get_by_role("group", name="Have you used it?")
    phone.context.set_offline(True)
    answers.get_by_text("Yes").tap()
    expect(days).to_be_visible()
    days.fill("3")
    shot(phone, "portal-survey-shown-if")
    answers.get_by_text("No").tap()
    expect(days).to_be_hidden()
    answers.get_by_text("Yes").tap()
    expect(days).to_have_value("3")
    phone.context.set_offline(False)
    expect(phone.locator("main form button[type=submit]")).to_have_attribute("aria-disabled", "false")
    next_step(phone)
    asks(phone, "Is everything right?")
    expect(phone.get_by_text("For how many days?")).to_be_visible()
