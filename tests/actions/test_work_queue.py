"""The work queue: one return to one agent, the longest waiting first; assignment and taking over."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session

from returns_app.actions.assign import assign
from returns_app.actions.decide_return import authorize, reject, save_decisions
from returns_app.actions.hand_over import hand_over
from returns_app.actions.hold_return import HOLD_FOR, HeldByAnother, hold, release, take_over
from returns_app.actions.work_queue import skip, take_next
from returns_app.actions.write_message import Written
from returns_app.db.accounts import User
from returns_app.db.messages import messages_of
from returns_app.db.returns import Return, lines_of
from returns_app.db.session import CHANGED, THREADS, read_now, write_now
from returns_app.db.timeline import entries_of
from returns_app.domain.actors import Actor, Role
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.lifecycle import Status
from returns_app.domain.lines import LineDecision
from tests.factories import NOW, Shop, agent, get, requested, shop

pytestmark = pytest.mark.usefixtures("database")
# As many transactions at a time as the server lets run; its other visitors wait for a thread.
AT_ONCE = THREADS
LATER = NOW + HOLD_FOR + timedelta(seconds=1)


def waiting(of: Shop, count: int, *, assigned: UUID | None = None) -> list[UUID]:
    """So many returns that wait, the first the longest; nobody's work unless said."""
    ids = [requested(of).id for _ in range(count)]

    def arrange(session: Any) -> None:
        for place, one in enumerate(ids):
            row = session.get(Return, one)
            row.since, row.assigned_to = NOW - timedelta(hours=count - place), assigned
            session.add(row)

    write_now(arrange)
    return ids


def approved(return_id: UUID) -> tuple[LineDecision, ...]:
    return tuple(LineDecision(line.id, line.quantity, 0, 0) for line in read_now(lines_of, return_id))


def test_the_longest_waiting_comes_first_and_goes_to_one_agent() -> None:
    first, second = waiting(shop(), 2)
    one, other = agent("Ada"), agent("Jonas")
    assert write_now(take_next, one, now=NOW) == first
    assert write_now(take_next, other, now=NOW) == second
    assert write_now(take_next, agent("Femke"), now=NOW) is None
    assert (get(first).held_by, get(first).held_until) == (one.id, NOW + HOLD_FOR)


def test_asking_twice_serves_the_same() -> None:
    first, _ = waiting(shop(), 2)
    one = agent()
    assert [write_now(take_next, one, now=NOW) for _ in range(3)] == [first] * 3


def test_what_is_assigned_to_me_comes_before_what_waits_longer() -> None:
    of = shop()
    waiting(of, 2)
    one = agent()
    (mine,) = waiting(of, 1, assigned=one.id)
    assert write_now(take_next, one, now=NOW) == mine


def test_only_what_is_in_the_agents_scope_is_served() -> None:
    waiting(shop(), 1)
    assert write_now(take_next, agent(countries=frozenset({"FR"})), now=NOW) is None


def test_operators_have_no_queue() -> None:
    (first,) = waiting(shop(), 1)
    for act in (take_next, hold, release, take_over):
        wish = () if act is take_next else (first,)
        more = {} if act is release else {"now": NOW}
        with pytest.raises(Forbidden):
            write_now(act, agent(role=Role.OPERATOR), *wish, **more)


def test_skipped_returns_come_last_in_the_order_they_were_skipped() -> None:
    first, second, third = waiting(shop(), 3)
    one = agent()
    assert write_now(take_next, one, now=NOW) == first
    assert write_now(skip, one, first, now=NOW) == second
    assert get(first).held_by is None
    assert write_now(skip, one, second, skipped=(first,), now=NOW) == third
    assert write_now(skip, one, third, skipped=(first, second), now=NOW) == first
    assert write_now(skip, one, first, skipped=(first, second, third), now=NOW) == second


def test_the_only_one_is_served_again_after_it_was_skipped() -> None:
    (only,) = waiting(shop(), 1)
    one = agent()
    write_now(take_next, one, now=NOW)
    assert write_now(skip, one, only, now=NOW) == only


def test_a_hold_runs_out_and_a_release_ends_it() -> None:
    (only,) = waiting(shop(), 1)
    one, other = agent("Ada"), agent("Jonas")
    write_now(take_next, one, now=NOW)
    assert write_now(take_next, other, now=NOW) is None
    write_now(release, other, only)
    assert get(only).held_by == one.id
    write_now(release, one, only)
    assert write_now(take_next, other, now=NOW) == only
    assert write_now(take_next, one, now=LATER) == only


