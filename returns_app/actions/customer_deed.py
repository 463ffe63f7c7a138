"""What a customer may only do while their return can still be finished."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import Session

from returns_app.db.policies import ReturnPolicy
from returns_app.db.returns import fetch_for_change
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Conflict, NotFound
from returns_app.domain.words import say

T = TypeVar("T")


def customer_deed(
    session: Session,
    actor: Actor,
    deed: Callable[..., T],
    *wish: Any,  # noqa: ANN401 - handed on to the deed, which says what it takes
    now: datetime,
    **more: Any,  # noqa: ANN401
) -> T:
    """Run `deed(session, actor, return_id, *wish, now=now)` on the customer's own return.

    Raises `Conflict` when the kind of return has ended since the link was opened; nothing is written then.
    """
    if actor.return_id is None:
        raise NotFound
    _require_living(session, actor, actor.return_id)
    return deed(session, actor, actor.return_id, *wish, now=now, **more)


def _require_living(session: Session, actor: Actor, return_id: UUID) -> None:
    row = fetch_for_change(session, actor, return_id)
    policy = session.get(ReturnPolicy, row.policy_id) if row.policy_id else None
    if row.checkout_at is None and (policy is None or not policy.active):
        raise Conflict(say("This kind of return has ended. Ask the service desk."))
