"""A Redis that restarts costs a moment: what somebody does meanwhile waits for it, and nobody waits for a lost lock."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from uuid import uuid4

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from reflex.istate.manager.redis import StateManagerRedis
from reflex.istate.manager.token import BaseStateToken
from reflex.utils.exceptions import LockExpiredError

from returns_app.db.session import Database
from returns_app.flows import tab_states
from returns_app.flows.signed_in import SignedIn
from returns_app.flows.tab_states import SharedStates, bounded
from tests.driving import Browser, driving
from tests.flows.conftest import SignIn
from tests.valkey import Valkey, valkey_running

pytestmark = pytest.mark.loopback

# Reflex's locks hold for ten seconds, and who is not told tries again only then.
SOON_SECONDS = 4.0


@pytest.fixture(params=[True, False], ids=["keeps", "forgets"])
async def shared(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[tuple[SharedStates, Valkey]]:
    with valkey_running(tmp_path, keeps=request.param) as valkey:
        manager = bounded(StateManagerRedis(redis=Redis.from_url(valkey.url)))
        assert isinstance(manager, SharedStates)
        yield manager, valkey
        await manager.close()


async def _restarted(valkey: Valkey, away: float = 0.5) -> None:
    valkey.end()
    await asyncio.sleep(away)
    await asyncio.to_thread(valkey.start)


async def _until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(SOON_SECONDS):
        while not await holds():  # noqa: ASYNC110 - Redis tells nobody
            await asyncio.sleep(0.02)


async def test_a_page_that_is_opened_while_redis_restarts_is_filled_when_it_is_back(
    database: Database, shared: tuple[SharedStates, Valkey], signed_in: SignIn
) -> None:
    manager, valkey = shared
    async with driving(manager=manager) as server:
        agent = Browser(server, desk=signed_in(), tab=str(uuid4()))
        valkey.end()
        opening = asyncio.create_task(agent.open("/desk"))
        await asyncio.sleep(0.5)
        assert not opening.done()
        await asyncio.to_thread(valkey.start)
        await opening
        assert agent.sees(SignedIn)["name"]


async def test_an_event_fails_when_redis_does_not_come_back(
    shared: tuple[SharedStates, Valkey], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tab_states, "ASK_AGAIN_TIMES", 3)
    manager, valkey = shared
    valkey.end()
    with pytest.raises(RedisConnectionError):
        async with manager.modify_state(BaseStateToken(ident="tab", cls=SignedIn)):
            pass


async def test_who_waits_for_a_lock_that_was_lost_with_redis_goes_on_at_once(
    shared: tuple[SharedStates, Valkey],
) -> None:
    manager, valkey = shared
    token = BaseStateToken(ident="tab", cls=SignedIn)
    has_begun, may_end = asyncio.Event(), asyncio.Event()

    async def first() -> None:
        async with manager._lock(token) as lock:
            has_begun.set()
            await may_end.wait()
            if await manager.redis.get(manager._lock_key(token)) != lock:
                raise LockExpiredError

    async def second() -> None:
        async with manager._lock(token):
            pass

    one = asyncio.create_task(first())
    await has_begun.wait()
    other = asyncio.create_task(second())
    await _until(lambda: _waits(manager, token))
    await _restarted(valkey)
    may_end.set()
    await asyncio.gather(one, return_exceptions=True)
    await asyncio.wait_for(other, SOON_SECONDS)


async def _waits(manager: SharedStates, token: BaseStateToken) -> bool:
    return manager._n_lock_waiters(manager._lock_key(token)) > 0


async def test_a_redis_that_was_started_anew_is_asked_for_the_news_of_locks_again(
    shared: tuple[SharedStates, Valkey],
) -> None:
    manager, valkey = shared

    async def is_asked() -> bool:
        return bool((await manager.redis.config_get("notify-keyspace-events"))["notify-keyspace-events"])

    manager._ensure_lock_task()
    await _until(is_asked)
    await _restarted(valkey)
    await _until(is_asked)
