"""The palette, the sidebar and the dashboard, driven as a browser drives them: each role sees what is its own."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from returns_app import routes
from returns_app.db.session import Database
from returns_app.domain.actors import Role
from returns_app.flows import keep_fresh as freshness
from returns_app.flows.dashboard.state import Dashboard
from returns_app.flows.notices import Notice, Notices
from returns_app.flows.palette.state import Palette
from returns_app.flows.sidebar_state import Sidebar
from returns_app.flows.signed_in import SignedIn
from tests import factories
from tests.driving import Browser, Server
from tests.flows.conftest import SignIn
from tests.flows.test_new_return import german

__all__ = ["german"]


@pytest.fixture(autouse=True)
def an_hour_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """What these tests make was made before they look: handlers go by the clock, and count by age."""
    monkeypatch.setattr(factories, "NOW", datetime.now(UTC) - timedelta(hours=1))


@pytest.fixture
def agent(server: Server, signed_in: SignIn) -> Browser:
    return Browser(server, desk=signed_in())


@pytest.fixture
def operator(server: Server, signed_in: SignIn) -> Browser:
    return Browser(server, desk=signed_in(Role.OPERATOR))


async def found(browser: Browser, words: str) -> dict[str, list[Any]]:
    await browser.open(routes.RETURNS)
    await browser.send(Palette.search, words=words)
    assert browser.sees(Palette)["answered"] == words
    return {group.title: group.rows for group in browser.sees(Palette)["groups"]}


async def test_a_customer_is_found_with_what_can_be_begun_for_them(agent: Browser) -> None:
    shop = factories.shop()
    groups = await found(agent, "visser")
    (row,) = groups["Customers"]
    assert (row.href, row.new) == (
        f"{routes.CUSTOMER}?id={shop.customer}",
        routes.new_return(customer=shop.customer),
    )
    assert [part.text for part in row.parts if part.hit] == ["Visser"]
    link, by_agent, *_ = groups["Do"]
    assert link.href == routes.new_return(customer=shop.customer, path="link")
    assert by_agent.href == routes.new_return(customer=shop.customer, path="complete")
    assert agent.sees(Palette)["told"] == "1 result"


async def test_a_typing_error_is_named(agent: Browser) -> None:
    factories.shop()
    groups = await found(agent, "vissr")
    assert next(iter(groups)) == "Customer, closest to “vissr”"


async def test_a_return_is_found_by_its_number_and_another_begins_from_it(agent: Browser) -> None:
    shop = factories.shop()
    row = factories.requested(shop)
    groups = await found(agent, f"Ref. {row.reference}")
    (hit,) = groups["Returns"]
    assert (hit.code, hit.href, hit.new) == (
        f"Ref. {row.reference}",
        routes.return_page(row.id),
        routes.new_return(from_=row.id),
    )


async def test_an_order_is_found_by_its_number_and_one_without_a_return_can_be_begun(agent: Browser) -> None:
    shop = factories.shop()
    factories.requested(shop)
    groups = await found(agent, "NO-104882")
    assert [hit.code for hit in groups["Orders"]] == ["NO-104882"]
    groups = await found(agent, "NO-999999")
    assert groups["Do"][0].href == routes.new_return(order="NO-999999")


@pytest.mark.parametrize("words", ["", " ", "%", "_", "x" * 5000, "\x00", "' OR 1=1 --", "zzzzqqqq"])
async def test_odd_words_find_nothing_and_break_nothing(agent: Browser, words: str) -> None:
    factories.shop()
    await agent.open(routes.RETURNS)
    answer = await agent.send(Palette.search, words=words)
    assert answer.errors == []
    assert agent.sees(Palette)["answered"] == words
    assert not agent.was_told("Sanne Visser")


async def test_an_operator_finds_returns_but_neither_customers_nor_ways_to_make_returns(
    operator: Browser,
) -> None:
    row = factories.requested(factories.shop())
    groups = await found(operator, "visser")
    assert set(groups) <= {"Returns"}
    assert all(not hit.new for hits in groups.values() for hit in hits)
    groups = await found(operator, f"Ref. {row.reference}")
    assert list(groups) == ["Returns"]


async def test_what_is_out_of_scope_is_not_found(database: Database, server: Server, german: str) -> None:
    factories.requested(factories.shop())
    limited = Browser(server, desk=german)
    groups = await found(limited, "visser")
    assert "Customers" not in groups
    assert "Returns" not in groups
    assert limited.sees(Palette)["nothing"] is True


async def test_nobody_searches_without_signing_in(server: Server) -> None:
    factories.shop()
    stranger = Browser(server)
    answer = await stranger.send(Palette.search, words="visser")
    assert answer.redirects
    assert stranger.sees(Palette).get("groups", []) == []


async def test_the_sidebar_counts_what_waits(agent: Browser) -> None:
    shop = factories.shop()
    await agent.open(routes.RETURNS)
    assert agent.sees(Sidebar).get("queue", "") == ""
    factories.requested(shop)
    await agent.send(SignedIn.load)
    assert agent.sees(Sidebar)["queue"] == "1"


async def test_the_dashboard_shows_counts_work_and_news(agent: Browser) -> None:
    row = factories.requested(factories.shop())
    await agent.open(routes.DESK)
    view = agent.sees(Dashboard)["view"]
    assert {tally.key: tally.count for tally in view.todo.tallies}["authorization_requested"] == 1
    assert [one.id for one in view.work] == [str(row.id)]
    assert view.feed
    assert agent.sees(Dashboard)["whose"] == "team"


async def test_whose_work_it_is_stands_in_the_address(agent: Browser) -> None:
    factories.requested(factories.shop())
    await agent.open(f"{routes.DESK}?whose=mine")
    assert agent.sees(Dashboard)["whose"] == "mine"
    assert agent.sees(Dashboard)["view"].work == []
    await agent.open(f"{routes.DESK}?whose=nonsense")
    assert agent.sees(Dashboard)["whose"] == "team"


async def test_an_operator_is_led_to_the_parcels(operator: Browser) -> None:
    factories.requested(factories.shop())
    answer = await operator.open(routes.DESK)
    assert answer.redirects == [routes.RECEIVING]
    # Nothing that is not theirs was even tried for them: no refusal greets them.
    assert operator.sees(Notices).get("notice", Notice()).text == ""
    assert not operator.was_told("Sanne Visser")


async def test_the_dashboard_follows_what_is_committed(
    agent: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_tabs = {agent.tab}

    async def is_open(tab: str) -> bool:
        return tab in open_tabs

    monkeypatch.setattr(freshness, "is_open", is_open)
    monkeypatch.setattr(freshness, "MISSED_SECONDS", 0.0)
    shop = factories.shop()
    opening = asyncio.create_task(agent.open(routes.DESK))
    try:
        await _until(lambda: _sent(agent, "loaded") == [True])
        # The page is filled, and a moment later it watches.
        await asyncio.sleep(0.5)
        await asyncio.to_thread(factories.requested, shop)
        await _until(lambda: _to_authorize(agent) == 1)
        assert any(_sent(agent, "news"))
    finally:
        open_tabs.clear()
    await opening


def _to_authorize(browser: Browser) -> int:
    (view,) = _sent(browser, "view")
    return next(tally.count for tally in view.todo.tallies if tally.key == "authorization_requested")


def _sent(browser: Browser, name: str) -> list[Any]:
    """What the dashboard's var was set to, in order, by the event that is running."""
    answer = browser.server.answers.get(browser.tab)
    changes = [delta.get(Dashboard.get_full_name(), {}) for delta in answer.deltas] if answer else []
    return [change[f"{name}_rx_state_"] for change in changes if f"{name}_rx_state_" in change][-1:]


async def _until(there: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not there():  # noqa: ASYNC110 - the queue under test knows no event to wait for
            await asyncio.sleep(0.05)
