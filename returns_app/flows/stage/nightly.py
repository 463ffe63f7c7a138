"""What a demonstration does by itself: it keeps a copy ready to be restored, and puts itself back every night."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog

from returns_app.flows.stage.address import close
from returns_app.flows.stage.prepared import copy_path, is_fresh, prepare
from returns_app.flows.stage.reset import put_back
from returns_app.settings import Settings, load

PUBLIC_HOUR: Final = 3
_LOOKS_EVERY_SECONDS: Final = 60.0
# The first visitor comes first.
_AFTER_SECONDS: Final = 5.0
logger = structlog.get_logger(__name__)


def hour_of(settings: Settings) -> int | None:
    """The hour at which the data are made anew; `None` where only somebody's wish does so."""
    if settings.demo_reset_hour >= 0:
        return settings.demo_reset_hour
    return PUBLIC_HOUR if settings.demo_public else None


def last_night(hour: int, *, now: datetime) -> datetime:
    """The newest moment at which that hour began."""
    today = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)


class Night:
    """Remembers when this process last saw to it that the data are put back, and does so once a night.

    Of several processes the first does it, and the others find that it is done.
    """

    def __init__(self, *, since: datetime) -> None:
        self._done = since

    def look(self, now: datetime) -> bool:
        """Put everything back if a night began since the last time; whether it did."""
        hour = hour_of(load())
        if hour is None or self._done >= last_night(hour, now=now):
            return False
        is_put_back = put_back(night=last_night(hour, now=now))
        self._done = now
        if is_put_back:
            logger.info("the demonstration was put back for the night")
        return is_put_back


@contextmanager
def keeping() -> Iterator[None]:
    """Keep the copy ready and mind the nights on a thread of its own, in a demonstration alone.

    At the end the demonstration is closed to whomever it was opened to.
    """
    if not load().demo:
        yield
        return
    ended = threading.Event()
    thread = threading.Thread(target=_keep, args=(ended,), name="nights", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        close()


def _keep(ended: threading.Event) -> None:
    night = Night(since=datetime.now(UTC))
    pause = _AFTER_SECONDS
    while not ended.wait(pause):
        pause = _LOOKS_EVERY_SECONDS
        try:
            if not is_fresh(copy_path()):
                prepare()
            night.look(datetime.now(UTC))
        except Exception:
            # A copy that cannot be made now is made at the next look, or at the wish to go back.
            logger.exception("the demonstration could not be kept ready")