def test_opening_a_return_from_the_list_holds_it_and_lets_the_last_one_go() -> None:
    first, second = waiting(shop(), 2)
    one = agent()
    assert write_now(hold, one, first, now=NOW)
    assert write_now(hold, one, second, now=NOW)
    assert (get(first).held_by, get(second).held_by) == (None, one.id)
    assert write_now(hold, agent("Jonas"), second, now=NOW) is False


def test_holding_changes_no_version() -> None:
    (only,) = waiting(shop(), 1)
    before = get(only).version
    write_now(take_next, agent(), now=NOW)
    assert get(only).version == before


@pytest.mark.parametrize(
    "act",
    (
        lambda actor, one: write_now(authorize, actor, one, approved(one), version=get(one).version, now=NOW),
        lambda actor, one: write_now(
            save_decisions, actor, one, approved(one), version=get(one).version, now=NOW
        ),
        lambda actor, one: write_now(reject, actor, one, "No", version=get(one).version, now=NOW),
    ),
)
def test_what_a_colleague_holds_can_be_read_and_not_decided(act: Callable[[Actor, UUID], Any]) -> None:
    (only,) = waiting(shop(), 1)
    write_now(take_next, agent("Jonas"), now=NOW)
    for role in (Role.AGENT, Role.SUPERVISOR):
        with pytest.raises(HeldByAnother, match="Jonas has this return until 10:15"):
            act(agent(role=role), only)
    assert get(only).status == Status.AUTHORIZATION_REQUESTED


def test_deciding_prolongs_the_hold_and_ends_it() -> None:
    (only,) = waiting(shop(), 1)
    one = agent()
    write_now(take_next, one, now=NOW)
    soon = NOW + timedelta(minutes=10)
    write_now(save_decisions, one, only, approved(only), version=get(only).version, now=soon)
    assert get(only).held_until == soon + HOLD_FOR
    write_now(authorize, one, only, approved(only), version=get(only).version, now=soon)
    assert (get(only).held_by, get(only).held_until) == (None, None)


def test_a_supervisor_takes_over_and_an_agent_does_not() -> None:
    (only,) = waiting(shop(), 1)
    one, chief = agent("Jonas"), agent("Greta", Role.SUPERVISOR)
    write_now(take_next, one, now=NOW)
    with pytest.raises(Forbidden):
        write_now(take_over, agent(), only, now=NOW)
    write_now(take_over, chief, only, now=NOW)
    assert get(only).held_by == chief.id
    assert read_now(entries_of, only)[0].kind == "taken_over"
    write_now(take_over, chief, only, now=NOW)
    assert [one.kind for one in read_now(entries_of, only)].count("taken_over") == 1
    write_now(authorize, chief, only, approved(only), version=get(only).version, now=NOW)
    with pytest.raises(Conflict):
        write_now(take_over, chief, only, now=NOW)


def test_taking_over_what_nobody_holds_any_more_wakes_the_pages_that_show_it(session: Session) -> None:
    (only,) = waiting(shop(), 1)
    session.info.pop(CHANGED, None)
    take_over(session, agent("Greta", Role.SUPERVISOR), only, now=NOW)
    assert session.info[CHANGED] == {only}


def test_agents_take_what_is_free_and_give_back_what_is_theirs() -> None:
    (only,) = waiting(shop(), 1)
    one, other = agent("Ada"), agent("Jonas")
    write_now(assign, one, only, one.id, now=NOW)
    assert get(only).assigned_to == one.id
    for wish in (other.id, None):
        with pytest.raises(Forbidden):
            write_now(assign, other, only, wish, now=NOW)
    with pytest.raises(Forbidden):
        write_now(assign, one, only, other.id, now=NOW)
    write_now(assign, one, only, None, now=NOW)
    assert get(only).assigned_to is None


def test_a_supervisor_assigns_anything_to_anybody_who_may_see_it() -> None:
    (only,) = waiting(shop(), 1)
    chief, one = agent("Greta", Role.SUPERVISOR), agent("Ada")
    write_now(assign, chief, only, one.id, now=NOW)
    version = get(only).version
    write_now(assign, chief, only, one.id, now=NOW)
    assert get(only).version == version
    entry = read_now(entries_of, only)[0]
    assert (entry.kind, entry.facts) == ("assigned", {"to": str(one.id), "name": "Ada"})


