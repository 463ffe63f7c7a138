import pytest

from returns_app.carriers import CarrierError, ParcelOrder, carrier_for
from tests.carriers.ordering import an_order
from tests.labels.reading import text_layer

PAPER = carrier_for("paper")


def test_the_tracking_number_is_the_return_number_without_dashes():
    booked = PAPER.book(an_order())
    assert booked.carrier_reference == "RMA-7K3M-Q9T4"
    assert [parcel.tracking for parcel in booked.parcels] == ["RMA7K3MQ9T4"]


def test_several_parcels_are_told_apart_by_their_position():
    booked = PAPER.book(an_order(parcels=(ParcelOrder(1), ParcelOrder(2))))
    assert [parcel.tracking for parcel in booked.parcels] == ["RMA7K3MQ9T4-1", "RMA7K3MQ9T4-2"]


@pytest.mark.parametrize("otherwise", ({"handover": "pickup"}, {"label_format": "qr"}))
def test_what_nobody_would_honor_is_refused(otherwise):
    with pytest.raises(CarrierError) as caught:
        PAPER.book(an_order(**otherwise))
    assert caught.value.code == "refused"
    assert "Choose an option" in str(caught.value.words)


@pytest.mark.parametrize(
    ("paid_by", "shown"), (("merchant", "Recipient"), ("customer", "Sender"), ("", None))
)
def test_the_label_says_who_pays(paid_by, shown):
    words = text_layer(PAPER.book(an_order(paid_by=paid_by)).parcels[0].label_a6)
    assert ("PAID BY" in words) == (shown is not None)
    assert shown is None or shown in words
