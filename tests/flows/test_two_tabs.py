"""One draft in two tabs: nobody's later save takes away, unseen, what the other saved."""

from typing import Any
from uuid import UUID

import pytest

from returns_app import routes
from returns_app.actions.issue_link import issue_link
from returns_app.actions.save_draft import save_order_number
from returns_app.db.returns import answers_of, lines_of
from returns_app.db.session import read_now, write_now
from returns_app.flows.new_return.customer_state import CustomerStep
from returns_app.flows.new_return.lines_state import Lines
from returns_app.flows.new_return.state import NewReturn
from returns_app.flows.new_return.two_tabs_state import TwoTabs
from returns_app.flows.new_return.types_state import TypeStep
from tests import factories
from tests.driving import Server
from tests.factories import NOW
from tests.flows.conftest import SignIn
from tests.flows.test_new_return import Desk


@pytest.fixture
def desk(server: Server, signed_in: SignIn) -> Desk:
    return Desk(server, signed_in())


@pytest.fixture
def other(server: Server, signed_in: SignIn) -> Desk:
    return Desk(server, signed_in())


def clash(desk: Desk) -> Any:
    return desk.screen["clash"]


def lines(return_id: UUID) -> list[tuple[str, int]]:
    return [(line.name, line.quantity) for line in read_now(lines_of, return_id)]


async def both_at(step: str, return_id: UUID, *desks: Desk) -> None:
    for one in desks:
        await one.open(return_id, step)


async def clashed_over_lines(desk: Desk, other: Desk) -> UUID:
    return_id = factories.draft(factories.shop())
    await both_at("products", return_id, desk, other)
    await other.send(Lines.add_typed, name="A borrowed stove")
    await desk.send(Lines.count, line_id=desk.view.lines[0].id, quantity=3)
    return return_id


async def test_lines_from_an_old_tab_are_not_saved_over_newer_ones(desk: Desk, other: Desk) -> None:
    return_id = await clashed_over_lines(desk, other)
    assert lines(return_id) == [("Fjellvind 3 Tent", 1), ("A borrowed stove", 1)]
    assert clash(desk).what == "products"
    assert clash(desk).theirs == ["1 × Fjellvind 3 Tent", "1 × A borrowed stove"]
    assert clash(desk).mine == ["3 × Fjellvind 3 Tent"]


async def test_the_newer_lines_can_be_taken(desk: Desk, other: Desk) -> None:
    return_id = await clashed_over_lines(desk, other)
    renewed = desk.screen.get("renewed", 0)
    await desk.send(TwoTabs.take_newer)
    assert [line.name for line in desk.view.lines] == ["Fjellvind 3 Tent", "A borrowed stove"]
    assert clash(desk).what == ""
    assert desk.screen["renewed"] == renewed + 1
    await desk.send(Lines.count, line_id=desk.view.lines[0].id, quantity=2)
    assert lines(return_id) == [("Fjellvind 3 Tent", 2), ("A borrowed stove", 1)]


async def test_ones_own_lines_can_be_kept(desk: Desk, other: Desk) -> None:
    return_id = await clashed_over_lines(desk, other)
    await desk.send(TwoTabs.keep_mine)
    assert lines(return_id) == [("Fjellvind 3 Tent", 3)]
    assert clash(desk).what == ""
    await desk.send(TwoTabs.keep_mine)
    assert lines(return_id) == [("Fjellvind 3 Tent", 3)]


async def test_whoever_keeps_theirs_is_asked_again_when_a_third_was_faster(
    desk: Desk, other: Desk, server: Server, signed_in: SignIn
) -> None:
    return_id = await clashed_over_lines(desk, other)
    third = Desk(server, signed_in())
    await third.open(return_id, "products")
    await third.send(Lines.add_typed, name="A tarp")
    await desk.send(TwoTabs.keep_mine)
    assert "1 × A tarp" in clash(desk).theirs
    assert len(lines(return_id)) == 3


async def test_a_change_elsewhere_in_the_draft_is_no_conflict(desk: Desk, other: Desk) -> None:
    return_id = factories.draft(factories.shop())
    await desk.open(return_id, "products")
    await other.open(return_id, "order_number")
    await other.leave(order_number="NO-777")
    await desk.send(Lines.count, line_id=desk.view.lines[0].id, quantity=3)
    assert clash(desk).what == ""
    assert lines(return_id) == [("Fjellvind 3 Tent", 3)]
    assert desk.view.order_number == "NO-777"


