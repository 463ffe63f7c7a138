"""A customer on a bad network: nothing typed is lost, nothing is done twice, and the page tells the truth of it."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from returns_app.build import build_if_stale
from returns_app.db.messages import Message
from returns_app.db.returns import ReturnLine
from returns_app.db.session import read_now
from returns_app.serving import free_port
from tests import factories
from tests.browser.bad_line import Line, line_to
from tests.browser.conftest import Running, _serving, environment
from tests.browser.given import Given, asks, labels_of
from tests.browser.walk import STEPS, Walk, comes_true
from tests.smtp import SmtpPeer

Prepare = Callable[..., Given]
# Each step with the one that follows it.
LEGS = tuple(zip(STEPS, (*STEPS[1:], "confirm"), strict=True))


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


def lines_of(return_id: UUID) -> list[ReturnLine]:
    def read(session: Session) -> list[ReturnLine]:
        return list(session.exec(select(ReturnLine).where(ReturnLine.return_id == return_id)))

    return read_now(read)


def messages_of(return_id: UUID) -> list[Message]:
    return read_now(lambda session: list(session.exec(select(Message).where(Message.return_id == return_id))))


def begun(phone: Page, given: Prepare, language: str) -> Walk:
    """A walk at its first step, with every step still to go."""
    made = given(options=2, survey=True, skipped=True, address=False, language=language)
    walk = Walk(phone, made, language)
    walk.begin()
    return walk


@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_is_typed_at_any_step_outlives_the_app_and_a_reload_and_goes_once_it_is_saved(
    phone: Page, given: Prepare, line: Line, language: str
) -> None:
    walk = begun(phone, given, language)
    for step, following in LEGS:
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
    walk = begun(phone, given, language)
    for step, following in LEGS:
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
    # The page asks every few seconds, and a question asked in the tunnel has to be given up first.
    walk.arrives("products", within_ms=60_000)
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
    walk.is_answered()
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
    walk.is_answered()
    line.lose_answers()
    walk.page.get_by_role("button", name="Send message").tap()
    comes_true(lambda: messages_of(walk.made.return_id))
    line.mend()
    expect(walk.page.locator("ol li", has_text="May I bring it on Sunday?")).to_have_count(1)
    expect(reply).to_have_value("")
    assert len(messages_of(walk.made.return_id)) == 1
    assert walk.kept() == []
