"""Who may make an exception, with what reason, and when it holds no longer."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from returns_app.domain.actors import Actor, ActorKind, Role
from returns_app.domain.excusing import (
    EXCUSES,
    Granted,
    covers,
    excuse_problems,
    is_over_limit,
    may_excuse,
    supervises,
    uncovered,
)
from returns_app.domain.findings import Finding, Rule
from returns_app.domain.lines import MAX_WORDS
from returns_app.domain.money import Money
from returns_app.domain.words import say
from tests.domain.examples import policy

LIMIT = policy(exception_limit_minor=15000)


def finding(**changes: Any) -> Finding:
    """33 of 30 days, for €100."""
    plain = Finding(
        Rule.OUTSIDE_WINDOW, say("Late."), say("Ask."), "33", "30", (UUID(int=1),), Money(10000, "EUR")
    )
    return replace(plain, **changes)


def granted(**changes: Any) -> Granted:
    return replace(Granted(Rule.OUTSIDE_WINDOW, "33", Money(10000, "EUR")), **changes)


def actor(role: Role) -> Actor:
    return Actor(ActorKind.STAFF, UUID(int=9), "Ada", role=role)


@pytest.mark.parametrize(
    ("cost", "one", "over"),
    (
        (Money(15000, "EUR"), LIMIT, False),
        (Money(15001, "EUR"), LIMIT, True),
        (None, LIMIT, False),
        (Money(10**9, "EUR"), policy(), False),
        (Money(1, "EUR"), policy(exception_limit_minor=0), True),
    ),
)
def test_what_is_worth_more_than_the_limit_is_beyond_an_agent(cost: Any, one: Any, *, over: bool) -> None:
    wish = finding(cost=cost)
    assert is_over_limit(wish, one) is over
    assert may_excuse(actor(Role.AGENT), wish, one) is not over
    assert may_excuse(actor(Role.SUPERVISOR), wish, one)
    assert may_excuse(actor(Role.ADMIN), wish, one)


def test_supervisors_and_admins_supervise_and_nobody_else() -> None:
    assert [role for role in Role if supervises(actor(role))] == [Role.SUPERVISOR, Role.ADMIN]
    assert not supervises(Actor(ActorKind.CUSTOMER, None, "Sanne"))


@pytest.mark.parametrize(
    ("made", "now", "holds"),
    (
        (granted(), finding(), True),
        (granted(), finding(observed="32"), True),
        (granted(), finding(observed="34"), False),
        (granted(rule=Rule.OVER_QUANTITY), finding(), False),
        (granted(cost=None), finding(), True),
        (granted(), finding(cost=Money(15000, "EUR")), True),
        (granted(), finding(cost=Money(15001, "EUR")), False),
        (granted(cost=None), finding(cost=Money(15001, "EUR")), False),
        (granted(cost=Money(90000, "EUR")), finding(cost=Money(90000, "EUR")), True),
        (granted(cost=Money(90000, "SEK")), finding(cost=Money(80000, "EUR")), False),
        (granted(), finding(cost=None), True),
    ),
)
def test_an_exception_covers_what_its_maker_saw_and_nothing_worse(
    made: Granted, now: Finding, *, holds: bool
) -> None:
    assert covers(made, now, LIMIT) is holds
    assert uncovered((now,), (made,), LIMIT) == (() if holds else (now,))


def test_another_country_than_the_one_let_through_is_not_covered() -> None:
    abroad = finding(rule=Rule.FOREIGN_COUNTRY, observed="NO")
    assert covers(granted(rule=Rule.FOREIGN_COUNTRY, observed="NO"), abroad, LIMIT)
    assert not covers(granted(rule=Rule.FOREIGN_COUNTRY, observed="SE"), abroad, LIMIT)


@pytest.mark.parametrize(
    ("reason", "words", "fields"),
    (
        ("goodwill", "", []),
        ("goodwill", "Called on the 19th.\nWas told to wait.", []),
        ("", "", ["reason"]),
        ("because", "", ["reason"]),
        ("other", "  ", ["words"]),
        ("other", "The shop burned down.", []),
        ("promised", "x" * (MAX_WORDS + 1), ["words"]),
        ("promised", "a\x00b", ["words"]),
    ),
)
def test_a_reason_is_one_of_the_list_and_the_other_one_needs_words(
    reason: str, words: str, fields: list[str]
) -> None:
    problems = excuse_problems(Rule.OUTSIDE_WINDOW, reason, words)
    assert [one.field for one in problems] == [f"finding.outside_window.{name}" for name in fields]


def test_every_reason_has_words() -> None:
    assert all(str(sentence) for sentence in EXCUSES.values())
