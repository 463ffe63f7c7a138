"""How often one may try something: counted for all processes in Redis, and in this one where there is none.

While Redis is away each process counts for itself, so that nobody is kept out and nobody may try without end. The
answers may wait a moment for Redis: call them on a thread.
"""

from functools import cache
from typing import Final

import structlog
from limits import RateLimitItem
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from redis.exceptions import RedisError

from returns_app.settings import load

logger = structlog.get_logger(__name__)
PATIENCE_SECONDS: Final = 0.5


def may_try(limit: RateLimitItem, *what: str) -> bool:
    """Count one attempt; whether it is still within the limit."""
    try:
        return _shared().hit(limit, *what)
    except RedisError as error:
        logger.warning("attempts are counted in this process alone: Redis is away", error=str(error))
        return _own().hit(limit, *what)


def take_back(limit: RateLimitItem, *what: str) -> None:
    """Count one attempt less: it was none of those that are to be few."""
    try:
        _shared().hit(limit, *what, cost=-1)
    except RedisError as error:
        logger.warning("an attempt was not taken back: Redis is away", error=str(error))
        _own().hit(limit, *what, cost=-1)


def forget(limit: RateLimitItem, *what: str) -> None:
    """Begin to count anew."""
    _own().clear(limit, *what)
    try:
        _shared().clear(limit, *what)
    except RedisError as error:
        logger.warning("attempts were not forgotten: Redis is away", error=str(error))


@cache
def _shared() -> FixedWindowRateLimiter:
    url = load().redis_url
    if not url:
        return _own()
    patience = {"socket_timeout": PATIENCE_SECONDS, "socket_connect_timeout": PATIENCE_SECONDS}
    return FixedWindowRateLimiter(storage_from_string(url, wrap_exceptions=False, **patience))


@cache
def _own() -> FixedWindowRateLimiter:
    return FixedWindowRateLimiter(storage_from_string("memory://"))
