"""A page that shows many returns stays true by itself."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import reflex as rx
from redis.exceptions import ConnectionError as RedisConnectionError
from reflex.istate.manager.memory import StateManagerMemory

from returns_app.actions.sign_in import end_session
from returns_app.db.session import Database
from returns_app.domain.actors import Role
from returns_app.domain.errors import NotFound
from returns_app.flows import keep_fresh as module
from returns_app.flows.handler import staff
from returns_app.flows.keep_fresh import Freshness, keep_fresh
from returns_app.flows.notices import Notices
from returns_app.flows.who import acting, forget_everybody
from returns_app.live import publish
from tests.driving import Browser, Server, substate
from tests.flows.conftest import SignIn

ONE = UUID(int=1)


class Many(rx.State):
    """A page that counts how often it was read again, and for whom."""

    readings: list[str] = []
    _fails: str = ""
    _fails_first: bool = False
    _waits: bool = False
    _asked: list[str] = []
    _ended: str = ""

    @rx.event(background=True)
    @staff
    async def follow(self) -> None:
        await keep_fresh(self, path="/many", refresh=self._read_again)

    @rx.event(background=True)
    @staff
    async def follow_one(self) -> None:
        await keep_fresh(self, path=None, refresh=self._read_again, what=ONE)

    @rx.event(background=True)
    @staff
    async def follow_first(self) -> None:
        ended = await keep_fresh(self, path="/many", refresh=self._read_again, first=self._come_first)
        async with self:
            self._ended = type(ended).__name__

    async def _come_first(self) -> bool:
        # Taking the state would wait for ever if it were held.
        async with self:
            self._asked = [*self._asked, "free"]
            if self._fails_first:
                self._fails_first = False
                raise RuntimeError("the carrier is away")
        return self._waits

    @rx.event
    @staff
    async def fail(self, how: str) -> None:
        self._fails = how

    async def _read_again(self) -> None:
        if self._fails == "refusal":
            raise NotFound
        if self._fails:
            self._fails = ""
            raise RuntimeError("the database is away")
        self.readings = [*self.readings, (await acting()).name]


@pytest.fixture(autouse=True)
def tabs(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The tabs that are open; empty it to close them."""
    live: set[str] = set()

    async def is_open(tab: str) -> bool:
        return tab in live

    monkeypatch.setattr(module, "is_open", is_open)
    monkeypatch.setattr(module, "REST_SECONDS", 0.1)
    monkeypatch.setattr(module, "MISSED_SECONDS", 0.0)
    return live


Follow = Callable[..., AsyncIterator[Browser]]


@pytest.fixture
def following(server: Server, signed_in: SignIn, tabs: set[str]) -> Follow:
    """A tab at /many that follows; at the end the tab is closed, and the watcher must end."""

    @asynccontextmanager
    async def follow(handler: object = Many.follow, token: str = "") -> AsyncIterator[Browser]:
        browser = Browser(server, desk=token or signed_in(name="Ada"))
        browser.address = "/many"
        tabs.add(browser.tab)
        running = asyncio.create_task(browser.send(handler))
        await until(lambda: bool(newest(browser)))
        browser.running = running
        yield browser
        tabs.clear()
        await asyncio.wait_for(running, timeout=30)

    return follow


def newest(browser: Browser) -> dict[str, str]:
    try:
        return dict(substate(browser, Freshness)._newest)
    except StopIteration:
        return {}


def readings(browser: Browser) -> list[str]:
    return list(substate(browser, Many).readings)


def was_told_nothing(browser: Browser) -> bool:
    notice = browser.sees(Notices).get("notice")
    return notice is None or notice.text == ""


