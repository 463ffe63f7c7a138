"""The statutory withdrawal: what it asks of nobody, its two steps, and the clock of the refund."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from returns_app.domain.lines import WantedLine
from returns_app.domain.policy import AddedItems, AuthorizationMode, CreationPath, DefaultMode, Level
from returns_app.domain.withdrawal import (
    Clock,
    bound_by_law,
    clock,
    goods_due,
    may_withhold,
    refund_due,
)
from returns_app.domain.wizard import Draft, StepKey, is_in_turn, may_change, remaining
from tests.domain.examples import policy

MONDAY = date(2026, 11, 23)
ASKING = policy(
    withdrawal=True,
    authorization=AuthorizationMode.MANUAL,
    default_mode=DefaultMode.MANUAL,
    reason_level=Level.LINE,
    outcome_level=Level.RETURN,
    added_items=AddedItems.CUSTOMER,
)
LAWFUL = bound_by_law(ASKING)
GOODS = (WantedLine(None, "Tent", 1),)
OPEN = Draft(CreationPath.LINK, LAWFUL, has_customer=True)
SAID = replace(OPEN, order_number="NO-1", lines=GOODS)


def keys(draft: Draft) -> list[str]:
    return [step.key.value for step in remaining(draft)]


def test_a_withdrawal_asks_neither_reason_nor_wish_nor_approval_whatever_its_policy_says() -> None:
    assert (LAWFUL.reason_level, LAWFUL.outcome_level) == (Level.NONE, Level.NONE)
    assert LAWFUL.authorization is AuthorizationMode.AUTOMATIC
    assert LAWFUL.default_mode is DefaultMode.AUTOMATIC


def test_what_was_declared_is_neither_canceled_nor_added_to_by_the_customer_alone() -> None:
    assert LAWFUL.customer_cancels is False
    assert LAWFUL.added_items is AddedItems.DESK
    assert bound_by_law(replace(ASKING, added_items=AddedItems.NOBODY)).added_items is AddedItems.NOBODY


def test_any_other_policy_stays_as_it_is() -> None:
    other = replace(ASKING, withdrawal=False)
    assert bound_by_law(other) == other


def test_it_takes_two_steps_then_shipping_as_usual() -> None:
    assert keys(OPEN) == ["products", "withdraw", "address", "shipping", "confirm"]
    assert keys(SAID) == ["withdraw", "address", "shipping", "confirm"]
    assert keys(replace(SAID, withdrawn=True)) == ["address", "shipping", "confirm"]


@pytest.mark.parametrize("known", [{"order_number": "NO-1"}, {"lines": GOODS}])
def test_the_order_and_the_goods_are_one_step(known: dict[str, object]) -> None:
    assert keys(replace(OPEN, **known))[0] == "products"


def test_no_question_stands_in_the_way_even_where_one_is_required() -> None:
    assert "surveys" not in keys(
        replace(OPEN, questions=3, open_questions=3, left=frozenset({StepKey.SURVEYS}))
    )


def test_nothing_but_the_declaration_is_asked_before_it_and_nothing_of_it_after() -> None:
    done = replace(SAID, withdrawn=True)
    assert [key.value for key in StepKey if is_in_turn(SAID, key)] == ["order_number", "products", "withdraw"]
    assert not any(
        is_in_turn(done, key) for key in (StepKey.ORDER_NUMBER, StepKey.PRODUCTS, StepKey.WITHDRAW)
    )
    assert is_in_turn(done, StepKey.SHIPPING)
    assert all(is_in_turn(replace(SAID, policy=policy()), key) for key in StepKey)


def test_the_customer_says_the_order_with_the_goods_and_changes_neither_once_declared() -> None:
    changed = (StepKey.ORDER_NUMBER, StepKey.PRODUCTS)
    assert [may_change(OPEN, key) for key in changed] == [True, True]
    said = replace(SAID, finished=frozenset(changed))
    assert [may_change(said, key) for key in changed] == [True, True]
    assert [may_change(replace(said, withdrawn=True), key) for key in changed] == [False, False]
    assert not may_change(SAID, StepKey.ADDRESS)
    assert may_change(replace(SAID, withdrawn=True), StepKey.ADDRESS)


def test_an_order_that_the_desk_filled_in_stays_the_desks() -> None:
    assert not may_change(replace(OPEN, order_number="NO-1"), StepKey.ORDER_NUMBER)


def test_a_withdrawal_that_an_agent_recorded_leaves_only_shipping() -> None:
    recorded = replace(SAID, path=CreationPath.COMPLETE, withdrawn=True)
    assert keys(recorded) == ["address", "shipping", "confirm"]


def test_the_refund_is_due_fourteen_days_on_and_so_are_the_goods() -> None:
    assert refund_due(MONDAY) == date(2026, 12, 7)
    assert goods_due(MONDAY) == date(2026, 12, 7)
    # A Saturday stays a Saturday: the period is never made longer than the law's fourteen days.
    assert refund_due(date(2026, 11, 21)) == date(2026, 12, 5)


@pytest.mark.parametrize(
    ("left", "stands"),
    [
        (14, Clock.RUNNING),
        (4, Clock.RUNNING),
        (3, Clock.SOON),
        (1, Clock.SOON),
        (0, Clock.DUE),
        (-1, Clock.OVERDUE),
    ],
)
def test_the_clock_tells_how_near_the_last_day_is(left: int, stands: Clock) -> None:
    assert clock(MONDAY + timedelta(days=left), today=MONDAY, ended=False) is stands


def test_the_clock_stops_with_the_settlement_however_late() -> None:
    assert clock(MONDAY - timedelta(days=30), today=MONDAY, ended=True) is Clock.ENDED


def test_the_merchant_may_wait_for_the_goods_unless_they_are_here_or_collected() -> None:
    assert may_withhold(has_goods=False, collects=False)
    assert not may_withhold(has_goods=True, collects=False)
    assert not may_withhold(has_goods=False, collects=True)
