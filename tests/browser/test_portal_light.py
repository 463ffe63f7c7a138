"""A customer's page is light, asks nobody else for anything, and is of use before the connection is up."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from sqlmodel import Session

from returns_app import routes
from returns_app.db.returns import Return
from returns_app.db.session import read_now
from returns_app.i18n import LANGUAGES
from tests.browser.conftest import Running
from tests.browser.given import Given, asks, next_step

# HTML, scripts, styles and fonts of a first visit, and what the page is told of the return. A KB is 1000 bytes.
BUDGET = 150_000
SCRIPTS = 2


class Wire:
    """What a page asks for, from whom, and how many bytes came back, as they came: compressed, and with headers."""

    def __init__(self, page: Page) -> None:
        self.hosts: set[str] = set()
        self.brought: dict[str, int] = {}
        self._asked: dict[str, str] = {}
        line = page.context.new_cdp_session(page)
        line.on("Network.requestWillBeSent", self._ask)
        line.on("Network.webSocketCreated", self._open)
        line.on("Network.loadingFinished", self._receive)
        line.send("Network.enable")

    def _ask(self, event: dict[str, Any]) -> None:
        address = urlsplit(event["request"]["url"])
        self.hosts.add(address.netloc)
        # Pictures are the merchant's, and not counted.
        if event.get("type") != "Image" and address.scheme.startswith("http"):
            self._asked[event["requestId"]] = address.path

    def _open(self, event: dict[str, Any]) -> None:
        self.hosts.add(urlsplit(event["url"]).netloc)

    def _receive(self, event: dict[str, Any]) -> None:
        if path := self._asked.get(event["requestId"]):
            self.brought[path] = self.brought.get(path, 0) + round(event["encodedDataLength"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_visit_stays_within_its_budget_and_talks_to_nobody_else(
    language: str,
    phone: Page,
    given: Callable[..., Given],
    server: Running,
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = given(options=2, survey=True, skipped=True, address=False, language=language)
    wire = Wire(phone)
    phone.goto(made.link)
    phone.wait_for_url(lambda url: routes.portal(language) in url)
    expect(phone.locator("#question")).to_be_visible()
    phone.wait_for_load_state("networkidle")
    heaviest = sorted(wire.brought.items(), key=lambda one: -one[1])[:6]
    with capsys.disabled():
        print(f"\n{language}: {sum(wire.brought.values()) / 1000:.1f} KB, {heaviest}")  # noqa: T201
    assert 50_000 < sum(wire.brought.values()) <= BUDGET, heaviest
    assert sum(name.endswith(".js") for name in wire.brought) == SCRIPTS, heaviest
    assert wire.hosts == {urlsplit(server.url).netloc}


class SlowSocket:
    """A connection that is not up before it is let through."""

    def __init__(self, page: Page) -> None:
        self._held: list[WebSocketRoute] = []
        self._is_open = False
        page.route_web_socket(lambda _address: True, self._knock)

    def _knock(self, socket: WebSocketRoute) -> None:
        if self._is_open:
            socket.connect_to_server()
        else:
            self._held.append(socket)

    def let_through(self) -> None:
        """Be a connection from now on; what was kept waiting goes on."""
        self._is_open = True
        while self._held:
            self._held.pop().connect_to_server()


STEPS = {
    "en": ("Fill in my order number", "What is your order number?", "What are you sending back?"),
    "nl": ("Mijn bestelnummer invullen", "Wat is je bestelnummer?", "Wat stuur je terug?"),
}


@pytest.mark.parametrize("language", STEPS)
def test_a_screen_is_there_before_the_connection_and_what_is_typed_and_tapped_waits_for_it(
    language: str, phone: Page, given: Callable[..., Given]
) -> None:
    _button, question, following = STEPS[language]
    made = given(options=2, survey=True, skipped=True, address=False, language=language)
    socket = SlowSocket(phone)
    phone.request.get(made.link)
    phone.goto(f"{routes.portal(language)}?step=order_number")
    expect(phone.locator("#question")).to_have_text(question)
    phone.locator("#order_number").fill("NO-104882")
    next_step(phone)
    button = phone.locator("main form button[type=submit]")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(phone.locator("#question")).to_have_text(question)
    socket.let_through()
    asks(phone, following)
    assert _order_number(made) == "NO-104882"


@pytest.mark.parametrize("language", STEPS)
def test_a_page_that_never_was_connected_says_so_and_goes_on_by_itself(
    language: str, phone: Page, given: Callable[..., Given]
) -> None:
    button, question, _following = STEPS[language]
    lost = {"en": "Waiting for connection", "nl": "Wachten op verbinding"}[language]
    made = given(options=2, survey=True, skipped=True, address=False, language=language)
    socket = SlowSocket(phone)
    phone.goto(made.link)
    expect(phone.get_by_role("button", name=button)).to_be_visible()
    phone.context.set_offline(True)
    expect(phone.get_by_role("button", name=lost)).to_be_visible()
    expect(phone.get_by_role("status").filter(has_text=re.compile("connection|verbinding"))).to_be_visible()
    socket.let_through()
    phone.context.set_offline(False)
    phone.get_by_role("button", name=button).tap()
    asks(phone, question)


def _order_number(made: Given) -> str:
    def look(session: Session) -> str:
        row = session.get(Return, made.return_id)
        return row.order_number if row else ""

    return read_now(look)