async def until(fact: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not fact():  # noqa: ASYNC110 - nothing tells when a state changes
            await asyncio.sleep(0.01)


async def has_ended(running: asyncio.Task[object]) -> bool:
    return bool((await asyncio.wait({running}, timeout=30))[0])


async def test_a_commit_has_the_page_read_again(following: Follow) -> None:
    async with following() as browser:
        publish({uuid4()})
        await until(lambda: readings(browser) == ["Ada"])


async def test_a_burst_costs_one_reading_at_once_and_one_after(
    following: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "REST_SECONDS", 1.0)
    async with following() as browser:
        for _ in range(50):
            publish({uuid4()})
            await asyncio.sleep(0)
        await until(lambda: len(readings(browser)) == 2)
        await asyncio.sleep(1.3)
        assert len(readings(browser)) == 2


async def test_nothing_is_read_without_a_commit(following: Follow) -> None:
    async with following() as browser:
        await asyncio.sleep(0.5)
        assert readings(browser) == []


async def test_a_page_of_one_return_is_not_read_again_for_another(following: Follow) -> None:
    async with following(Many.follow_one) as browser:
        publish({uuid4()})
        await asyncio.sleep(0.1)
        assert readings(browser) == []
        publish({ONE})
        await until(lambda: readings(browser) == ["Ada"])


async def test_a_commit_shortly_before_the_watch_is_not_missed(
    following: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MISSED_SECONDS", 3.0)
    publish({uuid4()})
    async with following() as browser:
        await until(lambda: readings(browser) == ["Ada"])


async def test_it_ends_when_the_tab_shows_another_page(
    server: Server, tabs: set[str], signed_in: SignIn
) -> None:
    browser = Browser(server, desk=signed_in())
    tabs.add(browser.tab)
    browser.address = "/elsewhere"
    await asyncio.wait_for(browser.send(Many.follow), timeout=30)


async def test_a_newer_copy_ends_the_older(following: Follow) -> None:
    async with following() as browser:
        older = newest(browser)
        again = browser.takeover(desk=browser.cookies[next(iter(browser.cookies))])
        again.address = "/many"
        running = asyncio.create_task(again.send(Many.follow))
        await until(lambda: newest(browser) != older)
        publish({uuid4()})
        await until(lambda: len(readings(browser)) > 0)
        await asyncio.sleep(0.3)
        assert len(readings(browser)) == 1
    await asyncio.wait_for(running, timeout=30)


async def test_it_ends_in_silence_for_somebody_who_signed_out(
    following: Follow, database: Database, signed_in: SignIn, tabs: set[str]
) -> None:
    token = signed_in(Role.AGENT, name="Ada")
    async with following(token=token) as browser:
        database.write_now(end_session, token, now=datetime.now(UTC))
        forget_everybody()
        publish({uuid4()})
        assert await has_ended(browser.running)
        assert readings(browser) == []
        assert was_told_nothing(browser)


async def test_a_refusal_ends_it_in_silence(following: Follow, server: Server) -> None:
    async with following() as browser:
        substate(browser, Many)._fails = "refusal"
        publish({uuid4()})
        assert await has_ended(browser.running)
        assert readings(browser) == []
        assert was_told_nothing(browser)


async def test_a_redis_that_is_away_ends_nothing_and_nothing_is_missed(
    following: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, away = StateManagerMemory.modify_state_with_links, [True]

    def modify(manager: StateManagerMemory, *args: Any, **kwargs: Any) -> Any:
        if away[0]:
            raise RedisConnectionError("away")
        return real(manager, *args, **kwargs)

    async with following() as browser:
        monkeypatch.setattr(StateManagerMemory, "modify_state_with_links", modify)
        publish({uuid4()})
        await asyncio.sleep(0.3)
        away[0] = False
        # No further commit: a pulse, or the relay that is back, has it catch up.
        await until(lambda: readings(browser) == ["Ada"])


async def test_any_other_failure_is_tried_again_at_the_next_commit(following: Follow) -> None:
    async with following() as browser:
        substate(browser, Many)._fails = "once"
        publish({uuid4()})
        await until(lambda: substate(browser, Many)._fails == "")
        publish({uuid4()})
        await until(lambda: readings(browser) == ["Ada"])


async def test_what_takes_long_comes_first_with_the_state_free(following: Follow) -> None:
    """It is asked at once, and again at every notice; a page that waits is read again without a commit."""
    async with following(Many.follow_first) as browser:
        await until(lambda: readings(browser) == ["Ada"])
        assert substate(browser, Many)._asked == ["free"]
        substate(browser, Many)._waits = True
        publish({uuid4()})
        await until(lambda: len(readings(browser)) == 2)


async def test_what_comes_first_may_fail_and_is_asked_again(following: Follow) -> None:
    async with following(Many.follow_first) as browser:
        await until(lambda: readings(browser) == ["Ada"])
        substate(browser, Many)._fails_first = True
        publish({uuid4()})
        await until(lambda: len(readings(browser)) == 2)
        assert substate(browser, Many)._fails_first is False


async def test_the_refusal_that_ended_it_is_told_to_who_asked(following: Follow) -> None:
    async with following(Many.follow_first) as browser:
        await until(lambda: readings(browser) == ["Ada"])
        substate(browser, Many)._fails = "refusal"
        publish({uuid4()})
        assert await has_ended(browser.running)
        assert substate(browser, Many)._ended == "NotFound"
