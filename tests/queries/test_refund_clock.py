"""The refund clock of withdrawals: on the return's page, in the list, on the dashboard."""

from datetime import date, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import Session

from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.declare_withdrawal import declare_withdrawal
from returns_app.db.session import read_now, write_now
from returns_app.domain.actors import Role
from returns_app.queries.dashboard import dashboard, side_counts
from returns_app.queries.find_query import Find, View, read_find, write_find
from returns_app.queries.return_page import return_page
from returns_app.queries.return_rows import ReturnRow
from returns_app.queries.returns import PAGE_SIZE, ReturnList, find_returns
from tests.factories import NOW, Shop, agent, customer, linked, shop
from tests.queries.test_dashboard import change, copies

pytestmark = pytest.mark.usefixtures("database")
DUE = date(2026, 12, 7)


@pytest.fixture
def of(database: object) -> Shop:
    assert database
    return shop(withdrawal=True)


def declared(of: Shop, *, due: date = DUE) -> UUID:
    return_id, token = linked(of)
    write_now(declare_withdrawal, customer(token), return_id, now=NOW)
    change(return_id, refund_due_on=due)
    return return_id


def found(of: Shop, refund: str, now: datetime = NOW, **more: object) -> ReturnList:
    return read_now(find_returns, of.agent, Find(refund=refund, **more), now=now)


def row_of(of: Shop, return_id: UUID, now: datetime = NOW) -> ReturnRow:
    rows = read_now(find_returns, of.agent, Find(view=View.ALL), now=now).rows
    return next(row for row in rows if row.id == str(return_id))


def test_the_page_says_when_it_was_declared_by_whom_and_until_when_the_refund_is_due(of: Shop) -> None:
    there = read_now(return_page, of.agent, declared(of), now=NOW).refund
    assert there.shown
    assert there.declared == "23 Nov 2026, 10:00, by the customer"
    assert (there.due, there.left, there.tone) == ("Monday 7 December 2026", "14 days left", "plain")
    assert there.wait.startswith("You may wait until the goods are here")
    assert there.document.endswith("/attachment.pdf")


def test_the_page_of_any_other_return_has_no_clock(of: Shop) -> None:
    assert not read_now(return_page, of.agent, linked(of)[0], now=NOW).refund.shown


@pytest.mark.parametrize(
    ("days", "left", "short", "tone"),
    [
        (-10, "10 days left", "due 7 Dec", "plain"),
        (-3, "3 days left", "due 7 Dec", "todo"),
        (-1, "1 day left", "due 7 Dec", "todo"),
        (0, "Due today", "due today", "urgent"),
        (2, "2 days overdue", "2 d overdue", "urgent"),
    ],
)
def test_the_clock_runs_in_days_where_the_merchant_is(
    of: Shop, days: int, left: str, short: str, tone: str
) -> None:
    # Ten minutes into the day there; in Greenwich it is still the day before.
    now = datetime.combine(DUE, datetime.min.time(), NOW.tzinfo) + timedelta(days=days, minutes=-50)
    return_id = declared(of)
    page = read_now(return_page, of.agent, return_id, now=now).refund
    assert (page.left, page.tone) == (left, tone)
    row = row_of(of, return_id, now)
    assert (row.refund, row.refund_tone) == (short, tone)


def test_with_the_goods_here_or_after_offering_to_collect_them_there_is_nothing_to_wait_for(of: Shop) -> None:
    return_id = declared(of)
    change(return_id, status="settlement_requested")
    assert "The goods are here" in read_now(return_page, of.agent, return_id, now=NOW).refund.wait


def test_the_clock_stops_with_the_end_of_the_return_wherever_it_shows(of: Shop) -> None:
    return_id = declared(of, due=NOW.date() - timedelta(days=2))
    write_now(cancel_return, of.agent, return_id, now=NOW)
    page = read_now(return_page, of.agent, return_id, now=NOW).refund
    assert (page.left, page.wait, page.tone) == ("The clock has stopped", "", "plain")
    assert row_of(of, return_id).refund == ""
    assert found(of, "running", view=View.ALL).rows == []
    assert refund_tally(of).count == 0


def refund_tally(of: Shop):
    view = read_now(dashboard, of.agent, mine=False, now=NOW)
    return next(one for one in view.urgent.tallies if one.key == "refund_due")


