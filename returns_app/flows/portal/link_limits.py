"""How often links may be tried and fresh ones asked for: per link, per address and per network, real or invented."""

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from starlette.types import Scope

from returns_app.actions.attempts import may_try, take_back
from returns_app.db.tokens import token_hash
from returns_app.edge.visitors import address_of, network_of

_ASKED_WITH_LINK = RateLimitItemPerHour(3)
_ASKED_FROM_ADDRESS = RateLimitItemPerMinute(10, 10)
_ASKED_FROM_NETWORK = RateLimitItemPerMinute(60, 10)
# Tokens that open nothing we know. Nobody guesses one of 256 bits; this keeps the trying from costing anything.
_UNKNOWN_FROM_ADDRESS = RateLimitItemPerMinute(60, 10)
_UNKNOWN_FROM_NETWORK = RateLimitItemPerMinute(600, 10)
RETRY_SECONDS = 600


def may_ask(scope: Scope, token: str) -> bool:
    """Whether a fresh link may be asked for with this token from here. Every limit is counted, whatever the others say.

    Blocks for as long as the counting takes: call it on a thread.
    """
    address = address_of(scope)
    counted = [
        may_try(_ASKED_WITH_LINK, "fresh-link", "link", token_hash(token)),
        may_try(_ASKED_FROM_ADDRESS, "fresh-link", "address", address),
        may_try(_ASKED_FROM_NETWORK, "fresh-link", "network", network_of(address)),
    ]
    return all(counted)


def may_open(scope: Scope) -> bool:
    """Count one opening; whether this visitor has not opened too many unknown links. Blocks like `may_ask`."""
    counted = [may_try(limit, *what) for limit, *what in _unknown(scope)]
    return all(counted)


def was_known(scope: Scope) -> None:
    """The link was a real one, and does not count."""
    for limit, *what in _unknown(scope):
        take_back(limit, *what)


def _unknown(scope: Scope) -> tuple[tuple[RateLimitItem, str, str, str], ...]:
    address = address_of(scope)
    return (
        (_UNKNOWN_FROM_ADDRESS, "unknown-link", "address", address),
        (_UNKNOWN_FROM_NETWORK, "unknown-link", "network", network_of(address)),
    )
