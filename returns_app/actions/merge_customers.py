"""Making one customer of two who are the same person."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select, update

from returns_app.actions.customer_addresses import deal_places
from returns_app.actions.customer_rights import require_supervisor, require_whole
from returns_app.actions.customer_search import keep_findable, keep_unfindable
from returns_app.db.customer_access import fetch_customer
from returns_app.db.customer_facts import address_rows, contact_of, stamp_of
from returns_app.db.customers import Customer, CustomerAddress, CustomerNote
from returns_app.db.returns import Return
from returns_app.db.timeline import tell
from returns_app.domain.actors import Actor
from returns_app.domain.addresses import Address
from returns_app.domain.errors import Conflict, Invalid
from returns_app.domain.merging import merged_contact, new_places
from returns_app.domain.words import say


def merge_customers(
    session: Session, actor: Actor, stays_id: UUID, goes_id: UUID, *, seen: str, now: datetime
) -> Customer:
    """Let `goes` become part of `stays`: returns, notes and addresses move, and what `stays` lacks is filled in.

    `seen` is the `stamp_of` both as the actor saw them. Raises `Conflict` when they changed since. Asked again, does
    nothing twice. Links and mails are those of the returns, and go on as they are.
    """
    require_supervisor(actor)
    stays, goes = _both(session, actor, stays_id, goes_id)
    if goes.merged_into == stays.id:
        return stays
    for one in (stays, goes):
        if one.merged_into is not None or one.erased_at is not None:
            raise Conflict(say("One of the two was merged or erased meanwhile. Look again."))
    require_whole(session, actor, [stays.id, goes.id])
    if stamp_of(session, stays, goes) != seen:
        raise Conflict(say("One of the two was changed meanwhile. Look at both again, then merge."))
    _take_over_contact(stays, goes)
    _take_over_addresses(session, stays, goes)
    _take_over_notes(session, stays, goes)
    _take_over_returns(session, actor, stays, goes, now=now)
    _end(session, stays, goes)
    return stays


def _both(session: Session, actor: Actor, stays_id: UUID, goes_id: UUID) -> tuple[Customer, Customer]:
    if stays_id == goes_id:
        raise Invalid.at("other", say("Choose two different customers."))
    # Locked in one order, whoever stays: two who merge the same two the other way round wait, and do not block.
    query = select(Customer).where(col(Customer.id).in_((stays_id, goes_id))).order_by(col(Customer.id))
    session.exec(query.with_for_update().execution_options(populate_existing=True)).all()
    return fetch_customer(session, actor, stays_id), fetch_customer(session, actor, goes_id)


def _take_over_contact(stays: Customer, goes: Customer) -> None:
    whole = merged_contact(contact_of(stays), contact_of(goes))
    stays.name, stays.email, stays.phone, stays.language = (
        whole.name,
        whole.email,
        whole.phone,
        whole.language,
    )
    stays.created_at = min(stays.created_at, goes.created_at)


def _take_over_addresses(session: Session, stays: Customer, goes: Customer) -> None:
    kept, others = address_rows(session, stays.id), address_rows(session, goes.id)
    new = set(new_places(_addresses(kept), _addresses(others)))
    place = max((row.position for row in kept), default=-1) + 1
    for at, row in enumerate(others):
        if at not in new:
            session.delete(row)
            continue
        row.customer_id, row.position, place = stays.id, place, place + 1
        session.add(row)
    session.flush()
    deal_places(session, stays.id)


def _take_over_notes(session: Session, stays: Customer, goes: Customer) -> None:
    theirs = col(CustomerNote.customer_id) == goes.id
    session.connection().execute(update(CustomerNote).where(theirs).values(customer_id=stays.id))


def _take_over_returns(
    session: Session, actor: Actor, stays: Customer, goes: Customer, *, now: datetime
) -> None:
    moved = list(session.exec(select(Return.id).where(Return.customer_id == goes.id)))
    theirs = col(Return.customer_id) == goes.id
    session.connection().execute(update(Return).where(theirs).values(customer_id=stays.id))
    for return_id in moved:
        facts = {"was": goes.number, "became": stays.number}
        tell(session, return_id, "customer_merged", actor=actor, now=now, **facts)


def _end(session: Session, stays: Customer, goes: Customer) -> None:
    # Whoever was merged into the one that goes belongs to the one that stays, so that nobody is two steps away.
    earlier = col(Customer.merged_into) == goes.id
    session.connection().execute(update(Customer).where(earlier).values(merged_into=stays.id))
    goes.merged_into = stays.id
    keep_unfindable(session, goes)
    keep_findable(session, stays)


def _addresses(rows: Sequence[CustomerAddress]) -> list[Address]:
    return [Address(**row.address) for row in rows]
