"""A customer's way through a return that has everything left open, in words of any language."""

import re
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from playwright.sync_api import Locator, Page, WebSocket, expect

from tests.browser.given import Given

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


class Walk:
    """A customer's way through everything that is open. What is typed differs with each walk."""

    def __init__(self, page: Page, made: Given, language: str = "en") -> None:
        self.page = page
        self.made = made
        self.words = WORDS[language]
        self.order = f"NO-{uuid4().hex[:8]}"
        self.heard: list[str] = []
        page.on("websocket", self._listen)
        page.goto(made.link)

    @property
    def button(self) -> Locator:
        return self.page.locator("main .sticky button")

    def begin(self) -> None:
        self.button.tap()
        self.arrives("order_number")

    def arrives(self, step: str, *, within_ms: int = 20_000) -> None:
        """The screen of a step is there, and can be used."""
        expect(self.page).to_have_url(re.compile(rf"step={step}\b"), timeout=within_ms)
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
        self.heard.clear()
        new.on("websocket", self._listen)
        new.goto(self.made.link)

    def is_answered(self) -> None:
        """The page may be used before its socket is up; from here on the server has answered over it."""
        comes_true(lambda: self.page.wait_for_timeout(50) or any("rx_state" in one for one in self.heard))

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.heard.append(str(frame)))

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
