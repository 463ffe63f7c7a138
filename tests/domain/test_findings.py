"""What the rules of a return type find: how far beyond which limit, about which lines, at what cost."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from returns_app.domain.findings import CAUSED_BY, RULES, Asked, AskedLine, Finding, Rule, findings, last_day
from returns_app.domain.money import Money
from returns_app.domain.policy import Policy
from tests.domain.examples import policy

TODAY = date(2026, 11, 23)
A, B, C = UUID(int=1), UUID(int=2), UUID(int=3)


def euros(amount: int) -> Money:
    return Money(amount * 100, "EUR")


def asked(*lines: AskedLine, **changes: Any) -> Asked:
    """A tent for €349, asked for today, from the Netherlands."""
    plain = Asked(lines or (AskedLine(A, 1, euros(349)),), country="NL", asked_on=TODAY)
    return replace(plain, **changes)


def found(one: Asked, **rules: Any) -> list[Finding]:
    return list(findings(one, policy(**rules)))


def test_every_rule_has_a_name_and_a_step_that_can_bring_it_about() -> None:
    assert len(RULES) == len(Rule) == len(CAUSED_BY)


def test_a_return_in_order_breaks_nothing() -> None:
    assert found(asked(delivered_on=TODAY), max_pieces=1, countries=frozenset({"NL"})) == []


@pytest.mark.parametrize(("days", "words"), ((31, "One day"), (33, "3 days"), (400, "370 days")))
def test_goods_delivered_too_long_ago_are_found_with_their_days(days: int, words: str) -> None:
    (one,) = found(asked(delivered_on=TODAY - timedelta(days=days)))
    assert (one.rule, one.observed, one.limit) == (Rule.OUTSIDE_WINDOW, str(days), "30")
    assert str(one.sentence) == f"{words} outside the return window."
    assert "30 days" in str(one.advice)
    assert (one.lines, one.cost) == ((A,), euros(349))


@pytest.mark.parametrize("days", (0, 1, 30))
def test_the_last_day_of_the_window_is_within_it(days: int) -> None:
    delivered = TODAY - timedelta(days=days)
    assert found(asked(delivered_on=delivered)) == []
    assert last_day(TODAY - timedelta(days=30), policy()) == TODAY


def test_a_window_of_no_days_ends_with_the_day_of_delivery() -> None:
    assert found(asked(delivered_on=TODAY), window_days=0) == []
    assert len(found(asked(delivered_on=TODAY - timedelta(days=1)), window_days=0)) == 1


def test_nobody_knows_when_it_was_delivered_so_nothing_is_found() -> None:
    assert found(asked(delivered_on=None), window_days=0) == []


def test_too_many_pieces_cost_what_the_dearest_surplus_costs() -> None:
    lines = (AskedLine(A, 3, euros(10)), AskedLine(B, 1, euros(200)), AskedLine(C, 2, None))
    (one,) = found(asked(*lines), max_pieces=4)
    assert (one.rule, one.observed, one.limit) == (Rule.OVER_QUANTITY, "6", "4")
    assert one.lines == (B, A)
    assert one.cost == euros(210)


@pytest.mark.parametrize("limit", (None, 6, 7))
def test_as_many_as_the_limit_are_fine(limit: int | None) -> None:
    assert found(asked(AskedLine(A, 6, euros(1))), max_pieces=limit) == []


def test_several_pieces_of_a_product_where_one_is_taken_are_found_at_their_lines() -> None:
    lines = (AskedLine(A, 1, euros(5)), AskedLine(B, 4, euros(20)))
    (one,) = found(asked(*lines), several_pieces=False)
    assert (one.rule, one.observed, one.limit, one.lines) == (Rule.SEVERAL_PIECES, "4", "1", (B,))
    assert one.cost == euros(60)
    assert found(asked(AskedLine(A, 1)), several_pieces=False) == []


def test_several_products_where_one_is_taken_cost_all_but_the_cheapest() -> None:
    lines = (AskedLine(A, 1, euros(50)), AskedLine(B, 2, euros(10)), AskedLine(C, 1, None))
    (one,) = found(asked(*lines), several_products=False)
    assert (one.rule, one.observed, one.limit) == (Rule.SEVERAL_PRODUCTS, "3", "1")
    assert one.cost == euros(70)
    assert found(asked(AskedLine(A, 1)), several_products=False) == []


def test_a_line_of_which_nothing_is_left_counts_for_nothing() -> None:
    lines = (AskedLine(A, 1, euros(50)), AskedLine(B, 0, euros(10)))
    late = asked(*lines, delivered_on=TODAY - timedelta(days=31))
    assert [one.lines for one in found(late, several_products=False, max_pieces=1)] == [(A,)]


def test_a_country_the_type_is_not_for_is_found_with_those_it_is_for() -> None:
    near = frozenset({"NL", "BE"})
    (one,) = found(asked(country="NO"), countries=near)
    assert (one.rule, one.observed, one.limit) == (Rule.FOREIGN_COUNTRY, "NO", "BE, NL")
    assert found(asked(country="BE"), countries=near) == []
    assert found(asked(country="NO")) == []
    assert found(asked(country=""), countries=near) == []


def test_the_cost_is_not_known_where_no_price_is() -> None:
    (one,) = found(asked(AskedLine(A, 2, None)), max_pieces=1)
    assert one.cost is None


def test_of_several_currencies_the_one_that_weighs_most_is_the_cost() -> None:
    lines = (AskedLine(A, 1, euros(10)), AskedLine(B, 1, Money(90000, "SEK")))
    late = asked(*lines, delivered_on=TODAY - timedelta(days=90))
    assert [one.cost for one in found(late)] == [Money(90000, "SEK")]


def test_all_that_is_broken_is_found_at_once_in_the_order_of_the_rules() -> None:
    strict = {
        "several_pieces": False,
        "several_products": False,
        "max_pieces": 1,
        "countries": frozenset({"DE"}),
    }
    everything = asked(
        AskedLine(A, 2, euros(1)), AskedLine(B, 1, euros(1)), delivered_on=TODAY - timedelta(days=60)
    )
    assert [one.rule for one in found(everything, **strict)] == list(Rule)


def test_a_policy_without_rules_finds_nothing() -> None:
    generous: Policy = policy(window_days=3650)
    assert findings(asked(AskedLine(A, 999, euros(9)), delivered_on=date(2020, 1, 1)), generous) == ()
