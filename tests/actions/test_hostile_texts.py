"""Every action, told something hostile in each of its texts, one after the other: it is refused in words, or not kept.

Nobody has to remember a new one: actions are found, and each text in their arguments is found by its annotation.
"""

import dataclasses
import inspect
import types
import typing
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import Session, SQLModel, select

from returns_app import actions
from returns_app.db.returns import lines_of
from returns_app.db.session import Database, read_now
from returns_app.domain.actors import Actor, Role
from returns_app.domain.texts import is_printable
from tests.factories import NOW, agent, customer, draft, linked, requested, shop
from tests.lifecycle_making import checked, operator, received
from tests.making_up import Known, for_actors, made_up

ACTIONS = for_actors(actions)
# Longer than any text that is kept, whatever it is.
MARK, LONGEST = "evil", 5000
# PostgreSQL keeps no NUL, SQLite does; neither keeps half a character. What else is unfit, `domain/texts.py` knows.
HOSTILE = {
    "sqlite": (f"{MARK}\0", f"{MARK}\u202egnp", MARK * 25_000),
    "postgresql": (f"{MARK}\0", f"{MARK}\ud83d", MARK * 25_000),
}
# What the other arguments are, so that a text is looked at at all.
USUAL = {
    "email": "anna@postvak.test", "to": "", "country": "NL", "language": "nl", "format": "csv", "outcome": "replace",
    "window": "08:00-12:00", "currency": "EUR", "street": "Biltstraat", "house_number": "1", "city": "Utrecht",
    "postal_code": "3572 BK", "phone": "", "region": "", "received": 1, "damaged": 0, "quantity": 1, "amount": None,
    "approved": 0, "rejected": 1, "kept": 0, "version": None, "now": NOW, "key": "k", "str": "x", "refund": None,
}  # fmt: skip
REFUSED = {"Invalid", "NotFound", "Forbidden", "Conflict"}


@dataclasses.dataclass(frozen=True)
class Place:
    """A return to try things on, by whom, and what else a call is told."""

    actor: Actor
    known: dict[str, Any]


@pytest.fixture
def places(database: Database) -> list[Place]:
    """A draft, one that awaits its customer, one to authorize, one that was received, one to settle."""
    of, staff = shop(free_typed=True), agent("Somebody", Role.ADMIN)
    awaiting, token = linked(of)
    by = operator()
    returns = [draft(of), awaiting, requested(of).id, received(of, by), checked(of, by)]
    ids = {"customer_id": of.customer, "product_id": None, "reason_id": of.reason, "policy_id": of.policy}
    known = {
        one: {**USUAL, **ids, "return_id": one, "line_id": read_now(lines_of, one)[0].id} for one in returns
    }
    return [*(Place(staff, known[one]) for one in returns), Place(customer(token), known[awaiting])]


@pytest.mark.timeout(600)
def test_no_action_keeps_what_is_hostile_or_stumbles_over_it(database: Database, places: list[Place]) -> None:
    wrong: dict[str, set[str]] = {}
    heard: set[str] = set()
    for name, fn in ACTIONS.items():
        for place in places:
            usual = _called(database, fn, place.actor, place.known)
            if usual in REFUSED - {"Invalid"}:
                continue  # Nothing of this is for this actor, or for this return as it is.
            for text in _texts_of(fn):
                said = {hostile: _called(database, fn, place.actor, {**place.known, text: hostile})
                        for hostile in HOSTILE[database.engine.dialect.name]}  # fmt: skip
                # Made-up arguments may break anything; what matters is what the text alone brings about.
                bad = {
                    f"{one[4:6]!r}: {answer}"
                    for one, answer in said.items()
                    if answer not in {usual, *REFUSED}
                }
                if bad:
                    wrong.setdefault(f"{name}: {text}", set()).update(bad)
                if usual != "Invalid" and "Invalid" in said.values():
                    heard.add(f"{name}: {text}")
    assert wrong == {}
    # Many of them listen to what they are told, so that silence means something.
    assert len(heard) > 15, heard


def _called(database: Database, fn: Callable[..., Any], actor: Actor, known: Known) -> str:
    """What comes of a call, which is taken back: nothing, the kind of error, or where something hostile was kept."""
    with Session(database.engine) as session:
        try:
            given, by_name = _arguments(fn, {**known, "id": uuid4()})
            fn(session, actor, *given, **by_name)
            session.flush()
            return ", ".join(sorted(_kept(session)))
        except Exception as error:  # noqa: BLE001 - told to whoever asks
            return type(error).__name__
        finally:
            session.rollback()


def _kept(session: Session) -> set[str]:
    """The columns in which something stands that no page should show, or that is longer than any text may be."""
    return {
        f"kept in {table.name}.{name}"
        for table in SQLModel.metadata.sorted_tables
        for row in session.connection().execute(select(table)).mappings()
        for name, value in row.items()
        for text in _strings(value)
        if MARK in text and (len(text) > LONGEST or not is_printable(text, breaks=True))
    }


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def _arguments(fn: Callable[..., Any], known: Known) -> tuple[list[Any], dict[str, Any]]:
    hints = typing.get_type_hints(fn)
    given: list[Any] = []
    by_name: dict[str, Any] = {}
    for one in list(inspect.signature(fn).parameters.values())[2:]:
        if one.kind is one.KEYWORD_ONLY:
            by_name[one.name] = _full(hints[one.name], one.name, known)
        elif one.kind is one.POSITIONAL_OR_KEYWORD:
            given.append(_full(hints[one.name], one.name, known))
    return given, by_name


def _full(hint: Any, name: str, known: Known) -> Any:
    """A value with every part of it there, also what could be left out."""
    inner = [one for one in typing.get_args(hint) if one not in {type(None), Ellipsis}]
    if name in known and not dataclasses.is_dataclass(hint):
        return known[name]
    if typing.get_origin(hint) is tuple and inner:
        return tuple(_full(one, name, known) for one in inner)
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        return _full(inner[0], name, known)
    if inspect.isclass(hint) and dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        parts = [one.name for one in dataclasses.fields(hint) if one.init]
        return hint(**{one: _full(hints[one], one, known) for one in parts})
    return made_up(hint, name, known)


def _texts_of(fn: Callable[..., Any]) -> list[str]:
    """The names of all texts in the arguments of an action, those within its wishes too; keys are the server's own."""
    hints = typing.get_type_hints(fn)
    names = list(inspect.signature(fn).parameters)[2:]
    return sorted({text for name in names for text in _texts_in(hints[name], name)} - {"key"})


def _texts_in(hint: Any, name: str) -> Iterator[str]:
    if hint is str:
        yield name
    elif inspect.isclass(hint) and dataclasses.is_dataclass(hint):
        for field, inner in typing.get_type_hints(hint).items():
            yield from _texts_in(inner, field)
    else:
        for inner in typing.get_args(hint):
            yield from _texts_in(inner, name)
