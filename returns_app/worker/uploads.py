"""Photos that nobody finished sending are swept away."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlmodel import Session, col, delete

from returns_app.db.photos import Upload
from returns_app.db.session import write_now

# Whoever lost the connection in the evening may go on in the morning.
KEPT_FOR: Final = timedelta(days=1)
_EVERY_SECONDS: Final = 600.0


def sweep_uploads(session: Session, *, now: datetime) -> int:
    """Delete the uploads to which nothing came for a day; how many."""
    old = delete(Upload).where(col(Upload.changed_at) < now - KEPT_FOR)
    return session.connection().execute(old).rowcount


def sweeper() -> Callable[[], int]:
    """A work for the worker's loop that sweeps now and then, and at once when it begins."""
    due = 0.0

    def sweep() -> int:
        nonlocal due
        if time.monotonic() < due:
            return 0
        due = time.monotonic() + _EVERY_SECONDS
        return write_now(sweep_uploads, now=datetime.now(UTC))

    return sweep
