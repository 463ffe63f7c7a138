"""Seeding as such: only into an empty database, and the same every time."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, func, select

from returns_app.db.policies import Reason
from returns_app.db.returns import Return
from returns_app.db.session import Database
from returns_app.seed import seed_if_empty
from tests.databases import PostgresCopies, SqliteCopies

# What the deeds themselves draw at random, on purpose: secrets, and ids of rows that nobody names in advance.
DRAWN = {
    "id", "password_hash", "token_hash", "dedupe_key", "link_id", "label_id", "parcel_id", "shipment_id",
    "checkout_key",
}  # fmt: skip


def test_a_second_seeding_changes_nothing_and_says_so(session: Session, now: datetime) -> None:
    before = contents(session)
    assert seed_if_empty(session, now=now) is False
    assert contents(session) == before


def test_a_database_with_anything_set_up_in_it_is_left_alone(database: Database, now: datetime) -> None:
    def add_own_data(session: Session) -> None:
        session.add(Reason(code="mine", labels={"en": "Mine"}))

    database.write_now(add_own_data)
    assert database.write_now(seed_if_empty, now=now) is False
    with Session(database.engine) as session:
        assert session.exec(select(func.count()).select_from(Return)).one() == 0


def test_the_same_moment_gives_the_same_data(
    session: Session, request: pytest.FixtureRequest, tmp_path: Path, now: datetime
) -> None:
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    made: SqliteCopies | PostgresCopies = request.getfixturevalue(
        "sqlite_copies" if is_sqlite else "postgres_copies"
    )
    with made.copy(tmp_path) as url:
        again = Database(url)
        assert again.write_now(seed_if_empty, now=now) is True
        first, second = contents(session), again.read_now(contents)
        again.close()
    assert first.keys() == second.keys()
    for table, rows in first.items():
        assert rows == second[table], table


def contents(session: Session) -> dict[str, list[str]]:
    """Every row of every table, but for what is drawn at random."""
    return {
        table.name: sorted(_row(dict(row._mapping)) for row in session.connection().execute(table.select()))
        for table in SQLModel.metadata.sorted_tables
    }


def _row(row: dict[str, Any]) -> str:
    facts = row.get("facts")
    if isinstance(facts, dict):
        row["facts"] = {key: value for key, value in facts.items() if key not in {"mail_id", "exception_id"}}
    return repr(sorted((name, value) for name, value in row.items() if name not in DRAWN))
