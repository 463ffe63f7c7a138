"""How often one person may search: typing fast stays far below it, and a script that reads the whole shop does not."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar

from limits import RateLimitItemPerMinute

from returns_app.actions.attempts import may_try
from returns_app.db.session import in_thread
from returns_app.domain.errors import Conflict, Forbidden
from returns_app.domain.words import say
from returns_app.flows.who import acting

Handler = TypeVar("Handler", bound=Callable[..., Any])

SEARCHES: Final = RateLimitItemPerMinute(240)
MARK: Final = "returns_searching"


def searching(fn: Handler) -> Handler:
    """Count each call of a handler, under its policy, as a search of whoever acts; refuse those that are too many.

    The tabs and devices of one person count together, and so do those of one customer's link.
    """

    @wraps(fn)
    async def counted(self: Any, *args: Any, **kwargs: Any) -> Any:
        if not await in_thread(may_try, SEARCHES, "search", await _who(self)):
            raise Conflict(say("These are too many searches at once. Wait a minute and go on."))
        return await fn(self, *args, **kwargs)

    setattr(counted, MARK, True)
    return counted  # type: ignore[return-value]


async def _who(state: Any) -> str:
    try:
        actor = await acting()
    except Forbidden:
        # Nobody in particular, as in the inbox of a demonstration.
        return str(state.router.session.client_ip)
    return str(actor.id or actor.return_id)
