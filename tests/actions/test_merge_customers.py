"""Two customers made one: everything moves, once, and nothing gets lost between two who act at the same moment."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, col, select

from returns_app.actions.create_customer import NewCustomer, create_customer
from returns_app.actions.customer_addresses import AddressWish, save_address
from returns_app.actions.customer_notes import add_customer_note
from returns_app.actions.edit_customer import edit_customer
from returns_app.actions.merge_customers import merge_customers
from returns_app.actions.save_draft import DraftWish, choose_customer, start_draft
from returns_app.db.customer_facts import address_rows, contact_of, stamp_of
from returns_app.db.customers import Customer, CustomerNote
from returns_app.db.outbox import OutboxMail
from returns_app.db.returns import Return
from returns_app.db.session import read_now, write_now
from returns_app.db.timeline import entries_of
from returns_app.domain.actors import Actor, Role
from returns_app.domain.errors import Conflict, Forbidden, Invalid, NotFound
from returns_app.domain.policy import CreationPath
from returns_app.queries.customer_merge import merge_preview
from returns_app.queries.customers import find_customers
from returns_app.worker.outbox import send_waiting
from tests.actions.test_edit_customer import BERLIN
from tests.actions.test_races import together
from tests.factories import ADDRESS, NOW, Shop, agent, customer, draft, get, linked, shop
from tests.worker.test_outbox import Post

pytestmark = pytest.mark.usefixtures("database")
ROUNDS = 6


def twin(of: Shop, *, name: str = "S. Visser", email: str = "", phone: str = "06 12345678") -> UUID:
    """Another customer, at the same place."""
    email = email or f"{uuid4().hex[:10]}@postvak.test"
    wish = NewCustomer(uuid4(), name, email, phone, "nl", replace(ADDRESS, postal_code="3572bk"))
    return write_now(create_customer, of.agent, wish, now=NOW).id


def boss(role: Role = Role.SUPERVISOR, **scope: frozenset[str]) -> Actor:
    return agent("Bo", role, **scope)


def stamp(*ids: UUID) -> str:
    return read_now(lambda session: stamp_of(session, *(session.get_one(Customer, one) for one in ids)))


def merge(stays: UUID, goes: UUID, actor: Actor | None = None) -> Customer:
    return write_now(merge_customers, actor or boss(), stays, goes, seen=stamp(stays, goes), now=NOW)


def person(customer_id: UUID) -> Customer:
    return read_now(lambda session: session.get_one(Customer, customer_id))


def of_customer(of: Shop, customer_id: UUID) -> Shop:
    return replace(of, customer=customer_id)


def test_returns_notes_and_addresses_move_and_what_was_missing_is_filled_in() -> None:
    """The same front door is kept once; the timelines of moved returns say what happened."""
    of = shop()
    goes = twin(of)
    write_now(save_address, of.agent, goes, AddressWish(uuid4(), BERLIN))
    write_now(add_customer_note, of.agent, goes, "Call after six", key="n", now=NOW)
    moved, stayed = draft(of_customer(of, goes)), draft(of)
    before = person(of.customer)
    merge(of.customer, goes)
    after = person(of.customer)
    assert (after.name, after.email, after.number) == (before.name, before.email, before.number)
    assert after.phone == "+31612345678"
    assert [(row.address["city"], row.position) for row in read_now(address_rows, of.customer)] == [
        ("Utrecht", 0),
        ("Berlin", 1),
    ]
    assert read_now(address_rows, goes) == []
    assert [get(one).customer_id for one in (moved, stayed)] == [of.customer, of.customer]
    notes = read_now(lambda session: list(session.exec(select(CustomerNote.customer_id))))
    assert notes == [of.customer]
    told = [entry for entry in read_now(entries_of, moved) if entry.kind == "customer_merged"]
    assert [entry.facts for entry in told] == [{"was": person(goes).number, "became": after.number}]
    assert [entry.kind for entry in read_now(entries_of, stayed)].count("customer_merged") == 0
    assert person(goes).merged_into == of.customer


def test_the_one_that_stays_is_found_by_all_that_either_was_called() -> None:
    """The other one is found no more."""
    of = shop(customer="Wilhelmina Oldenkotte")
    goes = twin(of, name="Mina Nieuwkerk", email="mina@postvak.test")
    number = person(goes).number
    merge(of.customer, goes)
    for words in ("nieuwkerk", "oldenkotte", "mina@postvak.test", number, "0612345678"):
        assert [hit.id for hit in read_now(find_customers, of.agent, words).hits] == [str(of.customer)], words


def test_the_preview_says_what_the_deed_does(subtests: pytest.Subtests) -> None:
    """Whichever of the two stays."""
    for first_stays in (True, False):
        with subtests.test(first_stays=first_stays):
            of = shop()
            other = twin(of)
            write_now(save_address, of.agent, other, AddressWish(uuid4(), BERLIN))
            draft(of_customer(of, other))
            stays, goes = (of.customer, other) if first_stays else (other, of.customer)
            shown = read_now(merge_preview, boss(), of.customer, other, stays)
            write_now(merge_customers, boss(), stays, goes, seen=shown.seen, now=NOW)
            after = {line.name: line.after for line in shown.lines}
            left = person(stays)
            assert (left.number, left.name, left.email) == (
                after["Number"],
                after["Name"],
                after["E-mail"].replace("\u200b", ""),
            )
            assert left.phone == after["Phone"].replace(" ", "")
            assert len(read_now(address_rows, stays)) == len(shown.addresses) == 2
            assert len(shown.dropped) == 1


def test_merging_again_does_nothing_and_merging_what_is_gone_is_refused() -> None:
    """A replayed click; a third who was not told."""
    of = shop()
    goes, third = twin(of), twin(of)
    return_id = draft(of_customer(of, goes))
    seen = stamp(of.customer, goes)
    for _ in range(2):
        write_now(merge_customers, boss(), of.customer, goes, seen=seen, now=NOW)
    kinds = [entry.kind for entry in read_now(entries_of, return_id)]
    assert kinds.count("customer_merged") == 1
    for stays, gone in ((third, goes), (goes, third)):
        with pytest.raises(Conflict):
            write_now(merge_customers, boss(), stays, gone, seen=stamp(stays, gone), now=NOW)
    with pytest.raises(Invalid):
        merge(third, third)


def test_whoever_was_merged_earlier_leads_to_the_one_who_stays() -> None:
    """Nobody is two steps away."""
    of = shop()
    second, third = twin(of), twin(of)
    merge(second, third)
    merge(of.customer, second)
    assert person(third).merged_into == of.customer
    numbers = {person(one).number for one in (second, third)}
    for number in numbers:
        assert [hit.id for hit in read_now(find_customers, of.agent, number).hits] == [str(of.customer)]


def test_what_changed_since_the_preview_is_looked_at_again() -> None:
    """An edit of either, or a new address."""
    of = shop()
    goes = twin(of)
    seen = stamp(of.customer, goes)
    was = read_now(lambda session: contact_of(session.get_one(Customer, goes)))
    write_now(edit_customer, of.agent, goes, replace(was, name="Somebody Else"), seen=was)
    with pytest.raises(Conflict):
        write_now(merge_customers, boss(), of.customer, goes, seen=seen, now=NOW)
    seen = stamp(of.customer, goes)
    write_now(save_address, of.agent, of.customer, AddressWish(uuid4(), BERLIN))
    with pytest.raises(Conflict):
        write_now(merge_customers, boss(), of.customer, goes, seen=seen, now=NOW)
    assert person(goes).merged_into is None


def test_only_supervisors_and_admins_who_see_all_of_both_merge() -> None:
    """Agents and operators never; who sees one of them finds no other; who sees a part is told to ask."""
    of = shop()
    goes = twin(of)
    abroad = write_now(
        create_customer, of.agent, NewCustomer(uuid4(), "B", "b@postvak.test", address=BERLIN), now=NOW
    ).id
    for role in (Role.AGENT, Role.OPERATOR):
        with pytest.raises(Forbidden):
            merge(of.customer, goes, boss(role))
    dutch = boss(Role.ADMIN, countries=frozenset({"NL"}))
    with pytest.raises(NotFound):
        merge(of.customer, abroad, dutch)
    write_now(save_address, of.agent, goes, AddressWish(uuid4(), BERLIN))
    with pytest.raises(Forbidden, match="scope"):
        merge(of.customer, goes, dutch)
    assert person(goes).merged_into is None


def test_links_and_mails_that_are_out_go_on_working() -> None:
    """The customer's link opens the same return, and what waits is sent."""
    of = shop()
    goes = twin(of)
    return_id, token = linked(of_customer(of, goes))
    waiting = OutboxMail(
        kind="nothing", dedupe_key="x", return_id=return_id, to_address="s@postvak.test", language="nl", facts={},
        next_at=NOW, created_at=NOW,
    )  # fmt: skip
    write_now(Session.add, waiting)
    merge(of.customer, goes)
    actor = customer(token)
    assert (actor.return_id, actor.id, actor.name) == (return_id, of.customer, "Sanne Visser")
    send_waiting(Post(), lambda: NOW)
    assert read_now(lambda session: session.get_one(OutboxMail, waiting.id).return_id) == return_id


