"""Asking for a fresh link behind the answer, so that neither what is answered nor how soon tells whether it was real."""

import asyncio
from datetime import UTC, datetime

import structlog

from returns_app.actions.open_link import ask_fresh_link
from returns_app.db.session import write

logger = structlog.get_logger(__name__)
# A task that nobody holds may be collected before it ends.
_under_way: set[asyncio.Task[None]] = set()


def ask_later(token: str) -> None:
    """Look the token up, and mail a fresh link if that is due, after the caller has answered."""
    task = asyncio.create_task(_ask(token))
    _under_way.add(task)
    task.add_done_callback(_under_way.discard)


async def all_asked() -> None:
    """Wait for everything that is still under way."""
    await asyncio.gather(*_under_way)


async def _ask(token: str) -> None:
    try:
        await write(ask_fresh_link, token, now=datetime.now(UTC))
    except Exception:
        # Nobody waits for it any more; the customer may ask again.
        logger.exception("a fresh link could not be made")
