"""A customer on a bad network: nothing typed is lost, nothing is done twice, and the page tells the truth of it."""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import Session, select

from returns_app import routes
from returns_app.build import build_if_stale
from returns_app.db.messages import Message
from returns_app.db.returns import ReturnLine
from returns_app.db.session import read_now
from returns_app.serving import free_port
from tests import factories
from tests.browser.bad_line import Line, line_to
from tests.browser.conftest import OpenPage, Running, _serving, environment
from tests.browser.given import Given, asks, labels_of
from tests.smtp import SmtpPeer

Prepare = Callable[..., Given]

WORDS = {
    "en": {
        "gone": "No connection right now",
        "waiting": "Waiting for connection",
        "saved": "Saved",
        "kept": "Kept on this device",
    },
    "nl": {
        "gone": "Even geen verbinding",
        "waiting": "Wachten op verbinding",
        "saved": "Opgeslagen",
        "kept": "Bewaard op dit toestel",
    },
}
ADDRESS = {
    "name": "Sanne Visser",
    "postal_code": "3581 KW",
    "house_number": "48",
    "street": "Biltstraat",
    "city": "Utrecht",
}
STEPS = ("order_number", "products", "surveys", "address", "shipping")


@pytest.fixture(scope="module")
def wired(
    tmp_path_factory: pytest.TempPathFactory, seeded_file: Path, mail: SmtpPeer
) -> Iterator[tuple[Running, Line]]:
    build_if_stale()
    folder = tmp_path_factory.mktemp("wired")
    path = shutil.copyfile(seeded_file, folder / "returns.db")
    port = free_port()
    with line_to(port) as line:
        env = environment(folder, f"sqlite:///{path}", port=line.port, mail=mail)
        with _serving(port, env) as running:
            yield running, line


@pytest.fixture(scope="module")
def server(wired: tuple[Running, Line]) -> Running:
    """The server at the other end of the line; in its place for all fixtures of these stories."""
    return wired[0]


@pytest.fixture
def line(wired: tuple[Running, Line]) -> Iterator[Line]:
    """The line, in fine weather before and after each story."""
    yield wired[1]
    wired[1].mend()


class Walk:
    """A customer's way through everything that is open. What is typed differs with each walk."""

    def __init__(self, page: Page, made: Given, language: str = "en") -> None:
        self.page = page
        self.made = made
        self.words = WORDS[language]
        self.order = f"NO-{uuid4().hex[:8]}"
        page.goto(made.link)

    @property
    def button(self) -> Locator:
        return self.page.locator("main .sticky button")

    def begin(self) -> None:
        self.button.tap()
        self.arrives("order_number")

    def arrives(self, step: str) -> None:
        """The screen of a step is there, and can be used."""
        expect(self.page).to_have_url(re.compile(rf"step={step}\b"))
        expect(self.button).to_have_attribute("aria-disabled", "false")

    def go_to(self, step: str) -> None:
        """Fill in and save every step before this one."""
        self.begin()
        for at, one in enumerate(STEPS[: STEPS.index(step)]):
            self.types(one)
            self.button.tap()
            self.arrives(STEPS[at + 1])

    def types(self, step: str) -> None:
        page = self.page
        match step:
            case "order_number":
                page.locator("#order_number").fill(self.order)
            case "products":
                self.adds("Old blue pegs")
                page.locator("select[name$='.reason']").select_option(index=1)
                page.locator("#add").fill("a spare pole")
            case "surveys":
                self.answer.fill("The seam tore on the first day.")
            case "address":
                for name, value in ADDRESS.items():
                    page.locator(f"input[name={name}]").fill(value)
            case "shipping":
                self.last_option.check(force=True)

    def has_kept(self, step: str) -> None:
        """What `types` typed is on the screen."""
        page = self.page
        match step:
            case "order_number":
                expect(page.locator("#order_number")).to_have_value(self.order)
            case "products":
                expect(page.locator("main li", has_text="Old blue pegs")).to_have_count(1)
                expect(page.locator("select[name$='.reason']")).not_to_have_value("")
                expect(page.locator("#add")).to_have_value("a spare pole")
            case "surveys":
                expect(self.answer).to_have_value("The seam tore on the first day.")
            case "address":
                for name, value in ADDRESS.items():
                    expect(page.locator(f"input[name={name}]")).to_have_value(value)
            case "shipping":
                expect(self.last_option).to_be_checked()

    def adds(self, name: str) -> None:
        self.page.locator("#add").fill(name)
        self.page.locator("[data-create]").tap()

    @property
    def answer(self) -> Locator:
        return self.page.locator("[name^='answers.']").first

    @property
    def last_option(self) -> Locator:
        return self.page.locator("input[name=option]").last

    def is_killed(self) -> None:
        """The phone ends the app, and the customer opens the link again: another tab of the same browser."""
        new = self.page.context.new_page()
        self.page.close()
        self.page = new
        new.goto(self.made.link)

    def kept(self) -> list[str]:
        """The names under which this browser keeps words."""
        names = self.page.evaluate("Object.keys(localStorage)")
        return [name for name in names if name.startswith("kept:")]


