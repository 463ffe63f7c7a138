"""Putting a demonstration back: what comes again, what goes, and what stays."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, select
from sqlmodel import Session, SQLModel

from returns_app.actions.cancel_return import cancel_return
from returns_app.actions.sign_in import start_session, who_is
from returns_app.db.accounts import User
from returns_app.db.audit import note
from returns_app.db.customers import Customer
from returns_app.db.session import Database, write
from returns_app.domain.actors import Role
from returns_app.domain.errors import NotFound
from returns_app.flows.stage import prepared, reset
from returns_app.live import watch
from tests.factories import NOW, Shop, agent, draft, get, linked, shop

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def of(database: Database) -> Shop:
    return shop()


def everything(database: Database) -> Rows:
    """Every row of every table that a reset exchanges."""
    tables = [
        table for table in SQLModel.metadata.sorted_tables if table.name not in {"audit", "user_sessions"}
    ]
    with database.engine.connect() as connection:
        return {
            table.name: sorted((dict(row) for row in connection.execute(select(table)).mappings()), key=str)
            for table in tables
        }


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the copy of this test is."""
    monkeypatch.setattr(prepared, "copy_path", lambda: tmp_path / "folder" / "copy.db")
    return tmp_path / "folder"


def copied(database: Database) -> Path:
    """A copy of the database as it stands, as the command line keeps one of what it has just made."""
    prepared.keep(database.engine)
    return prepared.copy_path()


def user(database: Database, name: str) -> User:
    made = User(email=f"{name}@desk.test", name=name, role=Role.AGENT, password_hash="", created_at=NOW)
    database.write_now(lambda session: session.add(made))
    return made


def test_everything_is_as_it_was_and_what_visitors_made_is_gone(database: Database, of: Shop) -> None:
    """Changed rows come back, new ones go, under the same ids; the next entry of the timeline gets a free number."""
    kept, _token = linked(of)
    before, copy = everything(database), copied(database)
    database.write_now(cancel_return, agent(), kept, version=get(kept).version, now=NOW)
    draft(of)
    assert everything(database) != before
    database.write_now(reset.restore, copy, now=NOW)
    assert everything(database) == before
    database.write_now(cancel_return, agent(), kept, version=get(kept).version, now=NOW)


def test_rows_that_point_to_rows_of_their_own_table_come_after_those(database: Database, of: Shop) -> None:
    first, second = (
        Customer(
            id=uuid4(), number=f"C-{place}", name="Kim", email="kim@post.test", place=place, created_at=NOW
        )
        for place in (7001, 7002)
    )

    def add(session: Session) -> None:
        for one in (second, first):
            session.add(one)
            session.flush()
        second.merged_into = first.id

    database.write_now(add)
    before, copy = everything(database), copied(database)
    database.write_now(reset.restore, copy, now=NOW)
    assert everything(database) == before


def test_who_is_signed_in_stays_so_and_who_is_not_does_not_come_back(database: Database) -> None:
    """Sessions of the copy, of people who are gone, and those that ended are not there afterwards."""
    ada = user(database, "ada")
    in_the_copy = database.write_now(start_session, ada.id, now=NOW)
    copy = copied(database)
    database.write_now(lambda session: session.delete(session.get(User, ada.id)))
    database.write_now(lambda session: session.add(User(**ada.model_dump())))
    bob = user(database, "bob")
    mine = database.write_now(start_session, ada.id, now=NOW)
    his = database.write_now(start_session, bob.id, now=NOW)
    old = database.write_now(start_session, ada.id, now=NOW - timedelta(days=90))
    database.write_now(reset.restore, copy, now=NOW)
    living = [
        token
        for token in (in_the_copy, mine, his, old)
        if database.read_now(who_is, token, now=NOW) is not None
    ]
    assert living == [mine]
    with database.engine.connect() as connection:
        assert len(connection.execute(select(SQLModel.metadata.tables["user_sessions"])).all()) == 1


def test_the_audit_stays(database: Database, of: Shop) -> None:
    copy = copied(database)
    database.write_now(note, agent(), "signed_in", now=NOW)
    database.write_now(reset.restore, copy, now=NOW)
    with database.engine.connect() as connection:
        noted = [row.what for row in connection.execute(select(SQLModel.metadata.tables["audit"]))]
    assert "signed_in" in noted


