"""What a customer may still do with a confirmed return, by policy and by where it stands."""

from dataclasses import replace

import pytest

from returns_app.domain.afterwards import (
    MOST_SPARES,
    Afterwards,
    may_cancel,
    spares_left,
    takes_spares,
    who_adds,
)
from returns_app.domain.lifecycle import Status
from returns_app.domain.policy import AddedItems, CreationPath, DefaultMode
from returns_app.domain.shipping import Handover
from tests.domain.examples import policy

SENT = Afterwards(Status.SUBMITTED, CreationPath.LINK)
BEFORE_ARRIVAL = (Status.SUBMITTED, Status.PICKUP_REQUESTED, Status.SHIPPING_FAILED)
OTHERWISE = [status for status in Status if status not in BEFORE_ARRIVAL]
ADDING = policy(added_items=AddedItems.CUSTOMER)


@pytest.mark.parametrize("status", BEFORE_ARRIVAL)
def test_a_customer_may_cancel_until_something_arrives_where_the_policy_says_so(status: Status) -> None:
    assert may_cancel(policy(customer_cancels=True), replace(SENT, status=status))
    assert not may_cancel(policy(customer_cancels=False), replace(SENT, status=status))


@pytest.mark.parametrize("status", OTHERWISE)
def test_at_any_other_time_nothing_may_be_canceled_added_or_labeled(status: Status) -> None:
    at = replace(SENT, status=status)
    assert not may_cancel(policy(), at)
    assert who_adds(ADDING, at) is None
    assert spares_left(policy(spare_labels=3), at) == 0


@pytest.mark.parametrize("answer", list(AddedItems))
def test_the_policy_says_who_adds_what_was_forgotten(answer: AddedItems) -> None:
    assert who_adds(policy(added_items=answer), SENT) is answer


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"default_mode": DefaultMode.MANUAL}, replace(SENT, path=CreationPath.COMPLETE)),
        ({}, replace(SENT, asks_by_line=True)),
        ({"withdrawal": True}, SENT),
        ({"active": False}, SENT),
    ],
    ids=["decided by an agent", "asked about each product", "a withdrawal", "ended"],
)
def test_what_the_desk_has_to_see_is_added_by_the_desk(changes: dict[str, object], at: Afterwards) -> None:
    assert who_adds(replace(ADDING, **changes), at) is AddedItems.DESK


def test_what_was_authorized_by_itself_takes_more_by_itself() -> None:
    at = replace(SENT, path=CreationPath.COMPLETE)
    assert who_adds(replace(ADDING, default_mode=DefaultMode.AUTOMATIC), at) is AddedItems.CUSTOMER


def test_further_labels_are_as_many_as_the_policy_gives() -> None:
    assert spares_left(policy(spare_labels=2), SENT) == 2
    assert spares_left(policy(spare_labels=2), replace(SENT, spares=1)) == 1
    assert spares_left(policy(spare_labels=2), replace(SENT, spares=5)) == 0
    assert spares_left(policy(spare_labels=0), SENT) == 0
    assert spares_left(policy(spare_labels=MOST_SPARES + 5), SENT) == MOST_SPARES


def test_no_further_label_without_a_first_one_or_over_the_counter() -> None:
    assert not takes_spares(replace(SENT, status=Status.SHIPPING_FAILED))
    assert not takes_spares(replace(SENT, handover=Handover.IN_STORE))
    assert takes_spares(replace(SENT, status=Status.PICKUP_REQUESTED, handover=Handover.PICKUP))
