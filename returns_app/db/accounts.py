"""Rows of people who work at the desk, and of the sessions in which they are signed in."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, Column
from sqlmodel import Field, Session, SQLModel, col, select

from returns_app.db.columns import UtcDateTime
from returns_app.domain.actors import Actor, ActorKind, Role, Stage
from returns_app.settings import load

# The hash of whoever has not chosen a password yet: none fits it.
NO_PASSWORD = ""
_ROLES = ", ".join(f"'{role}'" for role in Role)
_STAGES = ", ".join(f"'{stage}'" for stage in Stage)


class User(SQLModel, table=True):
    """A member of staff. `email` is in lower case; `countries` and `policies` are scopes, empty is all.

    `shared`: its password is published, as a demonstration's is; nobody may change how it is signed in to.
    """

    __tablename__ = "users"
    __table_args__ = (CheckConstraint(f"role IN ({_ROLES})", name="role"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    email: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=120)
    role: str = Field(max_length=20)
    password_hash: str = Field(max_length=255)
    active: bool = True
    shared: bool = False
    countries: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    policies: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class UserSession(SQLModel, table=True):
    """One browser in which a user is signed in. Only the hash of its token is kept."""

    __tablename__ = "user_sessions"
    __table_args__ = (CheckConstraint(f"stage IN ({_STAGES})", name="stage"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    last_seen_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    revoked_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    user_agent: str = Field(default="", max_length=255)
    stage: str = Field(default=Stage.OPEN.value, max_length=6)


def user_by_email(session: Session, email: str) -> User | None:
    """The user with this address, however it was typed."""
    return session.exec(select(User).where(col(User.email) == email.strip().lower())).one_or_none()


def held_user(session: Session, user_id: UUID) -> User | None:
    """The user, held until the transaction ends: who signs in and who changes with what it is done take turns.

    Else a session that is just being begun with the old password would outlive the change that ends all of them.
    """
    wanted = select(User).where(col(User.id) == user_id).with_for_update(key_share=True)
    return session.exec(wanted.execution_options(populate_existing=True)).one_or_none()


def session_and_user(session: Session, token_hash: str) -> tuple[UserSession, User] | None:
    """The session of a token with its user, living or dead."""
    wanted = select(UserSession, User).join(User, col(User.id) == col(UserSession.user_id))
    return session.exec(wanted.where(col(UserSession.token_hash) == token_hash)).one_or_none()


def actor_of(user: User) -> Actor:
    """What this user may do, as their row says it now. Whether they are switched off is the caller's to ask."""
    return Actor(
        kind=ActorKind.STAFF,
        id=user.id,
        name=user.name,
        role=Role(user.role),
        countries=frozenset(user.countries),
        policies=frozenset(UUID(policy) for policy in user.policies),
    )


def must_be_strong(user: User) -> bool:
    """Whether nothing opens for this user without a second factor. A shared account can have none."""
    return user.role == Role.ADMIN and load().admin_second_factor and not user.shared
