"""Reminding customers once of a link, a label or a pickup that they left lying, without an agent who thinks of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from returns_app.actions.remind import remind_unasked
from returns_app.db.session import read_now, write_now
from returns_app.db.unreminded import unreminded
from returns_app.domain.errors import Refusal
from returns_app.domain.lifecycle import Status
from returns_app.settings import load
from returns_app.worker.clock import Clock, utc_now

# A parcel is some days on its way before anybody can say that it was not sent.
AFTER: Final = {
    Status.AWAITING_CUSTOMER: timedelta(days=3),
    Status.APPROVED: timedelta(days=3),
    Status.PICKUP_REQUESTED: timedelta(days=2),
    Status.SUBMITTED: timedelta(days=7),
}
# Whoever was forgotten for longer is not written to out of the blue, on the first day of these reminders least of all.
_SPAN = timedelta(days=2)
_PAUSE = timedelta(minutes=10)
logger = structlog.get_logger(__name__)


def reminding(clock: Clock = utc_now) -> Callable[[], int]:
    """Work that looks every ten minutes for customers to remind; none at all in a demonstration, or where it is off."""
    settings = load()
    due: list[datetime] = []

    def remind() -> int:
        now = clock()
        if settings.demo or not settings.reminders or (due and now < due[0]):
            return 0
        due[:] = [now + _PAUSE]
        return remind_waiting(now)

    return remind


def remind_waiting(now: datetime) -> int:
    """Remind those whose day has come. Returns how many mails were posted."""
    return sum(_remind(return_id, now) for return_id in _waiting(now))


def _waiting(now: datetime) -> list[UUID]:
    found: list[UUID] = []
    for status, after in AFTER.items():
        found += read_now(unreminded, status.value, since=(now - after - _SPAN, now - after))
    return found


def _remind(return_id: UUID, now: datetime) -> bool:
    try:
        return write_now(remind_unasked, return_id, now=now)
    except Refusal as refusal:
        # It moved on meanwhile, or its return type has ended: there is nothing to remind of.
        logger.info("nobody was reminded", return_id=str(return_id), why=str(refusal.sentence))
        return False
