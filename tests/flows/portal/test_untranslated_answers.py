"""No word of English is left in what the server fills a customer's page with, at whatever point the return is."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.check_out import check_out
from returns_app.actions.settle_return import settle_return
from returns_app.db.links import Link
from returns_app.db.returns import Return
from returns_app.db.session import Database, read_now, write_now
from returns_app.db.tokens import link_token
from returns_app.domain.money import Money
from returns_app.domain.settling import Settled
from returns_app.flows.portal.address import SenderAddress
from returns_app.flows.portal.products import Products
from returns_app.flows.portal.state import Portal
from returns_app.flows.portal.survey import Questions
from returns_app.flows.portal.withdrawal import Withdrawal
from returns_app.queries.portal_views import AddressField
from returns_app.worker.shipments import make_label
from tests import factories
from tests import lifecycle_making as making
from tests.driving import Browser, Server
from tests.factories import NOW
from tests.flows.portal.conftest import Arrive, Customer
from tests.made_up import CODE, speak_made_up

# What the merchant, the carrier and the customer are called, and what they wrote in their own words.
DATA = (
    *("Noordlicht Outdoor", "Sandbox Post", "Femke", "Sanne Visser", "Sanne", "Too small"),
    *("Fjellvind 3 Tent", "Fjellvind 3", "Tent"),
    *("What happened?", "Biltstraat", "Utrecht", "The strap is torn.", "Old blue pegs", "Standard"),
)
_DATA = re.compile("|".join(map(re.escape, sorted(DATA, key=len, reverse=True))))
# Codes and addresses: `RMA-7K3M-Q9TX`, `NO-104882`, `SBX…`, `3572 BK`, `s•••••@postvak.test`, a picture's source.
_CODE = re.compile(
    r"\b[A-Z]{2,}[-\d][\w-]*|\b\d{4} [A-Z]{2}\b|\S+@\S+|\S*/\S*|<svg.*"
    # What names this return to the browser, and ids.
    r"|(?<![\w-])[\w-]{40,}|\b[0-9a-f-]{12,}\b",
    re.DOTALL,
)
_NAME = re.compile(r"[a-z0-9_.-]*|[A-Z]{2}")
_LETTERS = re.compile(r"[A-Za-z]{2,}")


def texts(value: Any) -> Iterator[str]:
    """Every text in what a tab was sent."""
    match value:
        case str():
            yield value
        case dict():
            yield from texts([*value.values()])
        case list() | tuple():
            for one in value:
                yield from texts(one)
        case AddressField(name="region"):
            # A country's own names of its parts.
            yield value.label
        case _ if is_dataclass(value):
            yield from texts([getattr(value, one.name) for one in fields(value)])


def english(customer: Customer) -> list[str]:
    """What a customer would read in English; merchants' words and names of states apart."""
    shown = {
        name: held for name, held in customer.browser.screen.items() if "portal" in name or "notices" in name
    }
    stripped = (_CODE.sub("", _DATA.sub("", text)) for text in texts(shown))
    return sorted({text for text in stripped if _LETTERS.search(text) and not _NAME.fullmatch(text.strip())})


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    speak_made_up(monkeypatch)


async def at(customer: Customer, step: str) -> None:
    """Have the page filled at a step, as its load does; the app itself has no page in this language."""
    customer.browser.address = f"/{CODE}/return?step={step}"
    await customer.send(Portal.load)


