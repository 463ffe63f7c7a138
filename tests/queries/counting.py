"""How many statements a query sends."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from returns_app.db.session import database, read_now


def statements(fn: Callable[..., Any], *args: Any, **kwargs: Any) -> int:
    """Run a query in a transaction of its own and count what it sends to the database."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    engine = database().engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        read_now(fn, *args, **kwargs)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len([one for one in sent if not one.startswith(("PRAGMA", "BEGIN"))])
