from dataclasses import replace
from datetime import date

import pytest

from returns_app.carriers import (
    Cancellation,
    CarrierError,
    ParcelOrder,
    PickupOrder,
    PickupQuestion,
    RemoteCarrier,
)
from returns_app.carriers.sandbox import DEMO_PREFIX, REMEMBERED, Behavior, SandboxCarrier, told_by
from returns_app.domain.addresses import Address
from returns_app.labels import is_sscc
from tests.carriers.ordering import an_order, from_street


def failure(carrier: SandboxCarrier, **otherwise: object) -> CarrierError:
    with pytest.raises(CarrierError) as caught:
        carrier.book(an_order(**otherwise))
    return caught.value


@pytest.mark.parametrize(
    ("word", "code", "retryable"),
    (
        ("sandbox-refuse", "address_refused", False),
        ("sandbox-closed", "refused", False),
        ("sandbox-down", "unavailable", True),
        ("sandbox-timeout", "timeout", True),
        ("sandbox-gibberish", "unreadable", True),
    ),
)
def test_a_word_in_the_street_makes_every_attempt_fail(word, code, retryable):
    carrier = SandboxCarrier()
    for _ in range(4):
        error = failure(carrier, sender=from_street(f"{word} Biltstraat"))
        assert (error.code, error.retryable) == (code, retryable)
        assert "Blauwvogel" in str(error.words)


@pytest.mark.parametrize("field", ("company", "street", "addition", "city"))
def test_the_word_may_stand_in_any_of_four_fields_in_capitals_or_not(field):
    for word in ("sandbox-refuse", "SANDBOX-REFUSE", "2nd floor, Sandbox-Refuse."):
        assert told_by(Address(**{field: word})) == Behavior(refuses_address=True)


@pytest.mark.parametrize(
    "text", ("", "Sandboxweg 3", "refuse", "sandbox-", "sandbox-refused", "mysandbox-down")
)
def test_ordinary_words_tell_it_nothing(text):
    assert told_by(Address(street=text)) == Behavior()


def test_words_are_combined_and_counted():
    told = told_by(Address(street="sandbox-slow-7 sandbox-down-2", city="sandbox-twice"))
    assert told == Behavior(seconds=7, failures=2, answers_twice=True)
    assert told_by(Address(street="sandbox-slow")).seconds == 3
    assert told_by(Address(street="sandbox-slow-999")).seconds == 60


def test_down_twice_works_at_the_third_attempt_of_each_order():
    carrier = SandboxCarrier()
    sender = from_street("sandbox-down-2")
    for key in ("one", "two"):
        codes = [failure(carrier, sender=sender, idempotency_key=key).code for _ in range(2)]
        assert codes == ["unavailable", "unavailable"]
        assert carrier.book(an_order(sender=sender, idempotency_key=key)).parcels


def test_when_it_dies_after_taking_the_order_the_retry_gets_that_same_booking():
    carrier = SandboxCarrier()
    order = an_order(sender=from_street("sandbox-dies"))
    assert failure(carrier, sender=order.sender).code == "timeout"
    booked = carrier.book(order)
    undisturbed = SandboxCarrier(Behavior()).book(order)
    assert booked == carrier.book(order) == undisturbed


def test_it_is_slow_for_as_long_as_it_is_told():
    slept = []
    carrier = SandboxCarrier(sleep=slept.append)
    carrier.book(an_order(sender=from_street("sandbox-slow-4")))
    carrier.book(an_order())
    assert slept == [4]


def test_an_answer_that_says_everything_twice_is_one_booking():
    order = an_order(parcels=(ParcelOrder(1), ParcelOrder(2)))
    carrier = SandboxCarrier(Behavior(answers_twice=True))
    answer = carrier.send(carrier.payload(order))
    assert [parcel["position"] for parcel in answer["parcels"]] == [1, 2, 1, 2]
    assert carrier.parse(order, answer) == SandboxCarrier().book(order)


def test_a_behavior_given_by_a_program_counts_instead_of_the_address():
    assert SandboxCarrier(Behavior()).book(an_order(sender=from_street("sandbox-refuse")))
    assert failure(SandboxCarrier(Behavior(refuses=True))).code == "refused"


def test_a_mended_address_goes_through_with_the_same_key():
    carrier = SandboxCarrier()
    assert failure(carrier, sender=from_street("sandbox-refuse")).code == "address_refused"
    assert carrier.book(an_order()).parcels


