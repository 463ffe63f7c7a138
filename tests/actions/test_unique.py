"""The guard nobody skips: a product of an order is in one return under way at a time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest

from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.issue_link import issue_link
from returns_app.actions.save_draft import save_order_number
from returns_app.actions.save_lines import LinesWish, LineWish, save_lines
from returns_app.db.session import write_now
from returns_app.domain.actors import Actor, Role
from returns_app.domain.errors import Invalid
from returns_app.domain.lifecycle import Status
from returns_app.domain.lines import WantedLine
from tests.factories import NOW, Shop, agent, customer, draft, get, lines, linked, requested, shop, started

pytestmark = pytest.mark.usefixtures("database")


def again(of: Shop, order: str, actor: Actor | None = None) -> UUID:
    """A draft of the same product for an order that may be taken."""
    return_id = started(of)
    write_now(save_lines, of.agent, return_id, lines(of), now=NOW)
    write_now(save_order_number, actor or of.agent, return_id, order, now=NOW)
    return return_id


@pytest.mark.parametrize("role", (Role.AGENT, Role.SUPERVISOR, Role.ADMIN))
def test_nobody_asks_for_the_same_product_of_an_order_twice(role: Role) -> None:
    of = shop()
    row = requested(of)
    with pytest.raises(Invalid, match=f"is already in return Ref. {row.reference}") as refused:
        again(of, get(row.id).order_number, agent(role=role))
    assert [problem.field for problem in refused.value.problems] == ["order_number"]


@pytest.mark.parametrize("typed", ("no-104882", " NO-104882 ", "NO-104882"))
def test_however_the_order_number_is_typed(typed: str) -> None:
    of = shop()
    requested(of)
    with pytest.raises(Invalid):
        again(of, typed)


def test_the_lines_are_refused_as_well_when_they_come_after_the_number() -> None:
    of = shop()
    row = requested(of)
    second = started(of)
    write_now(save_order_number, of.agent, second, get(row.id).order_number, now=NOW)
    with pytest.raises(Invalid) as refused:
        write_now(save_lines, of.agent, second, lines(of), now=NOW)
    assert [problem.field for problem in refused.value.problems] == ["lines"]


def test_another_product_another_order_and_an_own_return_are_fine() -> None:
    of, other = shop(), shop()
    row = requested(of)
    again(other, get(row.id).order_number)
    again(of, "NO-999999")
    write_now(save_lines, of.agent, row.id, lines(of, quantity=2), now=NOW)


def test_typed_products_are_the_same_by_their_names() -> None:
    of = shop()
    typed = LinesWish((LineWish(uuid4(), WantedLine(None, "Old  Rain coat", 1, of.reason)),))
    first = started(of)
    write_now(save_order_number, of.agent, first, "NO-5", now=NOW)
    write_now(save_lines, of.agent, first, typed, now=NOW)
    write_now(issue_link, of.agent, first, now=NOW)
    second = started(of)
    write_now(save_order_number, of.agent, second, "NO-5", now=NOW)
    same = LinesWish((LineWish(uuid4(), WantedLine(None, "old rain COAT", 1, of.reason)),))
    with pytest.raises(Invalid):
        write_now(save_lines, of.agent, second, same, now=NOW)


def test_what_is_over_and_what_is_a_draft_stand_in_nobodys_way() -> None:
    of = shop()
    row = requested(of)
    write_now(cancel_return, of.agent, row.id, now=NOW)
    order = get(row.id).order_number
    first, second = again(of, order), again(of, order)
    write_now(issue_link, of.agent, first, now=NOW)
    with pytest.raises(Invalid):
        write_now(issue_link, of.agent, second, now=NOW)
    assert get(second).status == Status.DRAFT


def test_the_other_return_is_named_to_those_alone_who_may_see_it() -> None:
    of = shop()
    row = requested(of)
    order = get(row.id).order_number
    elsewhere = shop()
    stranger = agent(policies=frozenset({elsewhere.policy}))
    second = started(elsewhere)
    same = LinesWish((LineWish(uuid4(), WantedLine(of.product, "x", 1, elsewhere.reason)),))
    write_now(save_lines, elsewhere.agent, second, same, now=NOW)
    for who, named in ((of.agent, True), (stranger, False)):
        with pytest.raises(Invalid) as refused:
            write_now(save_order_number, who, second, order, now=NOW)
        assert (f"Ref. {row.reference}" in str(refused.value.sentence)) is named
    return_id, token = linked(of, skipped=True)
    who = customer(token)
    write_now(save_order_number, who, return_id, order, now=NOW)
    with pytest.raises(Invalid) as refused:
        write_now(save_lines, who, return_id, lines(of), now=NOW)
    assert "Ref." not in str(refused.value.sentence)
    assert "Ask the service desk" in str(refused.value.sentence)


def test_of_two_links_for_the_same_goods_at_the_same_moment_one_is_made() -> None:
    of = shop()
    for number in range(3):
        order = f"NO-77{number}"
        drafts = [draft(of, order=order) for _ in range(4)]
        start = Barrier(len(drafts))

        def make(return_id: UUID) -> bool:
            start.wait()  # noqa: B023
            try:
                write_now(issue_link, of.agent, return_id, now=NOW)
            except Invalid:
                return False
            return True

        with ThreadPoolExecutor(len(drafts)) as threads:
            made = list(threads.map(make, drafts))
        assert sorted(made) == [False, False, False, True]
