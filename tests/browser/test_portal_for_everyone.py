"""Every customer's screen for every customer: readers of screens, keyboards, large text, small phones, no motion.

One walk goes through all screens of a return with everything open; at each of them the page is looked at in many ways.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from returns_app import routes
from tests.browser.conftest import _SETTLED
from tests.browser.given import Given, next_step

TAP = 44
QUESTION = "#question"
PHONE = {"width": 390, "height": 844}
SMALL = {"width": 320, "height": 640}

# Links within a sentence are as high as their line (WCAG 2.5.8 lets them), and a hidden radio has its whole card.
_TOO_SMALL = """(tap) => {
    const found = [];
    for (const one of document.querySelectorAll('a, button, input, select, textarea, summary, [role=option]')) {
        const whole = one.matches('input[type=radio], input[type=checkbox]') ? one.closest('label') ?? one : one;
        if (one.closest('p') || one.type === 'hidden' || !whole.checkVisibility({ visibilityProperty: true })) continue;
        const box = whole.getBoundingClientRect();
        if (box.width < 2 || box.bottom < 0 || (box.width >= tap - 0.5 && box.height >= tap - 0.5)) continue;
        const size = `${Math.round(box.width)}x${Math.round(box.height)}`;
        found.push(`${whole.tagName} ${whole.textContent.trim().slice(0, 40)} ${size}`);
    }
    return found;
}"""
# What is cut off at the right: wider than its place, and nothing lets it be scrolled.
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_MOVES = """() => document.getAnimations().filter((one) => one.playState === 'running'
    && one.effect.getComputedTiming().duration > 1).map((one) => one.effect.target.className)"""
_HEADINGS = """() => [...document.querySelectorAll('h1, h2, h3')].filter((one) => one.checkVisibility())
    .map((one) => Number(one.tagName[1]))"""


@dataclass
class Looker:
    """Looks at each screen in every way there is, and remembers what is wrong with which."""

    page: Page
    merchant: str = "Noordlicht Outdoor"
    title: str = ""
    seen: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def look(self, screen: str) -> None:
        expect(self.page.locator(QUESTION)).to_be_visible()
        self.seen.append(screen)
        found = [*self._named(), *self._axe(), *self._fits(), *self._small(), *self._still()]
        self.wrong += [f"{screen}: {one}" for one in found]

    def _named(self) -> Iterator[str]:
        question = self.page.locator(QUESTION).inner_text().strip()
        if self.page.title() != (self.title or f"{question} | {self.merchant}"):
            yield f"is titled {self.page.title()!r}"
        levels = self.page.evaluate(_HEADINGS)
        if levels.count(1) != 1 or any(later > before + 1 for before, later in pairwise(levels)):
            yield f"has headings of levels {levels}"

    def _axe(self) -> Iterator[str]:
        for theme in ("light", "dark"):
            self.page.emulate_media(color_scheme=theme)
            self.page.evaluate(_SETTLED)
            for one in Axe().run(self.page).response["violations"]:
                yield f"{theme}: {one['id']}: {[node['html'][:120] for node in one['nodes'][:2]]}"
        self.page.emulate_media(color_scheme="light")

    def _fits(self) -> Iterator[str]:
        """At 320 px, which is also 1280 px at 400 %, and with text at twice its size."""
        self.page.set_viewport_size(SMALL)
        if self.page.evaluate(_SIDEWAYS) > 0:
            yield "scrolls sideways at 320 px"
        self.page.set_viewport_size(PHONE)
        self.page.evaluate("document.documentElement.style.fontSize = '212.5%'")
        if self.page.evaluate(_SIDEWAYS) > 0:
            yield "scrolls sideways with text at 200 %"
        self.page.evaluate("document.documentElement.style.fontSize = ''")

    def _small(self) -> Iterator[str]:
        for one in self.page.evaluate(_TOO_SMALL, TAP):
            yield f"is hard to hit: {one}"

    def _still(self) -> Iterator[str]:
        self.page.emulate_media(reduced_motion="reduce")
        self.page.evaluate(_SETTLED)
        for one in self.page.evaluate(_MOVES):
            yield f"moves although no motion is wanted: {one}"
        self.page.emulate_media(reduced_motion="no-preference")


@pytest.fixture
def looker(phone: Page) -> Looker:
    return Looker(phone)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_screen_up_to_the_label(looker: Looker, given: Callable[..., Given], language: str) -> None:
    phone = looker.page
    made = given(options=2, survey=True, skipped=True, address=False, language=language)
    phone.goto(made.link)
    looker.look("start")
    next_button(phone).tap()
    _asked(phone, "order_number")
    looker.look("order number")
    next_step(phone)
    looker.look("order number, with a problem")
    # An order of each language's own: the same product of one order comes back once.
    phone.locator("#order_number").fill(f"NO-{uuid4().hex[:8]}")
    next_step(phone)
    _asked(phone, "products")
    _add_product(phone)
    looker.look("products")
    next_step(phone)
    _asked(phone, "surveys")
    looker.look("questions")
    phone.locator("main form [name^='answers.']").first.fill("The seam tore on the first day.")
    next_step(phone)
    _asked(phone, "address")
    looker.look("address")
    next_step(phone)
    expect(phone.locator("#error-summary")).to_be_focused()
    looker.look("address, with problems")
    _fill_address(phone)
    next_step(phone)
    _asked(phone, "shipping")
    phone.locator("main input[type=radio]").first.check()
    looker.look("shipping")
    next_step(phone)
    _asked(phone, "confirm")
    looker.look("last check")
    next_button(phone).tap()
    _asked(phone, "done")
    looker.look("done")
    phone.goto(f"/{language}/return?step=status")
    _asked(phone, "status")
    looker.look("status")
    assert looker.wrong == []


@pytest.mark.parametrize(("carrier", "screen"), [("slow-8", "working"), ("refuse", "failed")])
def test_the_screens_of_waiting_and_of_failing(
    looker: Looker, given: Callable[..., Given], carrier: str, screen: str
) -> None:
    looker.page.goto(given(carrier=carrier).link)
    next_button(looker.page).tap()
    _asked(looker.page, screen)
    looker.look(screen)
    assert looker.wrong == []


@pytest.mark.parametrize("why", ["expired", "superseded", "revoked", "unknown", "ended", "sent"])
def test_a_dead_link(looker: Looker, why: str) -> None:
    looker.title = "Votre lien · Noordlicht Outdoor"
    looker.page.goto(routes.dead_link("fr", why))
    looker.look(why)
    assert looker.wrong == []


def test_a_prepared_return_is_confirmed_by_the_keyboard_alone(
    phone: Page, given: Callable[..., Given]
) -> None:
    phone.goto(given().link)
    expect(next_button(phone)).to_be_visible()
    phone.keyboard.press("Tab")
    expect(phone.locator("a[href='#question']")).to_be_focused()
    _tab_to(phone, next_button(phone))
    phone.keyboard.press("Enter")
    _asked(phone, "done")
    expect(phone.locator(QUESTION)).to_be_focused()


def test_everything_open_is_answered_by_the_keyboard_alone(phone: Page, given: Callable[..., Given]) -> None:
    phone.goto(given(options=2, skipped=True).link)
    expect(phone.locator(QUESTION)).to_be_visible()
    _tab_to(phone, next_button(phone))
    phone.keyboard.press("Enter")
    _asked(phone, "order_number")
    expect(phone.locator(QUESTION)).to_be_focused()
    _tab_to(phone, phone.locator("#order_number"))
    phone.keyboard.type(f"NO-{uuid4().hex[:8]}")
    phone.keyboard.press("Enter")
    _asked(phone, "products")
    _tab_to(phone, phone.get_by_role("combobox").first)
    phone.keyboard.type("Old blue pegs")
    # Something new is made only after the answer that nothing known is called so.
    expect(phone.get_by_text("0 products found")).to_be_attached()
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Enter")
    expect(phone.locator("main select")).to_have_count(1)
    _tab_to(phone, phone.locator("main select").first)
    phone.keyboard.press("ArrowDown")
    _tab_to(phone, next_button(phone))
    phone.keyboard.press("Enter")
    _asked(phone, "shipping")
    _tab_to(phone, phone.locator("main input[type=radio]").first)
    phone.keyboard.press("Space")
    _tab_to(phone, next_button(phone))
    phone.keyboard.press("Enter")
    _asked(phone, "confirm")


def test_what_is_wrong_is_said_linked_and_mended(phone: Page, given: Callable[..., Given]) -> None:
    phone.goto(given(options=2, skipped=True).link)
    phone.goto("/en/return?step=order_number")
    _asked(phone, "order_number")
    next_step(phone)
    summary = phone.locator("#error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_have_attribute("role", "alert")
    order = phone.locator("#order_number")
    expect(order).to_have_attribute("aria-invalid", "true")
    told = (order.get_attribute("aria-describedby") or "").split()
    assert any(phone.locator(f"[id='{one}']").inner_text().strip() for one in told)
    summary.get_by_role("link").first.tap()
    expect(order).to_be_focused()


def next_button(page: Page) -> Locator:
    """The one filled button of a screen."""
    return page.locator("main .sticky.bottom-0 button")


def _asked(page: Page, step: str) -> None:
    expect(page).to_have_url(re.compile(rf"step={step}\b"))
    expect(page.locator(QUESTION)).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(1 if step == "working" else 0)


def _tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it has the focus, as somebody without a pointer does."""
    for _ in range(40):
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    message = f"no number of Tabs leads to {wanted}"
    raise AssertionError(message)


def _add_product(page: Page) -> None:
    page.get_by_role("combobox").first.fill("Old blue pegs")
    page.get_by_role("option").last.tap()
    page.locator("main select").first.select_option(index=1)


def _fill_address(page: Page) -> None:
    answers = {"name": "Sanne Visser", "street": "Biltstraat", "house_number": "48", "postal_code": "3581 KW"}
    for name, words in {**answers, "city": "Utrecht"}.items():
        page.locator(f"main [name={name}]").fill(words)
