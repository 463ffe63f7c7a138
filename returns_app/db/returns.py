"""Returns with their lines and answers, and the one function that changes a status."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text, update
from sqlmodel import JSON, Field, Session, SQLModel, col, select

from returns_app.db.columns import UtcDateTime, index_of
from returns_app.db.session import CHANGED
from returns_app.db.timeline import tell
from returns_app.domain.actors import Actor
from returns_app.domain.errors import Conflict, NotFound
from returns_app.domain.lifecycle import WITH_CUSTOMER, Event, Status, next_status
from returns_app.domain.words import say

_STATUSES = ", ".join(f"'{status.value}'" for status in Status)
# Why a return is or will be urgent. A link is urgent from its end on; the others at once.
SHIPPING_FAILED = "shipping_failed"
LINK_UNOPENED, LINK_UNFINISHED = "link_unopened", "link_unfinished"
TYPE_ENDED = "type_ended"
# The databases take a partial index only for a query that says its condition word for word.
_OPEN = "status NOT IN ('rejected', 'completed', 'canceled')"
_DONE = "status IN ('rejected', 'completed', 'canceled')"
OPEN, DONE = text(f"returns.{_OPEN}"), text(f"returns.{_DONE}")
REFUND_OPEN = text(f"returns.refund_due_on IS NOT NULL AND {OPEN.text}")
_COUNTED = ("urgent_at", "country", "policy_id")  # Counting by such an index never reads a return.
_DUE = ("refund_due_on", "id", "country", "policy_id", "assigned_to")


class Return(SQLModel, table=True):
    """One return, from its first draft on.

    `number` is public and comes with authorization (complete path) or checkout (link path); `reference` is there
    from the first second. `address` holds the sender's `Address` as a dict. `left_steps` were left to the customer,
    `finished_steps` the customer has gone through. `checkout_key` is the idempotency key of the confirmed checkout.

    `since` is when it came to its status. `assigned_to` is whose work it is; `held_by` has it from the work queue until
    `held_until`. It is urgent from `urgent_at` on, for the reason in `urgent_why`; `unanswered_at` is the time of the
    customer's first message that nobody has answered. `delivered_on` is when the customer got the goods, as told.
    `pickup_on` and `pickup_window` (`08:00-12:00`) are when the customer would like to have it collected. A statutory
    withdrawal was declared at `withdrawn_at`; the money has to be back by `refund_due_on`.
    """

    __tablename__ = "returns"
    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUSES})", name="status"),
        CheckConstraint("path IN ('link', 'complete')", name="path"),
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint(
            "status IN ('draft', 'canceled') OR (policy_id IS NOT NULL AND customer_id IS NOT NULL)",
            name="has_policy_and_customer",
        ),
        CheckConstraint("(checkout_key IS NULL) = (checkout_at IS NULL)", name="checkout_is_whole"),
        CheckConstraint(
            "checkout_at IS NULL OR (number IS NOT NULL AND option_id IS NOT NULL)", name="checkout"
        ),
        CheckConstraint(
            "status NOT IN ('submitted', 'pickup_requested', 'shipping_failed', 'received') OR checkout_at IS NOT NULL",
            name="shipped_after_checkout",
        ),
        CheckConstraint("outcome IS NULL OR outcome IN ('refund', 'exchange', 'repair')", name="outcome"),
        CheckConstraint("(held_by IS NULL) = (held_until IS NULL)", name="hold_is_whole"),
        CheckConstraint("(urgent_at IS NULL) = (urgent_why = '')", name="urgent_has_reason"),
        CheckConstraint("(pickup_on IS NULL) = (pickup_window = '')", name="pickup_wish_is_whole"),
        CheckConstraint("(withdrawn_at IS NULL) = (refund_due_on IS NULL)", name="withdrawal_is_whole"),
        Index("ix_returns_changed_at_id", "changed_at", "id"),
        Index("ix_returns_status_changed_at", "status", "changed_at"),
        Index("ix_returns_status_since", "status", "since", "id"),
        Index("ix_returns_since_id", "since", "id"),
        Index("ix_returns_created_at_id", "created_at", "id"),
        Index("ix_returns_assigned_to_changed_at", "assigned_to", "changed_at"),
        index_of("ix_returns_open", "changed_at", "id", where=_OPEN),
        index_of("ix_returns_open_since", "since", "id", where=_OPEN),
        index_of("ix_returns_open_created", "created_at", "id", where=_OPEN),
        index_of("ix_returns_done_created", "created_at", "id", where=_DONE),
        index_of("ix_returns_open_work", "status", "since", "assigned_to", *_COUNTED, where=_OPEN),
        index_of("ix_returns_open_mine", "assigned_to", "status", "since", *_COUNTED, where=_OPEN),
        index_of(
            "ix_returns_urgent_why", "urgent_why", *_COUNTED, "assigned_to", where="urgent_at IS NOT NULL"
        ),
        index_of("ix_returns_urgent_at", "urgent_at", where="urgent_at IS NOT NULL"),
        index_of("ix_returns_refund_due_on", *_DUE, where=f"refund_due_on IS NOT NULL AND {_OPEN}"),
        index_of("ix_returns_unanswered_at", "unanswered_at", where="unanswered_at IS NOT NULL"),
        index_of("ix_returns_held_until", "held_until", where="held_until IS NOT NULL"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    reference: int = Field(unique=True, foreign_key="return_references.id")
    number: str | None = Field(default=None, max_length=16, unique=True)
    path: str = Field(max_length=10)
    status: str = Field(default=Status.DRAFT.value, max_length=30)
    version: int = 1
    policy_id: UUID | None = Field(default=None, foreign_key="return_policies.id")
    customer_id: UUID | None = Field(default=None, foreign_key="customers.id", index=True)
    order_number: str = Field(default="", max_length=60, index=True)
    reason_id: UUID | None = Field(default=None, foreign_key="reasons.id")
    outcome: str | None = Field(default=None, max_length=10)
    left_steps: list[str] = Field(default_factory=list, sa_type=JSON)
    finished_steps: list[str] = Field(default_factory=list, sa_type=JSON)
    address: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    country: str = Field(default="", max_length=2)
    option_id: UUID | None = Field(default=None, foreign_key="shipping_options.id")
    language: str = Field(default="en", max_length=5)
    created_by: UUID | None = Field(default=None, foreign_key="users.id")
    created_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    checkout_key: str | None = Field(default=None, max_length=64)
    checkout_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    checkout_by: str = Field(default="", max_length=10)
    since: datetime = Field(sa_type=UtcDateTime)
    assigned_to: UUID | None = Field(default=None, foreign_key="users.id")
    held_by: UUID | None = Field(default=None, foreign_key="users.id")
    held_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    urgent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    urgent_why: str = Field(default="", max_length=20)
    unanswered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    delivered_on: date | None = None
    pickup_on: date | None = None
    pickup_window: str = Field(default="", max_length=11)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    refund_due_on: date | None = None


class ReturnLine(SQLModel, table=True):
    """One line. `approved`, `rejected` and `kept` are empty until decided, and then add up to `quantity`.

    `received` and `damaged` (some of the received) are empty until the parcel is checked; `check_words` are about them.
    """

    __tablename__ = "return_lines"
    __table_args__ = (
        UniqueConstraint("return_id", "position"),
        CheckConstraint("quantity BETWEEN 1 AND 999", name="quantity"),
        CheckConstraint("length(name) > 0", name="has_name"),
        CheckConstraint("outcome IS NULL OR outcome IN ('refund', 'exchange', 'repair')", name="outcome"),
        CheckConstraint(
            "(approved IS NULL AND rejected IS NULL AND kept IS NULL) OR"
            # A condition that is unknown counts as kept, so each part has to be known.
            " (approved IS NOT NULL AND rejected IS NOT NULL AND kept IS NOT NULL AND"
            " approved >= 0 AND rejected >= 0 AND kept >= 0 AND approved + rejected + kept = quantity)",
            name="decision_adds_up",
        ),
        CheckConstraint(
            "(received IS NULL AND damaged IS NULL) OR (received IS NOT NULL AND damaged IS NOT NULL AND"
            " received BETWEEN 0 AND 9999 AND damaged BETWEEN 0 AND received)",
            name="check_is_whole",
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    return_id: UUID = Field(foreign_key="returns.id", ondelete="CASCADE")
    position: int
    product_id: UUID | None = Field(default=None, foreign_key="products.id")
    sku: str = Field(default="", max_length=40)
    name: str = Field(max_length=200)
    price_minor: int | None = None
    currency: str = Field(default="", max_length=3)
    quantity: int
    reason_id: UUID | None = Field(default=None, foreign_key="reasons.id")
    outcome: str | None = Field(default=None, max_length=10)
    approved: int | None = None
    rejected: int | None = None
    kept: int | None = None
    reject_reason: str = Field(default="", max_length=500)
    reject_words: str = Field(default="", max_length=500)
    received: int | None = None
    damaged: int | None = None
    check_words: str = Field(default="", max_length=500)


class Answer(SQLModel, table=True):
    """An answer to a question. `subject` is the id of the line it is about, empty for the return as a whole.

    What the customer answered (`by_customer`) they may change; what the desk answered they are not asked.
    """

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("return_id", "question_id", "subject"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    return_id: UUID = Field(foreign_key="returns.id", ondelete="CASCADE")
    question_id: UUID = Field(foreign_key="survey_questions.id")
    subject: str = Field(default="", max_length=36)
    value: Any = Field(default=None, sa_type=JSON)
    by_customer: bool = False


def fetch(session: Session, actor: Actor, return_id: UUID) -> Return:
    """The return, if this actor may see it. Raises `NotFound` otherwise."""
    return _allowed(session.get(Return, return_id), actor)


def fetch_for_change(session: Session, actor: Actor, return_id: UUID, version: int | None = None) -> Return:
    """The same, locked until the transaction ends and read afresh.

    With `version`, raises `Conflict` when the return has changed since the actor saw that version.
    """
    query = select(Return).where(Return.id == return_id).with_for_update()
    row = _allowed(session.exec(query.execution_options(populate_existing=True)).first(), actor)
    if version is not None and row.version != version:
        raise Conflict(say("Somebody changed this return while you looked at it. This is how it is now."))
    return row


def move(
    session: Session, row: Return, event: Event, *, actor: Actor, now: datetime, **facts: object
) -> Status:
    """Take the return to its next status and write the timeline in the same breath.

    Raises `Conflict` when the table has no such step or somebody was faster, `Forbidden` when it is not the actor's.
    """
    before = Status(row.status)
    after = next_status(before, event, actor)
    changed = _update_if_same(
        session,
        row,
        status=after.value,
        changed_at=now,
        since=now,
        # Whoever had it from the work queue is done with it.
        held_by=None,
        held_until=None,
        **_urgency(row, after, now=now),
    )
    if not changed:
        raise Conflict(say("Somebody was faster. This is how the return is now."))
    tell(
        session,
        row.id,
        "transition",
        actor=actor,
        now=now,
        event=event.value,
        before=before,
        after=after,
        **facts,
    )
    return after


def mark_urgent(row: Return, why: str, at: datetime | None) -> None:
    """Let the return be urgent from a moment on, or no more (`None`). The caller touches or moves the row."""
    row.urgent_at, row.urgent_why = at, why if at else ""


def touch(session: Session, row: Return, *, now: datetime) -> None:
    """Count an edit that changes no status, so that others notice it."""
    row.version += 1
    row.changed_at = now
    session.info.setdefault(CHANGED, set()).add(row.id)
    session.add(row)
    session.flush()


def lines_of(session: Session, return_id: UUID) -> list[ReturnLine]:
    """The lines in their order."""
    query = select(ReturnLine).where(ReturnLine.return_id == return_id)
    return list(session.exec(query.order_by(col(ReturnLine.position))))


def answers_of(session: Session, return_id: UUID) -> list[Answer]:
    """All answers given so far."""
    return list(session.exec(select(Answer).where(Answer.return_id == return_id)))


def _urgency(row: Return, after: Status, *, now: datetime) -> dict[str, object]:
    """What a new status makes of the urgency: a failed label is urgent, a link's end matters until the checkout."""
    if after is Status.SHIPPING_FAILED:
        return {"urgent_at": now, "urgent_why": SHIPPING_FAILED}
    if after in WITH_CUSTOMER and row.checkout_at is None:
        return {}
    return {"urgent_at": None, "urgent_why": ""}


def _allowed(row: Return | None, actor: Actor) -> Return:
    if row is None or not actor.may_see(country=row.country, policy_id=row.policy_id, return_id=row.id):
        raise NotFound
    return row


def _update_if_same(session: Session, row: Return, **values: object) -> bool:
    session.flush()
    same = (col(Return.id) == row.id, col(Return.status) == row.status, col(Return.version) == row.version)
    changing = update(Return).where(*same).values(version=row.version + 1, **values)
    statement = changing.execution_options(synchronize_session=False)
    changed = session.connection().execute(statement).rowcount == 1
    session.refresh(row)
    return changed
