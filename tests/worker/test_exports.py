"""Exports: whole, by the piece, for their owner's eyes as they are now, and in nobody's way."""

import csv
import threading
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import Session, select

from returns_app.actions.ask_export import MOST_WAITING, ExportWish, ask_export, drop_export
from returns_app.actions.issue_link import send_link
from returns_app.db.accounts import User
from returns_app.db.exports import KEPT, LEASE, Export, claim_export
from returns_app.db.references import ReturnReference
from returns_app.db.returns import Return
from returns_app.db.session import read_now, write_now
from returns_app.domain.actors import Actor, Role
from returns_app.domain.errors import Conflict, Forbidden, NotFound
from returns_app.queries import export_rows
from returns_app.queries.export_rows import HEADING, selected
from returns_app.queries.exports import export_cards, export_folder, ready_file
from returns_app.worker import exports
from returns_app.worker.exports import clear_exports, write_waiting_exports
from returns_app.worker.outbox import send_waiting
from tests.factories import NOW, Shop, agent, linked, requested, shop
from tests.worker.test_outbox import Post

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every piece is told, none is rested after."""
    monkeypatch.setattr(exports, "TOLD_EVERY", 0.0)
    monkeypatch.setattr(exports, "BREATH", 0.0)


def at_noon() -> datetime:
    return NOW


def ask(actor: Actor, query: str = "view=all", kind: str = "csv") -> UUID:
    export_id = uuid4()
    write_now(ask_export, actor, ExportWish(export_id, kind, query), now=NOW)
    return export_id


def of_id(export_id: UUID) -> Export:
    def read(session: Session) -> Export:
        return session.exec(select(Export).where(Export.id == export_id)).one()

    return read_now(read)


def rows_in(actor: Actor, export_id: UUID) -> list[dict[str, str]]:
    path, _ = read_now(ready_file, actor, export_id, now=NOW)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def many(of: Shop, count: int, **fields: Any) -> None:
    """So many requests, a minute apart."""

    def add(session: Session) -> None:
        for number in range(count):
            reference = ReturnReference()
            session.add(reference)
            session.flush()
            at = NOW - timedelta(minutes=number)
            values = {"country": "NL", "status": "authorization_requested"} | fields
            session.add(
                Return(
                    reference=reference.id or 0,
                    path="complete",
                    policy_id=of.policy,
                    customer_id=of.customer,
                    created_at=at,
                    changed_at=at,
                    since=at,
                    **values,
                )
            )

    write_now(add)


def test_an_export_holds_every_column_of_a_return():
    of = shop()
    row = requested(of, quantity=2)
    export_id = ask(of.agent)
    assert write_waiting_exports(at_noon) == 1
    (line,) = rows_in(of.agent, export_id)
    assert tuple(line) == HEADING
    assert line["Customer number"].startswith("C-")
    assert line["E-mail"].endswith("@postvak.test")
    expected = {
        "Number": row.number or "",
        "Reference": str(row.reference),
        "Status": "To authorize",
        "Return type": "Standard",
        "Customer": "Sanne Visser",
        "Country": "NL",
        "Order": "NO-104882",
        "Products": "2 × Fjellvind 3 Tent",
        "Pieces": "2",
        "Value": "698.00",
        "Currency": "EUR",
        "Agent": "Femke",
        "Created": "2026-11-23 10:00",
        "Changed": "2026-11-23 10:00",
        "Waiting since": "2026-11-23 10:00",
    }
    assert {name: line[name] for name in expected} == expected


def test_every_page_of_the_list_comes_once_in_both_kinds_of_file(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(export_rows, "PIECE", 4)
    of = shop()
    many(of, 11)
    as_csv, as_xlsx = ask(of.agent), ask(of.agent, kind="xlsx")
    assert write_waiting_exports(at_noon) == 2
    references = [line["Reference"] for line in rows_in(of.agent, as_csv)]
    path, name = read_now(ready_file, of.agent, as_xlsx, now=NOW)
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert (len(references), len(set(references)), name[-5:]) == (11, 11, ".xlsx")
    assert [str(int(line[1])) for line in sheet[1:]] == references
    assert (of_id(as_csv).status, of_id(as_csv).done_rows, of_id(as_csv).total_rows) == ("done", 11, 11)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("view=authorize", 2),
        ("view=open&country=NL", 2),
        ("view=open&country=DE", 0),
        ("view=done", 1),
        ("q=fjellvind", 1),
        ("view=all&before=2020-01-01T00:00:00+00:00~x", 3),
    ],
)
def test_filters_and_search_bind_the_export_and_the_page_does_not(query: str, count: int):
    of = shop()
    requested(of)
    many(of, 1)
    many(of, 1, status="canceled")
    export_id = ask(of.agent, query)
    write_waiting_exports(at_noon)
    assert len(rows_in(of.agent, export_id)) == count


def test_a_selection_is_exported_and_nothing_else():
    of = shop()
    first, second = requested(of), requested(of)
    requested(of)
    export_id = ask(of.agent, selected([first.reference, second.reference, 99_999_999]))
    write_waiting_exports(at_noon)
    assert {line["Reference"] for line in rows_in(of.agent, export_id)} == {
        str(first.reference),
        str(second.reference),
    }


def test_asking_twice_writes_once_and_six_at_a_time_are_too_many():
    of = shop()
    wish = ExportWish(uuid4(), "csv", "")
    for _ in range(2):
        write_now(ask_export, of.agent, wish, now=NOW)
    for _ in range(MOST_WAITING - 1):
        ask(of.agent)
    with pytest.raises(Conflict):
        ask(of.agent)
    assert write_waiting_exports(at_noon) == MOST_WAITING


@pytest.mark.parametrize(("kind", "query"), [("pdf", ""), ("csv", "q=" + "x" * 4000)])
def test_what_no_page_asks_for_is_refused(kind: str, query: str):
    of = shop()
    with pytest.raises(Conflict):
        ask(of.agent, query, kind)


def test_operators_export_nothing():
    with pytest.raises(Forbidden):
        ask(agent("Olga", Role.OPERATOR))


def test_another_persons_export_is_not_there_whatever_their_role():
    of = shop()
    export_id = ask(of.agent)
    write_waiting_exports(at_noon)
    chief = agent("Chief", Role.ADMIN)
    with pytest.raises(NotFound):
        read_now(ready_file, chief, export_id, now=NOW)
    with pytest.raises(NotFound):
        write_now(drop_export, chief, export_id, now=NOW)
    with pytest.raises(NotFound):
        write_now(ask_export, chief, ExportWish(export_id, "csv", ""), now=NOW)
    assert read_now(export_cards, chief, now=NOW) == []


def test_an_export_holds_the_owners_scope_and_no_more():
    of = shop()
    many(of, 2)
    many(of, 3, country="DE")
    german = scoped(of.agent, "DE")
    export_id = ask(of.agent)
    write_waiting_exports(at_noon)
    assert {line["Country"] for line in rows_in(german, export_id)} == {"DE"}
    # Written with one scope, it is no file for another: not for a wider one either.
    wider = scoped(of.agent)
    with pytest.raises(NotFound):
        read_now(ready_file, wider, export_id, now=NOW)


@pytest.mark.parametrize("change", [{"active": False}, {"countries": ["DE"]}, {"role": "operator"}])
def test_whoever_loses_rights_halfway_gets_nothing(monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]):
    monkeypatch.setattr(export_rows, "PIECE", 2)
    of = shop()
    many(of, 9)
    export_id = ask(of.agent)
    after_pieces(monkeypatch, 2, lambda: write_now(change_user, of.agent, change))
    write_waiting_exports(at_noon)
    assert of_id(export_id).status == "failed"
    assert list(export_folder().glob(f"{export_id}*")) == []


def test_whoever_was_switched_off_before_it_began_gets_nothing():
    of = shop()
    export_id = ask(of.agent)
    write_now(change_user, of.agent, {"active": False})
    assert write_waiting_exports(at_noon) == 0
    assert of_id(export_id).status == "failed"


def test_a_canceled_export_stops_at_the_next_piece_and_leaves_no_file(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(export_rows, "PIECE", 2)
    of = shop()
    many(of, 9)
    export_id = ask(of.agent)
    pieces = after_pieces(monkeypatch, 2, lambda: write_now(drop_export, of.agent, export_id, now=NOW))
    write_waiting_exports(at_noon)
    assert (of_id(export_id).status, len(pieces)) == ("canceled", 3)
    assert list(export_folder().glob(f"{export_id}*")) == []
    assert read_now(export_cards, of.agent, now=NOW) == []


def test_dropping_a_finished_export_takes_the_file_away():
    of = shop()
    export_id = ask(of.agent)
    write_waiting_exports(at_noon)
    for _ in range(2):
        write_now(drop_export, of.agent, export_id, now=NOW)
    with pytest.raises(NotFound):
        rows_in(of.agent, export_id)
    assert clear_exports(lambda: NOW) == 1


def test_a_file_is_kept_for_a_day():
    of = shop()
    export_id = ask(of.agent)
    write_waiting_exports(at_noon)
    path, _ = read_now(ready_file, of.agent, export_id, now=NOW)
    assert clear_exports(lambda: NOW + KEPT - timedelta(seconds=1)) == 0
    later = NOW + KEPT
    with pytest.raises(NotFound):
        read_now(ready_file, of.agent, export_id, now=later)
    assert path.exists()
    assert clear_exports(lambda: later) >= 1
    assert not path.exists()
    assert read_now(export_cards, of.agent, now=NOW) == []


def test_an_export_whose_worker_died_begins_anew_and_the_dead_one_cannot_end_it():
    of = shop()
    many(of, 3)
    export_id = ask(of.agent)
    taken = write_now(claim_export, now=NOW)
    assert taken is not None
    assert taken.id == export_id
    assert write_waiting_exports(at_noon) == 0
    after_lease = NOW + LEASE + timedelta(seconds=1)
    assert write_waiting_exports(lambda: after_lease) == 1
    assert len(rows_in(of.agent, export_id)) == 3


def test_a_worker_that_was_overtaken_writes_nothing_more(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(export_rows, "PIECE", 2)
    of = shop()
    many(of, 5)
    export_id = ask(of.agent)

    def overtake() -> None:
        write_now(claim_export, now=NOW + LEASE + timedelta(seconds=1))

    after_pieces(monkeypatch, 2, overtake)
    write_waiting_exports(at_noon)
    assert of_id(export_id).status == "running"
    assert list(export_folder().glob(f"{export_id}*")) == []


def test_a_stopped_worker_gives_back_what_it_has_in_hand(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(export_rows, "PIECE", 2)
    of = shop()
    many(of, 9)
    export_id = ask(of.agent)
    stopped = threading.Event()
    after_pieces(monkeypatch, 2, stopped.set)
    write_waiting_exports(at_noon, stopped=stopped.is_set)
    assert of_id(export_id).status == "wanted"
    write_waiting_exports(at_noon)
    assert len(rows_in(of.agent, export_id)) == 9


def test_a_failure_is_said_and_does_not_end_the_others(monkeypatch: pytest.MonkeyPatch):
    of = shop()
    many(of, 1)
    first, second = ask(of.agent), ask(of.agent)

    def fail() -> None:
        raise OSError("the disk is full")

    after_pieces(monkeypatch, 1, fail)
    write_waiting_exports(at_noon)
    assert {of_id(first).status, of_id(second).status} == {"failed", "done"}
    assert {card.look for card in read_now(export_cards, of.agent, now=NOW)} == {"failed", "done"}


def test_progress_is_told_while_it_is_written(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(export_rows, "PIECE", 2)
    of = shop()
    many(of, 7)
    ask(of.agent)
    seen: list[str] = []
    after_pieces(monkeypatch, 3, lambda: seen.append(read_now(export_cards, of.agent, now=NOW)[0].words))
    write_waiting_exports(at_noon)
    assert seen == ["6 of 7 rows"]


def test_mails_go_out_while_a_large_export_is_written(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(export_rows, "PIECE", 2)
    of = shop()
    many(of, 6)
    export_id = ask(of.agent)
    halfway, mailed = threading.Event(), threading.Event()

    def wait_for_the_mail() -> None:
        halfway.set()
        assert mailed.wait(20)

    after_pieces(monkeypatch, 2, wait_for_the_mail)
    writer = threading.Thread(target=write_waiting_exports, args=(at_noon,))
    writer.start()
    assert halfway.wait(20)
    post = Post()
    return_id, _ = linked(of)
    write_now(send_link, of.agent, return_id, key="1", now=NOW)
    assert send_waiting(post, at_noon) == 1
    assert of_id(export_id).status == "running"
    mailed.set()
    writer.join(30)
    assert (len(post.sent), of_id(export_id).status) == (1, "done")


def change_user(session: Session, actor: Actor, fields: dict[str, Any]) -> None:
    user = session.exec(select(User).where(User.id == actor.id)).one()
    for name, value in fields.items():
        setattr(user, name, value)
    session.add(user)


def scoped(actor: Actor, *countries: str) -> Actor:
    """The same person with another scope, in the database too."""
    write_now(change_user, actor, {"countries": list(countries)})
    return Actor(actor.kind, actor.id, actor.name, role=actor.role, countries=frozenset(countries))


def after_pieces(monkeypatch: pytest.MonkeyPatch, count: int, act: Any) -> list[str]:
    """Let something happen before the piece after so many is read, once. Gives the pieces that were read."""
    pieces: list[str] = []
    real = exports.read_now
    done = []

    def read(fn: Any, *args: Any, **kwargs: Any) -> Any:
        if "after" in kwargs:
            if len(pieces) == count and not done:
                done.append(True)
                act()
            answer = real(fn, *args, **kwargs)
            pieces.append(kwargs["after"])
            return answer
        return real(fn, *args, **kwargs)

    monkeypatch.setattr(exports, "read_now", read)
    return pieces
