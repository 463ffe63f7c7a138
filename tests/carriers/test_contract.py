"""What every adapter must keep. A new carrier is added to the registry and has to pass all of this."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from returns_app.carriers import (
    ADAPTERS,
    Booked,
    Cancellation,
    Carrier,
    CarrierError,
    Order,
    ParcelOrder,
    PickupOrder,
    PickupQuestion,
    carrier_for,
)
from returns_app.domain.addresses import Address
from returns_app.labels import is_sscc
from tests.carriers.ordering import an_order
from tests.labels.reading import codes, picture, text_layer

OTHER_HANDOVERS = (("in_store", "pdf"), ("drop_off", "qr"), ("pickup", "pdf"))
THREE = (ParcelOrder(1, 1200), ParcelOrder(2, None), ParcelOrder(3, 80))


@pytest.fixture(params=sorted(ADAPTERS))
def carrier(request: pytest.FixtureRequest) -> Carrier:
    return carrier_for(request.param)


def test_full_days_are_some_of_those_asked_about(carrier):
    days = (date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 26))
    question = PickupQuestion("Any", "any", days, Address(country="NL", city="UTRECHT"))
    assert carrier.full_days(question) <= set(days)
    assert carrier.full_days(replace(question, days=())) == frozenset()


def test_it_goes_by_its_own_name(carrier):
    assert carrier_for(carrier.code) is carrier


def test_every_parcel_gets_its_own_label_in_the_order_given(carrier):
    booked = carrier.book(an_order(parcels=THREE))
    assert [parcel.position for parcel in booked.parcels] == [1, 2, 3]
    assert len({parcel.tracking for parcel in booked.parcels}) == 3
    assert booked.carrier_reference
    for parcel in booked.parcels:
        assert f"{parcel.position}/3" in text_layer(parcel.label_a6)


@pytest.mark.parametrize("dpi", (203, 300))
def test_both_papers_carry_codes_that_scan_to_the_tracking_number(carrier, dpi):
    order = an_order(parcels=THREE)
    for parcel in carrier.book(order).parcels:
        identifier = "00" if is_sscc(parcel.tracking) else "91"
        for pdf in (parcel.label_a6, parcel.label_a4):
            found = codes(picture(pdf, dpi))
            assert ("Code 128", f"({identifier}){parcel.tracking}") in found
            assert ("QR Code", f"{order.return_number} {parcel.tracking}") in found


def test_the_same_key_gets_the_same_booking(carrier):
    order = an_order(parcels=THREE)
    assert carrier.book(order) == carrier.book(order)


def test_the_same_key_gets_the_same_booking_from_many_threads_and_after_a_restart(carrier):
    order = an_order()
    with ThreadPoolExecutor(8) as threads:
        booked = list(threads.map(carrier.book, [order] * 16))
    fresh = type(carrier)()
    assert set(booked) == {fresh.book(order)}


def test_another_return_gets_other_numbers(carrier):
    orders = [
        an_order(idempotency_key=f"k{number}", return_number=f"RMA-7K3M-Q9{number:02d}")
        for number in range(50)
    ]
    assert len({carrier.book(order).parcels[0].tracking for order in orders}) == 50


def test_accents_arrive_on_the_label(carrier):
    sender = Address(
        country="PL",
        name="Łucja Žąčęėįšųū",
        company="ÅØÆ ß Đorđević",
        street="Ğüneş țș őű",
        house_number="1",
        postal_code="50-127",
        city="Wrocław",
    )
    words = text_layer(carrier.book(an_order(sender=sender)).parcels[0].label_a4)
    for text in (sender.name, sender.company, "Ğüneş țș őű 1", "50-127 Wrocław", "POLAND"):
        assert text in words


@pytest.mark.parametrize("party", ("sender", "recipient"))
@pytest.mark.parametrize(
    "mistake",
    ({"street": ""}, {"city": ""}, {"country": ""}, {"name": "", "company": ""}, {"name": "山田太郎"}),
)
def test_an_address_that_no_label_can_show_is_refused_for_good(carrier, party, mistake):
    order = an_order()
    broken = replace(order, **{party: replace(getattr(order, party), **mistake)})
    error = _outcome(carrier, broken)
    assert isinstance(error, CarrierError)
    assert (error.code, error.retryable) == ("address_refused", False)
    assert carrier.book(order), "the mended order goes through with the same key"


def test_it_books_drop_off_with_a_label_to_print(carrier):
    parcel = carrier.book(an_order(handover="drop_off", label_format="pdf")).parcels[0]
    assert parcel.qr_text == ""


@pytest.mark.parametrize(("handover", "label_format"), OTHER_HANDOVERS)
def test_any_other_handover_is_booked_or_refused_in_words(carrier, handover, label_format):
    outcome = _outcome(carrier, an_order(handover=handover, label_format=label_format))
    if isinstance(outcome, CarrierError):
        assert (outcome.code, outcome.retryable) == ("refused", False)
        assert str(outcome.words).endswith(".")
    else:
        assert bool(outcome.parcels[0].qr_text) == (label_format == "qr")


@pytest.mark.parametrize("language", ("en", "nl", "xx"))
def test_any_language_gets_a_label(carrier, language):
    assert "RMA-7K3M-Q9T4" in text_layer(carrier.book(an_order(language=language)).parcels[0].label_a4)


def a_pickup(**otherwise: object) -> PickupOrder:
    facts = {
        "idempotency_key": "pickup one",
        "carrier_name": "Blauwvogel",
        "carrier_reference": "B-1",
        "day": date(2026, 11, 24),
        "window": "08:00-12:00",
        "address": an_order().sender,
    }
    return PickupOrder(**facts | otherwise)


def test_a_pickup_is_booked_with_a_reference_or_refused_in_words(carrier):
    answer = _answer(partial(carrier.book_pickup, a_pickup()))
    if isinstance(answer, CarrierError):
        assert _is_plain_refusal(answer)
        return
    assert answer
    assert answer == carrier.book_pickup(a_pickup()) == type(carrier)().book_pickup(a_pickup())
    assert answer != carrier.book_pickup(a_pickup(idempotency_key="pickup two"))


def test_a_booking_is_called_off_as_often_as_one_likes_or_refused_in_words(carrier):
    order = an_order()
    cancellation = Cancellation(
        idempotency_key="void one",
        carrier_name="Blauwvogel",
        carrier_reference=carrier.book(order).carrier_reference,
        sender=order.sender,
    )
    for _ in range(2):
        answer = _answer(partial(carrier.cancel, cancellation))
        assert answer is None or _is_plain_refusal(answer)
    assert carrier.book(order), "a booking that is called off does not break the same key"


def test_an_adapter_nobody_knows_is_said_in_words():
    with pytest.raises(CarrierError) as caught:
        carrier_for("pigeon")
    assert (caught.value.code, caught.value.retryable) == ("unknown_adapter", False)
    assert "pigeon" in str(caught.value.words)


def _outcome(carrier: Carrier, order: Order) -> Booked | CarrierError:
    try:
        return carrier.book(order)
    except CarrierError as error:
        return error


def _answer(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except CarrierError as error:
        return error


def _is_plain_refusal(error: object) -> bool:
    return isinstance(error, CarrierError) and error.code == "refused" and str(error.words).endswith(".")
