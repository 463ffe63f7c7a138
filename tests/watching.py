"""What is sent to the database meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from returns_app.db.session import database


def _any(statement: str) -> bool:
    return statement != ""


@contextmanager
def statements_sent(counts: Callable[[str], object] = _any) -> Iterator[list[str]]:
    """Every statement sent to the process's database, or those that count."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if counts(statement):
            sent.append(statement)

    engine = database().engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
