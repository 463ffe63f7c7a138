"""Rows of second factors and of the recovery codes that stand in for a lost one."""

import hashlib
import hmac
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import UniqueConstraint, Update, delete, func, update
from sqlmodel import Column, Field, Session, SQLModel, col, select

from returns_app.db.columns import UtcDateTime
from returns_app.domain.one_time_codes import SECRET_BYTES
from returns_app.settings import load


class SecondFactor(SQLModel, table=True):
    """An app that makes codes. Its secret is not here: it is derived from `salt` and the server's key.

    It counts from `confirmed_at`, when its first code was right. `last_step` is the time step of the newest code that
    was taken: no code is taken twice.
    """

    __tablename__ = "second_factors"

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", primary_key=True)
    salt: UUID = Field(default_factory=uuid4)
    last_step: int = 0
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    confirmed_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class RecoveryCode(SQLModel, table=True):
    """One code that works once. Only a hash under the server's key is kept, as the code is short."""

    __tablename__ = "recovery_codes"
    __table_args__ = (UniqueConstraint("user_id", "code_hash"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE")
    code_hash: str = Field(max_length=64)
    used_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


def factor_of(session: Session, user_id: UUID) -> SecondFactor | None:
    """The second factor that counts for a user."""
    factor = session.get(SecondFactor, user_id)
    return factor if factor and factor.confirmed_at else None


def factor_secret(salt: UUID) -> bytes:
    """The secret that the user's app holds as well. Another server's key makes another one."""
    return _derived(b"second factor", salt)[:SECRET_BYTES]


def recovery_seed(salt: UUID) -> bytes:
    """What the recovery codes of a setup are made from: shown again when the page is, kept nowhere."""
    return _derived(b"recovery codes", salt)


def take_step(session: Session, user_id: UUID, step: int) -> bool:
    """Use up the codes of a time step and of all before; False when that was done already."""
    fresh = (col(SecondFactor.user_id) == user_id, col(SecondFactor.last_step) < step)
    return _changed(session, update(SecondFactor).where(*fresh).values(last_step=step))


def take_recovery_code(session: Session, user_id: UUID, code: str, *, now: datetime) -> bool:
    """Use up a recovery code; False for one that is none, or was used."""
    wanted = (col(RecoveryCode.user_id) == user_id, col(RecoveryCode.code_hash) == _code_hash(user_id, code))
    unused = col(RecoveryCode.used_at).is_(None)
    return _changed(session, update(RecoveryCode).where(*wanted, unused).values(used_at=now))


def keep_recovery_codes(session: Session, user_id: UUID, codes: tuple[str, ...]) -> None:
    """Let these codes work, and none that there were before."""
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.user_id) == user_id))
    session.add_all(RecoveryCode(user_id=user_id, code_hash=_code_hash(user_id, code)) for code in codes)
    session.flush()


def recovery_codes_left(session: Session, user_id: UUID) -> int:
    """How many codes still work."""
    unused = (col(RecoveryCode.user_id) == user_id, col(RecoveryCode.used_at).is_(None))
    return session.exec(select(func.count()).select_from(RecoveryCode).where(*unused)).one()


def drop_factor(session: Session, user_id: UUID) -> None:
    """Forget the factor and its codes."""
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.user_id) == user_id))
    session.execute(delete(SecondFactor).where(col(SecondFactor.user_id) == user_id))


def _code_hash(user_id: UUID, code: str) -> str:
    return hmac.new(
        load().key(), b"recovery code " + user_id.bytes + code.encode("utf-8", "replace"), hashlib.sha256
    ).hexdigest()


def _derived(what: bytes, salt: UUID) -> bytes:
    return hmac.new(load().key(), what + b" " + salt.bytes, hashlib.sha256).digest()


def _changed(session: Session, statement: Update) -> bool:
    session.flush()
    return session.connection().execute(statement).rowcount == 1
