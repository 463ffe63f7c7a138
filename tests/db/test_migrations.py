"""The schema is what Alembic makes of it: up, down, and nothing that the tables say more."""

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect
from sqlmodel import SQLModel

from returns_app.db.session import make_engine
from tests.databases import alembic_config, migrate


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    engine = make_engine(database_url)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def table_names(url: str) -> set[str]:
    engine = make_engine(url)
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    return names - {"alembic_version"}


def test_migrations_go_up_down_to_nothing_and_up_again(empty_database_url: str) -> None:
    migrate(empty_database_url)
    first = table_names(empty_database_url)
    command.downgrade(alembic_config(empty_database_url), "base")
    between = table_names(empty_database_url)
    migrate(empty_database_url)
    assert between == set()
    assert table_names(empty_database_url) == first
    assert first


def test_the_migrated_schema_is_the_one_the_tables_describe(connection: Connection) -> None:
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "compare_server_default": True}
    )
    assert compare_metadata(context, SQLModel.metadata) == []


def test_every_table_is_migrated(connection: Connection) -> None:
    migrated = set(inspect(connection).get_table_names())
    assert set(SQLModel.metadata.tables) <= migrated
