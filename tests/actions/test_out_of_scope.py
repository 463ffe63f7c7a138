"""Every action and every query that takes a return or a customer, called by somebody in whose scope they are not.

Nobody has to remember a new one: it is found, and its arguments are made up from its annotations.
"""

import inspect
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session

from returns_app import actions, queries
from returns_app.db.photos import Photo
from returns_app.db.session import Database, read_now, write_now
from returns_app.domain.actors import Actor, Role
from returns_app.domain.errors import Forbidden, NotFound, Refusal
from tests.factories import NOW, agent, get, linked, requested, shop
from tests.flows.desk.making import labelled
from tests.making_rows import all_rows, differences
from tests.making_up import Known, arguments, for_actors
from tests.photo_making import ask

EVERYTHING = for_actors(actions) | for_actors(queries)
# They give those returns of a customer that are in the scope, perhaps none; the test of lists holds them.
_OF_THEIR_RETURNS = {"queries.customer_returns.glance_of", "queries.customer_returns.returns_of"}
NAME = "Zebedee Quackenbush"

Answer = type[Exception] | None


def taking(parameter: str) -> dict[str, Callable[..., Any]]:
    return {name: fn for name, fn in EVERYTHING.items() if parameter in inspect.signature(fn).parameters}


def strangers(scope: str) -> list[Actor]:
    """One of each role who may see other returns."""
    theirs = frozenset({"FR"}) if scope == "countries" else frozenset({uuid4()})
    return [agent(f"Stranger {role}", role, **{scope: theirs}) for role in Role]


def answer(fn: Callable[..., Any], actor: Actor, known: Known) -> Answer:
    """What comes of a call: `None`, or the kind of error."""
    given, by_name = arguments(fn, {"now": NOW, "key": uuid4().hex, **known})
    try:
        write_now(fn, actor, *given, **by_name)
    except Exception as error:  # noqa: BLE001 - made-up arguments may break anything but a right
        return type(error)
    return None


def about(return_id: UUID) -> Known:
    """What a call is told of one of the goods."""
    return {"return_id": return_id, "photo_id": return_id}


@pytest.fixture
def goods(database: Database) -> list[UUID]:
    """Returns to the Netherlands: one that awaits its customer, one to authorize, one with a label."""
    of = shop(customer=NAME)
    returns = [linked(of)[0], requested(of).id, labelled(of)[0]]
    question = ask(of)
    for return_id in returns:
        # Its photo has the id of the return, so that a call with both can find it.
        size = {"content": b"-", "preview": b"-", "width": 1, "height": 1, "added_at": NOW}
        write_now(Session.add, Photo(id=return_id, return_id=return_id, question_id=question, **size))
    return returns


@pytest.mark.parametrize("scope", ["countries", "policies"])
def test_a_return_beyond_the_scope_does_not_exist_and_stays_as_it_is(goods: list[UUID], scope: str) -> None:
    elsewhere, wrong = strangers(scope), {}
    before = all_rows()
    for name, fn in taking("return_id").items():
        for return_id in goods:
            answers = {actor.role: answer(fn, actor, about(return_id)) for actor in elsewhere}
            # Whoever may not do such a thing at all may hear that first.
            if not set(answers.values()) <= {NotFound, Forbidden} or NotFound not in answers.values():
                wrong[name] = answers
    assert wrong == {}
    assert differences(before, all_rows()) == {}


def test_the_same_return_is_found_by_whoever_may_see_it(goods: list[UUID]) -> None:
    """Else the test before would be content with calls that find nothing whoever makes them."""
    here = [agent("Somebody", role) for role in Role]
    lost = []
    for name, fn in taking("return_id").items():
        answers = {answer(fn, actor, about(one)) for actor in here for one in goods}
        if answers <= {NotFound, Forbidden}:
            lost.append(name)
    assert lost == []


def test_a_customer_beyond_the_scope_does_not_exist_and_stays_as_they_are(goods: list[UUID]) -> None:
    elsewhere, wrong = strangers("countries"), {}
    customer_id = get(goods[0]).customer_id
    before = all_rows()
    for name, fn in taking("customer_id").items():
        if name in _OF_THEIR_RETURNS:
            continue
        answers = {actor.role: answer(fn, actor, {"customer_id": customer_id}) for actor in elsewhere}
        if not set(answers.values()) <= {NotFound, Forbidden} or NotFound not in answers.values():
            wrong[name] = answers
    assert wrong == {}
    assert differences(before, all_rows()) == {}


@pytest.mark.parametrize("scope", ["countries", "policies"])
def test_nothing_that_is_listed_or_found_names_what_lies_beyond_the_scope(
    goods: list[UUID], scope: str
) -> None:
    elsewhere, here, told, telling = strangers(scope), agent("Somebody", Role.ADMIN), [], []
    known = {"now": NOW, "str": NAME.lower(), "customer_id": get(goods[0]).customer_id}
    marks = (
        {str(one) for one in goods} | {get(one).order_number for one in goods} | {str(get(goods[2]).number)}
    )
    # Customers have a country, and no return type.
    marks |= {NAME} if scope == "countries" else set()
    for name, fn in for_actors(queries).items():
        if "return_id" not in inspect.signature(fn).parameters:
            told += [name for actor in elsewhere if marks & said(fn, actor, known, marks)]
            telling += [name] if said(fn, here, known, marks) else []
    assert told == []
    # Whoever may see them is told by several of them, so that silence means something.
    assert len(telling) > 5, telling


def said(fn: Callable[..., Any], actor: Actor, known: Known, marks: set[str]) -> set[str]:
    """Which of the marks a query tells this actor."""
    given, by_name = arguments(fn, known)

    def ask(session: Session) -> str:
        answered = fn(session, actor, *given, **by_name)
        return repr(list(answered) if isinstance(answered, Iterator) else answered)

    try:
        answered = read_now(ask)
    except (Refusal, TypeError, ValueError, KeyError, AttributeError):
        return set()
    return {mark for mark in marks if mark in answered}
