"""How many statements a query sends."""

from collections.abc import Callable
from typing import Any

from returns_app.db.session import read_now
from tests.watching import statements_sent


def statements(fn: Callable[..., Any], *args: Any, **kwargs: Any) -> int:
    """Run a query in a transaction of its own and count what it sends to the database."""
    with statements_sent() as sent:
        read_now(fn, *args, **kwargs)
    return len([one for one in sent if not one.startswith(("PRAGMA", "BEGIN"))])
