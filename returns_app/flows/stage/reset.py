"""Putting a demonstration back: all of its rows are exchanged for those of a copy that was prepared before.

Making the data takes seconds, exchanging the rows a part of one. The ids are the same every time, so that links that
are out, sessions and open pages stand for the same things afterwards.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, Table, create_engine, inspect, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, SQLModel, col, select

from returns_app.db.accounts import User, UserSession
from returns_app.db.audit import AuditEntry, note
from returns_app.db.returns import Return
from returns_app.db.session import CHANGED, write_now
from returns_app.db.traces import fold_log
from returns_app.domain.actors import SYSTEM
from returns_app.flows.stage.prepared import KEPT, copy_path, fill, prepare, rows_of
from returns_app.flows.who import forget_everybody
from returns_app.worker.exports import clear_exports

_USERS, _SESSIONS, _RETURNS = (
    SQLModel.metadata.tables[str(one.__tablename__)] for one in (User, UserSession, Return)
)
# By this name the audit tells of it.
PUT_BACK: Final = "demonstration_put_back"
_PATIENCE_SECONDS: Final = 30.0
_LOOK_SECONDS: Final = 0.02


def put_back(*, night: datetime | None = None) -> bool:
    """Exchange all rows for those of the copy, and let every open page read again. Call it on a thread.

    Nothing of what visitors wrote or sent stays in the file of the database, nor beside it. With `night` only if
    nobody has done so since that moment, in whatever process; whether it was done.
    """
    prepare()
    if not write_now(restore, copy_path(), now=datetime.now(UTC), night=night):
        return False
    forget_everybody()
    fold_log()
    clear_exports()
    return True


def restore(session: Session, copy: Path, *, now: datetime, night: datetime | None = None) -> bool:
    """Exchange all rows for those of the copy, in this transaction; not if that was done since `night`.

    Sessions that live stay, so that nobody is thrown out of an open page, and so does the audit.
    """
    here = session.connection()
    with _reading(copy) as prepared:
        tables = _exchanged(prepared)
        _keep_others_out(here, tables)
        if night and _is_done_since(session, night):
            return False
        sessions = [
            one for one in rows_of(here, _SESSIONS) if one["expires_at"] > now and not one["revoked_at"]
        ]
        changed = _ids(here, _RETURNS)
        for table in reversed(tables):
            here.execute(table.delete())
        for table in tables:
            if table is not _SESSIONS:
                fill(here, table, rows_of(prepared, table))
    people = _ids(here, _USERS)
    fill(here, _SESSIONS, [one for one in sessions if one["user_id"] in people])
    session.info.setdefault(CHANGED, set()).update(changed | _ids(here, _RETURNS))
    note(session, SYSTEM, PUT_BACK, now=now)
    return True


@contextmanager
def _reading(copy: Path) -> Iterator[Connection]:
    source = create_engine(f"sqlite:///{copy}")
    try:
        with source.connect() as prepared:
            yield prepared
    finally:
        source.dispose()


def _exchanged(prepared: Connection) -> list[Table]:
    """The tables to exchange, all there are. Raises `RuntimeError` where the copy has others than this process knows.

    One that is missing on either side would keep its rows without a word.
    """
    tables = [table for table in SQLModel.metadata.sorted_tables if table.name not in KEPT]
    found = set(inspect(prepared).get_table_names()) - KEPT
    if odd := found ^ {table.name for table in tables}:
        message = f"the copy was made of other tables than there are: {sorted(odd)}"
        raise RuntimeError(message)
    return tables


def _keep_others_out(here: Connection, tables: list[Table]) -> None:
    """Let nobody write until this transaction ends. SQLite has a single writer anyway.

    All tables are taken at once or none: who waited with some in hand, and a writer with others, would wait for ever.
    """
    if here.dialect.name != "postgresql":
        return
    names = ", ".join(here.dialect.identifier_preparer.format_table(table) for table in tables)
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            with here.begin_nested():
                here.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE NOWAIT"))
        except OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(_LOOK_SECONDS)
        else:
            return


def _is_done_since(session: Session, night: datetime) -> bool:
    done = select(AuditEntry).where(AuditEntry.what == PUT_BACK, col(AuditEntry.at) >= night)
    return session.exec(done.limit(1)).first() is not None


def _ids(connection: Connection, table: Table) -> set[UUID]:
    return {row.id for row in connection.execute(table.select().with_only_columns(table.c.id))}
