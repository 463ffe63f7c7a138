"""Corrections on the authorization screen, each held to the version that the agent saw."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.actions.save_draft import preselect_options, save_address
from returns_app.actions.save_lines import LinesWish, save_lines
from returns_app.db.returns import Return, fetch_for_change
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import Address


def correct_lines(
    session: Session, actor: Actor, return_id: UUID, wish: LinesWish, *, version: int, now: datetime
) -> Return:
    """Replace the lines. Raises `Conflict` when somebody changed the return since, else as `save_lines`."""
    actor.require_desk()
    fetch_for_change(session, actor, return_id, version)
    return save_lines(session, actor, return_id, wish, now=now)


def correct_address(
    session: Session, actor: Actor, return_id: UUID, address: Address, *, version: int, now: datetime
) -> Return:
    """Replace the sender's address. Raises `Conflict` when somebody changed the return since."""
    actor.require_desk()
    fetch_for_change(session, actor, return_id, version)
    return save_address(session, actor, return_id, address, now=now)


def correct_carriers(
    session: Session,
    actor: Actor,
    return_id: UUID,
    option_ids: Iterable[UUID],
    *,
    version: int,
    now: datetime,
) -> Return:
    """Replace the pre-selection. Raises `Conflict` when somebody changed the return since."""
    actor.require_desk()
    fetch_for_change(session, actor, return_id, version)
    return preselect_options(session, actor, return_id, option_ids, now=now)
