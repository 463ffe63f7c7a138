"""One click on the authorization screen: the return is authorized and handed over to shipping, or neither."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.actions.check_out import CheckedOut
from returns_app.actions.decide_return import Decisions, authorize, submit_for_shipping
from returns_app.domain.actors import Actor
from returns_app.domain.lines import any_returnable


def authorize_and_submit(
    session: Session, actor: Actor, return_id: UUID, decisions: Decisions, *, version: int, now: datetime
) -> CheckedOut | None:
    """Authorize, then submit. `None` when no label is wanted now: the customer chooses, or nothing comes back.

    Raises what `authorize` and `submit_for_shipping` raise; nothing is kept then.
    """
    authorize(session, actor, return_id, decisions, version=version, now=now)
    return submit_for_shipping(session, actor, return_id, now=now) if any_returnable(decisions) else None