def test_the_dashboard_counts_what_is_due_or_overdue_as_urgent_and_opens_that_list(of: Shop) -> None:
    today = NOW.date()
    for days in (-9, -2, 0):
        declared(of, due=today + timedelta(days=days))
    for days in (1, 14):
        declared(of, due=today + timedelta(days=days))
    tally = refund_tally(of)
    assert (tally.count, tally.late) == (3, "late")
    assert tally.bar_words == "1 under a day, 1 under 3 days, 1 older"
    find = read_find(dict(parse_qsl(urlsplit(tally.href).query)))
    assert len(read_now(find_returns, of.agent, find, now=NOW).rows) == 3
    assert read_now(side_counts, of.agent, now=NOW).urgent == "3"


def test_the_list_of_clocks_begins_with_what_is_due_first(of: Shop) -> None:
    later, sooner, over = (declared(of, due=NOW.date() + timedelta(days=days)) for days in (9, 3, -1))
    linked(of)
    assert [row.id for row in found(of, "running").rows] == [str(over), str(sooner), str(later)]
    assert [row.id for row in found(of, "due").rows] == [str(over)]
    assert found(of, "due").range_words == "1 return, refund due 22 Nov 2026"


def test_a_long_list_of_clocks_is_walked_forth_and_back_without_a_gap(of: Shop) -> None:
    first = declared(of)
    copies(first, PAGE_SIZE + 20)
    page = found(of, "running")
    older = found(of, "running", before=page.older)
    assert (len(page.rows), len(older.rows), older.older) == (PAGE_SIZE, 21, "")
    seen = [row.id for row in (*page.rows, *older.rows)]
    assert len(set(seen)) == PAGE_SIZE + 21
    back = found(of, "running", after=older.newer)
    assert [row.id for row in back.rows] == [row.id for row in page.rows]
    assert back.newer == ""


def test_only_those_within_scope_are_counted_and_listed(of: Shop) -> None:
    declared(of, due=NOW.date())
    abroad = agent("Elsewhere", Role.AGENT, countries=frozenset({"FR"}))
    assert read_now(find_returns, abroad, Find(refund="due"), now=NOW).rows == []
    view = read_now(dashboard, abroad, mine=False, now=NOW)
    assert view.urgent.count_words == "0"


@pytest.mark.parametrize("words", ["", "nonsense", "DUE", "running'; DROP TABLE returns"])
def test_an_unknown_clock_in_the_address_is_dropped(words: str) -> None:
    assert read_find({"refund": words}).refund == ""
    assert read_find({"refund": "due,running"}).refund == "running"
    assert write_find(Find(refund="due")) == "refund=due"


@pytest.mark.parametrize("cursor", ["x", "2026-11-23T09:00:00+00:00~no", "2026-11-23~", "~", "2026-13-01~7"])
def test_a_cursor_that_is_none_is_no_cursor(of: Shop, cursor: str) -> None:
    declared(of)
    assert len(found(of, "running", before=cursor).rows) == 1


def test_the_count_and_the_list_walk_along_the_partial_index(of: Shop) -> None:
    """What is settled long ago costs nothing: it is not in the index that these questions take."""
    return_id = declared(of, due=NOW.date())
    copies(return_id, 300, status="canceled")

    def plans(session: Session) -> str:
        query = (
            "SELECT id FROM returns WHERE returns.refund_due_on IS NOT NULL AND returns.status NOT IN"
            " ('rejected', 'completed', 'canceled') ORDER BY refund_due_on, id LIMIT 50"
        )
        if session.get_bind().dialect.name == "sqlite":
            found = session.connection().execute(text(f"EXPLAIN QUERY PLAN {query}"))
        else:
            session.connection().execute(text("ANALYZE returns"))
            session.connection().execute(text("SET LOCAL enable_seqscan = off"))
            found = session.connection().execute(text(f"EXPLAIN {query}"))
        return " ".join(str(part) for one in found for part in one)

    plan = write_now(plans)
    assert "ix_returns_refund_due_on" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def test_a_withdrawal_can_be_recorded_where_it_is_not_declared_yet(of: Shop) -> None:
    waiting, _ = linked(of)
    assert "withdraw" in read_now(return_page, of.agent, waiting, now=NOW).acts
    assert "withdraw" not in read_now(return_page, of.agent, declared(of), now=NOW).acts
    blank, _ = linked(of, skipped=True)
    assert "withdraw" not in read_now(return_page, of.agent, blank, now=NOW).acts
    other, _ = linked(shop())
    assert "withdraw" not in read_now(return_page, of.agent, other, now=NOW).acts
    operator = agent("Teun", Role.OPERATOR)
    assert "withdraw" not in read_now(return_page, operator, waiting, now=NOW).acts
