"""Drives real handlers without a browser: the real app, guard, queue and deltas over a state manager in memory.

    async with driving(pickling=True) as server:
        browser = Browser(server, desk=token)           # or portal=token, or neither
        await browser.open("/desk")                     # what a page load does: hydrate, then the page's on_load
        answer = await browser.send(DeskFlow.authorize, return_id="...")
        assert browser.sees(DeskFlow)["cards"] == []    # what this tab has been sent so far
        await browser.send_raw("reflex___state____state.setvar", {...})   # a hostile client
        thief = browser.takeover(desk="")               # another connection that knows this tab's token

`answer` holds what came back: `deltas`, `events` (redirects and the like), `errors` that no handler answered.
"""

import asyncio
import pickle
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import reflex as rx
from reflex.event import Event
from reflex.istate.manager import StateManager
from reflex.istate.manager.memory import StateManagerMemory
from reflex.state import BaseState, State, StateUpdate
from reflex.utils.format import format_event_handler
from reflex_base.event.processor import BaseStateEventProcessor
from reflex_base.registry import RegistrationContext

from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.who import forget_everybody
from returns_app.returns_app import app
from returns_app.settings import load

_SUFFIX = "_rx_state_"


@dataclass
class Answer:
    """What one event brought about, chained events included."""

    deltas: list[Mapping[str, Mapping[str, Any]]] = field(default_factory=list)
    events: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)

    @property
    def redirects(self) -> list[str]:
        """Where the browser was sent."""
        return [payload["path"] for name, payload in self.events if name == "_redirect"]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all came back, as for an event that was denied."""
        return not (self.deltas or self.events or self.errors)


@dataclass
class Server:
    """The app with its queue running. `answers` holds, per tab, what its current event brought about."""

    processor: BaseStateEventProcessor
    manager: StateManager
    pickling: bool
    answers: dict[str, Answer] = field(default_factory=dict)
    errors: list[Exception] = field(default_factory=list)

    async def emit_update(self, update: StateUpdate, token: str) -> None:
        """Take what would go down a websocket."""
        answer = self.answers.setdefault(token, Answer())
        if update.delta:
            answer.deltas.append(update.delta)
        answer.events.extend((event.name, event.payload) for event in update.events)

    async def process(self, token: str, event: Event) -> Answer:
        """Run one event and everything it chains to its end."""
        answer = self.answers[token] = Answer()
        self.errors.clear()
        future = await self.processor.enqueue(token, event)
        # Reflex never finishes an event that it knows no handler for.
        known = event.name in RegistrationContext.get().event_handlers
        with suppress(Exception):
            await asyncio.wait_for(future.wait_all(), 30.0 if known else 0.2)
        answer.errors.extend(self.errors)
        if self.pickling:
            self._pickle(token)
        return answer

    def _pickle(self, token: str) -> None:
        """Redis keeps states pickled: whatever cannot make the trip there and back fails the test."""
        assert isinstance(self.manager, StateManagerMemory)
        for root in [root for key, root in self.manager.states.items() if token in key]:
            for state in _tree(root):
                assert pickle.loads(pickle.dumps(state))._backend_vars == state._backend_vars  # noqa: S301


class Browser:
    """One tab of one browser, with its cookies as they were when its websocket was opened."""

    def __init__(self, server: Server, *, desk: str = "", portal: str = "", tab: str = "") -> None:
        self.server = server
        self.tab = tab or str(uuid4())
        self.address = "/"
        self.screen: dict[str, dict[str, Any]] = {}
        self.heard: list[str] = []
        self.cookies = {Face.DESK: desk, Face.PORTAL: portal}

    def takeover(self, *, desk: str = "", portal: str = "") -> "Browser":
        """Another connection that claims this tab by its token."""
        return Browser(self.server, desk=desk, portal=portal, tab=self.tab)

    async def open(self, address: str) -> Answer:
        """Load a page: the websocket is opened, the state sent, and the page's `on_load` run."""
        self.address = address
        return await self.send_raw(format_event_handler(State.event_handlers["hydrate_and_load"]), {})

    async def send(self, handler: Any, **arguments: Any) -> Answer:
        """Call a handler as the page would."""
        return await self.send_raw(format_event_handler(handler), arguments)

    async def send_raw(self, name: str, payload: Mapping[str, Any]) -> Answer:
        """Send any event by name, as a hostile client can."""
        event = Event(name=name, payload=dict(payload), router_data=self._router_data())
        answer = await self.server.process(self.tab, event)
        self.heard.append(repr(answer.deltas))
        for delta in answer.deltas:
            for state, values in delta.items():
                shown = self.screen.setdefault(state, {})
                shown.update({key.removesuffix(_SUFFIX): value for key, value in values.items()})
        return answer

    def sees(self, state: type[BaseState]) -> dict[str, Any]:
        """The vars of a state as this tab has been told."""
        return self.screen.get(state.get_full_name(), {})

    def was_told(self, text: str) -> bool:
        """Whether this text was in anything that this connection has been sent, also what was replaced at once."""
        return any(text in heard for heard in self.heard)

    def _router_data(self) -> dict[str, Any]:
        parts = urlsplit(self.address)
        cookie = "; ".join(f"{cookie_name(face)}={token}" for face, token in self.cookies.items() if token)
        return {
            "pathname": parts.path,
            "asPath": self.address,
            "query": dict(parse_qsl(parts.query)),
            "headers": {"origin": load().origin, "host": urlsplit(load().origin).netloc, "cookie": cookie},
            "ip": "192.0.2.1",
            "sid": f"socket-{self.tab}",
            "token": self.tab,
        }


@asynccontextmanager
async def driving(*, pickling: bool = False, manager: StateManager | None = None) -> AsyncIterator[Server]:
    """The app, running. With `pickling`, every state is pickled after every event, as Redis would."""
    forget_everybody()
    manager = manager or StateManagerMemory()
    processor = BaseStateEventProcessor(middleware=app, backend_exception_handler=lambda _: None)
    server = Server(processor, manager, pickling)
    processor.backend_exception_handler = server.errors.append
    with app.set_contexts():
        async with processor.configure(state_manager=manager, event_namespace=server):
            yield server


def root_of(browser: Browser) -> Any:
    """What the server itself holds for a tab, to look at what a browser is never sent."""
    assert isinstance(browser.server.manager, StateManagerMemory)
    return next(root for key, root in browser.server.manager.states.items() if browser.tab in key)


def substate(browser: Browser, state: type[rx.State]) -> Any:
    """One state of a tab, on the server."""
    return next(held for held in _tree(root_of(browser)) if type(held) is state)


def _tree(state: Any) -> list[Any]:
    return [state, *(below for child in state.substates.values() for below in _tree(child))]
