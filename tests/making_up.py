"""Arguments made up from annotations, so that functions and handlers nobody thought of are called as well.

Whoever wants a right tested cares little what else is in a call: the right must be asked first. What is known by name
(a return's id; `str` for all texts) is given; the rest is the smallest thing that the annotation allows.
"""

import dataclasses
import enum
import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import SQLModel

Known = Mapping[str, Any]


def functions_of(package: ModuleType) -> Iterator[Callable[..., Any]]:
    """The public functions that the modules of a package define themselves."""
    for found in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{found.name}")
        for name, fn in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and fn.__module__ == module.__name__:
                yield fn


def named(fn: Callable[..., Any]) -> str:
    """Where a function lives and what it is called."""
    return f"{fn.__module__.removeprefix('returns_app.')}.{fn.__qualname__}"


def for_actors(package: ModuleType) -> dict[str, Callable[..., Any]]:
    """The functions `(session, actor, ...)` of a package that fetch by themselves: none is handed a row."""
    found = {}
    for fn in functions_of(package):
        hints = typing.get_type_hints(fn)
        takes_rows = any(inspect.isclass(one) and issubclass(one, SQLModel) for one in _parts(hints))
        if list(inspect.signature(fn).parameters)[:2] == ["session", "actor"] and not takes_rows:
            found[named(fn)] = fn
    return found


def arguments(fn: Callable[..., Any], known: Known) -> tuple[list[Any], dict[str, Any]]:
    """Made-up arguments for all parameters that need one, behind the first two."""
    hints = typing.get_type_hints(fn)
    given: list[Any] = []
    by_name: dict[str, Any] = {}
    for one in list(inspect.signature(fn).parameters.values())[2:]:
        if one.kind in {one.VAR_KEYWORD, one.VAR_POSITIONAL}:
            continue
        if one.default is not one.empty and one.name not in known:
            continue
        value = made_up(hints[one.name], one.name, known)
        if one.kind is one.KEYWORD_ONLY:
            by_name[one.name] = value
        else:
            given.append(value)
    return given, by_name


def made_up(hint: Any, name: str, known: Known) -> Any:
    """The value of a parameter or a field."""
    if name in known:
        return known[name]
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return made_up(inner[0], name, known)
    if origin is typing.Literal:
        return inner[0]
    if origin in {typing.Union, types.UnionType}:
        return None if type(None) in inner else made_up(inner[0], name, known)
    if origin is tuple or hint is tuple:
        whole = bool(inner) and Ellipsis not in inner
        return tuple(made_up(one, name, known) for one in inner) if whole else ()
    return _plain(origin or hint, known)


def _plain(kind: Any, known: Known) -> Any:
    simple: dict[Any, Any] = {
        str: known.get("str", "x"), int: 1, bool: True, float: 1.0, bytes: b"x", UUID: uuid4(), Any: "x",
        datetime: datetime.now(UTC), date: datetime.now(UTC).date(), timedelta: timedelta(days=1),
    }  # fmt: skip
    if kind in simple:
        return simple[kind]
    if inspect.isclass(kind) and issubclass(kind, enum.Enum):
        return next(iter(kind))
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        needed = [one.name for one in dataclasses.fields(kind) if _is_needed(one) or one.name in known]
        return kind(**{one: made_up(hints[one], one, known) for one in needed})
    if inspect.isclass(kind) and issubclass(kind, typing.cast("type", Mapping)):
        return {}
    if inspect.isclass(kind) and issubclass(kind, set | frozenset):
        return kind()
    return ()


def _is_needed(field: "dataclasses.Field[Any]") -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _parts(hints: Mapping[str, Any]) -> Iterator[Any]:
    for name, hint in hints.items():
        if name != "return":
            yield hint
            yield from typing.get_args(hint)
