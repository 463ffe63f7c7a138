"""The list's handlers: what the address asks for, for whom, and how it stays true without moving."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import event

from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.saved_views import ViewWish, save_view
from returns_app.db.returns import Return
from returns_app.db.session import Database, write_now
from returns_app.domain.actors import Role
from returns_app.flows import keep_fresh
from returns_app.flows.desk.list_address import kept_query, place_in
from returns_app.flows.desk.list_state import Returns
from tests.driving import Browser, Server, substate
from tests.factories import NOW, Shop, agent, requested, shop
from tests.flows.desk.making import token_of

LIST = "/desk/returns"


@pytest.fixture
def of(database: Database) -> Shop:
    return shop()


@pytest.fixture
def browser(server: Server, database: Database) -> Browser:
    return Browser(server, desk=token_of(database))


@asynccontextmanager
async def followed(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """The list is followed for a while, as in an open tab."""
    is_there = [True]

    async def is_open(_tab: str) -> bool:
        return is_there[0]

    monkeypatch.setattr(keep_fresh, "is_open", is_open)
    monkeypatch.setattr(keep_fresh, "REST_SECONDS", 0.05)
    # What the test committed before must not count as news.
    monkeypatch.setattr(keep_fresh, "MISSED_SECONDS", 0.0)
    running = asyncio.create_task(browser.send(Returns.follow))
    await asyncio.sleep(0.3)
    yield
    is_there[0] = False
    await asyncio.wait_for(running, timeout=5)


async def until(fact: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not fact():  # noqa: ASYNC110 - nothing tells when a state changes
            await asyncio.sleep(0.01)


def shown(browser: Browser) -> list[str]:
    return [row.id for row in substate(browser, Returns).found.rows]


def change(row: Return, minutes: int = 0) -> None:
    """Let the return have changed so many minutes after all others."""
    return_id = row.id

    def late(session):
        found = session.get(Return, return_id)
        found.changed_at = NOW + timedelta(minutes=minutes)
        session.add(found)

    write_now(late)


async def test_the_address_says_what_is_listed(browser: Browser, of: Shop):
    row = requested(of)
    await browser.open(f"{LIST}?view=authorize&q=sanne")
    seen = browser.sees(Returns)
    assert ([one.id for one in seen["found"].rows], seen["view"], seen["words"]) == (
        [str(row.id)],
        "authorize",
        "sanne",
    )
    await browser.open(f"{LIST}?view=done")
    assert browser.sees(Returns)["found"].rows == []


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("status=authorization_requested,draft", True),
        ("status=draft", False),
        ("agent=none", False),
        ("country=NL,DE", True),
        ("country=DE", False),
        ("from=2026-11-23&to=2026-11-23", True),
        ("from=2026-11-24", False),
        ("unanswered=1", False),
        ("why=shipping_failed", False),
    ],
)
async def test_each_filter_of_the_address_holds(browser: Browser, of: Shop, query: str, *, is_there: bool):
    requested(of)
    await browser.open(f"{LIST}?{query}")
    seen = browser.sees(Returns)
    assert (bool(seen["found"].rows), seen["filtered"]) == (is_there, True)


async def test_me_is_the_one_who_looks(server: Server, database: Database, of: Shop):
    requested(of)
    browser = Browser(server, desk=token_of(database))
    await browser.open(f"{LIST}?agent=me")
    assert browser.sees(Returns)["found"].rows == []
    await browser.open(f"{LIST}?agent={of.agent.id}")
    assert len(browser.sees(Returns)["found"].rows) == 1


async def test_a_period_is_counted_from_today(browser: Browser, of: Shop):
    row = requested(of)
    change(row)
    await browser.open(f"{LIST}?from=30d")
    here = len(browser.sees(Returns)["found"].rows)
    change(row, minutes=-60 * 24 * 40)
    await browser.open(f"{LIST}?from=30d")
    assert (here, browser.sees(Returns)["found"].rows) == (1, [])


@pytest.mark.parametrize(
    ("params", "query"),
    [
        ({}, ""),
        ({"view": "open", "before": "x", "after": "y"}, ""),
        ({"from": "7d", "status": "draft"}, "status=draft&from=7d"),
        ({"from": "7d", "to": "2026-01-01"}, "from=7d"),
        ({"from": "nonsense", "q": " a b "}, "q=a+b"),
    ],
)
def test_what_is_kept_of_an_address_is_always_written_alike(params: dict[str, str], query: str):
    assert kept_query(params) == query
    assert place_in(params) == (f"{LIST}?{query}" if query else LIST)


async def test_the_pages_of_a_list_keep_what_is_asked(browser: Browser, of: Shop, monkeypatch):
    monkeypatch.setattr("returns_app.queries.returns.PAGE_SIZE", 2)
    for minutes in range(5):
        change(requested(of), minutes=minutes)
    await browser.open(f"{LIST}?country=NL&from=2026-01-01")
    first = shown(browser)
    (older,) = (await browser.send(Returns.go_older)).redirects
    assert older.startswith(f"{LIST}?country=NL&from=2026-01-01&before=")
    await browser.open(older)
    second = shown(browser)
    (newer,) = (await browser.send(Returns.go_newer)).redirects
    await browser.open(newer)
    assert (len(set(first + second)), shown(browser)) == (4, first)


@pytest.mark.parametrize(
    "query",
    (
        "view=nothing", "view=", "before=x&after=y", "q=%00", f"q={'x' * 3000}", "view=done&view=open", "status=,,",
        "from=7d&to=x", "agent=x,y", "type=1", f"country={'NL,' * 500}", "sort=up", "unanswered=yes", "why=because",
    ),
)  # fmt: skip
async def test_an_address_nobody_makes_shows_a_list_all_the_same(browser: Browser, of: Shop, query: str):
    answer = await browser.open(f"{LIST}?{query}")
    assert not answer.errors
    assert browser.sees(Returns)["loaded"]
    assert not browser.sees(Returns)["failed"]


async def test_operators_see_the_list_strangers_see_theirs_and_nobody_sees_nothing(
    server: Server, database: Database, of: Shop
):
    requested(of)
    operator = Browser(server, desk=token_of(database, Role.OPERATOR))
    await operator.open(LIST)
    seen = operator.sees(Returns)
    assert (len(seen["found"].rows), set(seen["acts"].values())) == (1, {""})
    stranger = Browser(server, desk=token_of(database, countries=("FR",)))
    await stranger.open(LIST)
    seen = stranger.sees(Returns)
    assert (seen["found"].rows, [one.value for one in seen["choices"].countries]) == ([], ["FR"])
    nobody = Browser(server)
    answer = await nobody.open(LIST)
    assert answer.redirects
    assert not nobody.was_told("Sanne")


async def test_only_what_is_legal_is_offered_for_many(browser: Browser, of: Shop):
    await browser.open(LIST)
    acts = browser.sees(Returns)["acts"]
    assert acts["awaiting_customer"] == "export assign cancel remind"
    assert acts["authorization_requested"] == "export assign cancel"
    assert acts["completed"] == acts["canceled"] == "export"


async def test_supervisors_may_give_to_anybody_agents_to_themselves_and_supervisors(
    server: Server, database: Database, of: Shop
):
    agent("Ben")
    agent("Chief", Role.SUPERVISOR)
    agent("Olga", Role.OPERATOR)
    offered = {}
    for role in (Role.AGENT, Role.ADMIN):
        browser = Browser(server, desk=token_of(database, role))
        await browser.open(LIST)
        offered[role] = [one.label for one in browser.sees(Returns)["choices"].assignees]
    assert offered[Role.AGENT] == ["Me", "Chief", "Nobody"]
    assert offered[Role.ADMIN] == ["Me", "Ada", "Ben", "Chief", "Femke", "Nobody"]


async def test_the_view_on_screen_is_known_whatever_the_order_of_its_parts(
    server: Server, database: Database, of: Shop
):
    browser = Browser(server, desk=token_of(database))
    chief = agent("Chief", Role.ADMIN)
    wish = ViewWish(UUID(int=5), "Germany", "view=authorize&country=DE", shared=True)
    write_now(save_view, chief, wish, now=NOW)
    await browser.open(f"{LIST}?country=DE&view=authorize&before=2026-01-01T00:00:00+00:00~{UUID(int=1)}")
    assert browser.sees(Returns)["here"].name == "Germany"
    await browser.open(f"{LIST}?country=DE")
    assert browser.sees(Returns)["here"].name == ""


async def test_a_change_is_drawn_in_place_and_nothing_moves(
    browser: Browser, of: Shop, monkeypatch: pytest.MonkeyPatch
):
    rows = [requested(of) for _ in range(3)]
    for minutes, row in enumerate(rows):
        change(row, minutes=minutes)
    await browser.open(LIST)
    before = shown(browser)
    async with followed(browser, monkeypatch):
        write_now(cancel_return, of.agent, rows[0].id, now=NOW + timedelta(hours=1))
        await until(lambda: substate(browser, Returns).newer != "")
    state = substate(browser, Returns)
    # It left the open returns, and stays on screen as it is now until the list is drawn anew.
    assert (shown(browser), state.fresh, state.newer) == (before, [str(rows[0].id)], "Order changed")
    assert state.found.rows[-1].status == "canceled"
    await browser.send(Returns.show_newer)
    state = substate(browser, Returns)
    assert (shown(browser), state.newer) == (before[:-1], "")


async def test_what_is_new_is_counted_and_comes_when_it_is_wanted(
    browser: Browser, of: Shop, monkeypatch: pytest.MonkeyPatch
):
    change(requested(of), minutes=-9)
    await browser.open(LIST)
    before = shown(browser)
    async with followed(browser, monkeypatch):
        new = requested(of)
        await until(lambda: substate(browser, Returns).newer != "")
    assert (shown(browser), substate(browser, Returns).newer) == (before, "1 newer")
    await browser.send(Returns.show_newer)
    state = substate(browser, Returns)
    assert (shown(browser), state.fresh, state.newer) == ([str(new.id), *before], [str(new.id)], "")


async def test_an_empty_list_fills_by_itself(browser: Browser, of: Shop, monkeypatch: pytest.MonkeyPatch):
    await browser.open(LIST)
    async with followed(browser, monkeypatch):
        row = requested(of)
        await until(lambda: shown(browser) == [str(row.id)])


async def test_what_left_the_scope_leaves_the_screen(
    server: Server, database: Database, of: Shop, monkeypatch: pytest.MonkeyPatch
):
    first, second = requested(of), requested(of)
    dutch = Browser(server, desk=token_of(database, countries=("NL",)))
    await dutch.open(LIST)
    assert len(shown(dutch)) == 2

    def move_abroad(session):
        row = session.get(Return, first.id)
        row.country = "DE"
        session.add(row)

    write_now(move_abroad)
    async with followed(dutch, monkeypatch):
        write_now(cancel_return, of.agent, second.id, now=NOW)
        await until(lambda: shown(dutch) == [str(second.id)])


async def test_the_statements_of_a_visit_do_not_grow_with_what_is_found(
    browser: Browser, database: Database, of: Shop
):
    await browser.open(LIST)
    counts: list[int] = []
    for _ in range(2):
        requested(of)
        agent("One more")
        write_now(save_view, of.agent, ViewWish(UUID(int=len(counts)), f"View {len(counts)}", "q=x"), now=NOW)
        sent: list[str] = []

        def note(_connection, _cursor, statement, *_rest, sent=sent):
            sent.append(statement)

        event.listen(database.engine, "before_cursor_execute", note)
        await browser.send(Returns.load)
        event.remove(database.engine, "before_cursor_execute", note)
        counts.append(len([one for one in sent if one.startswith("SELECT")]))
    assert counts[0] == counts[1] <= 12
