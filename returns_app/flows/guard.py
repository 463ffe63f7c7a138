"""THE guard: every event of every browser passes here before anything of ours runs.

It denies any handler that does not say who may call it; it asks the database who is acting; and it binds what the
server remembers of a browser tab to the cookies it was filled under. A tab's token is a bearer: after its owner
went away, whoever knows it would be handed the state. A tab that comes back under another cookie finds it empty,
and any other event under another cookie is denied.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import reflex as rx
import structlog
from reflex.event import Event, EventHandler
from reflex.middleware import Middleware
from reflex.state import BaseState, OnLoadInternalState, State, StateUpdate
from reflex.utils.format import format_event_handler
from reflex_base.registry import RegistrationContext

from returns_app import routes
from returns_app.db.audit import came_from
from returns_app.domain.errors import Forbidden
from returns_app.edge.visitors import network_of
from returns_app.flows.cookies import Face
from returns_app.flows.handler import Malformed, checker
from returns_app.flows.notices import language_of, say_refused
from returns_app.flows.policy import Policy, policy_of
from returns_app.flows.who import Credential, credential, person, show, who

logger = structlog.get_logger(__name__)


class Binding(rx.State):
    """Under which cookies this tab's states were filled: a fingerprint per face, `None` before the first event.

    `_owner` names whose tab it is, `""` for a stranger's; it says how long the tab is remembered, and gives no rights.
    """

    _desk: str | None = None
    _portal: str | None = None
    _owner: str = ""


class Guard(Middleware):
    """Added to the app first, so that nothing of ours runs before it."""

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:
        """Let the event through (`None`), or answer it without running its handler."""
        show(None)
        root = state._get_root_state()  # noqa: SLF001 - Reflex hands over any branch of the tree
        came_from.set(network_of(root.router_data.get("ip", "")))
        answer = await self._answer(app, root, event)
        await _note_owner(root)
        return answer

    async def _answer(self, app: rx.App, root: Any, event: Event) -> StateUpdate | None:
        policy = _policy(event.name)
        is_reflexs = event.name in _hydrating() | _internal()
        if policy is None and not is_reflexs:
            logger.warning("denied a handler without a policy", handler=event.name)
            return StateUpdate()
        if policy and policy.face is not Face.PUBLIC:
            return await _judged(app, root, policy, event.name)
        if not _is_well_formed(event):
            logger.warning("denied an event that no page sends", handler=event.name)
            return StateUpdate()
        if event.name in _hydrating():
            await _rebind(root)
        return None


def faces_of(state_class: type[BaseState]) -> frozenset[Face]:
    """The faces that a state class's own handlers are for. One class serves one face, beside public handlers."""
    policies = (policy_of(handler.fn) for handler in state_class.event_handlers.values())
    return frozenset(policy.face for policy in policies if policy and policy.face is not Face.PUBLIC)


def _is_well_formed(event: Event) -> bool:
    """Whether its handler takes these arguments. What anybody may call need not check them itself, as Reflex's own."""
    try:
        _check(event.name)((), event.payload)
    except Malformed:
        return False
    # With a page load Reflex takes vars that browsers keep. None of ours is kept there.
    return not (event.name in _hydrating() and event.payload.get("vars"))


async def _judged(app: rx.App, root: Any, policy: Policy, name: str) -> StateUpdate | None:
    shown = _credential(root, policy.face)
    if not await _is_bound(root, shown):
        logger.warning("denied an event under another cookie", handler=name)
        return StateUpdate()
    actor = await who(shown)
    if actor is None:
        return _sent_to_the_door(root, policy.face)
    if not policy.admits(actor):
        logger.warning("denied an event to a role", handler=name, role=actor.role)
        # Nobody asked for what a page opens with: the page itself says whose it is.
        return StateUpdate() if _opens_page(app, root, name) else await _refused(root)
    show(shown)
    return None


