"""Shipping options that fit, scopes of actors, and sentences."""

from uuid import UUID, uuid4

import pytest

from returns_app.domain.actors import SYSTEM, Actor, ActorKind, Role
from returns_app.domain.errors import Forbidden, Invalid, NotFound
from returns_app.domain.lifecycle import Event
from returns_app.domain.money import Money
from returns_app.domain.shipping import Handover, LabelFormat, ShippingOption, checkout_event, fitting
from returns_app.domain.words import say


def option(number: int, minor: int, *countries: str, active: bool = True) -> ShippingOption:
    """A drop-off for so much, to be used in these countries."""
    price = Money(minor, "EUR")
    return ShippingOption(
        UUID(int=number),
        Handover.DROP_OFF,
        LabelFormat.PDF,
        price,
        frozenset(countries),
        number,
        active=active,
    )


ANYWHERE, DUTCH, DEAR, GONE = (
    option(1, 495),
    option(2, 345, "NL"),
    option(3, 895),
    option(4, 100, active=False),
)
ALL = (ANYWHERE, DUTCH, DEAR, GONE)


def test_options_fit_by_country_and_come_cheapest_first() -> None:
    """Inactive ones never fit."""
    assert fitting(ALL, "NL") == (DUTCH, ANYWHERE, DEAR)
    assert fitting(ALL, "DE") == (ANYWHERE, DEAR)


def test_a_preselection_narrows_and_never_widens() -> None:
    """Also when nothing is left of it in that country."""
    assert fitting(ALL, "NL", frozenset({DEAR.id, GONE.id})) == (DEAR,)
    assert fitting(ALL, "DE", frozenset({DUTCH.id})) == ()


def test_a_pickup_is_another_event_than_a_drop_off() -> None:
    """Everything that is brought somewhere is checked out alike."""
    assert checkout_event(Handover.PICKUP) is Event.CHECKED_OUT_FOR_PICKUP
    assert checkout_event(Handover.DROP_OFF) is Event.CHECKED_OUT
    assert checkout_event(Handover.IN_STORE) is Event.CHECKED_OUT


def test_staff_see_what_is_in_their_scope() -> None:
    """Empty scopes mean all; what is not chosen yet is in everybody's scope."""
    mine, other = uuid4(), uuid4()
    everywhere = Actor(ActorKind.STAFF, uuid4(), "A", role=Role.AGENT)
    german = Actor(ActorKind.STAFF, uuid4(), "B", role=Role.AGENT, countries=frozenset({"DE"}))
    one_policy = Actor(ActorKind.STAFF, uuid4(), "C", role=Role.AGENT, policies=frozenset({mine}))
    assert everywhere.may_see(country="NL", policy_id=other, return_id=None)
    assert not german.may_see(country="NL", policy_id=other, return_id=None)
    assert german.may_see(country="", policy_id=other, return_id=None)
    assert not one_policy.may_see(country="NL", policy_id=other, return_id=None)
    assert one_policy.may_see(country="NL", policy_id=None, return_id=None)


def test_a_customer_sees_the_one_return_of_their_link() -> None:
    """And the system sees all."""
    mine = uuid4()
    customer = Actor(ActorKind.CUSTOMER, uuid4(), "C", return_id=mine)
    assert customer.may_see(country="NL", policy_id=None, return_id=mine)
    assert not customer.may_see(country="NL", policy_id=None, return_id=uuid4())
    assert not Actor(ActorKind.CUSTOMER, None, "D").may_see(country="", policy_id=None, return_id=None)
    assert SYSTEM.may_see(country="NL", policy_id=None, return_id=mine)


@pytest.mark.parametrize(
    "actor",
    (
        SYSTEM,
        Actor(ActorKind.CUSTOMER, uuid4(), "C", return_id=uuid4()),
        Actor(ActorKind.STAFF, uuid4(), "O", role=Role.OPERATOR),
    ),
)
def test_only_desk_staff_create_and_authorize(actor: Actor) -> None:
    """Operators, customers and the system do not."""
    with pytest.raises(Forbidden):
        actor.require_desk()
    Actor(ActorKind.STAFF, uuid4(), "A", role=Role.ADMIN).require_desk()


def test_a_refusal_says_its_sentence() -> None:
    """With its facts in it, also where it has a sentence of its own."""
    assert str(say("At most {limit}.", limit=3)) == "At most 3."
    assert "does not exist" in str(NotFound())
    assert "may not" in str(Forbidden())
    assert str(Invalid.at("x", say("No."))) == "No."