def test_a_draft_that_chooses_the_one_who_is_merged_belongs_to_the_one_who_stays() -> None:
    """A search result may be older than the merge."""
    of = shop()
    goes = twin(of)
    merge(of.customer, goes)
    return_id = uuid4()
    write_now(start_draft, of.agent, DraftWish(return_id, CreationPath.LINK, of.policy), now=NOW)
    write_now(choose_customer, of.agent, return_id, goes, now=NOW)
    assert get(return_id).customer_id == of.customer


def strays() -> list[UUID]:
    """Returns that belong to somebody who was merged away."""
    query = select(Return.id).join(Customer, col(Customer.id) == Return.customer_id)
    query = query.where(col(Customer.merged_into).is_not(None))
    return read_now(lambda session: list(session.exec(query)))


def test_no_return_is_left_behind_when_it_is_begun_while_its_customer_is_merged() -> None:
    """Whoever comes first, and whatever the draft held before."""
    of = shop()
    for _ in range(ROUNDS):
        goes = twin(of)
        return_id = draft(of_customer(of, goes))
        fresh = uuid4()
        write_now(start_draft, of.agent, DraftWish(fresh, CreationPath.LINK, of.policy), now=NOW)
        choose = partial(write_now, choose_customer, of.agent)
        deeds: list[Callable[[], object]] = [
            partial(merge, of.customer, goes),
            partial(choose, fresh, goes, now=NOW),
            partial(choose, return_id, goes, now=NOW),
        ]
        together(*deeds)
        assert strays() == []
        assert {get(one).customer_id for one in (fresh, return_id)} == {of.customer}


def test_of_two_who_merge_the_same_two_either_way_one_wins() -> None:
    """Both stay and both go is nobody."""
    of = shop()
    for _ in range(ROUNDS):
        one, other = twin(of), twin(of)
        results = together(partial(merge, one, other), partial(merge, other, one))
        assert sum(isinstance(result, Customer) for result in results) == 1
        assert [person(one).merged_into, person(other).merged_into] in ([None, one], [other, None])
