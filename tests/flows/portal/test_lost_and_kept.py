"""What a browser kept comes back, and what it sent without hearing the answer is taken for what it was."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError
from reflex.istate.manager.memory import StateManagerMemory

from returns_app.actions.cancel_return import cancel_return
from returns_app.db.returns import lines_of
from returns_app.db.session import Database, read_now, write
from returns_app.db.tokens import kept_name
from returns_app.flows import keep_fresh
from returns_app.flows.portal.products import Products
from returns_app.flows.portal.state import Portal
from tests import factories
from tests.driving import Browser, substate
from tests.flows.portal.conftest import Arrive, Customer

PEGS, POLE = str(UUID(int=1)), str(UUID(int=2))


def kept(of: factories.Shop, **more: Any) -> dict[str, Any]:
    """A form of the products step as a browser keeps it: a product of the shop and one in the customer's words."""
    return {
        "add": "something half typed",
        f"{PEGS}.name": "Whatever a browser calls it",
        f"{PEGS}.product": str(of.product),
        f"{PEGS}.quantity": "2",
        f"{PEGS}.reason": str(of.reason),
        f"{POLE}.name": "An old  pole",
        f"{POLE}.product": "",
        f"{POLE}.reason": str(of.reason),
        **more,
    }


async def at_products(arrive: Arrive, of: factories.Shop) -> Customer:
    who = arrive(of, skipped=True)
    await who.open()
    await who.send(Portal.begin)
    await who.send(Portal.save_order, data={"order_number": "NO-104882"})
    return who


def shown(who: Customer) -> list[tuple[str, str, int]]:
    return [(line.id, line.name, line.quantity) for line in who.browser.sees(Products)["lines"]]


def saved(who: Customer) -> list[tuple[str, int]]:
    return [(line.name, line.quantity) for line in read_now(lines_of, who.return_id)]


async def test_lines_that_a_browser_kept_come_back_with_the_catalogues_own_names(
    database: Database, arrive: Arrive
) -> None:
    of = factories.shop()
    who = await at_products(arrive, of)
    await who.send(Products.restore, data=kept(of))
    assert shown(who) == [(PEGS, "Fjellvind 3 Tent", 2), (POLE, "An old pole", 1)]
    assert saved(who) == []
    await who.send(Products.save, data=kept(of))
    assert saved(who) == [("Fjellvind 3 Tent", 2), ("An old pole", 1)]


async def test_a_server_that_forgot_the_lines_saves_those_of_the_form(
    database: Database, arrive: Arrive
) -> None:
    of = factories.shop()
    who = await at_products(arrive, of)
    other = Customer(Browser(who.browser.server, portal=who.token), who.return_id, who.token)
    await other.open("/en/return?step=products")
    await other.send(Products.save, data=kept(of))
    assert saved(who) == [("Fjellvind 3 Tent", 2), ("An old pole", 1)]


async def test_lines_that_were_edited_here_are_not_replaced_by_kept_ones(
    database: Database, arrive: Arrive
) -> None:
    of = factories.shop()
    who = await at_products(arrive, of)
    await who.send(Products.pick, product_id=str(of.product))
    before = shown(who)
    await who.send(Products.restore, data=kept(of))
    assert shown(who) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 201),
        ("product", "no id"),
        ("product", str(UUID(int=9))),
        ("name", None),
        ("product", ["a"]),
    ],
)
async def test_what_no_page_keeps_is_left_out(
    database: Database, arrive: Arrive, field: str, value: Any
) -> None:
    of = factories.shop()
    who = await at_products(arrive, of)
    hostile = {"no id.name": "x", ".name": "x", f"{PEGS}.name": "Pegs", f"{PEGS}.{field}": value}
    await who.send(Products.restore, data=hostile)
    if value == ["a"]:
        # What is no text is none: the row is one in the customer's own words.
        assert shown(who) == [(PEGS, "Pegs", 1)]
    else:
        assert shown(who) == []


@pytest.mark.parametrize(("quantity", "shows"), [("0", 1), ("-3", 1), ("100000", 999), ("many", 1)])
async def test_a_kept_quantity_is_held_to_what_may_be_sent(
    database: Database, arrive: Arrive, quantity: str, shows: int
) -> None:
    of = factories.shop()
    who = await at_products(arrive, of)
    await who.send(Products.restore, data={f"{PEGS}.name": "Pegs", f"{PEGS}.quantity": quantity})
    assert shown(who) == [(PEGS, "Pegs", shows)]


