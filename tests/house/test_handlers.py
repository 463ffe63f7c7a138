"""Rules that every state and handler keeps: what is not listed here is public to any browser."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
import reflex as rx
from reflex.state import BaseState
from reflex_base.registry import RegistrationContext
from sqlmodel import SQLModel

from returns_app.flows.cookies import Face
from returns_app.flows.guard import faces_of
from returns_app.flows.policy import policy_of
from returns_app.returns_app import PAGES, app

OURS = "returns_app."
FLOWS = Path(__file__).parents[2] / "returns_app"


def our_states() -> list[type[BaseState]]:
    with app.set_contexts():
        states = RegistrationContext.get().base_states.values()
    return [state for state in states if state.__module__.startswith(OURS)]


def our_handlers() -> Iterator[tuple[str, Any]]:
    for state in our_states():
        for name, handler in state.event_handlers.items():
            if name != "setvar":
                yield f"{state.__module__}.{state.__qualname__}.{name}", handler


def restricted_states() -> list[type[BaseState]]:
    return [state for state in our_states() if faces_of(state)]


def test_there_is_something_to_check() -> None:
    assert len(our_states()) >= 4
    assert restricted_states()


def test_every_handler_says_who_may_call_it() -> None:
    assert [name for name, handler in our_handlers() if policy_of(handler.fn) is None] == []


def test_every_state_serves_one_face() -> None:
    assert [state for state in our_states() if len(faces_of(state)) > 1] == []


def test_only_desk_handlers_name_roles() -> None:
    for name, handler in our_handlers():
        policy = policy_of(handler.fn)
        assert policy is not None
        assert bool(policy.roles) == (policy.face is Face.DESK), name


def test_defaults_say_nothing_because_everybody_is_sent_them() -> None:
    full = [
        f"{state.__qualname__}.{name}"
        for state in restricted_states()
        for name, value in _defaults(state)
        if not _says_nothing(value)
    ]
    assert full == []


def test_no_row_is_sent_to_a_browser() -> None:
    rows = [
        f"{state.__qualname__}.{name}"
        for state in our_states()
        for name, var in {**state.base_vars, **state.computed_vars}.items()
        if any(issubclass(kind, SQLModel) for kind in _kinds(var._var_type, set()))
    ]
    assert rows == []


def test_nothing_is_kept_in_the_browsers_storage() -> None:
    """Else a browser could set those vars at its page load, past the guard."""
    storage = (rx.Cookie, rx.LocalStorage, rx.SessionStorage)
    kept = [
        f"{state.__qualname__}.{name}"
        for state in our_states()
        for name, value in _defaults(state)
        if isinstance(value, storage)
    ]
    assert kept == []


@pytest.mark.parametrize(
    "word", ("rx.upload", "rx.toast", "rx.call_script", "rx.set_clipboard", "rx.scroll_to")
)
def test_nothing_is_used_that_our_policy_makes_silent_or_unsafe(word: str) -> None:
    """The policy forbids `eval`, by which these run; `rx.upload` trusts the tab's token alone."""
    users = [
        path.relative_to(FLOWS).as_posix()
        for folder in ("flows", "ui")
        for path in (FLOWS / folder).rglob("*.py")
        if re.search(rf"(?<![`\w.]){re.escape(word)}\(", path.read_text())
    ]
    assert users == []


def test_every_page_has_an_address_and_a_title_of_its_own() -> None:
    assert len({page.route for page in PAGES}) == len(PAGES)
    assert all(page.title for page in PAGES)


def _defaults(state: type[BaseState]) -> Iterator[tuple[str, Any]]:
    for name in state.base_vars:
        if not name.startswith("_"):
            yield name, state.get_fields()[name].default_value()


def _says_nothing(value: Any) -> bool:
    if dataclasses.is_dataclass(value):
        # A word that the class itself gives, as a title, is the same for everybody.
        parts = ((getattr(value, part.name), part.default) for part in dataclasses.fields(value))
        return all(given == default or _says_nothing(given) for given, default in parts)
    return isinstance(value, bool | int | float) or not value


def _kinds(hint: Any, seen: set[Any]) -> Iterator[type]:
    """Every class that a var of this type can hold, inside of lists and dataclasses too."""
    if isinstance(hint, type) and hint not in seen:
        seen.add(hint)
        yield hint
        if dataclasses.is_dataclass(hint):
            for part in get_type_hints(hint).values():
                yield from _kinds(part, seen)
    for part in get_args(hint):
        yield from _kinds(part, seen)
