"""A pickup that was wished for at the checkout: booked right after the label, or given up in the open."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, col, update

from returns_app import carriers
from returns_app.actions.check_out import check_out
from returns_app.actions.choose_shipping import ShippingWish, choose_shipping
from returns_app.carriers import PickupOrder, PickupQuestion
from returns_app.carriers.base import refused, unavailable
from returns_app.carriers.sandbox import Behavior, SandboxCarrier
from returns_app.db.session import read_now, write_now
from returns_app.db.shipping import OfferedOption
from returns_app.domain.errors import Invalid
from returns_app.domain.lifecycle import Status
from returns_app.domain.pickups import Pickup
from returns_app.domain.words import say
from returns_app.queries.portal import portal_view
from returns_app.worker.pickups import ASKED_AGAIN_AFTER, arrange_pickup, book_waiting_wishes, full_days
from returns_app.worker.shipments import make_label
from tests.factories import NOW, Shop, customer, get, linked, shop
from tests.lifecycle_making import events, mails, shipment

pytestmark = pytest.mark.usefixtures("database")
TUESDAY = Pickup(date(2026, 11, 24), "08:00-12:00")


class Driver(SandboxCarrier):
    """The sandbox, whose drivers fail as told; it counts how often one was asked for."""

    def __init__(self, *failures: Exception, behavior: Behavior | None = None) -> None:
        super().__init__(behavior)
        self.failures = list(failures)
        self.asked = 0

    def book_pickup(self, order: PickupOrder) -> str:
        self.asked += 1
        if self.failures:
            raise self.failures.pop(0)
        return super().book_pickup(order)


def install(monkeypatch: pytest.MonkeyPatch, carrier: SandboxCarrier) -> None:
    monkeypatch.setattr(carriers, "ADAPTERS", {**carriers.ADAPTERS, "sandbox": carrier})


def chosen(of: Shop, wish: Pickup = TUESDAY) -> tuple[UUID, str]:
    """A return whose customer chose to have it picked up then."""

    def picked_up(session: Session) -> None:
        session.exec(
            update(OfferedOption).where(col(OfferedOption.id) == of.option).values(handover="pickup")
        )

    write_now(picked_up)
    return_id, token = linked(of)
    write_now(choose_shipping, customer(token), return_id, ShippingWish(of.option, wish), now=NOW)
    return return_id, token


def confirmed(of: Shop) -> UUID:
    """The same, confirmed and with the worker having been at it."""
    return_id, token = chosen(of)
    done = write_now(check_out, customer(token), return_id, key="once", now=NOW)
    assert done.shipment_id is not None
    make_label(done.shipment_id, lambda: NOW)
    return return_id


def again(after: timedelta) -> int:
    at: datetime = NOW + after
    return book_waiting_wishes(lambda: at)


def test_the_wish_is_booked_with_the_label_in_the_customers_name(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, driver := Driver())
    return_id = confirmed(shop(options=2))
    assert get(return_id).status == Status.SUBMITTED
    there = shipment(return_id)
    assert (there.pickup_on, there.pickup_window) == (TUESDAY.day, TUESDAY.window)
    assert events(return_id)[-4:].count("pickup_booked") == 1
    assert [mail.facts["wished"] for mail in mails(return_id, "label")] == [True]
    assert len(mails(return_id, "pickup")) == 1
    assert again(timedelta(minutes=1)) == 0
    assert driver.asked == 1


def test_a_carrier_that_does_not_come_leaves_the_choice_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, driver := Driver(refused(say("That day is full."))))
    return_id = confirmed(shop(options=2))
    row = get(return_id)
    assert (row.status, row.pickup_on, row.pickup_window) == (Status.PICKUP_REQUESTED, None, "")
    assert "pickup_not_booked" in events(return_id)
    newest, first = mails(return_id, "label")
    assert {newest.facts["pickup_on"], first.facts["pickup_on"]} == {None, "2026-11-24"}
    assert again(timedelta(minutes=1)) == 0
    assert driver.asked == 1


def test_a_carrier_out_of_order_is_asked_again_and_books_then(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, driver := Driver(unavailable("Kievit")))
    return_id = confirmed(shop(options=2))
    assert (get(return_id).status, get(return_id).pickup_on) == (Status.PICKUP_REQUESTED, TUESDAY.day)
    assert again(timedelta(seconds=1)) == 0
    assert again(ASKED_AGAIN_AFTER) == 1
    assert get(return_id).status == Status.SUBMITTED
    assert driver.asked == 2


def test_a_carrier_that_stays_out_of_order_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, driver := Driver(*[unavailable("Kievit") for _ in range(99)]))
    return_id = confirmed(shop(options=2))
    for seconds in range(15, 600, 15):
        again(timedelta(seconds=seconds))
    assert (get(return_id).status, get(return_id).pickup_on) == (Status.PICKUP_REQUESTED, None)
    assert events(return_id).count("pickup_not_booked") == 1
    assert driver.asked == 13


def test_whatever_an_adapter_does_not_foresee_keeps_the_label(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, Driver(ZeroDivisionError("no such day")))
    return_id = confirmed(shop(options=2))
    assert (get(return_id).status, get(return_id).pickup_on) == (Status.PICKUP_REQUESTED, None)
    assert "pickup_not_booked" in events(return_id)


def test_a_worker_that_died_between_label_and_booking_is_followed_by_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install(monkeypatch, Driver(KeyboardInterrupt()))  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        confirmed(shop(options=2))
    assert again(timedelta(seconds=1)) == 1
    assert again(timedelta(seconds=2)) == 0


def test_a_customer_who_books_another_day_meanwhile_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    of = shop(options=2)
    install(monkeypatch, Driver(unavailable("Kievit")))
    return_id = confirmed(of)
    wednesday = replace(TUESDAY, day=date(2026, 11, 25))
    arrange_pickup(of.agent, return_id, wednesday, lambda: NOW)
    assert again(ASKED_AGAIN_AFTER) == 0
    assert shipment(return_id).pickup_on == wednesday.day


@pytest.mark.parametrize(
    ("wish", "field"),
    ((replace(TUESDAY, day=NOW.date()), "day"), (replace(TUESDAY, window="03:00-04:00"), "window")),
)
def test_a_pickup_is_wished_for_on_a_day_and_in_a_window_that_there_is(wish: Pickup, field: str) -> None:
    of = shop(options=2)
    with pytest.raises(Invalid) as caught:
        chosen(of, wish)
    assert [problem.field for problem in caught.value.problems] == [f"{field}.{of.option}"]


def test_another_way_of_sending_it_forgets_the_wish() -> None:
    of = shop(options=2)
    return_id, token = chosen(of)
    assert get(return_id).pickup_on == TUESDAY.day
    write_now(choose_shipping, customer(token), return_id, ShippingWish(of.other_option, TUESDAY), now=NOW)
    assert (get(return_id).option_id, get(return_id).pickup_on) == (of.other_option, None)


def test_a_day_that_has_passed_before_the_confirmation_is_asked_again() -> None:
    """The customer confirmed a day on their screen: another one is never taken for them."""
    of = shop(options=2)
    return_id, token = chosen(of)
    late = NOW + timedelta(days=1)
    who = customer(token)
    assert read_now(portal_view, who, language="en", now=NOW).left_keys == []
    assert read_now(portal_view, who, language="en", now=late).left_keys == ["shipping"]
    with pytest.raises(Invalid) as caught:
        write_now(check_out, who, return_id, key="late", now=late)
    assert [problem.field for problem in caught.value.problems] == ["shipping"]


def test_full_days_are_what_the_carrier_says_and_none_where_it_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of = shop(options=2)
    return_id, token = chosen(of)
    who = customer(token)
    install(monkeypatch, SandboxCarrier(Behavior(full_day=3)))
    assert full_days(who, return_id, lambda: NOW) == {(of.option, date(2026, 11, 26))}

    class Broken(SandboxCarrier):
        def full_days(self, question: PickupQuestion) -> frozenset[date]:
            raise unavailable(question.carrier_name)

    class Unforeseen(SandboxCarrier):
        def full_days(self, question: PickupQuestion) -> frozenset[date]:
            raise ZeroDivisionError(question.carrier_name)

    for carrier in (Broken(), Unforeseen(), SandboxCarrier(Behavior())):
        install(monkeypatch, carrier)
        assert full_days(who, return_id, lambda: NOW) == frozenset()
