"""Erasing a customer at their request: nothing personal is left in any table, the financial record stays whole."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, col, func, select

from returns_app.actions import erase_customer as erasing_action
from returns_app.actions.erase_customer import erase_customer
from returns_app.actions.erasing import STEPS, Step
from returns_app.actions.open_link import who_is_customer
from returns_app.actions.save_draft import DraftWish, choose_customer, start_draft
from returns_app.db.customers import Customer, addresses_of
from returns_app.db.exceptions import GrantedException
from returns_app.db.links import Link
from returns_app.db.outbox import OutboxMail
from returns_app.db.receiving import Settlement
from returns_app.db.returns import Answer, Return, ReturnLine, lines_of
from returns_app.db.saved_views import SavedView
from returns_app.db.session import Database, read_now, write_now
from returns_app.db.shipments import Label
from returns_app.db.timeline import TimelineEntry, entries_of
from returns_app.db.traces import fold_log
from returns_app.domain.actors import Actor, Role
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.policy import CreationPath
from returns_app.worker.outbox import send_waiting
from tests.erasing import EMAIL, HOME, MARKS, NAME, marked_customer, traces
from tests.factories import NOW, Shop, agent, draft, shop
from tests.worker.test_outbox import Post

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def of() -> Shop:
    return shop(survey=True)


@pytest.fixture
def boss() -> Actor:
    return agent("Bo", Role.SUPERVISOR)


def number_of(customer_id: UUID) -> str:
    return read_now(lambda session: session.get_one(Customer, customer_id).number)


def erase(actor: Actor, customer_id: UUID) -> None:
    write_now(erase_customer, actor, customer_id, number_of(customer_id), now=NOW)


def rows(table: type[Any]) -> list[Any]:
    return read_now(lambda session: list(session.exec(select(table))))


def test_the_search_for_traces_finds_every_mark_before_the_erasure(of: Shop) -> None:
    """Else its silence afterwards would prove nothing."""
    marked_customer(of)
    places = traces()
    assert {place.partition(": ")[2] for place in places} == set(MARKS) - {"612 349 876", "9731xq"}
    tables = {place.partition(".")[0] for place in places} - {"search_words"}
    assert tables == {
        "answers", "customer_addresses", "customer_notes", "customers", "exceptions", "exports", "labels", "messages",
        "outbox", "photos", "return_lines", "returns", "saved_views", "search_entries", "search_items", "search_slips",
        "settlements", "shipments", "timeline", "undeclared_items", "uploads",
    }  # fmt: skip


def test_nothing_personal_is_left_in_any_column_of_any_table(of: Shop, boss: Actor) -> None:
    """The customer, whoever was merged into them, and all that was ever written about them."""
    customer_id, _ = marked_customer(of)
    erase(boss, customer_id)
    assert traces() == []
    left = read_now(lambda session: session.get_one(Customer, customer_id))
    assert (left.name, left.email, left.phone, left.search) == ("Erased customer", "", "", "")
    assert left.erased_at == NOW
    assert number_of(customer_id).startswith("C-")


@pytest.mark.parametrize("left_out", STEPS, ids=lambda step: step.__name__)
def test_each_step_is_needed(of: Shop, boss: Actor, monkeypatch: pytest.MonkeyPatch, left_out: Step) -> None:
    """Without it a trace stays, or a way in."""
    customer_id, _ = marked_customer(of)
    monkeypatch.setattr(erasing_action, "STEPS", tuple(step for step in STEPS if step is not left_out))
    erase(boss, customer_id)
    open_ways = [link for link in rows(Link) if link.revoked_at is None and link.superseded_at is None]
    assert traces() or open_ways


def test_the_financial_record_and_the_statistics_stay(of: Shop, boss: Actor) -> None:
    """Numbers, lines, prices, decisions, statuses, dates, tracking, exceptions, settlements, the course of events."""
    customer_id, return_ids = marked_customer(of)

    def kept(session: Session) -> Any:
        returns = session.exec(
            select(Return).where(col(Return.id).in_(return_ids)).order_by(col(Return.reference))
        )
        lines = session.exec(select(ReturnLine).order_by(col(ReturnLine.id)))
        labels = session.exec(select(Label).order_by(col(Label.id)))
        return (
            [
                (
                    one.number,
                    one.status,
                    one.country,
                    one.order_number,
                    one.created_at,
                    one.checkout_at,
                    one.customer_id,
                )
                for one in returns
            ],
            [
                (one.name, one.quantity, one.price_minor, one.approved, one.rejected, one.kept, one.received)
                for one in lines
            ],
            [(one.tracking, one.created_at) for one in labels],
            [(one.rule, one.observed, one.reason) for one in session.exec(select(GrantedException))],
            [(one.outcome, one.amount_minor) for one in session.exec(select(Settlement))],
            session.exec(select(func.count()).select_from(OutboxMail)).one(),
        )

    def told(session: Session) -> list[tuple[str, object]]:
        entries = session.exec(select(TimelineEntry).order_by(col(TimelineEntry.id)))
        return [(one.kind, one.facts.get("after")) for one in entries if one.kind != "customer_erased"]

    before = read_now(kept), read_now(told)
    erase(boss, customer_id)
    assert (read_now(kept), read_now(told)) == before
    facts = [entry.facts for entry in read_now(entries_of, return_ids[0])]
    numbers = {fact["number"] for fact in facts if "number" in fact}
    assert numbers == {read_now(lambda session: session.get_one(Return, return_ids[0]).number)}
    assert any(fact.get("carrier") == "Sandbox Post" and fact.get("tracking") for fact in facts)


def test_what_is_others_stays(of: Shop, boss: Actor) -> None:
    """A neighbor with the same address and family name, their returns, and colleagues' other views."""
    customer_id, _ = marked_customer(of)
    neighbor = draft(of)
    erase(boss, customer_id)
    assert len(read_now(lines_of, neighbor)) == 1
    assert len(read_now(addresses_of, of.customer)) == 1
    assert [view.name for view in rows(SavedView)] == ["Others"]
    assert read_now(lambda session: session.get_one(Customer, of.customer).search)


