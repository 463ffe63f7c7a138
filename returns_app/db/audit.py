"""The audit: who did what to whom, when, and from where. Rows that only grow: the database refuses to change one.

It names returns, customers and users by id alone, so that erasing a customer leaves it whole.
"""

from collections.abc import Iterable
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, insert
from sqlmodel import JSON, Field, Session, SQLModel

from returns_app.db.columns import Sequence, UtcDateTime
from returns_app.domain.actors import Actor

# What an entry is about: its kind ("return", "customer", "user", "export" ...) and its id.
Subject = tuple[str, UUID]

# Under this name a session remembers that what is done in it is noted already.
NOTED = "noted"
# The network that the running request or event came from; empty on the command line and in the worker.
came_from: ContextVar[str] = ContextVar("came_from", default="")


class AuditEntry(SQLModel, table=True):
    """One deed, and one thing it was done to: a deed on many things is as many entries.

    Nothing here points to another table: whoever is gone stays in it, by the name they had then.
    """

    __tablename__ = "audit"
    __table_args__ = (
        CheckConstraint("actor_kind IN ('staff', 'customer', 'system', 'nobody')", name="actor_kind"),
        CheckConstraint("(about_id IS NULL) = (about_kind = '')", name="about_is_whole"),
        Index("ix_audit_at", "at", "id"),
        Index("ix_audit_actor_id", "actor_id", "at", "id"),
        Index("ix_audit_about_id", "about_id", "at", "id"),
        Index("ix_audit_what", "what", "at", "id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Sequence)
    at: datetime = Field(sa_type=UtcDateTime)
    actor_kind: str = Field(max_length=10)
    actor_id: UUID | None = None
    actor_name: str = Field(default="", max_length=80)
    what: str = Field(max_length=60)
    about_kind: str = Field(default="", max_length=10)
    about_id: UUID | None = None
    came_from: str = Field(default="", max_length=45)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


def note(
    session: Session,
    /,
    actor: Actor | None,
    what: str,
    about: Iterable[Subject] = (),
    *,
    now: datetime,
    **facts: object,
) -> None:
    """Add to the audit that `actor` (nobody, where it is not known who) did `what`, in the caller's transaction.

    `what` is a past tense such as `password_changed`; `about` are ids with their kind: `[("user", user.id)]`. `facts`
    are plain JSON values such as a role before and after; never a secret, nor anything personal of a customer.
    """
    deed = {
        "at": now,
        "actor_kind": actor.kind.value if actor else "nobody",
        "actor_id": actor.id if actor else None,
        "actor_name": actor.name[:80] if actor else "",
        "what": what,
        "came_from": came_from.get()[:45],
        "facts": facts,
    }
    subjects: list[tuple[str, UUID | None]] = [*about] or [("", None)]
    session.info[NOTED] = True
    session.execute(
        insert(AuditEntry), [{**deed, "about_kind": kind, "about_id": one} for kind, one in subjects]
    )
