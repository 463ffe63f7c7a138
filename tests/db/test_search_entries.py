"""What returns and customers are found by is kept by every deed, and equals what would be found out afresh."""

from datetime import timedelta

import pytest
from sqlmodel import Session, delete, select

from returns_app.actions.empty_step import clear_lines, clear_order_number
from returns_app.db.customers import Customer
from returns_app.db.found_by import FoundBy, compounds, email_words, found_by_customer, found_by_return
from returns_app.db.returns import Return, lines_of
from returns_app.db.search_backfill import remember_all
from returns_app.db.search_entries import (
    CUSTOMERS,
    RETURNS,
    SearchEntry,
    SearchItem,
    remember_customer,
    remember_return,
    remember_returns_of,
)
from returns_app.db.search_slips import SearchSlip, closest, forms, learn, unlearn
from returns_app.db.session import database, read_now, write_now
from returns_app.seed import seed_if_empty
from returns_app.seed.bulk import add_many
from tests.factories import NOW, Shop, confirmed, draft, shop

pytestmark = pytest.mark.usefixtures("database")
Kept = tuple[set[tuple[str, str, int]], dict[tuple[str, int], str], set[tuple[str, str]]]


@pytest.fixture
def of(database: object) -> Shop:
    assert database
    return shop()


def kept(session: Session) -> Kept:
    """The entries, the items and the names that are kept."""
    entries = {(one.kind, one.word, one.place) for one in session.exec(select(SearchEntry))}
    items = {(one.kind, one.place): one.words for one in session.exec(select(SearchItem))}
    names = {(one.kind, one.word) for one in session.exec(select(SearchSlip))}
    return entries, items, names


def afresh(session: Session) -> Kept:
    """What they would be if everything were remembered now."""
    found: dict[tuple[str, int], FoundBy] = {}
    for person in session.exec(select(Customer)):
        found[(CUSTOMERS, person.place)] = found_by_customer(person)
    for row in session.exec(select(Return)):
        customer = session.get(Customer, row.customer_id) if row.customer_id else None
        found[(RETURNS, row.reference)] = found_by_return(row, customer, lines_of(session, row.id))
    entries = {(kind, word, place) for (kind, place), by in found.items() for word in by.words}
    items = {key: "".join(f" {word}" for word in sorted(by.words)) for key, by in found.items() if by.words}
    return entries, items, {(kind, name) for (kind, _), by in found.items() for name in by.names}


# The demonstration is made first, which takes long on a busy machine.
@pytest.mark.timeout(400)
def test_the_whole_demonstration_is_found_by_what_it_is_and_so_are_returns_added_by_the_thousand() -> None:
    write_now(seed_if_empty, now=NOW)
    demonstration = read_now(afresh)
    assert read_now(kept) == demonstration
    assert add_many(database().engine, 300, now=NOW + timedelta(days=1)).returns == 300
    assert read_now(kept) == read_now(afresh)
    assert len(read_now(afresh)[1]) > len(demonstration[1]) + 300


def test_what_was_there_before_the_search_is_remembered_once(of: Shop) -> None:
    confirmed(of)
    whole = read_now(kept)

    def forget_everything(session: Session) -> None:
        for table in (SearchEntry, SearchItem, SearchSlip):
            session.exec(delete(table))

    write_now(forget_everything)
    remember_all()
    assert read_now(kept) == whole
    remember_all()
    assert read_now(kept) == whole


def test_what_is_taken_back_is_found_no_more(of: Shop) -> None:
    return_id = draft(of, order="NO-77001")
    write_now(clear_order_number, of.agent, return_id, now=NOW)
    write_now(clear_lines, of.agent, return_id, now=NOW)
    entries, _, _ = read_now(kept)
    words = {word for kind, word, _ in entries if kind == RETURNS}
    assert "visser" in words
    assert not words & {"no77001", "77001", "fjellvind"}
    assert read_now(kept) == read_now(afresh)


def test_a_renamed_customer_is_found_by_the_new_name_and_so_are_the_returns(of: Shop) -> None:
    draft(of)

    def rename(session: Session) -> None:
        person = session.get_one(Customer, of.customer)
        person.search = "marit de boer marit@postvak.test c-10001"
        remember_customer(session, person)
        remember_returns_of(session, person.id)

    write_now(rename)
    entries, _, names = read_now(kept)
    assert {kind for kind, word, _ in entries if word == "marit"} == {CUSTOMERS, RETURNS}
    assert "visser" not in {word for _, word, _ in entries} | {word for _, word in names}
    assert read_now(kept) == read_now(afresh)


def test_remembering_twice_writes_nothing_twice(of: Shop) -> None:
    return_id = draft(of)
    whole = read_now(kept)
    write_now(lambda session: remember_return(session, session.get_one(Return, return_id)))
    assert read_now(kept) == whole


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("NLO-TNT-0312", ["nlotnt0312", "tnt0312", "0312"]),
        ("Meulen-Hoogenboom", ["meulenhoogenboom", "hoogenboom"]),
        ("Sørfjord 65+10", ["sorfjord", "6510", "10"]),
        ("— · !", []),
        ("x" * 500, ["x" * 80]),
    ],
)
def test_what_signs_join_is_found_from_each_of_its_parts_on(text: str, words: list[str]) -> None:
    assert compounds(text) == words


def test_an_address_is_found_whole_and_from_each_part_before_the_at() -> None:
    assert email_words("S.Visser@postvak.example") == ["@svisserpostvakexample", "@visserpostvakexample"]


@pytest.mark.parametrize("typed", ["viser", "vissr", "vissser", "vsiser", "fisser", "vizser"])
def test_a_name_is_closest_to_itself_with_a_letter_wrong(typed: str) -> None:
    write_now(learn, CUSTOMERS, ["visser", "bakker", "hoekstra"])
    assert read_now(closest, CUSTOMERS, typed) == "visser"


def test_what_is_like_no_name_is_mended_to_none_and_forgotten_names_neither() -> None:
    write_now(learn, CUSTOMERS, ["visser"])
    assert read_now(closest, CUSTOMERS, "zzzz") == ""
    write_now(unlearn, CUSTOMERS, ["visser"])
    assert read_now(closest, CUSTOMERS, "viser") == ""
    assert forms("abc") == ["ab", "abc", "ac", "bc"]