async def test_more_rows_than_a_return_holds_are_not_kept(database: Database, arrive: Arrive) -> None:
    who = await at_products(arrive, factories.shop())
    await who.send(Products.restore, data={f"{uuid4()}.name": "Pegs" for _ in range(60)})
    assert len(shown(who)) == 50


async def test_a_product_typed_twice_is_one(database: Database, arrive: Arrive) -> None:
    who = await at_products(arrive, factories.shop())
    await who.send(Products.add_typed, name="Old blue pegs")
    await who.send(Products.add_typed, name=" Old  blue pegs ")
    assert [name for _, name, _ in shown(who)] == ["Old blue pegs"]


async def test_a_tab_whose_answer_was_lost_finds_itself_where_the_deed_led(
    database: Database, arrive: Arrive
) -> None:
    who = arrive(factories.shop(options=2), skipped=True)
    await who.open()
    await who.send(Portal.begin)
    await who.send(Portal.save_order, data={"order_number": "NO-104882"})
    assert who.step == "products"
    again = reconnected(who)
    # The address still names the step whose answer never came.
    await again.open("/en/return?step=order_number")
    assert again.step == "products"
    # On the same connection it is the browser's own Back.
    await again.open("/en/return?step=order_number")
    assert again.step == "order_number"


def reconnected(who: Customer) -> Customer:
    """The same tab over another connection."""
    browser = who.browser.takeover(portal=who.token)
    plain = browser._router_data
    browser._router_data = lambda: {**plain(), "sid": "another-socket"}  # type: ignore[method-assign]
    return Customer(browser, who.return_id, who.token)


async def test_only_what_is_committed_is_called_saved(database: Database, arrive: Arrive) -> None:
    who = arrive(factories.shop(options=2), skipped=True)
    await who.open()
    await who.send(Portal.begin)
    assert who.browser.sees(Portal)["saved"] == ""
    await who.send(Portal.save_order, data={"order_number": "NO-104882"})
    assert who.browser.sees(Portal)["saved"] == "order_number"
    await who.send(Products.save, data={})
    assert (who.step, who.browser.sees(Portal)["saved"]) == ("products", "")
    await who.send(Portal.go, step="order_number")
    assert who.browser.sees(Portal)["saved"] == ""


async def test_the_name_for_kept_words_is_the_returns_own_and_tells_nothing(
    database: Database, arrive: Arrive
) -> None:
    of = factories.shop()
    first, other = arrive(of), arrive(of)
    await first.open()
    await other.open()
    names = [one.browser.sees(Portal)["keep"] for one in (first, other)]
    assert names == [kept_name(first.return_id), kept_name(other.return_id)]
    assert names[0] != names[1]
    assert len(names[0]) == 43
    assert first.token not in names
    assert str(first.return_id) not in names[0]


async def test_every_filling_of_the_page_is_a_visit_of_its_own(database: Database, arrive: Arrive) -> None:
    who = arrive(factories.shop())
    await who.open()
    first = who.browser.sees(Portal)["visit"]
    await who.send(Portal.go, step="address")
    assert who.browser.sees(Portal)["visit"] == first != ""
    await who.open()
    assert who.browser.sees(Portal)["visit"] != first


async def test_the_customers_page_survives_a_redis_that_is_away(
    database: Database, arrive: Arrive, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = factories.shop()
    who = arrive(of)
    live, away, refused = [True], [False], asyncio.Event()
    real = StateManagerMemory.modify_state_with_links

    async def is_open(_tab: str) -> bool:
        return live[0]

    def modify(manager: StateManagerMemory, *args: Any, **kwargs: Any) -> Any:
        if away[0]:
            refused.set()
            raise RedisConnectionError("away")
        return real(manager, *args, **kwargs)

    monkeypatch.setattr(keep_fresh, "is_open", is_open)
    monkeypatch.setattr(keep_fresh, "REST_SECONDS", 0.05)
    monkeypatch.setattr("returns_app.live.notices.PULSE_SECONDS", 0.2)
    monkeypatch.setattr(StateManagerMemory, "modify_state_with_links", modify)
    running = asyncio.create_task(who.open())
    async with asyncio.timeout(30):
        while not _is_followed(who):  # noqa: ASYNC110 - nothing tells when a state changes
            await asyncio.sleep(0.02)
        away[0] = True
        await write(cancel_return, of.agent, who.return_id, now=factories.NOW)
        await refused.wait()
        away[0] = False
        # No further commit: the next pulse has it catch up.
        while substate(who.browser, Portal).step != "status":  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        live[0] = False
        await running


def _is_followed(who: Customer) -> bool:
    try:
        return bool(substate(who.browser, keep_fresh.Freshness)._newest)
    except StopIteration:
        return False
