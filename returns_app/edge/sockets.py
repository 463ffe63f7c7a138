"""Who may open a websocket, how many at once, and how much may be said on one.

Whoever shows a living session or link is one visitor wherever they are; strangers are one visitor by address. So an
office behind one address is limited person by person, and the limits of an address meet only those who are nobody.
How often sockets are opened is counted for all processes; how many are open, and how fast they talk, in this one.
"""

from asyncio import sleep
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from time import monotonic

import structlog
from limits import RateLimitItem, RateLimitItemPerMinute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from returns_app.actions.attempts import may_try
from returns_app.db.session import in_thread
from returns_app.edge.limits import has_too_long_a_head, header
from returns_app.edge.visitors import address_of
from returns_app.edge.words import EVENTS, is_said_by_pages

logger = structlog.get_logger(__name__)

Person = Callable[[str], Awaitable[str]]

# A tab's token, and what the protocol adds to it.
LONGEST_QUERY = 512
MOST_OPEN = 4_000
# What one socket may say: a page that loads or replays what was tapped offline, and then as fast as nobody taps.
BURST, A_SECOND = 100, 20
_POLICY_VIOLATED = 1008


@dataclass(frozen=True)
class Allowance:
    """How many sockets a visitor may open in a minute and have open at once, and how much all of them may say."""

    opened: RateLimitItem
    at_once: int
    burst: int
    a_second: int


PERSON = Allowance(RateLimitItemPerMinute(300), at_once=60, burst=300, a_second=60)
ADDRESS = Allowance(RateLimitItemPerMinute(600), at_once=300, burst=1_000, a_second=200)


async def nobody(_cookies: str) -> str:
    """Name no person: everybody is a stranger."""
    return ""


class Pace:
    """Lets so many through at once and then so many a second: who comes faster is asked to wait."""

    def __init__(self, burst: int, a_second: int) -> None:
        self._burst, self._a_second = burst, a_second
        self._room, self._at = float(burst), monotonic()

    def wait_for_one(self) -> float:
        """Count one; how many seconds it has to wait for its turn."""
        now = monotonic()
        self._room = min(self._burst, self._room + (now - self._at) * self._a_second) - 1
        self._at = now
        return max(0.0, -self._room / self._a_second)


@dataclass
class _Visitor:
    pace: Pace
    open: int = field(default=0)


class Sockets:
    """Wraps what answers websockets. `person` names whom a `Cookie` header stands for, `""` for nobody.

    `also` are further origins that this very server is opened at, for the time being; behind it they go by `origin`.
    """

    def __init__(
        self, app: ASGIApp, *, origin: str, person: Person, also: Collection[str] = frozenset()
    ) -> None:
        self._app = app
        self._origin = origin
        self._also = also
        self._person = person
        self._visitors: dict[str, _Visitor] = {}
        self._open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one websocket for as long as it is open, or refuse it before it is."""
        if not self._is_from_our_page(scope):
            await _refuse(receive, send)
            return
        person = await self._person(header(scope, b"cookie"))
        allowance = PERSON if person else ADDRESS
        name = person or address_of(scope)
        if not await in_thread(may_try, allowance.opened, "socket", name) or not self._has_room(
            name, allowance
        ):
            logger.warning("refused a websocket: too many", of="a person" if person else name)
            await _refuse(receive, send)
            return
        await self._listen(name, allowance, self._told_alike(scope), receive, send)

    def _is_from_our_page(self, scope: Scope) -> bool:
        # Every browser says from where; a page of another site would come with our cookies.
        return (
            scope["path"].rstrip("/") == EVENTS
            and (header(scope, b"origin") == self._origin or header(scope, b"origin") in self._also)
            and len(scope["query_string"]) <= LONGEST_QUERY
            and not has_too_long_a_head(scope)
        )

    def _told_alike(self, scope: Scope) -> Scope:
        """The same, sent from our own origin: Reflex knows one."""
        if not self._also:
            return scope
        others = [(name, value) for name, value in scope["headers"] if name != b"origin"]
        return {**scope, "headers": [*others, (b"origin", self._origin.encode())]}

    def _has_room(self, name: str, allowance: Allowance) -> bool:
        visitor = self._visitors.get(name)
        return self._open < MOST_OPEN and (visitor is None or visitor.open < allowance.at_once)

    async def _listen(
        self, name: str, allowance: Allowance, scope: Scope, receive: Receive, send: Send
    ) -> None:
        visitor = self._visitors.setdefault(name, _Visitor(Pace(allowance.burst, allowance.a_second)))
        visitor.open += 1
        self._open += 1
        line = _Line(visitor.pace, receive, send)
        try:
            await self._app(scope, line.receive, line.send)
        finally:
            self._open -= 1
            visitor.open -= 1
            if not visitor.open:
                del self._visitors[name]


class _Line:
    """One open websocket: slow to those who talk fast, and closed to those who say what no page of ours says."""

    def __init__(self, shared: Pace, receive: Receive, send: Send) -> None:
        self._paces = (Pace(BURST, A_SECOND), shared)
        self._receive, self._send = receive, send
        self._cut = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] != "websocket.receive":
            return message
        # What is not read waits with whoever sent it.
        await sleep(max(pace.wait_for_one() for pace in self._paces))
        if is_said_by_pages(message.get("text") or ""):
            return message
        self._cut = True
        await self._send({"type": "websocket.close", "code": _POLICY_VIOLATED})
        return {"type": "websocket.disconnect", "code": _POLICY_VIOLATED}

    async def send(self, message: Message) -> None:
        if not self._cut:
            await self._send(message)


async def _refuse(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.close", "code": _POLICY_VIOLATED})