def _opens_page(app: rx.App, root: Any, name: str) -> bool:
    """Whether the page that the tab is on sends this by itself when it is opened."""
    events = app.get_load_events(root.router.url.path)
    return name in {format_event_handler(one) for one in events if isinstance(one, EventHandler)}


def _sent_to_the_door(root: Any, face: Face) -> StateUpdate:
    here = root.router.url
    wanted = routes.safe_next(f"{here.path}?{here.query}" if here.query else here.path)
    door = routes.sign_in(wanted) if face is Face.DESK else routes.dead_link(language_of(root))
    return StateUpdate(events=Event.from_event_type(rx.redirect(door)))


async def _refused(root: Any) -> StateUpdate:
    await say_refused(root, Forbidden().sentence)
    delta = await root._get_resolved_delta()  # noqa: SLF001
    root._clean()  # noqa: SLF001
    return StateUpdate(delta=delta)


async def _is_bound(root: Any, shown: Credential) -> bool:
    binding = await root.get_state(Binding)
    bound = _bound_to(binding, shown.face)
    if bound is None:
        # The server lost this state, or never had it: there is nothing in it that could be another's.
        _bind(binding, shown)
        return True
    return bool(bound == shown.fingerprint)


async def _rebind(root: Any) -> None:
    """At a page load, empty whatever was filled under another cookie or one that has died since, and bind anew."""
    binding = await root.get_state(Binding)
    for face in (Face.DESK, Face.PORTAL):
        shown = _credential(root, face)
        is_dead = bool(shown.token) and await who(shown) is None
        if is_dead or _bound_to(binding, face) not in {None, shown.fingerprint}:
            await _empty(root, face)
        _bind(binding, shown)


async def _empty(root: Any, face: Face) -> None:
    """Reset every state of ours but those that belong to the other face alone."""
    for state_class in RegistrationContext.get().base_states.values():
        faces = faces_of(state_class)
        if _is_ours(state_class) and (not faces or face in faces):
            (await root.get_state(state_class)).reset()


async def _note_owner(root: Any) -> None:
    owner = await person(root.router_data.get("headers", {}).get("cookie", ""))
    binding = await root.get_state(Binding)
    if binding._owner != owner:  # noqa: SLF001
        binding._owner = owner  # noqa: SLF001


def _bound_to(binding: Any, face: Face) -> str | None:
    bound: str | None = binding._desk if face is Face.DESK else binding._portal  # noqa: SLF001
    return bound


def _bind(binding: Any, shown: Credential) -> None:
    if shown.face is Face.DESK:
        binding._desk = shown.fingerprint  # noqa: SLF001
    else:
        binding._portal = shown.fingerprint  # noqa: SLF001


def _credential(root: Any, face: Face) -> Credential:
    # Reflex keeps the headers with which the websocket was opened, and refreshes them before it asks us.
    return credential(root.router_data.get("headers", {}).get("cookie", ""), face)


def _is_ours(state_class: type[BaseState]) -> bool:
    if state_class in {Binding, State} or issubclass(state_class, rx.SharedState):
        return False
    return not state_class.__module__.startswith(("reflex.", "reflex_"))


def _policy(name: str) -> Policy | None:
    registered = RegistrationContext.get().event_handlers.get(name)
    return policy_of(registered.handler.fn) if registered else None


@cache
def _check(name: str) -> Callable[..., Any]:
    return checker(RegistrationContext.get().event_handlers[name].handler.fn)


@cache
def _hydrating() -> frozenset[str]:
    """Reflex's events of a page load: they send the whole state to the browser."""
    return _names(State, "hydrate", "hydrate_and_load")


@cache
def _internal() -> frozenset[str]:
    """Reflex's events without which no page works; they run the page's own `on_load`, which comes by here again."""
    return _names(State, "set_is_hydrated") | _names(
        OnLoadInternalState, "on_load_internal", "set_is_hydrated"
    )


def _names(state_class: type[BaseState], *handlers: str) -> frozenset[str]:
    return frozenset(format_event_handler(state_class.event_handlers[name]) for name in handlers)
