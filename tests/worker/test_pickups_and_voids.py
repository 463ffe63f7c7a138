"""Pickups and voided labels: carriers are called outside of every transaction, once, and failures are told."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, col, update

from returns_app import carriers
from returns_app.actions.book_pickup import book_pickup
from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.issue_link import ensure_link
from returns_app.carriers import Cancellation, PickupOrder
from returns_app.carriers.sandbox import Behavior, SandboxCarrier
from returns_app.db.session import read_now, write_now
from returns_app.db.shipments import Shipment, waiting_voids
from returns_app.db.tokens import link_token
from returns_app.domain.actors import Role
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.lifecycle import Status
from returns_app.domain.pickups import Pickup
from returns_app.worker import pickups
from returns_app.worker.voids import MAX_ATTEMPTS, void_waiting_labels
from tests.factories import NOW, Shop, agent, customer, get, shop
from tests.lifecycle_making import events, mails, operator, shipment, shipped

pytestmark = pytest.mark.usefixtures("database")
TUESDAY = Pickup(date(2026, 11, 24), "08:00-12:00")
WEDNESDAY = replace(TUESDAY, day=date(2026, 11, 25))


class Recorder(SandboxCarrier):
    """The sandbox, with a list of what it was asked, and whether a database connection was in use then."""

    def __init__(self, behavior: Behavior | None = None) -> None:
        super().__init__(behavior)
        self.pickups: list[PickupOrder] = []
        self.cancellations: list[Cancellation] = []

    def book_pickup(self, order: PickupOrder) -> str:
        self.pickups.append(order)
        return super().book_pickup(order)

    def cancel(self, cancellation: Cancellation) -> None:
        self.cancellations.append(cancellation)
        super().cancel(cancellation)


@pytest.fixture
def carrier(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    return _install(monkeypatch, Recorder())


def _install(monkeypatch: pytest.MonkeyPatch, carrier: Recorder) -> Recorder:
    monkeypatch.setattr(carriers, "ADAPTERS", {**carriers.ADAPTERS, "sandbox": carrier})
    return carrier


def to_book(of: Shop) -> UUID:
    return shipped(of, handover="pickup")


def arrange(actor: object, return_id: UUID, wish: Pickup = TUESDAY) -> None:
    pickups.arrange_pickup(actor, return_id, wish, lambda: NOW)  # type: ignore[arg-type]


def test_a_pickup_is_booked_with_the_carrier_and_written_down(carrier: Recorder) -> None:
    of = shop()
    return_id = to_book(of)
    arrange(of.agent, return_id)
    there = shipment(return_id)
    assert get(return_id).status == Status.SUBMITTED
    assert (there.pickup_on, there.pickup_window) == (TUESDAY.day, TUESDAY.window)
    assert there.pickup_reference.startswith("SBX-")
    assert [order.carrier_reference for order in carrier.pickups] == [there.carrier_reference]
    (mail,) = mails(return_id, "pickup")
    assert (mail.facts["day"], mail.facts["window"]) == ("2026-11-24", "08:00-12:00")
    assert "Utrecht" in mail.facts["address"]


def test_booking_the_same_again_calls_nobody_and_another_day_conflicts(carrier: Recorder) -> None:
    of = shop()
    return_id = to_book(of)
    for _ in range(2):
        arrange(of.agent, return_id)
    with pytest.raises(Conflict):
        arrange(of.agent, return_id, WEDNESDAY)
    assert len(carrier.pickups) == 1
    assert events(return_id).count("pickup_booked") == 1


def test_a_booking_by_phone_is_written_down_without_any_call(carrier: Recorder) -> None:
    of = shop()
    return_id = to_book(of)
    arrange(of.agent, return_id, replace(TUESDAY, reference="tel 4711"))
    assert carrier.pickups == []
    assert shipment(return_id).pickup_reference == "tel 4711"


def test_the_customer_books_their_own_pickup(carrier: Recorder) -> None:
    of = shop()
    return_id = to_book(of)
    row = get(return_id)
    link = write_now(ensure_link, of.agent, row, now=NOW)
    arrange(customer(link_token(link.id)), return_id)
    assert get(return_id).status == Status.SUBMITTED
    stranger = replace(customer(link_token(link.id)), return_id=UUID(int=1))
    with pytest.raises(NotFound):
        arrange(stranger, to_book(of))


def test_an_operator_books_nothing_and_a_drop_off_needs_no_pickup(carrier: Recorder) -> None:
    of = shop()
    with pytest.raises(Forbidden):
        arrange(operator(), to_book(of))
    with pytest.raises(NotFound):
        arrange(agent("Roos", Role.AGENT, countries=frozenset({"DE"})), to_book(of))
    dropped = shipped(shop())
    with pytest.raises(Conflict):
        arrange(of.agent, dropped)
    assert carrier.pickups == []


@pytest.mark.parametrize(
    ("wish", "field"),
    (
        (replace(TUESDAY, day=NOW.date()), "day"),
        (replace(TUESDAY, day=date(2026, 11, 28)), "day"),
        (replace(TUESDAY, window="03:00-04:00"), "window"),
    ),
)
def test_a_day_that_is_not_offered_is_named_before_anybody_is_called(
    carrier: Recorder, wish: Pickup, field: str
) -> None:
    of = shop()
    return_id = to_book(of)
    with pytest.raises(Invalid) as caught:
        arrange(of.agent, return_id, wish)
    assert [problem.field for problem in caught.value.problems] == [field]
    assert carrier.pickups == []


@pytest.mark.parametrize(
    ("behavior", "words"),
    ((Behavior(refuses=True), "does not offer"), (Behavior(failures=99), "does not answer")),
)
def test_a_carrier_that_takes_no_booking_says_so_and_the_return_waits(
    monkeypatch: pytest.MonkeyPatch, behavior: Behavior, words: str
) -> None:
    of = shop()
    return_id = to_book(of)
    _install(monkeypatch, Recorder(behavior))
    with pytest.raises(Conflict, match=words):
        arrange(of.agent, return_id)
    assert get(return_id).status == Status.PICKUP_REQUESTED
    assert shipment(return_id).pickup_on is None


def test_who_is_overtaken_while_the_carrier_answers_calls_their_own_driver_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of = shop()
    return_id = to_book(of)

    class Slow(Recorder):
        def book_pickup(self, order: PickupOrder) -> str:
            # Meanwhile a colleague writes another day down; nothing is locked, or this would hang.
            write_now(book_pickup, of.agent, return_id, replace(WEDNESDAY, reference="tel 1"), now=NOW)
            return super().book_pickup(order)

    slow = Slow()
    _install(monkeypatch, slow)
    with pytest.raises(Conflict):
        arrange(of.agent, return_id)
    assert shipment(return_id).pickup_on == WEDNESDAY.day
    assert len(slow.cancellations) == 1


def test_the_worker_calls_a_canceled_label_off_once(carrier: Recorder) -> None:
    of = shop()
    return_id = shipped(of)
    write_now(cancel_return, of.agent, return_id, now=NOW)
    assert void_waiting_labels(lambda: NOW) == 1
    assert void_waiting_labels(lambda: NOW + timedelta(hours=1)) == 0
    assert [one.carrier_reference for one in carrier.cancellations] == [shipment(return_id).carrier_reference]
    assert events(return_id)[-1] == "label_voided"


def test_a_refusal_to_void_is_told_and_not_repeated() -> None:
    of = shop(adapter="paper")
    return_id = shipped(of)
    write_now(cancel_return, of.agent, return_id, now=NOW)
    void_waiting_labels(lambda: NOW)
    assert void_waiting_labels(lambda: NOW + timedelta(hours=1)) == 0
    assert events(return_id)[-1] == "label_not_voided"
    assert get(return_id).status == Status.CANCELED


def test_a_carrier_out_of_order_is_asked_again_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    of = shop()
    return_id = shipped(of)
    write_now(cancel_return, of.agent, return_id, now=NOW)
    down = _install(monkeypatch, Recorder(Behavior(failures=99)))
    at = NOW
    for _ in range(MAX_ATTEMPTS + 3):
        void_waiting_labels(lambda: at)  # noqa: B023 - called at once
        at += timedelta(minutes=30)
    assert len(down.cancellations) == MAX_ATTEMPTS
    assert events(return_id).count("label_not_voided") == 1


def test_a_worker_that_died_with_a_void_in_hand_is_followed_by_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of = shop()
    return_id = shipped(of)
    write_now(cancel_return, of.agent, return_id, now=NOW)

    class Dying(Recorder):
        def cancel(self, cancellation: Cancellation) -> None:
            raise KeyboardInterrupt(cancellation.carrier_name)

    _install(monkeypatch, Dying())
    with pytest.raises(KeyboardInterrupt):
        void_waiting_labels(lambda: NOW)
    assert read_now(waiting_voids, now=NOW) == []
    heir = _install(monkeypatch, Recorder())
    void_waiting_labels(lambda: NOW + timedelta(minutes=5))
    assert len(heir.cancellations) == 1


def test_whatever_an_adapter_does_not_foresee_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    of = shop()
    return_id = shipped(of)
    write_now(cancel_return, of.agent, return_id, now=NOW)

    class Broken(Recorder):
        def cancel(self, cancellation: Cancellation) -> None:
            raise ZeroDivisionError(cancellation.carrier_name)

    _install(monkeypatch, Broken())
    for minutes in range(0, 300, 30):
        void_waiting_labels(lambda: NOW + timedelta(minutes=minutes))  # noqa: B023
    assert events(return_id)[-1] == "label_not_voided"


def test_a_void_of_long_ago_is_given_up_not_found_for_ever() -> None:
    of = shop()
    return_id = shipped(of)
    write_now(cancel_return, of.agent, return_id, now=NOW)
    assert read_now(waiting_voids, now=NOW + timedelta(days=2)) == []

    def none_left(session: Session) -> None:
        session.exec(update(Shipment).where(col(Shipment.return_id) == return_id).values(lease_until=None))

    write_now(none_left)
    assert read_now(waiting_voids, now=NOW) == []
