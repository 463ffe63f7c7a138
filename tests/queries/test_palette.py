"""What the palette finds: customers, returns and orders, and where each leads."""

from uuid import uuid4

import pytest

from returns_app.db.session import read_now
from returns_app.domain.actors import Actor, ActorKind, Role
from returns_app.queries.palette import Found, find_anything
from tests.factories import NOW, Shop, agent, confirmed, draft, get, linked, shop

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def of(database: object) -> Shop:
    assert database
    return shop()


def found(actor: Actor, words: str) -> Found:
    return read_now(find_anything, actor, words, now=NOW)


def test_a_name_finds_the_customer_and_their_returns(of: Shop) -> None:
    return_id = draft(of)
    answer = found(of.agent, "vissr sanne")
    assert [one.name for one in answer.customers] == ["Sanne Visser"]
    assert answer.closest == "Visser"
    assert [one.id for one in answer.returns] == [str(return_id)]
    assert answer.returns[0].product == "Fjellvind 3 Tent"
    assert answer.customers[0].new_return == f"/desk/new?customer={of.customer}"


def test_an_order_finds_its_return_and_a_new_one_begins_from_an_unknown_order(of: Shop) -> None:
    draft(of)
    known = found(of.agent, "no-104882")
    assert [one.is_order for one in known.returns] == [True]
    assert known.order == ""
    unknown = found(of.agent, "NO-999123")
    assert (unknown.returns, unknown.order) == ([], "NO-999123")
    assert unknown.new_return == "/desk/new?order=NO-999123"


@pytest.mark.parametrize("words", ["", "   ", "\x00", "%", "_", "qqqqzz", "' OR 1=1", "x" * 4000])
def test_what_fits_nothing_finds_nothing(of: Shop, words: str) -> None:
    draft(of)
    answer = found(of.agent, words)
    assert (answer.customers, answer.returns) == ([], [])


def test_finished_returns_and_numbers_are_found_too(of: Shop) -> None:
    confirmed(of)
    number = found(of.agent, "sanne").returns[0].number
    assert [one.number for one in found(of.agent, number.lower()).returns] == [number]
    assert found(of.agent, number).order == ""


def test_nothing_beyond_the_scope_is_found(of: Shop) -> None:
    linked(of)
    for actor in (
        agent(countries=frozenset({"FR"})),
        Actor(ActorKind.CUSTOMER, uuid4(), "Sanne"),
    ):
        answer = found(actor, "sanne")
        assert (answer.customers, answer.returns) == ([], [])
    other_type = agent(policies=frozenset({uuid4()}))
    assert found(other_type, "sanne").returns == []


def test_operators_find_returns_but_begin_none(of: Shop) -> None:
    return_id = draft(of)
    answer = found(agent("Otto", Role.OPERATOR), f"{get(return_id).reference}")
    assert [one.id for one in answer.returns] == [str(return_id)]
    assert found(agent("Otto", Role.OPERATOR), "NO-999123").new_return == ""
