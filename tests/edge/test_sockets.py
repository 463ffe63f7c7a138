"""Websockets at the edge: who may open one, how many, how fast one may talk, and in which words."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest
from starlette.types import Message, Receive, Scope, Send

from returns_app.actions import attempts
from returns_app.db.session import Database
from returns_app.edge import sockets
from returns_app.edge.limits import LONGEST_HEAD
from returns_app.edge.sockets import ADDRESS, BURST, LONGEST_QUERY, PERSON, Pace, Sockets
from returns_app.edge.words import LARGEST_MESSAGE

ORIGIN: Final = "https://returns.example"
PONG: Final = "3"
EVENT: Final = '42/_event,["event",{"name":"state.handler"}]'
OPEN: Final = '40/_event,{"event":{"name":"state.hydrate"}}'


class Heard:
    """Stands for Reflex: takes every websocket and keeps what it is told."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.ended: list[int] = []
        self.origins: list[bytes] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        self.origins += [value for name, value in scope["headers"] if name == b"origin"]
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            self.said.append(message["text"])
        self.ended.append(message["code"])
        await send({"type": "websocket.close"})


class Caller:
    """A client on one websocket."""

    def __init__(
        self,
        edge: Sockets,
        *,
        address: str = "192.0.2.1",
        path: str = "/_event/",
        query: str = "token=t",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        given = {"origin": ORIGIN, **(headers or {})}
        scope = {
            "type": "websocket",
            "path": path,
            "query_string": query.encode(),
            "client": (address, 1),
            "headers": [(name.encode(), value.encode()) for name, value in given.items() if value],
        }
        self._in: asyncio.Queue[Message] = asyncio.Queue()
        self._out: asyncio.Queue[Message] = asyncio.Queue()
        self._in.put_nowait({"type": "websocket.connect"})
        self._task = asyncio.create_task(edge(scope, self._in.get, self._out.put))

    async def answer(self) -> str:
        return str((await asyncio.wait_for(self._out.get(), 10))["type"])

    def heard_nothing_more(self) -> bool:
        return self._out.empty()

    def say(self, *texts: str | None, **more: Any) -> None:
        for text in texts:
            self._in.put_nowait({"type": "websocket.receive", "text": text, **more})

    async def leave(self) -> None:
        self._in.put_nowait({"type": "websocket.disconnect", "code": 1000})
        await asyncio.wait_for(self._task, 10)


async def person_of(cookies: str) -> str:
    return cookies.removeprefix("living=") if cookies.startswith("living=") else ""


@pytest.fixture(autouse=True)
def fresh_counts(database: Database) -> Iterator[None]:
    attempts._own.cache_clear()
    attempts._shared.cache_clear()
    yield
    attempts._own.cache_clear()
    attempts._shared.cache_clear()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def edge(heard: Heard) -> Sockets:
    return Sockets(heard, origin=ORIGIN, person=person_of)


def _so_many(monkeypatch: pytest.MonkeyPatch, name: str, **fewer: Any) -> None:
    whole = vars(getattr(sockets, name))
    monkeypatch.setattr(sockets, name, sockets.Allowance(**{**whole, **fewer}))


async def test_a_page_of_ours_is_heard(edge: Sockets, heard: Heard) -> None:
    caller = Caller(edge)
    assert await caller.answer() == "websocket.accept"
    caller.say(OPEN, EVENT, PONG, "41/_event,")
    await caller.leave()
    assert heard.said == [OPEN, EVENT, PONG, "41/_event,"]


async def test_a_page_at_another_address_of_ours_is_heard_as_ours_for_as_long_as_it_is_open(
    heard: Heard,
) -> None:
    """Reflex knows one origin, and takes events from no other."""
    other = "http://192.168.1.5:8000"
    also = {other}
    edge = Sockets(heard, origin=ORIGIN, person=person_of, also=also)
    for page in (other, ORIGIN):
        caller = Caller(edge, headers={"origin": page})
        assert await caller.answer() == "websocket.accept"
        await caller.leave()
    assert heard.origins == [ORIGIN.encode()] * 2
    for page in ("http://192.168.1.6:8000", f"{other}1", ""):
        caller = Caller(edge, headers={"origin": page})
        assert await caller.answer() == "websocket.close"
        await caller.leave()
    also.clear()
    caller = Caller(edge, headers={"origin": other})
    assert await caller.answer() == "websocket.close"
    await caller.leave()
    assert len(heard.origins) == 2


@pytest.mark.parametrize(
    "hostile",
    (
        {"headers": {"origin": "https://evil.example"}},
        {"headers": {"origin": "null"}},
        {"headers": {"origin": ""}},
        {"headers": {"origin": f"{ORIGIN}.evil.example"}},
        {"headers": {"origin": ORIGIN.replace("https", "http")}},
        {"headers": {"x-junk": "x" * LONGEST_HEAD}},
        {"query": "token=" + "x" * LONGEST_QUERY},
        {"path": "/elsewhere"},
    ),
)
async def test_what_no_page_of_ours_opens_is_refused(
    edge: Sockets, heard: Heard, hostile: dict[str, Any]
) -> None:
    caller = Caller(edge, **hostile)
    assert await caller.answer() == "websocket.close"
    await caller.leave()
    assert heard.said == heard.ended == []


@pytest.mark.parametrize(
    "words",
    (
        "",
        "x",
        "0{}",
        "1",
        "2probe",
        "33",
        "42[]",
        "40/other,",
        "451-/_event,[]",
        "42/_event",
        "411/_event,",
        None,
    ),
)
async def test_words_that_no_page_says_end_the_line(edge: Sockets, heard: Heard, words: str | None) -> None:
    caller = Caller(edge)
    await caller.answer()
    caller.say(EVENT, words, EVENT, bytes=None if words is not None else b"\x04")
    assert await caller.answer() == "websocket.close"
    await caller.leave()
    assert heard.said == [EVENT]
    assert heard.ended == [1008]
    # Reflex closes its end, too; the line is closed already.
    assert caller.heard_nothing_more()


async def test_a_message_that_is_too_long_ends_the_line(edge: Sockets, heard: Heard) -> None:
    longest = EVENT.ljust(LARGEST_MESSAGE)
    caller = Caller(edge)
    await caller.answer()
    caller.say(longest, longest + " ")
    assert await caller.answer() == "websocket.close"
    await caller.leave()
    assert heard.said == [longest]


async def test_who_talks_fast_is_read_slowly_and_loses_nothing(
    edge: Sockets, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    async def pass_by(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(sockets, "sleep", pass_by)
    monkeypatch.setattr(sockets, "monotonic", lambda: 1.0)
    caller = Caller(edge)
    await caller.answer()
    caller.say(*[EVENT] * (BURST + 40))
    await caller.leave()
    assert len(heard.said) == BURST + 40
    assert set(waited[:BURST]) == {0.0}
    assert waited[-1] == pytest.approx(2.0)


def test_a_pace_gathers_room_again_and_no_more_than_there_was(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(sockets, "monotonic", lambda: now)
    pace = Pace(2, 4)
    assert [pace.wait_for_one() for _ in range(4)] == [0, 0, 0.25, 0.5]
    now = 100.0
    assert [pace.wait_for_one() for _ in range(3)] == [0, 0, 0.25]


async def test_all_sockets_of_one_visitor_share_what_may_be_said(
    edge: Sockets, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    async def pass_by(seconds: float) -> None:
        waited.append(seconds)

    _so_many(monkeypatch, "PERSON", burst=3, a_second=1)
    monkeypatch.setattr(sockets, "sleep", pass_by)
    monkeypatch.setattr(sockets, "monotonic", lambda: 1.0)
    callers = [Caller(edge, headers={"cookie": "living=ada"}) for _ in range(2)]
    for caller in callers:
        await caller.answer()
        caller.say(EVENT, EVENT)
    for caller in callers:
        await caller.leave()
    assert sorted(waited) == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("name", "first", "another"),
    (
        ("ADDRESS", {"address": "192.0.2.1"}, {"address": "192.0.2.2"}),
        ("PERSON", {"headers": {"cookie": "living=ada"}}, {"headers": {"cookie": "living=bo"}}),
    ),
)
async def test_only_so_many_are_open_at_once_for_one_visitor(
    edge: Sockets, monkeypatch: pytest.MonkeyPatch, name: str, first: Any, another: Any
) -> None:
    _so_many(monkeypatch, name, at_once=2)
    held = [Caller(edge, **first) for _ in range(2)]
    assert [await one.answer() for one in held] == ["websocket.accept"] * 2
    assert await Caller(edge, **first).answer() == "websocket.close"
    assert await Caller(edge, **another).answer() == "websocket.accept"
    await held[0].leave()
    assert await Caller(edge, **first).answer() == "websocket.accept"


@pytest.mark.parametrize("name", ("ADDRESS", "PERSON"))
async def test_only_so_many_are_opened_in_a_minute(
    edge: Sockets, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    headers = {"cookie": "living=ada"} if name == "PERSON" else {}
    _so_many(monkeypatch, name, opened=sockets.RateLimitItemPerMinute(3))
    answers = []
    for _ in range(4):
        caller = Caller(edge, headers=headers)
        answers.append(await caller.answer())
        await caller.leave()
    assert answers == ["websocket.accept"] * 3 + ["websocket.close"]


async def test_a_process_holds_only_so_many_for_everybody(
    edge: Sockets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "MOST_OPEN", 2)
    first = Caller(edge, address="192.0.2.1")
    answers = [await first.answer()]
    answers += [await Caller(edge, address=f"192.0.2.{one}").answer() for one in (2, 3)]
    assert answers == ["websocket.accept", "websocket.accept", "websocket.close"]
    await first.leave()
    assert await Caller(edge, address="192.0.2.4").answer() == "websocket.accept"


async def test_an_office_behind_one_address_is_limited_person_by_person(edge: Sockets) -> None:
    people = 100
    tabs = 6
    callers = [
        Caller(edge, headers={"cookie": f"living=agent {one}"}) for one in range(people) for _ in range(tabs)
    ]
    assert {await one.answer() for one in callers} == {"websocket.accept"}
    assert people * tabs > max(PERSON.at_once, ADDRESS.at_once)
    for one in callers:
        await one.leave()
    assert edge._visitors == {}


async def test_an_office_that_signs_in_in_the_morning_gets_in(edge: Sockets) -> None:
    callers = [Caller(edge) for _ in range(200)]
    assert {await one.answer() for one in callers} == {"websocket.accept"}
    for one in callers:
        await one.leave()
