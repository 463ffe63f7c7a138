"""Actions that leave no trace, so that many can be tried on the same data one after the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlmodel import Session

from returns_app.db.session import Database


@contextmanager
def undone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let `write` send everything to the database and then take it back."""

    def write_and_undo(self: Database, fn: Any, *args: Any, **kwargs: Any) -> Any:
        with self._turn, Session(self.engine, expire_on_commit=False) as session:
            answer = fn(session, *args, **kwargs)
            session.flush()
            return answer

    with monkeypatch.context() as patched:
        patched.setattr(Database, "write_now", write_and_undo)
        yield
