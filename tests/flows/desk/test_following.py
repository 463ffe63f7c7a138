"""The return page follows its return, and says who else looks at it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID

import pytest

from returns_app import routes
from returns_app.actions.sign_in import end_session
from returns_app.db.session import Database
from returns_app.domain.actors import Role
from returns_app.flows.desk import following as module
from returns_app.flows.desk.following import Following
from returns_app.flows.signed_in import SignedIn
from returns_app.flows.who import forget_everybody
from returns_app.live import publish_look
from tests.driving import Browser, Server, substate
from tests.factories import requested, shop
from tests.flows.conftest import SignIn
from tests.flows.desk.making import token_of

Opening = Callable[..., AsyncIterator[Browser]]


@pytest.fixture(autouse=True)
def tabs(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The tabs that are open."""
    live: set[str] = set()

    async def is_open(tab: str) -> bool:
        return tab in live

    monkeypatch.setattr(module, "is_open", is_open)
    return live


@pytest.fixture
def opening(server: Server, tabs: set[str]) -> Opening:
    """A tab that shows a return and follows it, until the context ends and the tab is closed."""

    @asynccontextmanager
    async def opened(token: str, return_id: UUID) -> AsyncIterator[Browser]:
        browser = Browser(server, desk=token)
        async with following(browser, return_id, tabs):
            yield browser

    return opened


@asynccontextmanager
async def following(browser: Browser, return_id: UUID, tabs: set[str]) -> AsyncIterator[None]:
    browser.address = f"{routes.RETURN}?id={return_id}"
    tabs.add(browser.tab)
    running = asyncio.create_task(browser.send(Following.start))
    await asyncio.sleep(0.1)
    yield
    tabs.discard(browser.tab)
    await asyncio.wait_for(running, timeout=30)


def others(browser: Browser) -> list[str]:
    return list(substate(browser, Following).others)


async def until(browser: Browser, *names: str) -> None:
    async with asyncio.timeout(30):
        while others(browser) != list(names):  # noqa: ASYNC110 - nothing tells when a state changes
            await asyncio.sleep(0.01)


@pytest.fixture
def shown(database: Database) -> UUID:
    return requested(shop()).id


async def test_two_who_look_at_one_return_see_each_other_and_nobody_sees_themselves(
    opening: Opening, signed_in: SignIn, shown: UUID
) -> None:
    async with opening(signed_in(name="Ada Agent"), shown) as ada:
        await until(ada)
        async with opening(signed_in(Role.SUPERVISOR, name="Bram Bakker"), shown) as bram:
            await until(ada, "Bram Bakker")
            await until(bram, "Ada Agent")
        await until(ada)


async def test_whoever_opens_another_page_is_gone_at_once(
    opening: Opening, signed_in: SignIn, shown: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("returns_app.live.notices.PULSE_SECONDS", 60.0)
    async with AsyncExitStack() as stack:
        ada = await stack.enter_async_context(opening(signed_in(name="Ada Agent"), shown))
        bram = await stack.enter_async_context(opening(signed_in(name="Bram Bakker"), shown))
        await until(ada, "Bram Bakker")
        bram.address = routes.RETURNS
        moving = asyncio.create_task(bram.send(SignedIn.load))
        await until(ada)
        await moving
        ada.address = routes.RETURNS
        await ada.send(SignedIn.load)


async def test_whoever_lies_beyond_the_scope_neither_sees_nor_is_seen(
    opening: Opening, signed_in: SignIn, database: Database, shown: UUID
) -> None:
    stranger = token_of(database, name="Stranger", countries=("FR",))
    async with opening(signed_in(name="Ada Agent"), shown) as ada, opening(stranger, shown) as outside:
        await asyncio.sleep(0.5)
        assert others(ada) == []
        assert others(outside) == []
        assert not outside.was_told("Ada Agent")


async def test_whoever_signs_out_is_gone(
    opening: Opening, signed_in: SignIn, database: Database, shown: UUID
) -> None:
    token = signed_in(name="Bram Bakker")
    async with opening(signed_in(name="Ada Agent"), shown) as ada, opening(token, shown):
        await until(ada, "Bram Bakker")
        database.write_now(end_session, token, now=datetime.now(UTC))
        forget_everybody()
        await until(ada)


async def test_a_newer_follower_in_the_same_tab_keeps_its_place(
    opening: Opening, signed_in: SignIn, shown: UUID
) -> None:
    async with (
        opening(signed_in(name="Ada Agent"), shown) as ada,
        opening(signed_in(name="Bram"), shown) as bram,
    ):
        await until(ada, "Bram")
        again = asyncio.create_task(bram.send(Following.start))
        await asyncio.sleep(0.6)
        assert others(ada) == ["Bram"]
    await asyncio.wait_for(again, timeout=30)


async def test_a_tab_that_closes_while_a_newer_follower_begins_is_gone(
    opening: Opening, signed_in: SignIn, shown: UUID, tabs: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody may be rid of the name only because it ran out.
    monkeypatch.setattr("returns_app.live.notices.PULSE_SECONDS", 60.0)
    followers: list[asyncio.Task[None]] = []

    async def closed_once_the_older_one_left(tab: str) -> bool:
        follower = asyncio.current_task()
        if tab == bram.tab and follower and follower not in followers:
            followers.append(follower)
            if len(followers) > 1:
                publish_look(shown)
                await followers[0]
                tabs.discard(tab)
        return tab in tabs

    async with opening(signed_in(name="Ada Agent"), shown) as ada:
        bram = Browser(ada.server, desk=signed_in(name="Bram Bakker"))
        # The page of a tab that is new to the server is loaded once more, so that it is followed twice.
        await bram.send(SignedIn.load)
        monkeypatch.setattr(module, "is_open", closed_once_the_older_one_left)
        async with following(bram, shown, tabs):
            await until(ada, "Bram Bakker")
            await asyncio.wait_for(bram.send(Following.start), timeout=20)
            assert len(followers) == 2
            await until(ada)
        tabs.clear()
        publish_look(shown)


async def test_a_follower_survives_what_nobody_expected(
    opening: Opening, signed_in: SignIn, shown: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = [2]

    async def look_at(*asked: object) -> tuple[str, ...]:
        if failing[0]:
            failing[0] -= 1
            raise ZeroDivisionError
        return ("Bram Bakker",)

    monkeypatch.setattr(module, "look_at", look_at)
    async with opening(signed_in(), shown) as agent:
        publish_look(shown)
        await asyncio.sleep(0.1)
        publish_look(shown)
        await until(agent, "Bram Bakker")
