"""Counting what a query asks of the database."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from returns_app.db.session import Database
from tests.watching import statements_sent

Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def counting(database: Database) -> Counting:
    """`with counting() as statements:` collects every statement that reaches the database."""
    assert database
    return statements_sent
