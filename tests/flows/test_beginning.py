"""A new return that begins with a customer, an order number or an earlier return."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from returns_app import routes
from returns_app.db.returns import lines_of
from returns_app.db.session import Database, read_now
from returns_app.domain.actors import Role
from returns_app.flows.new_return.lines_state import Lines
from returns_app.flows.new_return.state import NewReturn
from returns_app.flows.new_return.types_state import TypeStep
from tests import factories
from tests.driving import Answer, Server
from tests.flows.conftest import SignIn
from tests.flows.test_new_return import Desk, german, returns

__all__ = ["german"]


@pytest.fixture
def desk(server: Server, signed_in: SignIn) -> Desk:
    return Desk(server, signed_in())


def begun(desk: Desk) -> Any:
    return desk.screen["begun"]


async def begin(desk: Desk, **wish: Any) -> Answer:
    return await desk.browser.open(routes.new_return(**wish))


async def test_a_customer_that_is_known_is_filled_in_when_the_first_step_is_left(desk: Desk) -> None:
    shop = factories.shop()
    await begin(desk, customer=shop.customer)
    assert begun(desk).customer == "Sanne Visser"
    assert [(step.value, step.look) for step in desk.screen["steps"]][1] == ("Sanne Visser", "done")
    assert returns() == []
    answer = await desk.leave()
    (draft,) = returns()
    assert draft.customer_id == shop.customer
    assert draft.country == "NL"
    assert answer.redirects == [f"{routes.draft_page(draft.id)}&step=customer"]
    assert desk.view.customer.name == "Sanne Visser"


async def test_an_order_brings_its_number_and_the_customer_of_earlier_returns(desk: Desk) -> None:
    shop = factories.shop()
    factories.draft(shop, order="NO-104882")
    await begin(desk, order="no-104882")
    assert (begun(desk).order_number, begun(desk).customer) == ("no-104882", "Sanne Visser")
    await desk.leave()
    newest = max(returns(), key=lambda one: one.reference)
    assert (newest.order_number, newest.customer_id) == ("no-104882", shop.customer)


async def test_an_order_of_two_customers_names_none_of_them(desk: Desk) -> None:
    factories.draft(factories.shop(), order="NO-1")
    factories.draft(factories.shop(customer="Noor Dijkstra"), order="NO-1")
    await begin(desk, order="NO-1")
    assert (begun(desk).order_number, begun(desk).customer) == ("NO-1", "")


async def test_an_earlier_return_brings_customer_order_and_type_and_offers_its_lines(desk: Desk) -> None:
    factories.shop(position=0)
    shop = factories.shop(name="Warranty claim", position=5)
    source = factories.draft(shop, quantity=2)
    await begin(desk, from_=source)
    assert desk.browser.sees(TypeStep)["policy_id"] == str(shop.policy)
    assert [line.quantity for line in begun(desk).lines] == [2]
    answer = await desk.leave()
    newest = max(returns(), key=lambda one: one.reference)
    assert (newest.customer_id, newest.order_number) == (shop.customer, "NO-104882")
    assert answer.redirects == [f"{routes.draft_page(newest.id)}&step=customer&from={source}"]
    assert read_now(lines_of, newest.id) == []


async def test_an_offered_line_is_added_once_and_only_when_asked(desk: Desk) -> None:
    shop = factories.shop()
    source = factories.draft(shop, quantity=2)
    return_id = factories.started(shop)
    await desk.browser.open(f"{routes.draft_page(return_id)}&step=products&from={source}")
    (offered,) = begun(desk).lines
    for _ in range(2):
        await desk.send(Lines.add_offered, key=offered.key)
    assert [(line.name, line.quantity) for line in read_now(lines_of, return_id)] == [("Fjellvind 3 Tent", 2)]
    assert desk.screen["there"] == [offered.product_id + offered.name]


@pytest.mark.parametrize("key", ["", "nonsense", "7d1f5a52-3f0e-4c55-9a55-0c7b0a4f6e11"])
async def test_a_line_that_was_not_offered_is_not_added(desk: Desk, key: str) -> None:
    return_id = factories.started(factories.shop())
    await desk.open(return_id, "products")
    await desk.send(Lines.add_offered, key=key)
    assert read_now(lines_of, return_id) == []


async def test_the_way_of_creating_is_chosen_in_advance(desk: Desk) -> None:
    shop = factories.shop()
    await begin(desk, customer=shop.customer, path="complete")
    assert desk.browser.sees(TypeStep)["path"] == "complete"
    await desk.leave()
    assert returns()[0].path == "complete"


@pytest.mark.parametrize(
    "bad", ["nonsense", "7d1f5a52-3f0e-4c55-9a55-0c7b0a4f6e11", "' OR 1=1 --", "x" * 3000]
)
async def test_what_does_not_exist_is_said_and_left_out(desk: Desk, bad: str) -> None:
    factories.shop()
    for name in ("customer", "from"):
        await desk.browser.open(f"{routes.NEW_RETURN}?{name}={bad}&path={bad}")
        assert "does not exist" in begun(desk).missing
        assert (begun(desk).customer_id, begun(desk).source, begun(desk).path) == ("", "", "")


async def test_customers_and_returns_out_of_scope_are_not_told_from_those_that_do_not_exist(
    database: Database, server: Server, german: str
) -> None:
    shop = factories.shop()
    source = factories.draft(shop)
    limited = Desk(server, german)
    for address in (routes.new_return(customer=shop.customer), routes.new_return(from_=source)):
        await limited.browser.open(address)
        mine = begun(limited).missing
        assert not limited.browser.was_told("Sanne Visser")
        await limited.browser.open(
            address.replace(str(shop.customer), str(uuid4())).replace(str(source), str(uuid4()))
        )
        assert begun(limited).missing == mine
    await limited.browser.open(routes.new_return(order="NO-104882"))
    assert begun(limited).customer == ""


async def test_another_beginning_does_not_inherit_from_the_one_before(desk: Desk) -> None:
    shop = factories.shop()
    await begin(desk, customer=shop.customer)
    await desk.open()
    assert begun(desk).customer == ""
    await desk.leave()
    assert returns()[0].customer_id is None


async def test_a_reload_of_an_unsaved_beginning_keeps_what_was_chosen(desk: Desk) -> None:
    shop = factories.shop()
    other = factories.shop(name="Repair", position=9)
    await begin(desk, customer=shop.customer)
    await desk.send(TypeStep.choose, policy_id=str(other.policy))
    await begin(desk, customer=shop.customer)
    assert desk.browser.sees(TypeStep)["policy_id"] == str(other.policy)


async def test_an_operator_begins_nothing(server: Server, signed_in: SignIn) -> None:
    shop = factories.shop()
    operator = Desk(server, signed_in(Role.OPERATOR))
    await begin(operator, customer=shop.customer)
    assert operator.screen["missing"] is True
    assert not operator.browser.was_told("Sanne Visser")
    answer = await operator.send(NewReturn.leave, step="return_type", go="next", fields={})
    assert answer.redirects == []
    assert returns() == []


def test_an_address_carries_what_is_known() -> None:
    one = UUID(int=1)
    assert routes.new_return() == routes.NEW_RETURN
    assert routes.new_return(customer=one, path="link") == f"{routes.NEW_RETURN}?customer={one}&path=link"
    assert routes.new_return(order="NO 1&x") == f"{routes.NEW_RETURN}?order=NO%201%26x"
    assert routes.new_return(from_=one) == f"{routes.NEW_RETURN}?from={one}"