@pytest.mark.parametrize(
    "answer",
    (
        {},
        {"reference": "SBX-1", "parcels": []},
        {"reference": 1, "parcels": [{"position": 1, "sscc": "395212340000000014"}]},
        {"reference": "SBX-1", "parcels": [{"position": 2, "sscc": "395212340000000014"}]},
        {"reference": "SBX-1", "parcels": [{"position": 1, "sscc": "395212340000000015"}]},
        {"reference": "SBX-1", "parcels": [{"position": 1, "sscc": None}]},
        {"reference": "SBX-1", "parcels": [{}]},
        {
            "reference": "SBX-1",
            "parcels": [
                {"position": 1, "sscc": "395212340000000014"},
                {"position": 1, "sscc": "395212340000000021"},
            ],
        },
        {"reference": "SBX-1", "parcels": ["one"]},
    ),
)
def test_an_answer_that_is_no_booking_is_unreadable(answer):
    with pytest.raises(CarrierError) as caught:
        SandboxCarrier().parse(an_order(), answer)
    assert (caught.value.code, caught.value.retryable) == ("unreadable", True)


def test_its_numbers_are_demonstration_numbers_that_no_company_has():
    parcel = SandboxCarrier().book(an_order()).parcels[0]
    assert is_sscc(parcel.tracking)
    assert parcel.tracking[1:4] == DEMO_PREFIX


def test_a_printerless_order_gets_the_code_that_its_label_shows():
    parcel = SandboxCarrier().book(an_order(label_format="qr")).parcels[0]
    assert parcel.qr_text == f"RMA-7K3M-Q9T4 {parcel.tracking}"


def test_it_is_a_remote_carrier_whose_pure_parts_leave_no_trace():
    carrier: RemoteCarrier = SandboxCarrier()
    order = an_order(sender=from_street("sandbox-dies"))
    assert carrier.payload(order) == carrier.payload(order)
    assert failure(carrier, sender=order.sender).code == "timeout"


def test_it_forgets_the_oldest_orders_and_not_the_newest():
    carrier = SandboxCarrier(Behavior(failures=1))
    payload = carrier.payload(an_order())
    for number in range(REMEMBERED + 1):
        with pytest.raises(CarrierError):
            carrier.send({**payload, "key": f"key {number}"})
    assert carrier.send({**payload, "key": f"key {REMEMBERED}"})
    with pytest.raises(CarrierError):
        carrier.send({**payload, "key": "key 0"})


def test_refusals_by_the_label_come_before_the_call():
    carrier = SandboxCarrier(Behavior(failures=1))
    order = an_order()
    assert failure(carrier, sender=replace(order.sender, name="東京")).code == "address_refused"
    assert failure(carrier).code == "unavailable", "the refused order was no attempt"


@pytest.mark.parametrize(("word", "code"), (("sandbox-closed", "refused"), ("sandbox-down", "unavailable")))
def test_pickups_and_cancellations_go_wrong_by_the_same_words(word, code):
    address = from_street(word)
    pickup = PickupOrder(
        idempotency_key="p", carrier_name="Blauwvogel", carrier_reference="B-1", day=date(2026, 11, 24),
        window="08:00-12:00", address=address,
    )  # fmt: skip
    cancellation = Cancellation(
        idempotency_key="c", carrier_name="Blauwvogel", carrier_reference="B-1", sender=address
    )
    for ask in (lambda: SandboxCarrier().book_pickup(pickup), lambda: SandboxCarrier().cancel(cancellation)):
        with pytest.raises(CarrierError) as caught:
            ask()
        assert caught.value.code == code


def test_an_unreadable_answer_to_a_pickup_is_no_booking():
    with pytest.raises(CarrierError) as caught:
        SandboxCarrier(Behavior(gibberish=True)).cancel(
            Cancellation(
                idempotency_key="c", carrier_name="B", carrier_reference="B-1", sender=an_order().sender
            )
        )
    assert caught.value.code == "unreadable"


@pytest.mark.parametrize(
    ("words", "full"),
    (("sandbox-full", {24}), ("sandbox-full-3", {26}), ("sandbox-full-9", set()), ("", set())),
)
def test_an_address_names_the_day_that_is_full(words: str, full: set[int]) -> None:
    days = tuple(date(2026, 11, day) for day in (24, 25, 26))
    question = PickupQuestion("Meeuw", "return", days, Address(country="NL", street=words))
    assert {day.day for day in SandboxCarrier().full_days(question)} == full