async def test_every_step_and_what_is_wrong_with_it(database: Database, arrive: Arrive) -> None:
    of = factories.shop(options=2, survey=True)
    who = arrive(of, skipped=True)
    await at(who, "start")
    assert who.view.title == "Sanne, фоур степс то сенд тхис бацк"
    read = english(who)
    await who.send(Portal.begin)
    for handler in (Portal.save_order, Products.save, SenderAddress.save, Questions.save, Portal.save_option):
        await who.send(handler, data={})
        read += english(who)
    await who.send(Portal.save_order, data={"order_number": "NO-104882"})
    await who.send(Products.look, query="tent")
    await who.send(Products.pick, product_id=str(of.product))
    await who.send(Products.add_typed, name="Old blue pegs")
    lines = who.browser.sees(Products)["lines"]
    read += english(who)
    await who.send(Products.save, data={})
    read += english(who)
    await who.send(Products.save, data={f"{line.id}.reason": str(of.reason) for line in lines})
    await who.send(Questions.save, data={})
    read += english(who)
    asked = who.browser.sees(Questions)["questions"][0]
    await who.send(Questions.save, data={asked.name: "The strap is torn."})
    assert who.step == "shipping"
    for country in ("US", "JP", "XX", "NL"):
        await at(who, "address")
        await who.send(SenderAddress.choose_country, country=country)
        await who.send(SenderAddress.save, data={"country": country, "postal_code": "12", "phone": "1"})
        read += english(who)
    await at(who, "shipping")
    await who.send(Portal.save_option, data={"option": str(of.other_option)})
    assert who.step == "confirm"
    read += english(who)
    await who.send(Portal.confirm)
    assert who.view.outcome.kind == "code"
    assert read + english(who) == []


async def test_a_withdrawal(database: Database, arrive: Arrive) -> None:
    who = arrive(factories.shop(withdrawal=True, reason_level="none", outcome_level="none"))
    await at(who, "")
    read = english(who)
    await who.send(Withdrawal.declare)
    assert read + english(who) == []


def token_of(return_id: UUID) -> str:
    """The token of the return's newest link; a new one where it has none."""

    def find(session: Session) -> Link | None:
        query = select(Link).where(Link.return_id == return_id).order_by(col(Link.created_at).desc())
        return session.exec(query).first()

    link = read_now(find)
    assert link is not None
    return link_token(link.id)


def settled(of: factories.Shop, by: Any, wish: Settled) -> UUID:
    return_id = making.checked(of, by, quantity=3, came=2, damaged=1)
    write_now(settle_return, of.agent, return_id, wish, version=factories.get(return_id).version, now=NOW)
    return return_id


def canceled(of: factories.Shop, by: Any) -> UUID:
    return_id = making.shipped(of)
    write_now(cancel_return, of.agent, return_id, now=NOW, reason="The strap is torn.")
    return return_id


def failed(of: factories.Shop, by: Any) -> UUID:
    def spoil(session: Session) -> None:
        row = session.get_one(Return, return_id)
        row.address = {**(row.address or {}), "company": "sandbox-refuse"}

    return_id, token = factories.linked(of)
    write_now(spoil)
    done = write_now(check_out, factories.customer(token), return_id, key="once", now=NOW)
    assert done.shipment_id is not None
    make_label(done.shipment_id, lambda: NOW)
    return return_id


MADE: dict[str, Callable[[factories.Shop, Any], UUID]] = {
    "label": lambda of, _: making.shipped(of, quantity=2),
    "pickup": lambda of, _: making.shipped(of, handover="pickup"),
    "store": lambda of, _: making.shipped(of, handover="in_store"),
    "received": making.received,
    "checked": lambda of, by: making.checked(of, by, quantity=3, came=2, damaged=1),
    "refund": lambda of, by: settled(of, by, Settled("refund", Money(4900, "EUR"), "PAY-1")),
    "replacement": lambda of, by: settled(of, by, Settled("exchange")),
    "canceled": canceled,
    "failed": failed,
}


@pytest.mark.parametrize("state", MADE)
async def test_what_is_told_after_the_confirmation(database: Database, server: Server, state: str) -> None:
    of = factories.shop(customer_cancels=True, added_items="customer", spare_labels=1)
    return_id = MADE[state](of, making.operator())
    token = token_of(return_id)
    who = Customer(Browser(server, portal=token), return_id, token)
    await at(who, "")
    assert who.view.stage not in {"", "checkout"}
    assert english(who) == []


async def test_a_word_in_english_is_found(database: Database, arrive: Arrive) -> None:
    who = arrive(factories.shop())
    await who.open("/en/return")
    assert "All set, . Is this right?" in english(who)
