from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update
from sqlmodel import Session, col

from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.open_link import note_ended
from returns_app.db.customers import Customer
from returns_app.db.links import Link
from returns_app.db.policies import ReturnPolicy
from returns_app.db.references import ReturnReference
from returns_app.db.returns import Return, ReturnLine
from returns_app.db.search_entries import remember_customer, remember_return, remember_returns_of
from returns_app.db.session import read_now, write_now
from returns_app.domain.actors import SYSTEM, Actor, ActorKind
from returns_app.domain.lifecycle import Status
from returns_app.queries import return_walks, returns, word_search
from returns_app.queries.return_page import return_page
from returns_app.queries.returns import (
    PAGE_SIZE,
    Find,
    ReturnList,
    Sort,
    View,
    find_returns,
    stream_returns,
)
from tests.factories import NOW, Shop, agent, confirmed, draft, get, linked, requested, shop, started
from tests.queries.counting import statements

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def of(database) -> Shop:
    return shop()


def found(of: Shop, *, actor: Actor | None = None, **find: object) -> ReturnList:
    return read_now(find_returns, actor or of.agent, Find(**find), now=NOW)


def many(of: Shop, count: int) -> list[UUID]:
    """As many returns as wanted, two of them changed at the same moment, the youngest last."""
    first = started(of)

    def copy(session: Session) -> list[UUID]:
        row = session.get(Return, first)
        ids = []
        for at in range(count - 1):
            ids.append(uuid4())
            session.add(ReturnReference(id=at + 1000))
            session.flush()
            moment = NOW + timedelta(minutes=at // 2 + 1)
            values = {**row.model_dump(), "id": ids[-1], "reference": at + 1000, "changed_at": moment}
            session.add(Return(**values))
        session.flush()
        return ids

    return [first, *write_now(copy)]


def expire(return_id: UUID) -> None:
    def make(session: Session) -> None:
        yesterday = NOW - timedelta(days=1)
        session.exec(update(Link).where(col(Link.return_id) == return_id).values(expires_at=yesterday))
        session.exec(update(Return).where(col(Return.id) == return_id).values(urgent_at=yesterday))

    write_now(make)


def test_older_and_newer_walk_over_every_return_once_even_when_two_changed_together(of):
    ids = many(of, 2 * PAGE_SIZE + 5)
    first = found(of)
    second = found(of, before=first.older)
    third = found(of, before=second.older)
    walked = [row.id for page in (first, second, third) for row in page.rows]
    assert len(walked) == len(set(walked)) == len(ids)
    assert {str(one) for one in ids} == set(walked)
    assert (first.newer, third.older) == ("", "")
    assert [row.id for row in found(of, after=third.newer).rows] == [row.id for row in second.rows]
    assert [row.id for row in found(of, after=second.newer).rows] == [row.id for row in first.rows]


def test_the_latest_change_comes_first(of):
    many(of, 6)
    changed = [get(UUID(row.id)).changed_at for row in found(of).rows]
    assert changed == sorted(changed, reverse=True)


@pytest.mark.parametrize(
    "cursor", ("", "~", "yesterday~1", "2026-11-23~", "2026-11-23T09:00:00~x", "'; DROP TABLE returns")
)
def test_a_cursor_that_is_none_shows_the_first_page(of, cursor):
    started(of)
    assert len(found(of, before=cursor).rows) == 1


@pytest.mark.parametrize("find", ({}, {"refund": "running"}), ids=("moments", "days"))
@pytest.mark.parametrize("way", ("before", "after"))
@pytest.mark.parametrize("place", ("0001-01-01", "9999-12-31"))
def test_a_cursor_at_an_end_of_the_calendar_shows_the_first_page(of, find, way, place):
    started(of)
    shift = "+14:00" if place.startswith("0001") else "-14:00"
    moment = place if find else f"{place}T12:00:00{shift}"
    cursor = f"{moment}~7b0c7f0e-8a0e-4a55-9a3f-0d8f2b9b1f01"
    assert found(of, **find, **{way: cursor}) == found(of, **find)


def test_the_number_of_statements_does_not_grow_with_the_returns(of):
    draft(of)
    one = statements(find_returns, of.agent, Find(), now=NOW)
    many(of, 30)
    linked(of, skipped=True)
    assert statements(find_returns, of.agent, Find(), now=NOW) == one
    assert one <= 4


def test_each_tab_holds_what_it_says(of):
    waiting, _ = linked(of, skipped=True)
    expired, _ = linked(of, skipped=True)
    expire(expired)
    to_authorize = requested(of).id
    done = draft(of, order="NO-2")
    write_now(cancel_return, of.agent, done, now=NOW)

    def ids(view: View) -> set[str]:
        return {row.id for row in found(of, view=view).rows}

    assert ids(View.AUTHORIZE) == {str(to_authorize)}
    assert ids(View.URGENT) == {str(expired)}
    assert ids(View.WAITING) == {str(waiting)}
    assert ids(View.DONE) == {str(done)}
    assert ids(View.OPEN) == {str(waiting), str(expired), str(to_authorize)}


def test_an_expired_link_and_a_label_in_the_making_show_as_what_they_are(of):
    expired, _ = linked(of, skipped=True)
    expire(expired)
    confirmed(of)
    statuses = {row.status for row in found(of).rows}
    assert statuses == {"link_expired", "making_label"}
    assert [row.late for row in found(of, view=View.URGENT).rows] == ["late"]


@pytest.mark.parametrize("words", ("NO-104882", "104882", "no-1048", "sanne", "SÁNNE"))
def test_a_return_is_found_by_order_and_customer(of, words):
    return_id = draft(of)
    assert [row.id for row in found(of, words=words).rows] == [str(return_id)]


def test_a_return_is_found_by_its_number_however_it_is_typed(of):
    confirmed(of)
    number = found(of).rows[0].number
    for typed in (number, number.lower(), number.replace("-", ""), number.removeprefix("RMA-")):
        assert len(found(of, words=typed).rows) == 1


def test_a_return_is_found_by_its_reference_and_by_its_product(of):
    return_id = draft(of)
    reference = get(return_id).reference
    assert [row.number for row in found(of, words=f"Ref. {reference}").rows] == [f"Ref. {reference}"]
    product = found(of).rows[0].products
    assert len(found(of, words=product.split()[0].upper()).rows) == 1


@pytest.mark.parametrize("words", ("%", "_", "nobody", "!", "sanne nobody", "\x00\x01", "9" * 400))
def test_words_that_fit_nothing_find_nothing_or_everything_but_never_fail(of, words):
    draft(of)
    assert len(found(of, words=words).rows) in {0, 1}
    assert found(of, words="%").rows == []


def test_returns_beyond_the_scope_are_not_found(of):
    draft(of)
    elsewhere = agent(countries=frozenset({"FR"}))
    other_type = agent(policies=frozenset({uuid4()}))
    customer = Actor(ActorKind.CUSTOMER, uuid4(), "Sanne")
    for actor in (elsewhere, other_type, customer):
        assert found(of, actor=actor).rows == []
        assert found(of, actor=actor, words="sanne").rows == []
    within = agent(countries=frozenset({"NL"}), policies=frozenset({of.policy}))
    assert len(found(of, actor=within).rows) == 1
    assert len(found(of, actor=SYSTEM).rows) == 1


def test_a_draft_opens_where_it_is_made(of):
    return_id = started(of)
    assert found(of).rows[0].href == f"/desk/new?id={return_id}"
    other = requested(of).id
    assert found(of, view=View.AUTHORIZE).rows[0].href == f"/desk/return?id={other}"


def test_a_link_whose_return_type_ended_is_urgent_once_a_customer_stood_before_it(of):
    return_id, token = linked(of)
    write_now(note_ended, token, now=NOW)

    def end(session: Session) -> None:
        session.exec(update(ReturnPolicy).where(col(ReturnPolicy.id) == of.policy).values(active=False))

    write_now(end)
    assert found(of, view=View.URGENT).rows == []
    write_now(note_ended, token, now=NOW)
    write_now(note_ended, token, now=NOW)
    assert [(row.id, row.status) for row in found(of, view=View.URGENT).rows] == [
        (str(return_id), "link_ended")
    ]
    assert found(of, view=View.WAITING).rows == []
    page = read_now(return_page, of.agent, return_id, now=NOW)
    assert page.status == "link_ended"
    assert [one.what for one in page.story.told].count("Opened a link whose return type has ended") == 1


def ids(of: Shop, **find: object) -> set[str]:
    return {row.id for row in found(of, **find).rows}


def change(return_id: UUID, **values: object) -> None:
    def make(session: Session) -> None:
        session.exec(update(Return).where(col(Return.id) == return_id).values(**values))

    write_now(make)


def test_filters_fit_together_and_values_within_one_are_alternatives(of: Shop) -> None:
    other = agent()
    mine, theirs = started(of), started(of)
    nobodys = requested(of).id
    change(theirs, assigned_to=other.id, country="DE")
    change(nobodys, assigned_to=None, country="FR")
    every = {str(mine), str(theirs), str(nobodys)}
    assert ids(of) == every
    assert ids(of, statuses=(Status.DRAFT,)) == {str(mine), str(theirs)}
    assert ids(of, statuses=(Status.DRAFT, Status.AUTHORIZATION_REQUESTED)) == every
    assert ids(of, statuses=(Status.COMPLETED,)) == set()
    assert ids(of, agents=("me",)) == {str(mine)}
    assert ids(of, agents=("none", str(other.id))) == {str(theirs), str(nobodys)}
    assert ids(of, countries=("DE", "FR")) == {str(theirs), str(nobodys)}
    assert ids(of, countries=("DE",), statuses=(Status.AUTHORIZATION_REQUESTED,)) == set()
    assert ids(of, policies=(of.policy,)) == every
    assert ids(of, policies=(uuid4(),)) == set()


def test_days_of_change_are_whole_days_of_the_merchant(of: Shop) -> None:
    return_id = started(of)
    # Half past midnight in Amsterdam is still the day before in Greenwich.
    change(return_id, changed_at=datetime(2026, 11, 20, 23, 30, tzinfo=UTC))
    friday, saturday = date(2026, 11, 20), date(2026, 11, 21)
    assert ids(of, changed_from=saturday, changed_until=saturday) == {str(return_id)}
    assert ids(of, changed_until=friday) == set()


def test_the_reason_of_urgency_and_unanswered_messages_are_filters(of: Shop) -> None:
    late, _ = linked(of, skipped=True)
    expire(late)
    asked = started(of)
    change(asked, unanswered_at=NOW)
    assert ids(of, view=View.URGENT, why=("link_unopened",)) == {str(late)}
    assert ids(of, view=View.URGENT, why=("shipping_failed",)) == set()
    assert ids(of, view=View.ALL, unanswered=True) == {str(asked)}
    assert [row.unanswered for row in found(of, unanswered=True).rows] == [True]


@pytest.mark.parametrize("sort", tuple(Sort))
@pytest.mark.parametrize("view", (View.OPEN, View.DRAFTS, View.ALL, View.TODO))
def test_every_sort_walks_down_and_up_again_over_the_same_pages(of: Shop, sort: Sort, view: View) -> None:
    every = many(of, PAGE_SIZE + 10)
    for at, return_id in enumerate(every):
        change(
            return_id, since=NOW - timedelta(minutes=at // 3), created_at=NOW - timedelta(minutes=at * 7 % 11)
        )
    find = {"view": view, "sort": sort}
    first = found(of, **find)
    if view is View.TODO:
        assert first == ReturnList()
        return
    second = found(of, **find, before=first.older)
    assert len({row.id for row in (*first.rows, *second.rows)}) == len(every)
    back = found(of, **find, after=second.newer)
    assert [row.id for row in back.rows] == [row.id for row in first.rows]
    assert (first.newer, second.older, back.newer) == ("", "", "")


def test_the_longest_waiting_come_first_when_asked_so(of: Shop) -> None:
    every = many(of, 4)
    for at, return_id in enumerate(every):
        change(return_id, since=NOW - timedelta(hours=at))
    rows = found(of, sort=Sort.WAITING).rows
    assert [row.id for row in rows] == [str(one) for one in reversed(every)]
    assert rows[0].waits == "3 h"


def test_a_walk_that_finds_little_stops_and_goes_on_where_it_stopped(
    of: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = many(of, 12)
    change(every[0], country="DE")
    monkeypatch.setattr(return_walks, "WALK", 5)
    pages, place = [], ""
    while True:
        page = found(of, countries=("DE",), before=place)
        pages.append([row.id for row in page.rows])
        if not (place := page.older):
            break
    assert len(pages) >= 3
    assert [one for rows in pages for one in rows] == [str(every[0])]
    assert page.range_words.startswith("1 return, changed")


def test_an_export_streams_every_return_once(of: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    every = many(of, 25)
    monkeypatch.setattr(returns, "STREAM_SIZE", 10)
    walked, place = [], ""
    while True:
        page = read_now(stream_returns, of.agent, Find(), after=place, now=NOW)
        walked += [row.id for row in page.rows]
        if not (place := page.older):
            break
    assert sorted(walked) == sorted(str(one) for one in every)


@pytest.mark.parametrize("rare", (300, 5))
@pytest.mark.parametrize("words", ("sann", "sann viss", "viss fjell", "s v"))
def test_what_words_find_comes_in_pages_newest_created_first_both_ways(
    of: Shop, monkeypatch: pytest.MonkeyPatch, rare: int, words: str
) -> None:
    monkeypatch.setattr(word_search, "RARE", rare)
    row = get(draft(of))
    line = {"name": "Fjellvind 3 Tent", "quantity": 1, "position": 0}

    def copy(session: Session) -> None:
        for at in range(2 * PAGE_SIZE + 5):
            session.add(ReturnReference(id=at + 1000))
            session.flush()
            fresh = {"id": uuid4(), "reference": at + 1000, "order_number": f"NO-{at}"}
            made = Return(**{**row.model_dump(), **fresh})
            session.add(made)
            session.flush()
            session.add(ReturnLine(return_id=made.id, **line))
            remember_return(session, made)

    write_now(copy)
    find = {"words": words, "view": View.ALL}
    first = found(of, **find)
    second = found(of, **find, before=first.older)
    third = found(of, **find, before=second.older)
    numbers = [one.number for page in (first, second, third) for one in page.rows]
    assert numbers == sorted(set(numbers), key=lambda one: -int(one.removeprefix("Ref. ")))
    assert len(numbers) == 2 * PAGE_SIZE + 6
    assert (first.newer, third.older) == ("", "")
    assert [one.id for one in found(of, **find, after=third.newer).rows] == [one.id for one in second.rows]
    assert [one.id for one in found(of, **find, after=second.newer).rows] == [one.id for one in first.rows]
    assert statements(find_returns, of.agent, Find(**find), now=NOW) <= 11


def test_a_typing_error_finds_returns_and_says_what_was_taken_for_it(of: Shop) -> None:
    return_id = draft(of)
    answer = found(of, words="fjelvind visser")
    assert ([row.id for row in answer.rows], answer.closest) == ([str(return_id)], "Fjellvind")


def test_merged_and_erased_names_find_no_return(of: Shop) -> None:
    return_id = draft(of)

    def end(session: Session) -> None:
        person = session.get_one(Customer, of.customer)
        person.search = ""
        remember_customer(session, person)
        remember_returns_of(session, person.id)

    write_now(end)
    assert ids(of, words="sanne") == set()
    assert ids(of, words="NO-104882") == {str(return_id)}
