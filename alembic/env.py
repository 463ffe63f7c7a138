"""How Alembic reaches our database and what it compares it with: all the tables there are.

The address is `-x url=...`, else what the caller put in `config.attributes["url"]`, else the settings' own.
"""

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlmodel import AutoString

import returns_app.db.all_tables  # noqa: F401 - the tables to compare with
from returns_app.db.columns import UtcDateTime, metadata
from returns_app.settings import load


def database_url() -> str:
    """Say which database is meant."""
    named: str | None = context.get_x_argument(as_dictionary=True).get("url")
    return named or context.config.attributes.get("url") or load().database


def plain_engine(url: str) -> Engine:
    """Make an engine without the app's pragmas: rebuilding a table on SQLite needs foreign keys off."""
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin_immediate)
    return engine


def render_item(kind: str, item: object, _context: AutogenContext) -> str | bool:
    """Write our column types in SQLAlchemy's words: a migration imports nothing of ours."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def migrate(connection: Connection) -> None:
    """Run what was asked for over one connection, in one transaction: all of it, or nothing."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render_item,
        compare_server_default=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def print_statements(url: str) -> None:
    """Write the SQL instead of running it (`alembic upgrade head --sql`)."""
    context.configure(url=url, target_metadata=metadata, literal_binds=True, render_item=render_item)
    with context.begin_transaction():
        context.run_migrations()


def _leave_transactions_to_us(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's connection
    # Left alone, Python's driver commits before a table is made: a failed migration would stay half done.
    connection.isolation_level = None


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


if context.is_offline_mode():
    print_statements(database_url())
else:
    own_engine = plain_engine(database_url())
    with own_engine.connect() as own_connection:
        migrate(own_connection)
    own_engine.dispose()
