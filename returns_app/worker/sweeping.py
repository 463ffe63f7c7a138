"""What is over is swept away: photos that nobody finished sending, sessions and links of staff that ended long ago."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlmodel import Session, col, delete, func

from returns_app.db.accounts import UserSession
from returns_app.db.password_resets import PasswordReset
from returns_app.db.photos import Upload
from returns_app.db.session import write_now

# Whoever lost the connection in the evening may go on in the morning.
KEPT_FOR: Final = timedelta(days=1)
# Who asks whose browser it was asks within some weeks. The audit keeps who signed in and from where, and needs neither.
ENDED_KEPT_FOR: Final = timedelta(days=30)
_EVERY_SECONDS: Final = 600.0


def sweep_uploads(session: Session, *, now: datetime) -> int:
    """Delete the uploads to which nothing came for a day; how many."""
    old = delete(Upload).where(col(Upload.changed_at) < now - KEPT_FOR)
    return session.connection().execute(old).rowcount


def sweep_ended(session: Session, *, now: datetime) -> int:
    """Delete the sessions of staff, and their links for a new password, that ended a month ago; how many."""
    swept = 0
    for table, ended in ((UserSession, UserSession.revoked_at), (PasswordReset, PasswordReset.ended_at)):
        end = func.coalesce(col(ended), col(table.expires_at))
        swept += session.connection().execute(delete(table).where(end < now - ENDED_KEPT_FOR)).rowcount
    return swept


def sweeper() -> Callable[[], int]:
    """A work for the worker's loop that sweeps now and then, and at once when it begins."""
    due = 0.0

    def sweep() -> int:
        nonlocal due
        if time.monotonic() < due:
            return 0
        due = time.monotonic() + _EVERY_SECONDS
        now = datetime.now(UTC)
        return write_now(sweep_uploads, now=now) + write_now(sweep_ended, now=now)

    return sweep