def comes_true(fact: Callable[[], Any]) -> None:
    """What the server does, it does a moment after the page has sent it."""
    until = time.monotonic() + 20
    while not fact():
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.05)


def lines_of(return_id: UUID) -> list[ReturnLine]:
    def read(session: Session) -> list[ReturnLine]:
        return list(session.exec(select(ReturnLine).where(ReturnLine.return_id == return_id)))

    return read_now(read)


def messages_of(return_id: UUID) -> list[Message]:
    return read_now(lambda session: list(session.exec(select(Message).where(Message.return_id == return_id))))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_is_typed_at_any_step_outlives_the_app_and_a_reload_and_goes_once_it_is_saved(
    phone: Page, given: Prepare, line: Line, language: str
) -> None:
    walk = Walk(
        phone, given(options=2, survey=True, skipped=True, address=False, language=language), language
    )
    walk.begin()
    for step, following in zip(STEPS, (*STEPS[1:], "confirm"), strict=True):
        walk.types(step)
        expect(walk.page.get_by_text(walk.words["kept"])).to_be_visible()
        walk.is_killed()
        if step == STEPS[0]:
            # Nothing is saved yet, so the link begins with what it is about.
            walk.begin()
        walk.arrives(step)
        walk.has_kept(step)
        walk.page.reload()
        walk.arrives(step)
        walk.has_kept(step)
        expect(walk.page.get_by_text(walk.words["kept"])).to_be_visible()
        walk.button.tap()
        walk.arrives(following)
        expect(walk.page.get_by_text(walk.words["saved"], exact=True)).to_be_visible()
        assert walk.kept() == []
    assert [one.name for one in lines_of(walk.made.return_id)] == ["Old blue pegs"]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_line_that_is_cut_at_any_step_is_waited_for_and_no_tap_is_lost_or_made_twice(
    phone: Page, given: Prepare, line: Line, language: str
) -> None:
    walk = Walk(
        phone, given(options=2, survey=True, skipped=True, address=False, language=language), language
    )
    walk.begin()
    for step, following in zip(STEPS, (*STEPS[1:], "confirm"), strict=True):
        walk.types(step)
        line.cut()
        expect(walk.page.get_by_text(walk.words["gone"])).to_be_visible()
        expect(walk.button).to_have_text(walk.words["waiting"])
        walk.button.dispatch_event("click")
        expect(walk.page.get_by_text(walk.words["saved"], exact=True)).to_have_count(0)
        line.mend()
        walk.arrives(step)
        walk.has_kept(step)
        walk.button.tap()
        walk.arrives(following)
    line.cut()
    expect(walk.button).to_have_text(walk.words["waiting"])
    walk.button.dispatch_event("click")
    line.mend()
    walk.arrives("confirm")
    assert factories.get(walk.made.return_id).checkout_at is None


def test_a_tap_in_a_tunnel_waits_in_the_open_and_arrives_by_itself_at_the_other_end(
    phone: Page, given: Prepare, line: Line
) -> None:
    walk = Walk(phone, given(options=2, skipped=True, language="nl"), "nl")
    walk.begin()
    walk.types("order_number")
    line.go_silent()
    walk.button.tap()
    # The phone thinks that it is online, and the socket looks alive: only asking tells.
    expect(phone.get_by_text(walk.words["gone"])).to_be_visible()
    expect(walk.button).to_have_text(walk.words["waiting"])
    expect(phone.get_by_text(walk.words["saved"], exact=True)).to_have_count(0)
    assert factories.get(walk.made.return_id).order_number == ""
    line.mend()
    walk.arrives("products")
    assert factories.get(walk.made.return_id).order_number == walk.order