async def test_an_order_number_typed_in_an_old_tab_is_kept_and_asked_about(desk: Desk, other: Desk) -> None:
    return_id = factories.draft(factories.shop())
    await both_at("order_number", return_id, desk, other)
    await other.leave(order_number="NO-777")
    answer = await desk.leave(order_number="NO-888")
    assert answer.redirects == []
    assert factories.get(return_id).order_number == "NO-777"
    assert (clash(desk).what, clash(desk).theirs, clash(desk).mine) == (
        "order number",
        ["NO-777"],
        ["NO-888"],
    )
    answer = await desk.send(TwoTabs.keep_mine)
    assert factories.get(return_id).order_number == "NO-888"
    assert answer.redirects == [f"{routes.draft_page(return_id)}&step=products"]


async def test_a_field_nobody_touched_gives_way_to_what_is_newer(desk: Desk, other: Desk) -> None:
    return_id = factories.draft(factories.shop())
    await both_at("order_number", return_id, desk, other)
    await other.leave(order_number="NO-777")
    await desk.leave(order_number=desk.view.order_number)
    assert clash(desk).what == ""
    assert factories.get(return_id).order_number == "NO-777"


async def test_a_customer_chosen_elsewhere_is_not_replaced_unseen(desk: Desk, other: Desk) -> None:
    shop, second = factories.shop(), factories.shop(customer="Noor Dijkstra")
    return_id = factories.started(shop)
    third = factories.shop(customer="Imke Petersen")
    await both_at("customer", return_id, desk, other)
    await other.send(NewReturn.pick_customer, customer_id=str(second.customer))
    await desk.send(CustomerStep.change)
    await desk.send(NewReturn.pick_customer, customer_id=str(third.customer))
    assert factories.get(return_id).customer_id == second.customer
    assert clash(desk).theirs == ["Noor Dijkstra"]
    await desk.send(TwoTabs.keep_mine)
    assert factories.get(return_id).customer_id == third.customer


async def test_a_return_type_chosen_elsewhere_is_not_replaced_unseen(desk: Desk, other: Desk) -> None:
    shop = factories.shop()
    warranty, repair = factories.shop(name="Warranty claim"), factories.shop(name="Repair")
    return_id = factories.started(shop)
    await both_at("return_type", return_id, desk, other)
    for one, policy in ((other, warranty), (desk, repair)):
        await one.send(TypeStep.choose, policy_id=str(policy.policy))
        await one.leave()
    assert factories.get(return_id).policy_id == warranty.policy
    assert clash(desk).what == "return type"


async def test_answers_given_elsewhere_stay_where_nobody_touched_them_here(desk: Desk, other: Desk) -> None:
    return_id = factories.draft(factories.shop(survey=True))
    await both_at("surveys", return_id, desk, other)
    name = desk.screen["blocks"][0].questions[0].name
    await other.leave(**{name: "yes"})
    before = [answer.value for answer in read_now(answers_of, return_id)]
    assert before
    await desk.leave(**{name: ""})
    assert clash(desk).what == "", "a field nobody touched gives way"
    assert [answer.value for answer in read_now(answers_of, return_id)] == before


async def test_other_answers_than_those_given_elsewhere_are_asked_about(desk: Desk, other: Desk) -> None:
    return_id = factories.draft(factories.shop(survey=True))
    await both_at("surveys", return_id, desk, other)
    name = desk.screen["blocks"][0].questions[0].name
    await other.leave(**{name: "yes"})
    before = [answer.value for answer in read_now(answers_of, return_id)]
    await desk.leave(**{name: "no"})
    assert clash(desk).what == "answers"
    assert [answer.value for answer in read_now(answers_of, return_id)] == before
    await desk.send(TwoTabs.keep_mine)
    assert [answer.value for answer in read_now(answers_of, return_id)] != before


async def test_what_changed_before_the_end_is_shown_before_it_is_agreed(desk: Desk) -> None:
    shop = factories.shop()
    return_id = factories.draft(shop)
    await desk.open(return_id, "complete")
    write_now(save_order_number, shop.agent, return_id, "NO-777", now=NOW)
    answer = await desk.leave()
    assert answer.redirects == []
    assert "check it once more" in desk.notice
    assert desk.view.order_number == "NO-777"
    assert factories.get(return_id).status == "draft"
    answer = await desk.leave()
    assert answer.redirects == [routes.ready_link_page(return_id)]


async def test_a_draft_that_was_finished_elsewhere_leads_to_what_became_of_it(desk: Desk) -> None:
    shop = factories.shop()
    return_id = factories.draft(shop)
    await desk.open(return_id, "complete")
    write_now(issue_link, shop.agent, return_id, now=NOW)
    answer = await desk.leave()
    assert answer.redirects == [routes.ready_link_page(return_id)]


async def test_nobody_keeps_or_takes_anything_without_a_conflict(desk: Desk) -> None:
    return_id = factories.draft(factories.shop())
    await desk.open(return_id, "products")
    before = factories.get(return_id).version
    for handler in (TwoTabs.take_newer, TwoTabs.keep_mine):
        answer = await desk.send(handler)
        assert answer.redirects == []
    assert factories.get(return_id).version == before
