"""Counting what a query asks of the database."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from sqlalchemy import event

from returns_app.db.session import Database

Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def counting(database: Database) -> Counting:
    """`with counting() as statements:` collects every statement that reaches the database."""

    @contextmanager
    def count() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(database.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(database.engine, "before_cursor_execute", note)

    return count
