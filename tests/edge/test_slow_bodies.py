"""Forms that never arrive: each keeps a connection, of which the server has a thousand."""

import asyncio
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message

from returns_app.edge import limits
from returns_app.edge.app import Edge
from returns_app.edge.limits import MOST_AT_ONCE, Intake, TooSlow

ORIGIN = "https://returns.example"
PART: Message = {"type": "http.request", "body": b"x", "more_body": True}
LAST: Message = {"type": "http.request", "body": b"x", "more_body": False}


async def echo(request: Request) -> Response:
    return PlainTextResponse((await request.body()).decode())


@pytest.fixture
def edge(tmp_path: Path) -> Edge:
    return Edge(
        Starlette(routes=[Route("/echo", echo, methods=["GET", "POST"])]), pages=tmp_path, origin=ORIGIN
    )


class Visitor:
    """Sends what it is told to, and keeps the status of the answer."""

    def __init__(self, address: str = "192.0.2.1", method: str = "POST") -> None:
        self.status = 0
        self.sent: asyncio.Queue[Message] = asyncio.Queue()
        headers = [(b"origin", ORIGIN.encode()), (b"host", b"returns.example")]
        self._scope = {
            "type": "http",
            "method": method,
            "path": "/echo",
            "query_string": b"",
            "headers": headers,
            "client": (address, 1),
        }

    async def visit(self, edge: Edge) -> int:
        async def keep(message: Message) -> None:
            self.status = message.get("status", self.status)

        await edge(self._scope, self.sent.get, keep)
        return self.status


async def test_a_form_that_stops_halfway_is_given_up(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits.Intake.__init__, "__defaults__", (0.05,))
    visitor = Visitor()
    visitor.sent.put_nowait(PART)
    assert await asyncio.wait_for(visitor.visit(edge), 10) == 408


async def test_all_of_a_form_has_to_come_in_time_and_not_each_part_of_it() -> None:
    async def dripping() -> Message:
        await asyncio.sleep(0.02)
        return PART

    intake = Intake(dripping, 1_000, patience=0.1)

    async def all_of_it() -> None:
        for _ in range(1_000):
            await intake()

    with pytest.raises(TooSlow):
        await all_of_it()


async def test_a_visitor_may_wait_for_an_answer_as_long_as_it_takes() -> None:
    sent: asyncio.Queue[Message] = asyncio.Queue()
    sent.put_nowait(LAST)
    intake = Intake(sent.get, 10, patience=0.05)
    assert await intake() == LAST
    waiting = asyncio.ensure_future(intake())
    assert not (await asyncio.wait({waiting}, timeout=0.2))[0]
    sent.put_nowait({"type": "http.disconnect"})
    assert (await waiting)["type"] == "http.disconnect"


async def test_half_sent_forms_of_one_address_keep_nobody_else_out(edge: Edge) -> None:
    stuck = [Visitor() for _ in range(MOST_AT_ONCE)]
    under_way = [asyncio.ensure_future(one.visit(edge)) for one in stuck]
    await asyncio.sleep(0)
    neighbor, reader, another = Visitor("192.0.2.2"), Visitor(method="GET"), Visitor()
    for one in (neighbor, reader, another):
        one.sent.put_nowait(LAST)
    assert await another.visit(edge) == 429
    assert await neighbor.visit(edge) == 200
    assert await reader.visit(edge) == 200
    for one in stuck:
        one.sent.put_nowait(LAST)
    assert await asyncio.gather(*under_way) == [200] * MOST_AT_ONCE
    later = Visitor()
    later.sent.put_nowait(LAST)
    assert await later.visit(edge) == 200


async def test_whoever_goes_in_the_middle_of_a_form_leaves_no_error_behind(edge: Edge) -> None:
    visitor = Visitor()
    visitor.sent.put_nowait(PART)
    visitor.sent.put_nowait({"type": "http.disconnect"})
    # An error that leaves the app is written into the log with all its lines.
    await visitor.visit(edge)
