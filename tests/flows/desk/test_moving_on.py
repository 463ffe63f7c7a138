"""What appears on a return's page by itself while something is decided there, and what does not."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from returns_app import routes
from returns_app.actions.check_out import check_out
from returns_app.actions.decide_return import authorize, submit_for_shipping
from returns_app.actions.save_draft import choose_option
from returns_app.actions.write_message import Written, add_note, write_from_customer, write_to_customer
from returns_app.db.links import live_link
from returns_app.db.session import Database, read_now, write_now
from returns_app.db.tokens import link_token
from returns_app.flows.desk import following as module
from returns_app.flows.desk.authorization import Authorization
from returns_app.flows.desk.edit_address import EditAddress
from returns_app.flows.desk.following import Following
from returns_app.flows.desk.return_state import ReturnDesk
from tests.driving import Browser, Server, substate
from tests.factories import NOW, Shop, agent, customer, requested, shop
from tests.flows.desk.making import approving, token_of

Watching = Callable[..., AsyncIterator[Browser]]
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def of(database: Database) -> Shop:
    return shop(options=2)


@pytest.fixture
def watching(server: Server, database: Database, monkeypatch: pytest.MonkeyPatch) -> Watching:
    """A tab in which an agent has a return open, followed until the context ends."""
    live: set[str] = set()

    async def is_open(tab: str) -> bool:
        return tab in live

    monkeypatch.setattr(module, "is_open", is_open)

    @asynccontextmanager
    async def opened(
        return_id: UUID, query: str = "", between: Callable[[], object] = lambda: None
    ) -> AsyncIterator[Browser]:
        browser = Browser(server, desk=token_of(database))
        browser.address = f"{routes.return_page(return_id)}{query}"
        await browser.send(ReturnDesk.load)
        between()
        await browser.send(Authorization.load)
        live.add(browser.tab)
        running = asyncio.create_task(browser.send(Following.start))
        await asyncio.sleep(0.3)
        yield browser
        live.discard(browser.tab)
        await asyncio.wait_for(running, timeout=10)

    return opened


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not happened():  # noqa: ASYNC110 - nothing tells when a state changes
            await asyncio.sleep(0.02)


def submitted(of: Shop) -> tuple[UUID, str]:
    """A return whose customer was asked to choose shipping, and their link's token."""
    row = requested(of)
    write_now(authorize, of.agent, row.id, approving(row), version=row.version, now=NOW)
    write_now(submit_for_shipping, of.agent, row.id, now=NOW)
    return row.id, link_token(read_now(live_link, row.id).id)


def customer_ships(of: Shop, return_id: UUID, token: str) -> None:
    her = customer(token)
    write_now(choose_option, her, return_id, of.option, now=LATER)
    write_now(check_out, her, return_id, key="hers", now=LATER)


async def test_the_choice_of_shipping_moves_on_when_the_customer_has_chosen(
    watching: Watching, of: Shop
) -> None:
    return_id, token = submitted(of)
    async with watching(return_id, "&ship=1") as desk:
        assert substate(desk, Authorization).loaded
        await asyncio.to_thread(customer_ships, of, return_id, token)
        await until(lambda: substate(desk, ReturnDesk).page.mode == "return")
        assert not substate(desk, Authorization).loaded


async def test_an_address_that_is_being_typed_stays_and_its_writer_is_told(
    watching: Watching, of: Shop
) -> None:
    return_id, token = submitted(of)
    async with watching(return_id, "&ship=1") as desk:
        substate(desk, EditAddress).editing = True
        await asyncio.to_thread(customer_ships, of, return_id, token)
        await until(lambda: substate(desk, Authorization).faster != "")
        assert substate(desk, Authorization).loaded
        assert substate(desk, ReturnDesk).page.mode == "ship"


async def test_a_message_appears_while_a_decision_is_made_and_makes_nobody_slower(
    watching: Watching, of: Shop
) -> None:
    row = requested(of)
    async with watching(row.id) as desk:
        other = agent("Jonas")
        write_now(write_to_customer, other, row.id, Written("We are looking", "1"), now=LATER)
        her = customer(link_token(read_now(live_link, row.id).id))
        write_now(write_from_customer, her, Written("Thank you", "2"), now=LATER)
        write_now(add_note, other, row.id, Written("Nice person", "3"), now=LATER)
        cards = lambda: [one.card for one in substate(desk, ReturnDesk).page.story.told[:3]]  # noqa: E731
        await until(lambda: cards() == ["Nice person", "Thank you", "We are looking"])
        assert substate(desk, ReturnDesk).page.writing.unanswered
        assert substate(desk, Authorization).faster == ""
        assert substate(desk, ReturnDesk).page.mode == "authorize"


async def test_a_decision_of_a_colleague_moves_nothing_under_the_agents_hands(
    watching: Watching, of: Shop
) -> None:
    row = requested(of)
    async with watching(row.id) as desk:
        # Once the hold of whoever opened it has run out, a colleague may decide.
        later = datetime.now(UTC) + timedelta(minutes=16)
        write_now(authorize, of.agent, row.id, approving(row), version=row.version, now=later)
        await until(lambda: substate(desk, Authorization).faster != "")
        assert substate(desk, ReturnDesk).page.mode == "authorize"
        assert substate(desk, Authorization).faster.startswith("Authorized by Femke")


async def test_who_decides_while_a_colleague_opens_the_page_is_named_there(
    watching: Watching, of: Shop
) -> None:
    row, later = requested(of), datetime.now(UTC) + timedelta(minutes=16)

    def decide() -> None:
        write_now(authorize, of.agent, row.id, approving(row), version=row.version, now=later)

    async with watching(row.id, between=decide) as desk:
        await until(lambda: substate(desk, Authorization).faster.startswith("Authorized by Femke"))
        assert substate(desk, ReturnDesk).page.mode == "authorize"
