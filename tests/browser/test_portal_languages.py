"""Every customer's screen in every language, on the smallest phone: all text fits, and all of it is translated."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Page, WebSocket, expect
from sqlmodel import Session, update

from returns_app import routes
from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.check_out import check_out
from returns_app.actions.check_return import finish_check
from returns_app.actions.declare_withdrawal import DeclarationWish, declare_withdrawal, save_declaration
from returns_app.actions.receive_return import receive_return
from returns_app.actions.save_answers import AnswersWish, save_answers
from returns_app.actions.save_draft import choose_option, save_order_number
from returns_app.actions.save_lines import save_lines
from returns_app.actions.settle_return import settle_return
from returns_app.db.customers import Customer
from returns_app.db.products import Product
from returns_app.db.session import write_now
from returns_app.db.shipping import OfferedOption
from returns_app.domain.money import Money
from returns_app.domain.receiving import Undeclared
from returns_app.domain.settling import Settled
from returns_app.i18n import LANGUAGES
from returns_app.worker.shipments import make_label
from tests import factories
from tests.browser.given import Given, next_step
from tests.lifecycle_making import counting, operator

Prepare = Callable[..., Given]

SMALL = {"width": 320, "height": 640}
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"

# Texts that stand out of the window, or are cut off by the edge of something; and the pieces of text on the screen.
_LOOK = """() => {
    const wide = [], texts = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const width = document.documentElement.clientWidth;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.textContent.trim(), on = node.parentElement;
        if (!text || !on.checkVisibility({ visibilityProperty: true }) || on.closest('script, style, svg')) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        texts.add(text);
        if (on.getBoundingClientRect().width <= 1) continue;
        let left = 0, right = width;
        for (let one = on; one && one !== document.body; one = one.parentElement) {
            const look = getComputedStyle(one), place = one.getBoundingClientRect();
            const holds = look.overflowX !== 'visible' || parseFloat(look.borderRightWidth) > 0;
            if (!holds || look.display === 'inline') continue;
            left = Math.max(left, place.left);
            right = Math.min(right, place.right);
        }
        const over = Math.round(Math.max(left - box.left, box.right - right));
        if (over > 1) wide.push(`“${text.slice(0, 60)}” stands out by ${over} px`);
    }
    if (document.documentElement.scrollWidth > width) wide.push('the page scrolls sideways');
    return { wide, texts: [...texts] };
}"""
# What the server says when it has filled a page anew.
_FILLED = re.compile(r"visit_rx_state_\W+([0-9a-f]{32})")
# Names, numbers and the merchant's own words are the same in all languages.
_DATA = re.compile(
    r"[\d\W_]*|[A-Z0-9-]+|English|Deutsch|Français|Nederlands"
    r"|.*(Noordlicht|Donaudampf|Sanne|Sandbox Post|@|RMA-|NO-|SBX|Biltstraat|Utrecht|Fjellvind|PDF).*"
    r"|Too small|What happened\?|Standard"
    # An address may break after its @, and is two texts then; seconds have one sign everywhere.
    r"|service|noordlicht\.example|s"
)


@dataclass
class Reader:
    """Reads screens in every language, and remembers what does not fit and what is said alike in all of them."""

    page: Page
    wide: list[str] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    fillings: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        def listen(socket: WebSocket) -> None:
            socket.on("framereceived", lambda frame: self.fillings.update(_FILLED.findall(str(frame))))

        self.page.on("websocket", listen)

    def read(
        self, screen: str, address: Callable[[str], str], act: Callable[[Page], None] | None = None
    ) -> None:
        said: list[set[str]] = []
        for language in LANGUAGES:
            self._open(address(language))
            expect(self.page.locator("html")).to_have_attribute("lang", language)
            if act:
                act(self.page)
            seen: dict[str, Any] = self.page.evaluate(_LOOK)
            said.append({*seen["texts"]})
            self.wide += [f"{language} {screen}: {one}" for one in seen["wide"]]
        everywhere = set.intersection(*said)
        self.alike += [f"{screen}: {text}" for text in sorted(everywhere) if not _DATA.fullmatch(text)]

    def _open(self, address: str) -> None:
        """Go there, and wait until the server has filled the page: before, a tab shows the words it had last."""
        known = len(self.fillings)
        self.page.goto(address)
        expect(self.page.locator("#question")).to_be_visible()
        for _ in range(400 if "/return" in address else 0):
            if len(self.fillings) > known:
                break
            self.page.wait_for_timeout(50)


@pytest.fixture
def reader(phone: Page) -> Iterator[Reader]:
    phone.set_viewport_size(SMALL)
    reader = Reader(phone)
    yield reader
    assert reader.wide == []
    assert reader.alike == []


def filled_in(made: Given) -> None:
    """The customer has gone through every step, so that each can be opened again; in long words."""
    now = datetime.now(UTC)
    who = factories.customer(made.token, now)
    write_now(save_order_number, who, made.return_id, f"NO-{uuid4().hex[:8]}-{LONG[:40]}", now=now)
    write_now(save_lines, who, made.return_id, factories.lines(made.of, quantity=2), now=now)
    answers = AnswersWish({("", made.of.question): f"{LONG} {LONG}"})
    write_now(save_answers, who, made.return_id, answers, now=now)
    write_now(choose_option, who, made.return_id, made.of.option, now=now)


def in_long_words(session: Session, of: factories.Shop) -> None:
    """A customer and a product that are called by the longest of names."""
    session.get_one(Product, of.product).name = f"{LONG} 3"
    session.get_one(Customer, of.customer).name = f"{LONG[:60]} Visser"


def at(step: str) -> Callable[[str], str]:
    return lambda language: f"{routes.portal(language)}?step={step}"


def press_next(page: Page) -> None:
    """Show what is wrong with an empty form."""
    next_step(page)
    expect(page.locator("#error-summary")).to_be_visible()


def test_the_start_and_what_is_wrong_fits_and_is_translated(reader: Reader, given: Prepare) -> None:
    fresh = given(options=2, survey=True, skipped=True, customer=LONG[:60])
    reader.page.goto(fresh.link)
    reader.read("start", at("start"))
    reader.read("order number, with a problem", at("order_number"), press_next)
    bare = given(options=2, address=False)
    reader.page.goto(bare.link)
    reader.read("address, with problems", at("address"), press_next)


def test_every_step_fits_and_is_translated(reader: Reader, given: Prepare) -> None:
    made = given(options=2, survey=True, skipped=True)
    write_now(in_long_words, made.of)
    filled_in(made)
    reader.page.goto(made.link)
    for step in ("order_number", "products", "surveys", "address", "shipping", "confirm"):
        reader.read(step, at(step))


@pytest.mark.parametrize("handover", ["drop_off", "pickup", "in_store"])
def test_what_is_shown_after_the_confirmation_fits_and_is_translated(
    reader: Reader, given: Prepare, handover: str
) -> None:
    policy = {"customer_cancels": True, "added_items": "customer", "spare_labels": 1}
    made = given(options=2, address=True, **policy)
    write_now(in_long_words, made.of)
    sent(made, handover)
    reader.page.goto(made.link)
    reader.read(handover, at("done"))
    reader.read(f"{handover}, status", at("status"))


def test_what_the_status_tells_until_the_end_fits_and_is_translated(reader: Reader, given: Prepare) -> None:
    made, now = given(options=2), datetime.now(UTC)
    write_now(in_long_words, made.of)
    sent(made, "drop_off")
    reader.page.goto(made.link)
    write_now(receive_return, operator(), made.return_id, now=now)
    reader.read("received", at("status"))
    came = counting(made.return_id, 0, 0, Undeclared(LONG, 2), words=LONG)
    write_now(finish_check, operator(), made.return_id, came, version=version_of(made), now=now)
    reader.read("checked", at("status"))
    paid = Settled("refund", Money(1250, "EUR"), LONG[:40], f"{LONG} {LONG}")
    write_now(settle_return, made.of.agent, made.return_id, paid, version=version_of(made), now=now)
    reader.read("settled", at("status"))


def test_a_label_that_is_made_and_a_canceled_return_fit_and_are_translated(
    reader: Reader, given: Prepare
) -> None:
    slow = given(options=2, carrier="slow-60")
    confirmed(slow)
    reader.page.goto(slow.link)
    reader.read("working", routes.portal)
    gone = given(options=2)
    reader.page.goto(gone.link)
    write_now(cancel_return, gone.of.agent, gone.return_id, now=datetime.now(UTC), reason=LONG)
    reader.read("canceled", routes.portal)


def test_a_withdrawal_fits_and_is_translated(reader: Reader, given: Prepare) -> None:
    made = given(options=2, withdrawal=True, skipped=True)
    write_now(in_long_words, made.of)
    reader.page.goto(made.link)
    reader.read("what is withdrawn from", routes.portal)
    reader.read("what is withdrawn from, with problems", routes.portal, press_next)
    who, now = factories.customer(made.token, datetime.now(UTC)), datetime.now(UTC)
    wish = DeclarationWish(factories.lines(made.of, quantity=2), f"NO-{LONG[:40]}")
    write_now(save_declaration, who, made.return_id, wish, now=now)
    reader.read("withdraw", routes.portal)
    write_now(declare_withdrawal, who, made.return_id, now=now)
    reader.read("withdrawn", routes.portal)


def test_a_label_that_failed_fits_and_is_translated(reader: Reader, given: Prepare) -> None:
    made = given(options=2, carrier="refuse")
    sent(made, "drop_off")
    reader.page.goto(made.link)
    reader.read("failed", at("failed"))


@pytest.mark.parametrize("why", ["expired", "superseded", "revoked", "ended", "sent", "unknown"])
def test_a_dead_link_fits_and_is_translated(reader: Reader, why: str) -> None:
    reader.read(why, lambda language: routes.dead_link(language, why))


def test_text_that_does_not_fit_is_found(phone: Page) -> None:
    phone.set_viewport_size(SMALL)
    boxed = "position: absolute; width: 60px; border: 1px solid; white-space: nowrap"
    phone.set_content(
        "<meta name=viewport content='width=device-width'>"
        f"<p style='{boxed}'>Rücksendung bestätigen</p><p><b>{LONG}</b></p>"
    )
    found = phone.evaluate(_LOOK)["wide"]
    assert [one.split(" ")[0] for one in found] == ["“Rücksendung", f"“{LONG[:60]}”", "the"]


def sent(made: Given, handover: str) -> None:
    def hand_over(session: Session) -> None:
        session.exec(
            update(OfferedOption).where(OfferedOption.id == made.of.option).values(handover=handover)
        )

    write_now(hand_over)
    make_label(confirmed(made))


def confirmed(made: Given) -> UUID:
    """The customer has confirmed; the shipment still has to be made."""
    now = datetime.now(UTC)
    who = factories.customer(made.token, now)
    write_now(choose_option, who, made.return_id, made.of.option, now=now)
    done = write_now(check_out, who, made.return_id, key="once", now=now)
    assert done.shipment_id
    return done.shipment_id


def version_of(made: Given) -> int:
    return factories.get(made.return_id).version


def test_the_language_changes_on_any_screen_keeps_what_was_typed_and_is_remembered(
    phone: Page, given: Prepare
) -> None:
    made = given(options=2, skipped=True, language="nl")
    phone.goto(made.link)
    phone.get_by_role("button", name="Mijn bestelnummer invullen").tap()
    expect(phone.locator("#order_number")).to_be_visible()
    phone.locator("#order_number").fill("NO-1048")
    phone.get_by_text("Nederlands").tap()
    phone.get_by_role("link", name="Deutsch").tap()
    expect(phone).to_have_url(re.compile("/de/return"))
    expect(phone.locator("#question")).to_have_text("Wie lautet Ihre Bestellnummer?")
    expect(phone.locator("#order_number")).to_have_value("NO-1048")
    next_step(phone)
    expect(phone.locator("#question")).to_have_text("Was senden Sie zurück?")
    phone.goto(made.link)
    expect(phone).to_have_url(re.compile("/de/return"))
    assert factories.get(made.return_id).language == "de"
    phone.goto(routes.dead_link("de", "expired"))
    phone.get_by_text("Deutsch").tap()
    phone.get_by_role("link", name="Français").tap()
    expect(phone.locator("#question")).to_have_text("Ce lien a expiré")
