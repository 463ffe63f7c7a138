"""How a handler is declared: who may call it, and what becomes of what goes wrong in it.

Every public method of every state can be called by any browser, with anything. So each handler says under
`@rx.event` who may call it, and the guard (`guard.py`) denies whatever says nothing:

    @rx.event
    @desk
    async def authorize(self, return_id: str):
        actor = await acting()
        ...

A refusal (`domain.errors`) that leaves a handler becomes a notice on the caller's screen; the problems of an
`Invalid` go into the state's own `problems: dict[str, str]`, where it has one. Anything else is logged, and the
person reads a calm line. Arguments are held to their annotations first.
"""

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, get_type_hints

import structlog
from pydantic import TypeAdapter, ValidationError
from reflex.istate.proxy import StateProxy

from returns_app.domain.actors import DESK_ROLES, Role
from returns_app.domain.errors import Invalid, Refusal
from returns_app.domain.texts import as_received
from returns_app.domain.words import say
from returns_app.flows.cookies import Face
from returns_app.flows.notices import language_of, say_refused
from returns_app.flows.policy import Handler, Policy, mark
from returns_app.i18n import tell

logger = structlog.get_logger(__name__)

Arguments = dict[str, Any]


class Malformed(Refusal):
    """A browser sent what no page of ours sends."""

    def __init__(self) -> None:
        super().__init__(say("This did not arrive as it was sent. Reload the page and try again."))


def public(fn: Handler) -> Handler:
    """Anybody may call this handler. It knows nobody, and touches nothing that is somebody's."""
    return _declared(fn, Policy(Face.PUBLIC))


def staff(fn: Handler) -> Handler:
    """Let any member of staff who is signed in call this handler."""
    return _declared(fn, Policy(Face.DESK, frozenset(Role)))


def desk(fn: Handler) -> Handler:
    """Let staff who create and authorize returns call this handler: all but operators."""
    return _declared(fn, Policy(Face.DESK, DESK_ROLES))


def roles(*admitted: Role) -> Callable[[Handler], Handler]:
    """Let only staff in one of these roles call the handler."""
    if not admitted:
        raise TypeError("roles() needs at least one role; for all of them there is @staff")

    def declare(fn: Handler) -> Handler:
        return _declared(fn, Policy(Face.DESK, frozenset(admitted)))

    return declare


def customer(fn: Handler) -> Handler:
    """Let the customer call it whose link this browser opened; the actor's `return_id` is theirs."""
    return _declared(fn, Policy(Face.PORTAL))


def _declared(fn: Handler, policy: Policy) -> Handler:
    declared: Handler = _streaming(fn) if inspect.isasyncgenfunction(fn) else _returning(fn)
    return mark(declared, policy)


def _returning(fn: Any) -> Any:
    if not inspect.iscoroutinefunction(fn):
        # A handler that is not async runs on the event loop and holds everybody up.
        raise TypeError(f"{fn.__qualname__} must be `async def`")
    checked = checker(fn)

    @wraps(fn)
    async def handler(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return await fn(self, **checked(args, kwargs))
        except Exception as error:  # noqa: BLE001 - `_answer` logs what it does not know
            return await _answer(self, error)

    return handler


def _streaming(fn: Any) -> Any:
    checked = checker(fn)

    @wraps(fn)
    async def handler(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            async for event in fn(self, **checked(args, kwargs)):
                yield event
        except Exception as error:  # noqa: BLE001
            await _answer(self, error)

    return handler


def checker(fn: Any) -> Callable[[tuple[Any, ...], Mapping[str, Any]], Arguments]:
    """What holds arguments to the handler's annotations, which Reflex does not: a browser may send anything.

    It gives them as the handler takes them, or raises `Malformed`.
    """
    everything = inspect.signature(fn)
    signature = everything.replace(parameters=list(everything.parameters.values())[1:])
    hints = get_type_hints(fn)
    if missing := signature.parameters.keys() - hints.keys():
        raise TypeError(f"{fn.__qualname__} must annotate {', '.join(sorted(missing))}")
    adapters = {name: TypeAdapter(hints[name]) for name in signature.parameters}

    def checked(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Arguments:
        try:
            given = signature.bind(*args, **kwargs).arguments
            return {name: _received(adapters[name].validate_python(value)) for name, value in given.items()}
        except (TypeError, ValidationError) as error:
            raise Malformed from error

    return checked


def _received(value: Any) -> Any:
    """The argument with all its texts as they may be kept and sent back."""
    if type(value) is str:
        return as_received(value)
    if isinstance(value, dict):
        return {_received(name): _received(one) for name, one in value.items()}
    return [_received(one) for one in value] if isinstance(value, list) else value


async def _answer(state: Any, error: Exception) -> None:
    if isinstance(state, StateProxy):
        # A background task has let the state go; take it back to speak.
        async with state:
            await _say(state, error)
    else:
        await _say(state, error)


async def _say(state: Any, error: Exception) -> None:
    if isinstance(error, Invalid) and "problems" in state.vars:
        language = language_of(state)
        state.problems = {problem.field: tell(language, problem.sentence) for problem in error.problems}
    if isinstance(error, Refusal):
        await say_refused(state, error.sentence)
        return
    logger.error("a handler failed", exc_info=error)
    await say_refused(state, say("Something went wrong on our side. Nothing was lost; please try again."))
