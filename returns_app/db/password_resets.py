"""Rows of passwords that somebody forgot: each is one link, good for one new password within half an hour."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlmodel import Column, Field, Session, SQLModel, col, select

from returns_app.db.columns import UtcDateTime


class PasswordReset(SQLModel, table=True):
    """One link for a new password. Of its token only a hash is kept. `ended_at`: used, or replaced."""

    __tablename__ = "password_resets"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


def living_reset(session: Session, token_hash: str, *, now: datetime) -> PasswordReset | None:
    """The reset of this token, while it can be used."""
    living = (col(PasswordReset.ended_at).is_(None), col(PasswordReset.expires_at) > now)
    wanted = select(PasswordReset).where(col(PasswordReset.token_hash) == token_hash, *living)
    return session.exec(wanted).one_or_none()


def end_reset(session: Session, reset_id: UUID, *, now: datetime) -> bool:
    """Use it up; False when somebody was faster."""
    living = (col(PasswordReset.id) == reset_id, col(PasswordReset.ended_at).is_(None))
    ending = update(PasswordReset).where(*living).values(ended_at=now)
    return session.connection().execute(ending).rowcount == 1


def end_resets(session: Session, user_id: UUID, *, now: datetime) -> None:
    """End all that are open for a user."""
    living = (col(PasswordReset.user_id) == user_id, col(PasswordReset.ended_at).is_(None))
    session.execute(update(PasswordReset).where(*living).values(ended_at=now))
