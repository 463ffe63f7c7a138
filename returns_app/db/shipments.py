"""Shipments, parcels and labels: what was asked of a carrier and what came back."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text, update
from sqlmodel import JSON, Field, Session, SQLModel, col, or_, select

from returns_app.db.columns import UtcDateTime

_ALIVE = text("status IN ('wanted', 'claimed', 'booked')")
# Longer than the longest time a carrier is waited for, so that no second worker asks while the first still does.
LEASE = timedelta(seconds=120)
VOIDS_FOR = timedelta(days=1)


class Shipment(SQLModel, table=True):
    """The transport of one return; a return has at most one that did not fail, and one for each further label.

    `spare` is 0 for the return's own transport, and counts the further labels from 1: each is a parcel more, with a
    booking of its own.

    `wanted` waits for a worker, `claimed` is with one until `lease_until`, `booked` has labels, `failed` was refused,
    `voided` was canceled; while that has a `lease_until`, its carrier is still to be told (see `want_void`). A booked
    pickup has its day, its window in the merchant's time (`08:00-12:00`) and the carrier's reference.
    """

    __tablename__ = "shipments"
    __table_args__ = (
        CheckConstraint("status IN ('wanted', 'claimed', 'booked', 'failed', 'voided')", name="status"),
        CheckConstraint("status <> 'claimed' OR lease_until IS NOT NULL", name="claim_has_lease"),
        CheckConstraint("spare BETWEEN 0 AND 9", name="spare"),
        Index(
            "uq_shipments_alive",
            "return_id",
            "spare",
            unique=True,
            sqlite_where=_ALIVE,
            postgresql_where=_ALIVE,
        ),
        Index("ix_shipments_return_id", "return_id"),
        Index("ix_shipments_status_retry_at", "status", "retry_at"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    return_id: UUID = Field(foreign_key="returns.id", ondelete="CASCADE")
    option_id: UUID = Field(foreign_key="shipping_options.id")
    spare: int = 0
    status: str = Field(default="wanted", max_length=10)
    attempts: int = 0
    retry_at: datetime = Field(sa_type=UtcDateTime)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    idempotency_key: str = Field(max_length=64, unique=True)
    sender: dict[str, Any] = Field(sa_type=JSON)
    recipient: dict[str, Any] = Field(sa_type=JSON)
    carrier_reference: str = Field(default="", max_length=80)
    error_code: str = Field(default="", max_length=40)
    error_words: str = Field(default="", max_length=500)
    pickup_on: date | None = None
    pickup_window: str = Field(default="", max_length=11)
    pickup_reference: str = Field(default="", max_length=80)
    created_at: datetime = Field(sa_type=UtcDateTime)
    booked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Parcel(SQLModel, table=True):
    """One box, numbered from 1 within its return: a further label's box comes after those before it."""

    __tablename__ = "parcels"
    __table_args__ = (
        UniqueConstraint("shipment_id", "position"),
        CheckConstraint("position >= 1", name="position"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    shipment_id: UUID = Field(foreign_key="shipments.id", ondelete="CASCADE")
    position: int = 1
    weight_g: int | None = None


class Label(SQLModel, table=True):
    """The document for one box, on both papers. `qr_text` is what a printer-less counter scans, else empty."""

    __tablename__ = "labels"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    parcel_id: UUID = Field(foreign_key="parcels.id", unique=True, ondelete="CASCADE")
    tracking: str = Field(max_length=60, index=True)
    a6: bytes
    a4: bytes
    qr_text: str = Field(default="", max_length=400)
    created_at: datetime = Field(sa_type=UtcDateTime)


def claim(session: Session, shipment_id: UUID, *, now: datetime) -> Shipment | None:
    """Take a wanted shipment, or one whose worker went silent. `None` when it is somebody else's or done.

    The caller commits before it calls the carrier.
    """
    free = or_(
        (col(Shipment.status) == "wanted") & (col(Shipment.retry_at) <= now),
        (col(Shipment.status) == "claimed") & (col(Shipment.lease_until) < now),
    )
    statement = (
        update(Shipment)
        .where(col(Shipment.id) == shipment_id, free)
        .values(status="claimed", attempts=Shipment.attempts + 1, lease_until=now + LEASE)
        .execution_options(synchronize_session=False)
    )
    if session.connection().execute(statement).rowcount != 1:
        return None
    return session.exec(
        select(Shipment).where(Shipment.id == shipment_id).execution_options(populate_existing=True)
    ).one()


def waiting(session: Session, *, now: datetime, limit: int = 20) -> list[UUID]:
    """Shipments a worker could claim now, oldest first."""
    free = or_(
        (col(Shipment.status) == "wanted") & (col(Shipment.retry_at) <= now),
        (col(Shipment.status) == "claimed") & (col(Shipment.lease_until) < now),
    )
    return list(session.exec(select(Shipment.id).where(free).order_by(col(Shipment.created_at)).limit(limit)))


def want_void(session: Session, shipment: Shipment, *, now: datetime) -> None:
    """Call a booked shipment off; a worker tells the carrier. From here on its label is nobody's."""
    shipment.status, shipment.attempts = "voided", 0
    # The moment it was wanted stays in `retry_at`, so that the index leads to the few of these days.
    shipment.retry_at = shipment.lease_until = now
    session.add(shipment)
    session.flush()


def waiting_voids(session: Session, *, now: datetime, limit: int = 20) -> list[UUID]:
    """Shipments whose carrier is to be told that they are called off; wanted a day ago, it is given up."""
    query = select(Shipment.id).where(
        Shipment.status == "voided",
        col(Shipment.retry_at) > now - VOIDS_FOR,
        col(Shipment.retry_at) <= now,
        col(Shipment.lease_until) <= now,
    )
    return list(session.exec(query.limit(limit)))


def claim_void(session: Session, shipment_id: UUID, *, now: datetime) -> Shipment | None:
    """Take one of them. `None` when it is somebody else's or done. The caller commits before it calls the carrier."""
    statement = (
        update(Shipment)
        .where(
            col(Shipment.id) == shipment_id,
            col(Shipment.status) == "voided",
            col(Shipment.lease_until) <= now,
        )
        .values(attempts=Shipment.attempts + 1, lease_until=now + LEASE)
        .execution_options(synchronize_session=False)
    )
    if session.connection().execute(statement).rowcount != 1:
        return None
    query = select(Shipment).where(Shipment.id == shipment_id).execution_options(populate_existing=True)
    return session.exec(query).one()


def shipment_of(session: Session, return_id: UUID) -> Shipment | None:
    """The newest shipment of a return; those of further labels do not count."""
    query = select(Shipment).where(Shipment.return_id == return_id, Shipment.spare == 0)
    return session.exec(query.order_by(col(Shipment.created_at).desc())).first()


def alive_shipment(session: Session, return_id: UUID) -> Shipment | None:
    """The shipment of a return that is asked for, being made or made; there is at most one beside further labels."""
    return next((one for one in alive_shipments(session, return_id) if one.spare == 0), None)


def alive_shipments(session: Session, return_id: UUID) -> list[Shipment]:
    """The same with those of further labels, in their order."""
    query = select(Shipment).where(
        Shipment.return_id == return_id, col(Shipment.status).in_(("wanted", "claimed", "booked"))
    )
    return list(session.exec(query.order_by(col(Shipment.spare))))


def spares_of(session: Session, return_id: UUID) -> list[Shipment]:
    """The shipments of the further labels that were asked for, whatever became of them."""
    query = select(Shipment).where(Shipment.return_id == return_id, Shipment.spare > 0)
    return list(session.exec(query.order_by(col(Shipment.spare))))


def labels_of(session: Session, return_id: UUID) -> list[tuple[Parcel, Label]]:
    """The labels of the return's booked shipments by box: its own first, then the further ones."""
    query = (
        select(Parcel, Label)
        .join(Label, col(Label.parcel_id) == Parcel.id)
        .join(Shipment, col(Parcel.shipment_id) == Shipment.id)
        .where(Shipment.return_id == return_id, Shipment.status == "booked")
        .order_by(col(Shipment.spare), col(Parcel.position))
    )
    return list(session.exec(query))


def file_name(number: str, parcel: Parcel, kind: str = "pdf") -> str:
    """What a label is called as a file: the return number, with the parcel's own behind it from the second on."""
    box = f"-{parcel.position}" if parcel.position > 1 else ""
    return f"{number}{box}.{kind}"