async def test_open_pages_of_old_and_of_new_returns_read_again(database: Database, of: Shop) -> None:
    kept, _token = linked(of)
    copy = copied(database)
    for watched in (draft(of), kept, None):
        async with aclosing(watch(watched)) as notices:
            first = asyncio.ensure_future(anext(notices))
            await asyncio.sleep(0)
            await write(reset.restore, copy, now=NOW)
            assert await first or await anext(notices), watched


def test_a_copy_of_other_tables_is_refused(database: Database, of: Shop) -> None:
    """Rows of a table that is missing on either side would stay without a word. The transaction changes nothing."""
    kept, _token = linked(of)
    copy = copied(database)
    before = everything(database)
    for odd, change in (
        ("unknown", "CREATE TABLE unknown (id INTEGER)"),
        ("messages", "DROP TABLE messages"),
    ):
        engine = create_engine(f"sqlite:///{copy}")
        with engine.begin() as connection:
            connection.exec_driver_sql(change)
        engine.dispose()
        with pytest.raises(RuntimeError, match=odd):
            database.write_now(reset.restore, copy, now=NOW)
        assert everything(database) == before
    assert get(kept).id == kept


def test_of_those_who_put_it_back_for_the_night_the_first_does_so(database: Database, of: Shop) -> None:
    """Two processes at the same moment; the next night comes again, and so does whoever presses the button."""
    copy, night = copied(database), NOW - timedelta(hours=6)
    with ThreadPoolExecutor(4) as threads:
        tried = [
            threads.submit(database.write_now, reset.restore, copy, now=NOW, night=night) for _ in range(4)
        ]
        assert sorted(one.result() for one in tried) == [False, False, False, True]
    assert database.write_now(reset.restore, copy, now=NOW) is True
    tomorrow = {"now": NOW + timedelta(days=1), "night": night + timedelta(days=1)}
    assert [database.write_now(reset.restore, copy, **tomorrow) for _ in range(2)] == [True, False]


def test_two_who_press_at_once_both_get_what_they_want(database: Database, of: Shop) -> None:
    """Though somebody else goes on writing meanwhile, whose draft may be gone before it is whole."""

    def write_on() -> None:
        for _ in range(5):
            with suppress(NotFound):
                draft(of)

    kept, _token = linked(of)
    before, copy = everything(database), copied(database)
    with ThreadPoolExecutor(4) as threads:
        pressed = [threads.submit(database.write_now, reset.restore, copy, now=NOW) for _ in range(3)]
        written = threads.submit(write_on)
        assert all(one.result() for one in pressed)
        written.result()
    database.write_now(reset.restore, copy, now=NOW)
    assert everything(database) == before
    assert get(kept).id == kept


def test_the_copy_is_made_once_and_again_when_it_is_old(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    made: list[Path] = []

    def make(words: list[str], **_how: object) -> None:
        made.append(Path(words[-1]))
        made[-1].write_bytes(b"")

    monkeypatch.setattr(prepared.subprocess, "run", make)
    prepared.prepare()
    prepared.prepare()
    assert made == [folder / "copy.db"]
    monkeypatch.setattr(prepared, "OLDEST_COPY_SECONDS", -1)
    prepared.prepare()
    assert len(made) == 2


def test_right_after_the_data_were_made_a_reset_makes_nothing_anew(
    database: Database, of: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command that fills an empty database keeps the copy; everything is in it, and it counts as fresh."""
    monkeypatch.setattr(prepared.subprocess, "run", None)
    kept, _token = linked(of)
    before, copy = everything(database), copied(database)
    prepared.prepare()
    assert prepared.is_fresh(copy)
    database.write_now(cancel_return, agent(), kept, version=get(kept).version, now=NOW)
    database.write_now(reset.restore, copy, now=NOW)
    assert everything(database) == before


def test_a_copy_of_other_tables_or_of_another_key_has_another_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Links of the copy are derived from the key: they would open nothing under another one."""
    monkeypatch.undo()
    name = prepared.copy_path()
    assert prepared.copy_path() == name
    monkeypatch.setattr(type(prepared.load()), "key", lambda _self: b"another key")
    assert prepared.copy_path() != name
