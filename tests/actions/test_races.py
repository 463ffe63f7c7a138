"""Two at the same moment, on threads, on both databases: one wins, the other is told, nothing is doubled."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import TypeVar
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, func, select

from returns_app.actions.check_out import CheckedOut, check_out
from returns_app.actions.create_customer import NewCustomer, create_customer
from returns_app.actions.decide_return import authorize, reject, submit_for_shipping
from returns_app.actions.issue_link import issue_link, replace_link
from returns_app.actions.save_draft import DraftWish, start_draft
from returns_app.actions.save_lines import save_lines
from returns_app.db.customers import Customer
from returns_app.db.links import Link
from returns_app.db.outbox import OutboxMail
from returns_app.db.returns import Return, lines_of
from returns_app.db.session import read_now, write_now
from returns_app.db.shipments import Label, Shipment
from returns_app.db.timeline import entries_of
from returns_app.domain.errors import Conflict
from returns_app.domain.lifecycle import Status
from returns_app.domain.lines import LineDecision
from returns_app.domain.policy import CreationPath
from returns_app.worker.outbox import send_waiting
from returns_app.worker.shipments import make_label
from tests.factories import NOW, agent, confirmed, customer, draft, get, lines, linked, requested, shop
from tests.worker.test_outbox import Post

pytestmark = pytest.mark.usefixtures("database")
ROUNDS = 5
T = TypeVar("T")


def together(*deeds: Callable[[], T]) -> list[T | Exception]:
    """Do all at the same moment; what each gave or raised."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], T]) -> T | Exception:
        start.wait()
        try:
            return deed()
        except Conflict as error:
            return error

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(run, deeds))


def count(table: type[Shipment | Label | Link | OutboxMail | Return]) -> int:
    """How many rows there are."""

    def read(session: Session) -> int:
        return session.exec(select(func.count()).select_from(table)).one()

    return read_now(read)


def test_two_confirms_at_the_same_moment_are_one() -> None:
    """One number, one shipment, one entry; the later one is told that it was done already."""
    of = shop()
    for _ in range(ROUNDS):
        return_id, token = linked(of)
        actor = customer(token)
        results = together(
            *(partial(write_now, check_out, actor, return_id, key=key, now=NOW) for key in "abcd")
        )
        confirmed_ones = [result for result in results if isinstance(result, CheckedOut)]
        assert len(confirmed_ones) == 4
        assert sorted(result.again for result in confirmed_ones) == [False, True, True, True]
        assert len({(result.number, result.shipment_id) for result in confirmed_ones}) == 1
        kinds = [entry.kind for entry in read_now(entries_of, return_id)]
        assert kinds.count("checkout_confirmed") == 1
    assert count(Shipment) == ROUNDS


def test_several_workers_at_one_shipment_make_one_label_and_one_mail() -> None:
    """The page's own event and two workers."""
    of = shop()
    for _ in range(ROUNDS):
        shipment_id = confirmed(of)
        together(*(lambda: make_label(shipment_id, lambda: NOW) for _ in range(3)))  # noqa: B023
    assert count(Label) == ROUNDS
    assert count(OutboxMail) == ROUNDS


def test_two_agents_authorizing_the_same_return_decide_it_once() -> None:
    """The second gets a conflict in words, whatever the second wanted."""
    of = shop()
    other = agent("Jonas")
    for _ in range(ROUNDS):
        row = requested(of)
        wish = tuple(LineDecision(line.id, 1, 0, 0) for line in read_now(lines_of, row.id))
        results = together(
            lambda: write_now(authorize, of.agent, row.id, wish, version=row.version, now=NOW),  # noqa: B023
            lambda: write_now(authorize, other, row.id, wish, version=row.version, now=NOW),  # noqa: B023
            lambda: write_now(reject, other, row.id, "No", version=row.version, now=NOW),  # noqa: B023
        )
        assert sum(isinstance(result, Conflict) for result in results) == 2
        decided = [entry for entry in read_now(entries_of, row.id) if entry.kind == "transition"]
        assert len(decided) == 2
        assert get(row.id).status in {Status.APPROVED, Status.REJECTED}


def test_two_submits_want_one_label() -> None:
    """However the agents click."""
    of = shop()
    row = requested(of)
    wish = tuple(LineDecision(line.id, 1, 0, 0) for line in read_now(lines_of, row.id))
    write_now(authorize, of.agent, row.id, wish, version=row.version, now=NOW)
    results = together(*(lambda: write_now(submit_for_shipping, of.agent, row.id, now=NOW) for _ in range(4)))
    assert len({result.shipment_id for result in results if isinstance(result, CheckedOut)}) == 1
    assert count(Shipment) == 1


def test_a_link_made_or_replaced_by_two_is_one() -> None:
    """At most one link of a return was not ended."""
    of = shop()
    return_id = draft(of)
    made = together(*(lambda: write_now(issue_link, of.agent, return_id, now=NOW) for _ in range(3)))
    links = [one for one in made if isinstance(one, Link)]
    assert len({link.id for link in links}) == 1
    together(
        *(lambda: write_now(replace_link, of.agent, return_id, old=links[0].id, now=NOW) for _ in range(3))
    )
    assert count(Link) == 2


def test_a_draft_started_and_saved_twice_is_one() -> None:
    """A click that is replayed after a lost connection finds what it made."""
    of = shop()
    wish = DraftWish(uuid4(), CreationPath.LINK, of.policy)
    write_now(start_draft, of.agent, wish, now=NOW)
    together(*(lambda: write_now(start_draft, of.agent, wish, now=NOW) for _ in range(3)))
    assert count(Return) == 1
    line_id = uuid4()
    together(
        *(
            lambda: write_now(save_lines, of.agent, wish.id, lines(of, line_id=line_id), now=NOW)
            for _ in range(3)
        )
    )
    assert [line.id for line in read_now(lines_of, wish.id)] == [line_id]


def test_two_workers_share_the_outbox_without_sending_twice() -> None:
    """Each mail leaves with one of them."""
    of = shop()
    ids: list[UUID] = [confirmed(of) for _ in range(6)]
    for shipment_id in ids:
        make_label(shipment_id, lambda: NOW)
    posts = [Post(), Post(), Post()]
    together(*(lambda post=post: send_waiting(post, lambda: NOW) for post in posts))  # type: ignore[misc]
    sent = [envelope.message_id for post in posts for envelope in post.sent]
    assert len(sent) == len(set(sent)) == 6


def test_customers_created_at_once_get_numbers_of_their_own() -> None:
    """They share a family name, which is learned once."""
    desk = agent()
    wishes = [NewCustomer(uuid4(), "Anna Visser", f"anna{number}@postvak.test") for number in range(4)]
    made = together(*(partial(write_now, create_customer, desk, wish, now=NOW) for wish in wishes))
    numbers = {one.number for one in made if isinstance(one, Customer)}
    assert len(numbers) == 4