def test_a_lost_answer_to_a_step_is_asked_for_again_and_the_customer_goes_on(
    phone: Page, given: Prepare, line: Line
) -> None:
    walk = Walk(phone, given(options=2, skipped=True, address=False))
    walk.go_to("products")
    walk.types("products")
    expect(phone.locator("main li", has_text="Old blue pegs")).to_have_count(1)
    line.lose_answers()
    walk.button.tap()
    comes_true(lambda: lines_of(walk.made.return_id))
    expect(phone.get_by_text(walk.words["saved"], exact=True)).to_have_count(0)
    line.mend()
    walk.arrives("address")
    assert [one.name for one in lines_of(walk.made.return_id)] == ["Old blue pegs"]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_lost_answer_to_the_confirmation_shows_the_same_number_wherever_it_is_asked_again(
    phone: Page, given: Prepare, line: Line, language: str
) -> None:
    walk = Walk(phone, given(language=language), language)
    walk.arrives("confirm")
    line.lose_answers()
    walk.button.tap()
    comes_true(lambda: factories.get(walk.made.return_id).number)
    number = factories.get(walk.made.return_id).number or ""
    line.mend()
    asks(phone, re.compile(r"Done|Klaar"))
    expect(phone.get_by_text(number, exact=True)).to_be_visible()
    other = phone.context.new_page()
    other.goto(walk.made.link)
    phone.reload()
    for page in (phone, other):
        expect(page.get_by_text(number, exact=True)).to_be_visible()
    assert labels_of(walk.made.return_id) == 1


def test_a_server_that_dies_in_the_middle_of_a_step_has_lost_nothing(
    phone: Page, given: Prepare, server: Running, line: Line
) -> None:
    walk = Walk(phone, given(options=2, skipped=True, address=False, language="nl"), "nl")
    walk.go_to("products")
    walk.types("products")
    expect(phone.locator("main li", has_text="Old blue pegs")).to_have_count(1)
    server.restart()
    walk.arrives("products")
    walk.has_kept("products")
    walk.button.tap()
    walk.arrives("address")
    assert [one.name for one in lines_of(walk.made.return_id)] == ["Old blue pegs"]


def test_taps_made_without_a_line_are_one_when_it_is_back(phone: Page, given: Prepare, line: Line) -> None:
    walk = Walk(phone, given(options=2, skipped=True))
    walk.go_to("products")
    line.cut()
    expect(walk.button).to_have_text(walk.words["waiting"])
    for _ in range(3):
        walk.adds("Old blue pegs")
    line.mend()
    walk.arrives("products")
    expect(phone.locator("main li", has_text="Old blue pegs")).to_have_count(1)
    phone.locator("select[name$='.reason']").select_option(index=1)
    walk.button.tap()
    walk.arrives("shipping")
    assert len(lines_of(walk.made.return_id)) == 1


def test_a_familys_phone_keeps_words_of_one_return_at_a_time_under_a_name_that_tells_nothing(
    phone: Page, given: Prepare, line: Line
) -> None:
    first = Walk(phone, given(options=2, skipped=True))
    first.begin()
    first.types("order_number")
    (name,) = first.kept()
    told = (first.made.token, str(first.made.return_id), first.made.return_id.hex)
    assert not any(secret in name for secret in told)
    second = Walk(phone, given(options=2, skipped=True, customer="Joris Visser"))
    second.begin()
    expect(phone.locator("#order_number")).to_have_value("")
    assert second.kept() == []
    second.types("order_number")
    assert second.kept() != [name]
    phone.goto(first.made.link)
    first.begin()
    expect(phone.locator("#order_number")).to_have_value("")


def test_a_message_outlives_the_app_and_a_lost_answer_and_is_sent_once(
    phone: Page, given: Prepare, line: Line
) -> None:
    walk = Walk(phone, given())
    walk.arrives("confirm")
    walk.button.tap()
    asks(phone, "Done. Now drop it off")
    phone.locator("#reply").fill("May I bring it on Sunday?")
    walk.is_killed()
    reply = walk.page.locator("#reply")
    expect(reply).to_have_value("May I bring it on Sunday?")
    line.lose_answers()
    walk.page.get_by_role("button", name="Send message").tap()
    comes_true(lambda: messages_of(walk.made.return_id))
    line.mend()
    expect(walk.page.locator("ol li", has_text="May I bring it on Sunday?")).to_have_count(1)
    expect(reply).to_have_value("")
    assert len(messages_of(walk.made.return_id)) == 1
    assert walk.kept() == []


def test_the_desk_keeps_no_words_beyond_its_tab(
    new_desk: OpenPage, sign_in: Callable[..., None], line: Line
) -> None:
    desk = new_desk()
    sign_in(desk)
    desk.goto(routes.RETURNS)
    desk.locator("tbody tr").first.locator("a").first.click()
    desk.get_by_label("Internal note", exact=False).first.fill("Ask Sanne for the receipt.")
    kept = desk.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('kept:'))")
    assert kept == []
