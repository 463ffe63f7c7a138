"""Pickups: which days and windows. Settlements: what may be given, and by whom."""

from datetime import date, timedelta

import pytest

from returns_app.domain.money import Money
from returns_app.domain.pickups import WINDOWS, Pickup, is_past, pickup_days, pickup_problems
from returns_app.domain.settling import MOST_MINOR, Limit, Settled, settlement_problems

MONDAY = date(2026, 11, 23)
EURO = Money(5000, "EUR")


def wrong(wish: Pickup) -> list[str]:
    return [problem.field for problem in pickup_problems(wish, today=MONDAY)]


def refused(wish: Settled, limit: Limit = Limit(EURO)) -> list[str]:  # noqa: B008 - frozen
    return [problem.field for problem in settlement_problems(wish, limit)]


def refund(minor: int, currency: str = "EUR") -> Settled:
    return Settled("refund", Money(minor, currency))


def test_pickups_are_on_weekdays_from_tomorrow_for_two_weeks() -> None:
    days = pickup_days(MONDAY)
    assert days[0] == date(2026, 11, 24)
    assert days[-1] == MONDAY + timedelta(days=14)
    assert len(days) == 10
    assert {day.weekday() for day in days} == {0, 1, 2, 3, 4}


@pytest.mark.parametrize("window", WINDOWS)
def test_every_window_of_every_offered_day_may_be_booked(window: str) -> None:
    assert all(wrong(Pickup(day, window)) == [] for day in pickup_days(MONDAY))


@pytest.mark.parametrize("ahead", (-1, 0, 5, 6, 15, 4000))
def test_the_past_today_weekends_and_the_far_future_may_not(ahead: int) -> None:
    assert wrong(Pickup(MONDAY + timedelta(days=ahead), WINDOWS[0])) == ["day"]


def test_a_wish_passes_with_its_day_and_no_wish_never_does() -> None:
    tuesday = pickup_days(MONDAY)[0]
    assert not is_past(tuesday, today=MONDAY)
    assert is_past(tuesday, today=tuesday)
    assert not is_past(None, today=MONDAY)


def test_windows_and_references_are_held_to_what_is_offered() -> None:
    day = pickup_days(MONDAY)[0]
    assert wrong(Pickup(day, "23:00-24:00")) == ["window"]
    assert wrong(Pickup(day, WINDOWS[0], "x" * 81)) == ["reference"]
    assert wrong(Pickup(day, WINDOWS[0], "a\x00")) == ["reference"]


@pytest.mark.parametrize("outcome", ("exchange", "repair", "nothing"))
def test_what_is_no_refund_has_no_amount(outcome: str) -> None:
    assert refused(Settled(outcome)) == []
    assert refused(Settled(outcome, EURO)) == ["amount"]


def test_an_unknown_outcome_is_refused() -> None:
    assert refused(Settled("gold")) == ["outcome"]


@pytest.mark.parametrize("wish", (Settled("refund"), refund(0), refund(-1)))
def test_a_refund_is_more_than_nothing(wish: Settled) -> None:
    assert refused(wish) == ["amount"]


def test_a_refund_is_in_the_currency_of_the_goods() -> None:
    assert refused(refund(1000, "SEK")) == ["amount"]


def test_an_agent_may_add_so_much_to_the_value_and_no_cent_more() -> None:
    assert refused(refund(7500)) == []
    assert refused(refund(7501)) == ["amount"]
    assert refused(refund(5100), Limit(EURO, 100)) == []
    assert refused(refund(5101), Limit(EURO, 100)) == ["amount"]


def test_a_supervisor_may_give_more_but_not_anything() -> None:
    assert refused(refund(7501), Limit(EURO, may_exceed=True)) == []
    assert refused(refund(MOST_MINOR), Limit(EURO, may_exceed=True)) == []
    assert refused(refund(MOST_MINOR + 1), Limit(EURO, may_exceed=True)) == ["amount"]


def test_without_a_known_price_only_the_addition_is_free() -> None:
    assert refused(refund(2500, "SEK"), Limit(None)) == []
    assert refused(refund(2501, "SEK"), Limit(None)) == ["amount"]


def test_texts_are_held_to_their_length_and_letters() -> None:
    assert refused(Settled("nothing", reference="x" * 61)) == ["reference"]
    assert refused(Settled("nothing", words="\x07")) == ["words"]
