"""In whose name a confirmed return goes on."""

from sqlmodel import Session

from returns_app.actions.post_mail import customer_of
from returns_app.db.returns import Return
from returns_app.db.timeline import entries_of
from returns_app.domain.actors import Actor, ActorKind, Role


def who_confirmed(session: Session, row: Return) -> Actor:
    """The confirmation is what moves the return; the label only made it possible."""
    if row.checkout_by == ActorKind.CUSTOMER:
        customer = customer_of(session, row)
        return Actor(ActorKind.CUSTOMER, customer.id, customer.name, return_id=row.id)
    confirmations = ("checkout_confirmed", "resubmitted")
    entry = next(one for one in entries_of(session, row.id) if one.kind in confirmations)
    return Actor(ActorKind.STAFF, entry.actor_id, entry.actor_name, role=Role.AGENT)