def test_nobody_who_left_works_elsewhere_or_may_not_see_it_is_assigned() -> None:
    (only,) = waiting(shop(), 1)
    chief = agent("Greta", Role.SUPERVISOR)
    gone, abroad, operator = agent("Gone"), agent("Abroad"), agent("Teun", Role.OPERATOR)

    def change(session: Any) -> None:
        session.get(User, gone.id).active = False
        session.get(User, abroad.id).countries = ["FR"]

    write_now(change)
    for who in (gone.id, abroad.id, operator.id, uuid4()):
        with pytest.raises(Invalid):
            write_now(assign, chief, only, who, now=NOW)
    with pytest.raises(NotFound):
        write_now(assign, agent(role=Role.SUPERVISOR, countries=frozenset({"FR"})), only, None, now=NOW)


def test_assigning_away_ends_the_hold_and_what_is_over_is_nobodys_work() -> None:
    (only,) = waiting(shop(), 1)
    one, chief, other = agent("Jonas"), agent("Greta", Role.SUPERVISOR), agent("Ada")
    write_now(take_next, one, now=NOW)
    write_now(assign, chief, only, other.id, now=NOW)
    assert get(only).held_by is None
    write_now(reject, other, only, "No", version=get(only).version, now=NOW)
    with pytest.raises(Conflict):
        write_now(assign, chief, only, one.id, now=NOW)


def test_anybody_hands_over_to_a_supervisor_with_a_note_once() -> None:
    (only,) = waiting(shop(), 1, assigned=agent("Somebody").id)
    one, chief = agent("Ada"), agent("Greta", Role.SUPERVISOR)
    write_now(take_next, one, now=NOW)
    for _ in range(2):
        note = Written("Worth more than I may allow.", "one-click")
        write_now(hand_over, one, only, chief.id, note, now=NOW)
    assert (get(only).assigned_to, get(only).held_by) == (chief.id, None)
    assert [note.words for note in read_now(messages_of, only)] == ["Worth more than I may allow."]
    with pytest.raises(Forbidden):
        write_now(hand_over, one, only, agent("Jonas").id, Written("", "k"), now=NOW)


# ---- Many at once ----


def test_agents_who_ask_at_the_same_moment_get_different_returns() -> None:
    ids = waiting(shop(), 6)
    agents = [agent(f"Agent {number}") for number in range(8)]
    start = Barrier(len(agents))

    def take(actor: Actor) -> UUID | None:
        start.wait()
        return write_now(take_next, actor, now=NOW)

    with ThreadPoolExecutor(len(agents)) as threads:
        taken = [one for one in threads.map(take, agents) if one is not None]
    assert len(taken) == len(set(taken)) == len(ids)


def test_fifty_agents_who_decide_a_hundred_returns_decide_each_once_and_tell_every_loser() -> None:
    """Half of them go by the queue, the others open what they like: whoever comes second hears who was faster."""
    ids = waiting(shop(), 100)
    agents = [agent(f"Agent {number}") for number in range(50)]
    start = Barrier(AT_ONCE)
    versions = {one: get(one).version for one in ids}

    def work(number: int) -> tuple[int, int]:
        actor, rng = agents[number], random.Random(number)  # noqa: S311 - a test's own choice
        if number < AT_ONCE:
            start.wait()
        decided = told = 0
        for _ in range(4):
            one = write_now(take_next, actor, now=NOW) if number % 2 else rng.choice(ids)
            if one is None:
                break
            try:
                write_now(authorize, actor, one, approved(one), version=versions[one], now=NOW)
                decided += 1
            except Conflict:
                told += 1
        return decided, told

    with ThreadPoolExecutor(AT_ONCE) as threads:
        results = list(threads.map(work, range(50)))
    decided = sum(one for one, _ in results)
    tries = sum(one + other for one, other in results)
    states = [get(one).status for one in ids]
    assert decided == states.count(Status.APPROVED)
    assert states.count(Status.AUTHORIZATION_REQUESTED) == 100 - decided
    assert tries - decided == sum(told for _, told in results)
    numbers = [get(one).number for one in ids if get(one).number]
    assert len(numbers) == len(set(numbers)) == decided
    for one in ids:
        transitions = [entry for entry in read_now(entries_of, one) if entry.kind == "transition"]
        assert len(transitions) <= 2