def test_what_was_chosen_in_a_survey_stays_and_what_was_written_goes(of: Shop, boss: Actor) -> None:
    """Only the written answers are about a person."""
    customer_id, _ = marked_customer(of)
    assert rows(Answer)
    erase(boss, customer_id)
    assert rows(Answer) == []


@pytest.mark.parametrize("keep", [True, False])
def test_an_open_return_is_named_and_nothing_is_erased(of: Shop, boss: Actor, *, keep: bool) -> None:
    """A draft counts: somebody is working on it."""
    customer_id, _ = marked_customer(of)
    mine = Shop(**{**of.__dict__, "customer": customer_id})
    return_id = draft(mine) if keep else None
    if return_id is None:
        erase(boss, customer_id)
        return
    before = traces()
    reference = read_now(lambda session: session.get_one(Return, return_id).reference)
    with pytest.raises(Conflict, match=f"Ref. {reference}"):
        erase(boss, customer_id)
    assert set(before) <= set(traces())


def test_another_number_than_theirs_erases_nothing(of: Shop, boss: Actor) -> None:
    """Not even that of the one who was merged into them. Small letters and spaces do not matter."""
    customer_id, _ = marked_customer(of)
    before = traces()
    for typed in ("", "C-10001", NAME, number_of(customer_id) + "0"):
        with pytest.raises(Invalid):
            write_now(erase_customer, boss, customer_id, typed, now=NOW)
    assert traces() == before
    write_now(erase_customer, boss, customer_id, f" {number_of(customer_id).lower()} ", now=NOW)
    assert traces() == []


def test_only_supervisors_and_admins_who_see_all_of_it_erase(of: Shop) -> None:
    """Agents and operators never; who sees a part is told to ask; who sees nothing finds nobody."""
    customer_id, _ = marked_customer(of)
    before = traces()
    for role in (Role.AGENT, Role.OPERATOR):
        with pytest.raises(Forbidden):
            erase(agent(role=role), customer_id)
    with pytest.raises(NotFound):
        erase(agent(role=Role.ADMIN, countries=frozenset({"FR"})), customer_id)
    part = agent(role=Role.ADMIN, policies=frozenset({of.product}))
    with pytest.raises(Forbidden, match="scope"):
        erase(part, customer_id)
    assert traces() == before
    erase(agent(role=Role.ADMIN, countries=frozenset({"NL"})), customer_id)
    assert traces() == []


def test_erasing_twice_tells_it_once(of: Shop, boss: Actor) -> None:
    """A replayed click does nothing."""
    customer_id, return_ids = marked_customer(of)
    number = number_of(customer_id)
    for _ in range(2):
        write_now(erase_customer, boss, customer_id, number, now=NOW)
    kinds = [entry.kind for entry in read_now(entries_of, return_ids[0])]
    assert kinds.count("customer_erased") == 1


def test_their_links_open_nothing_and_their_waiting_mails_do_not_leave(of: Shop, boss: Actor) -> None:
    """A mail that was still waiting would carry the name out again."""
    customer_id, _ = marked_customer(of)
    assert any(mail.status == "pending" for mail in rows(OutboxMail))
    erase(boss, customer_id)
    post = Post()
    send_waiting(post, lambda: NOW)
    assert post.sent == []
    assert traces() == []
    assert read_now(who_is_customer, "no token at all", now=NOW) is None


def test_nobody_begins_a_return_for_them_again(of: Shop, boss: Actor) -> None:
    """The id may still be on somebody's screen."""
    customer_id, _ = marked_customer(of)
    erase(boss, customer_id)
    return_id = UUID(int=7)
    write_now(start_draft, of.agent, DraftWish(return_id, CreationPath.LINK, of.policy), now=NOW)
    with pytest.raises(Invalid):
        write_now(choose_customer, of.agent, return_id, customer_id, now=NOW)


def test_the_file_of_the_database_holds_nothing_of_them_either(
    of: Shop, boss: Actor, database: Database
) -> None:
    """SQLite keeps deleted bytes in free pages and in its log, unless it is told to overwrite them."""
    if not database.url.startswith("sqlite"):
        pytest.skip("PostgreSQL frees its pages by VACUUM")
    customer_id, _ = marked_customer(of)
    path = Path(database.url.removeprefix("sqlite:///"))
    fold_log()
    assert EMAIL.encode() in path.read_bytes()
    erase(boss, customer_id)
    fold_log()
    left = path.read_bytes()
    assert not path.with_name(f"{path.name}-wal").read_bytes()
    for mark in (EMAIL, NAME, HOME.street, HOME.postal_code, "xylophone", "kazoo"):
        assert mark.encode() not in left
