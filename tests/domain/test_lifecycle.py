"""The lifecycle: what the product rules list, and nothing else."""

from itertools import product
from uuid import uuid4

import pytest

from returns_app.domain.actors import SYSTEM, Actor, ActorKind, Role
from returns_app.domain.errors import Conflict, Forbidden
from returns_app.domain.lifecycle import (
    FINAL,
    TRANSITIONS,
    Event,
    Party,
    Status,
    legal_events,
    next_status,
    parties,
)

AGENT = Actor(ActorKind.STAFF, uuid4(), "Agent", role=Role.AGENT)
SUPERVISOR = Actor(ActorKind.STAFF, uuid4(), "Supervisor", role=Role.SUPERVISOR)
OPERATOR = Actor(ActorKind.STAFF, uuid4(), "Operator", role=Role.OPERATOR)
CUSTOMER = Actor(ActorKind.CUSTOMER, uuid4(), "Customer", return_id=uuid4())
EVERYBODY = (AGENT, SUPERVISOR, OPERATOR, CUSTOMER, SYSTEM)

# Section 5 of the product rules, line by line, written a second time on purpose: the table is what all else reads.
RULES = {
    ("draft", "link_issued"): "awaiting_customer",
    ("draft", "completed_manual"): "authorization_requested",
    ("draft", "completed_automatic"): "approved",
    ("authorization_requested", "authorized"): "approved",
    ("authorization_requested", "authorized_none_returnable"): "settlement_requested",
    ("authorization_requested", "rejected"): "rejected",
    ("awaiting_customer", "checked_out"): "submitted",
    ("awaiting_customer", "checked_out_for_pickup"): "pickup_requested",
    ("awaiting_customer", "label_refused"): "shipping_failed",
    ("approved", "checked_out"): "submitted",
    ("approved", "checked_out_for_pickup"): "pickup_requested",
    ("approved", "label_refused"): "shipping_failed",
    ("shipping_failed", "checked_out"): "submitted",
    ("shipping_failed", "checked_out_for_pickup"): "pickup_requested",
    ("shipping_failed", "label_refused"): "shipping_failed",
    ("pickup_requested", "pickup_booked"): "submitted",
    ("pickup_requested", "received"): "received",
    ("submitted", "received"): "received",
    ("received", "receipt_undone"): "submitted",
    ("received", "receipt_undone_for_pickup"): "pickup_requested",
    ("received", "checked"): "settlement_requested",
    ("settlement_requested", "settled"): "completed",
}


def test_the_table_is_the_one_of_the_product_rules() -> None:
    """Every line of the rules is in the table, with the two that take a wrong scan back, and cancellations."""
    table = {(status.value, event.value): step.to.value for (status, event), step in TRANSITIONS.items()}
    cancels = {key: to for key, to in table.items() if key[1] == "canceled"}
    assert {key: to for key, to in table.items() if key not in cancels} == RULES
    assert set(cancels) == {(status.value, "canceled") for status in Status if status not in FINAL}
    assert set(cancels.values()) == {"canceled"}


@pytest.mark.parametrize(
    ("status", "event"), [pair for pair in product(Status, Event) if pair not in TRANSITIONS]
)
def test_what_is_not_in_the_table_is_refused_to_everybody(status: Status, event: Event) -> None:
    """An illegal transition is a conflict, whoever asks."""
    for actor in EVERYBODY:
        with pytest.raises(Conflict):
            next_status(status, event, actor)


@pytest.mark.parametrize(("status", "event"), list(TRANSITIONS))
def test_only_those_named_may_send_an_event(status: Status, event: Event) -> None:
    """Each legal transition is made by its parties and refused to all others."""
    step = TRANSITIONS[status, event]
    for actor in EVERYBODY:
        if step.by & parties(actor):
            assert next_status(status, event, actor) is step.to
            assert event in legal_events(status, actor)
        else:
            with pytest.raises(Forbidden):
                next_status(status, event, actor)
            assert event not in legal_events(status, actor)


def test_a_customer_cancels_what_they_confirmed_until_it_arrives_and_nothing_else() -> None:
    """The rules name agents alone; this is an addition, and the policy of the return has to allow it as well."""
    theirs = {status for (status, event) in TRANSITIONS if Event.CANCELED in legal_events(status, CUSTOMER)}
    assert theirs == {Status.SUBMITTED, Status.PICKUP_REQUESTED, Status.SHIPPING_FAILED}


def test_nothing_leaves_a_final_status() -> None:
    """Rejected, completed and canceled returns stay what they are."""
    for actor, status in product(EVERYBODY, FINAL):
        assert legal_events(status, actor) == ()


def test_a_supervisor_may_also_do_an_operators_work() -> None:
    """An agent may not receive goods, an operator may not authorize, a supervisor may do both."""
    assert parties(SUPERVISOR) == {Party.AGENT, Party.OPERATOR}
    assert parties(OPERATOR) == {Party.OPERATOR}
    assert parties(AGENT) == {Party.AGENT}
    assert Event.RECEIVED not in legal_events(Status.SUBMITTED, AGENT)
