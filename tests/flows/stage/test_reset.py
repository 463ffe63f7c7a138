"""Putting a demonstration back: what comes again, what goes, and what stays."""

import asyncio
from contextlib import aclosing
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
from returns_app.flows.stage import reset
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


def copied(database: Database, folder: Path) -> Path:
    """A copy of the database as it stands, as the command line prepares one."""
    path = folder / "copy.db"
    copy = create_engine(f"sqlite:///{path}")
    SQLModel.metadata.create_all(copy)
    with database.engine.connect() as source, copy.begin() as target:
        for table in SQLModel.metadata.sorted_tables:
            reset._fill(target, table, reset._rows(source, table))
    copy.dispose()
    return path


def user(database: Database, name: str) -> User:
    made = User(email=f"{name}@desk.test", name=name, role=Role.AGENT, password_hash="", created_at=NOW)
    database.write_now(lambda session: session.add(made))
    return made


def test_everything_is_as_it_was_and_what_visitors_made_is_gone(
    database: Database, of: Shop, tmp_path: Path
) -> None:
    """Changed rows come back, new ones go, under the same ids; the next entry of the timeline gets a free number."""
    kept, _token = linked(of)
    before, copy = everything(database), copied(database, tmp_path)
    database.write_now(cancel_return, agent(), kept, version=get(kept).version, now=NOW)
    draft(of)
    assert everything(database) != before
    database.write_now(reset.restore, copy, now=NOW)
    assert everything(database) == before
    database.write_now(cancel_return, agent(), kept, version=get(kept).version, now=NOW)


def test_rows_that_point_to_rows_of_their_own_table_come_after_those(
    database: Database, of: Shop, tmp_path: Path
) -> None:
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
    before, copy = everything(database), copied(database, tmp_path)
    database.write_now(reset.restore, copy, now=NOW)
    assert everything(database) == before


def test_who_is_signed_in_stays_so_and_who_is_not_does_not_come_back(
    database: Database, tmp_path: Path
) -> None:
    """Sessions of the copy, of people who are gone, and those that ended are not there afterwards."""
    ada = user(database, "ada")
    in_the_copy = database.write_now(start_session, ada.id, now=NOW)
    copy = copied(database, tmp_path)
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


def test_the_audit_stays(database: Database, of: Shop, tmp_path: Path) -> None:
    copy = copied(database, tmp_path)
    database.write_now(note, agent(), "signed_in", now=NOW)
    database.write_now(reset.restore, copy, now=NOW)
    with database.engine.connect() as connection:
        noted = [row.what for row in connection.execute(select(SQLModel.metadata.tables["audit"]))]
    assert "signed_in" in noted


async def test_open_pages_of_old_and_of_new_returns_read_again(
    database: Database, of: Shop, tmp_path: Path
) -> None:
    kept, _token = linked(of)
    copy = copied(database, tmp_path)
    for watched in (draft(of), kept, None):
        async with aclosing(watch(watched)) as notices:
            first = asyncio.ensure_future(anext(notices))
            await asyncio.sleep(0)
            await write(reset.restore, copy, now=NOW)
            assert await first or await anext(notices), watched


def test_a_copy_with_a_table_that_nobody_knows_is_refused(
    database: Database, of: Shop, tmp_path: Path
) -> None:
    """Its rows would be left out without a word. The transaction changes nothing."""
    kept, _token = linked(of)
    copy = copied(database, tmp_path)
    engine = create_engine(f"sqlite:///{copy}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE unknown (id INTEGER)")
    engine.dispose()
    before = everything(database)
    with pytest.raises(RuntimeError, match="unknown"):
        database.write_now(reset.restore, copy, now=NOW)
    assert everything(database) == before
    assert get(kept).id == kept


def test_the_copy_is_made_once_and_again_when_it_is_old(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made: list[Path] = []

    def make(words: list[str], **_how: object) -> None:
        made.append(Path(words[-1]))
        made[-1].write_bytes(b"")

    monkeypatch.setattr(reset, "copy_path", lambda: tmp_path / "folder" / "one.db")
    monkeypatch.setattr(reset.subprocess, "run", make)
    reset.prepare()
    reset.prepare()
    assert len(made) == 1
    monkeypatch.setattr(reset, "OLDEST_COPY_SECONDS", -1)
    reset.prepare()
    assert len(made) == 2


def test_a_copy_of_other_tables_or_of_another_key_has_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Links of the copy are derived from the key: they would open nothing under another one."""
    name = reset.copy_path()
    assert reset.copy_path() == name
    monkeypatch.setattr(type(reset.load()), "key", lambda _self: b"another key")
    assert reset.copy_path() != name
