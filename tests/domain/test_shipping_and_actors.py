"""Shipping options that fit, scopes of actors, and sentences."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from returns_app.domain.actors import SYSTEM, Actor, ActorKind, Role
from returns_app.domain.errors import Forbidden, Invalid, NotFound
from returns_app.domain.lifecycle import Event
from returns_app.domain.money import Money
from returns_app.domain.shipping import (
    Best,
    Handover,
    LabelFormat,
    Misfit,
    ShippingOption,
    Weight,
    best,
    checkout_event,
    fitting,
    misfit,
    weigh,
    why_none,
)
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


def test_a_country_that_is_not_known_yet_rules_no_option_out() -> None:
    """Else a customer without an address would hear of fewer steps than come."""
    assert fitting(ALL, "") == (DUTCH, ANYWHERE, DEAR)


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
    assert SYSTEM.sees_all
    assert not customer.sees_all


def test_whoever_has_no_limits_sees_what_belongs_to_no_return_too() -> None:
    anybody = Actor(ActorKind.STAFF, uuid4(), "A", role=Role.AGENT)
    assert anybody.sees_all
    assert not replace(anybody, countries=frozenset({"DE"})).sees_all
    assert not replace(anybody, policies=frozenset({uuid4()})).sees_all


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


def heavy(number: int, most: int | None) -> ShippingOption:
    """An option that takes parcels up to so many grams."""
    return replace(option(number, 500), max_weight_g=most)


def test_an_option_fits_up_to_its_weight_and_what_nobody_weighed_fits() -> None:
    light, strong, any_weight = heavy(1, 10_000), heavy(2, 20_000), heavy(3, None)
    every = (light, strong, any_weight)
    assert fitting(every, "NL", weight=Weight(10_000, exact=True)) == every
    assert fitting(every, "NL", weight=Weight(10_001, exact=True)) == (strong, any_weight)
    # What is known of it is too much already, whatever the rest weighs.
    assert fitting(every, "NL", weight=Weight(20_001, exact=False)) == (any_weight,)
    assert fitting(every, "NL") == every


@pytest.mark.parametrize(
    ("pieces", "weight"),
    (
        ([(400, 2), (150, 1)], Weight(950, exact=True)),
        ([(400, 2), (None, 1)], Weight(800, exact=False)),
        ([(400, 2), (None, 0)], Weight(800, exact=True)),
        ([], Weight(0, exact=False)),
    ),
)
def test_a_parcel_weighs_its_pieces_and_is_exact_where_all_are_known(
    pieces: list[tuple[int | None, int]], weight: Weight
) -> None:
    """What was rejected or kept is no piece of it."""
    assert weigh(pieces) == weight


def test_why_an_option_does_not_fit_is_said_by_the_first_reason() -> None:
    """Gone, elsewhere, too heavy, or not what the desk chose."""
    some = Weight(5000, exact=True)
    assert misfit(GONE, "NL", weight=some) is Misfit.GONE
    assert misfit(DUTCH, "DE", weight=some) is Misfit.COUNTRY
    assert misfit(heavy(7, 4999), "DE", weight=some) is Misfit.WEIGHT
    assert misfit(ANYWHERE, "DE", frozenset({DEAR.id}), weight=some) is Misfit.DESK
    assert misfit(DEAR, "DE", frozenset({DEAR.id}), weight=some) is None


def test_why_nothing_fits_names_what_can_be_mended() -> None:
    """The desk's choice where another way would do, the weight where the place would do, else the place."""
    some, none = Weight(5000, exact=True), frozenset[UUID]()
    assert why_none((ANYWHERE, DUTCH), "DE", frozenset({DUTCH.id}), weight=some) is Misfit.DESK
    assert why_none((heavy(7, 4999), DUTCH), "DE", none, weight=some) is Misfit.WEIGHT
    assert why_none((DUTCH,), "DE", none, weight=some) is Misfit.COUNTRY
    assert why_none((), "DE", none, weight=some) is Misfit.COUNTRY
    assert why_none((DUTCH,), "DE", frozenset({DUTCH.id}), weight=some) is Misfit.COUNTRY


def test_the_cheapest_and_greenest_are_marked_where_they_can_be_told() -> None:
    """All of those that are alike; none where there is one alone, no difference, or one that nobody knows."""
    green, brown = replace(option(1, 300), co2_g=200), replace(option(2, 500), co2_g=900)
    same = replace(option(3, 300), co2_g=900)
    assert best((green, brown, same)) == Best(frozenset({green.id, same.id}), frozenset({green.id}))
    assert best((green,)) == best(()) == Best()
    assert best((green, replace(same, co2_g=200))) == Best()
    assert best((green, brown, option(4, 400))).greenest == frozenset()
    dollars = replace(brown, price=Money(100, "USD"))
    assert best((green, dollars)) == Best(greenest=frozenset({green.id}))
