"""Corrections on the authorization screen, each held to the version that the agent saw."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from returns_app.actions.hold_return import fetch_to_decide
from returns_app.actions.save_delivery import save_delivered_on
from returns_app.actions.save_draft import preselect_options, save_address
from returns_app.actions.save_lines import LinesWish, save_lines
from returns_app.db.returns import Return
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import Address


def correct_lines(
    session: Session, actor: Actor, return_id: UUID, wish: LinesWish, *, version: int, now: datetime
) -> Return:
    """Replace the lines. Raises `Conflict` when somebody changed the return since or holds it, else as `save_lines`."""
    fetch_to_decide(session, actor, return_id, version, now=now)
    return save_lines(session, actor, return_id, wish, now=now)


def correct_address(
    session: Session, actor: Actor, return_id: UUID, address: Address, *, version: int, now: datetime
) -> Return:
    """Replace the sender's address. Raises `Conflict` when somebody changed the return since."""
    fetch_to_decide(session, actor, return_id, version, now=now)
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
    fetch_to_decide(session, actor, return_id, version, now=now)
    return preselect_options(session, actor, return_id, option_ids, now=now)


def correct_delivered_on(
    session: Session,
    actor: Actor,
    return_id: UUID,
    delivered_on: date | None,
    *,
    version: int,
    now: datetime,
) -> Return:
    """Replace the day of delivery. Raises `Conflict` when somebody changed the return since, or holds it."""
    fetch_to_decide(session, actor, return_id, version, now=now)
    return save_delivered_on(session, actor, return_id, delivered_on, now=now)
