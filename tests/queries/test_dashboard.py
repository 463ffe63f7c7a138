"""The dashboard: counts that open their lists, ages, what to do next, what happens now, and only within one's scope."""

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update
from sqlmodel import Session, col

from returns_app.actions.cancel_return import cancel_return
from returns_app.db.references import ReturnReference
from returns_app.db.returns import Return
from returns_app.db.session import read_now, write_now
from returns_app.domain.actors import SYSTEM, Actor, ActorKind
from returns_app.queries.dashboard import DashboardView, Tally, dashboard, side_counts
from returns_app.queries.find_query import read_find
from returns_app.queries.next_work import WORK_ROWS
from returns_app.queries.returns import find_returns
from returns_app.queries.tallies import CAP, SIDE_CAP
from tests.factories import NOW, Shop, agent, confirmed, draft, linked, requested, shop
from tests.queries.counting import statements

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def of(database: object) -> Shop:
    assert database
    return shop()


def board(actor: Actor, *, mine: bool = False) -> DashboardView:
    return read_now(dashboard, actor, mine=mine, now=NOW)


def change(return_id: UUID, **values: object) -> None:
    def make(session: Session) -> None:
        session.exec(update(Return).where(col(Return.id) == return_id).values(**values))

    write_now(make)


def copies(return_id: UUID, count: int, **values: object) -> None:
    def make(session: Session) -> None:
        row = session.get_one(Return, return_id)
        for at in range(count):
            session.add(ReturnReference(id=5000 + at))
        session.flush()
        for at in range(count):
            fresh = {"id": uuid4(), "reference": 5000 + at, "number": None}
            session.add(Return(**{**row.model_dump(), **fresh, **values}))
        session.flush()

    write_now(make)


def every(view: DashboardView) -> dict[str, Tally]:
    return {one.key: one for part in (view.urgent, view.todo, view.waiting) for one in part.tallies}


def some_of_each(of: Shop) -> None:
    """A return in several states; one link is over, one shipment failed, and one customer waits for an answer."""
    linked(of, skipped=True)
    expired, _ = linked(of, skipped=True)
    change(expired, urgent_at=NOW - timedelta(days=1))
    failed, _ = linked(of, skipped=True)
    change(failed, urgent_at=NOW - timedelta(hours=1), urgent_why="shipping_failed")
    asked, _ = linked(of, skipped=True)
    change(asked, unanswered_at=NOW - timedelta(hours=5))
    requested(of)
    write_now(cancel_return, of.agent, draft(of, order="NO-2"), now=NOW)


def test_every_count_is_that_of_the_list_it_opens(of: Shop) -> None:
    some_of_each(of)
    tallies = every(board(of.agent))
    assert {key: one.count for key, one in tallies.items() if one.count} == {
        "link_unopened": 1,
        "shipping_failed": 1,
        "authorization_requested": 1,
        "unanswered": 1,
        "awaiting_customer": 2,
    }
    for one in tallies.values():
        find = read_find(dict(parse_qsl(urlsplit(one.href).query)))
        assert len(read_now(find_returns, of.agent, find, now=NOW).rows) == one.count, one.key


def test_ages_and_the_oldest_are_told_by_how_long_it_waits(of: Shop) -> None:
    row = requested(of)
    for order, days in (("NO-3", 0.5), ("NO-4", 2), ("NO-5", 9)):
        other = draft(of, order=order)
        change(other, status="authorization_requested", since=NOW - timedelta(days=days))
    change(row.id, since=NOW - timedelta(hours=1))
    one = every(board(of.agent))["authorization_requested"]
    assert (one.bar, one.oldest, one.late) == ([25, 25, 25, 25], "9 d", "late")
    assert one.bar_words == "1 under 4 hours, 1 under a day, 1 under 3 days, 1 older"
    assert board(of.agent).sentence == "4 returns are waiting for a decision. The oldest has waited 9 d."


def test_counting_stops_at_a_limit_and_says_so(of: Shop) -> None:
    row = requested(of)
    copies(row.id, max(CAP, SIDE_CAP) + 20, since=NOW - timedelta(days=5))
    one = every(board(of.agent))["authorization_requested"]
    assert (one.count_words, one.oldest) == (f"{CAP + 1}+", "5 d")
    assert read_now(side_counts, of.agent, now=NOW).queue == f"{SIDE_CAP}+"


def test_mine_is_what_i_work_on(of: Shop) -> None:
    mine, theirs = requested(of), draft(of, order="NO-7")
    other = agent()
    change(theirs, status="authorization_requested", assigned_to=other.id)
    assert [row.id for row in board(of.agent, mine=True).work] == [str(mine.id)]
    assert every(board(other, mine=True))["authorization_requested"].count == 1
    assert every(board(of.agent))["authorization_requested"].count == 2


def test_what_to_do_next_begins_with_who_is_stuck_and_leaves_out_what_a_colleague_holds(of: Shop) -> None:
    some_of_each(of)
    held, colleague = draft(of, order="NO-8"), agent()
    hold = {"held_by": colleague.id, "held_until": NOW + timedelta(minutes=5)}
    change(held, status="authorization_requested", since=NOW - timedelta(days=30), **hold)
    work = board(of.agent).work
    assert [row.urgent for row in work] == [True, True, False]
    assert str(held) not in {row.id for row in work}
    assert board(colleague).work[2].id == str(held)
    copies(held, 2 * WORK_ROWS, held_by=None, held_until=None)
    assert len(board(of.agent).work) == WORK_ROWS


def test_the_feed_tells_the_latest_first_and_whose_return_it_is(of: Shop) -> None:
    confirmed(of)
    feed = board(of.agent).feed
    assert [int(entry.key) for entry in feed] == sorted((int(entry.key) for entry in feed), reverse=True)
    assert feed[0].what == "Checkout confirmed"
    assert {entry.customer for entry in feed} == {"Sanne Visser"}
    assert feed[0].number.startswith("RMA-")


def test_nobody_counts_or_reads_beyond_their_scope(of: Shop) -> None:
    some_of_each(of)
    customer = Actor(ActorKind.CUSTOMER, uuid4(), "Sanne")
    beyond = (agent(countries=frozenset({"FR"})), agent(policies=frozenset({uuid4()})), customer)
    for actor in beyond:
        view = board(actor)
        assert {one.count for one in every(view).values()} == {0}
        assert (view.work, view.feed) == ([], [])
        assert read_now(side_counts, actor, now=NOW).queue == ""
    within = agent(countries=frozenset({"NL"}), policies=frozenset({of.policy}))
    for actor in (within, SYSTEM):
        view = board(actor)
        assert sum(one.count for one in every(view).values()) == 6
        assert view.feed
        assert read_now(side_counts, actor, now=NOW) == read_now(side_counts, of.agent, now=NOW)


def test_the_number_of_statements_does_not_grow_with_the_work(of: Shop) -> None:
    row = requested(of)
    few = statements(dashboard, of.agent, mine=False, now=NOW)
    copies(row.id, 40)
    linked(of, skipped=True)
    assert statements(dashboard, of.agent, mine=False, now=NOW) == few <= 7
    assert statements(side_counts, of.agent, now=NOW) == 1
