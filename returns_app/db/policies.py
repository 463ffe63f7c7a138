"""Return policies with their reasons, surveys and shipping options."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import JSON, Field, Session, SQLModel, col, select

from returns_app.db.columns import UtcDateTime
from returns_app.domain.policy import (
    AddedItems,
    AuthorizationMode,
    DefaultMode,
    Level,
    Payer,
    Policy,
    PortalKind,
)
from returns_app.domain.withdrawal import bound_by_law


class ReturnPolicy(SQLModel, table=True):
    """One return policy. `labels` and `descriptions` hold the customer's words by language code.

    `withdrawal` makes it a statutory withdrawal: see `domain.withdrawal`. After the confirmation, `customer_cancels`
    lets the customer cancel, `added_items` says who may still add a product, `spare_labels` how many more labels the
    customer may make.
    """

    __tablename__ = "return_policies"
    __table_args__ = (
        CheckConstraint("portal_kind IN ('slim', 'advanced')", name="portal_kind"),
        CheckConstraint("authorization_mode IN ('manual', 'automatic', 'rule')", name="authorization_mode"),
        CheckConstraint("default_mode IN ('manual', 'automatic')", name="default_mode"),
        CheckConstraint("reason_level IN ('line', 'return', 'none')", name="reason_level"),
        CheckConstraint("outcome_level IN ('line', 'return', 'none')", name="outcome_level"),
        CheckConstraint("label_payer IN ('customer', 'merchant')", name="label_payer"),
        CheckConstraint("link_days BETWEEN 1 AND 365", name="link_days"),
        CheckConstraint("window_days >= 0", name="window_days"),
        CheckConstraint("max_pieces IS NULL OR max_pieces >= 1", name="max_pieces"),
        CheckConstraint(
            "exception_limit_minor IS NULL OR exception_limit_minor >= 0", name="exception_limit"
        ),
        CheckConstraint("added_items IN ('customer', 'desk', 'nobody')", name="added_items"),
        CheckConstraint("spare_labels BETWEEN 0 AND 9", name="spare_labels"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    key: str = Field(max_length=40, unique=True)
    name: str = Field(max_length=80)
    labels: dict[str, str] = Field(sa_type=JSON)
    descriptions: dict[str, str] = Field(sa_type=JSON)
    active: bool = True
    visible: bool = True
    position: int = 0
    portal_kind: str = Field(default=PortalKind.ADVANCED.value, max_length=10)
    connector: str = Field(default="", max_length=40)
    countries: list[str] = Field(default_factory=list, sa_type=JSON)
    authorization_mode: str = Field(default=AuthorizationMode.AUTOMATIC.value, max_length=10)
    default_mode: str = Field(default=DefaultMode.MANUAL.value, max_length=10)
    default_service_id: UUID | None = Field(default=None, foreign_key="carrier_services.id")
    link_days: int = 14
    window_days: int = 30
    reason_level: str = Field(default=Level.LINE.value, max_length=6)
    outcome_level: str = Field(default=Level.NONE.value, max_length=6)
    several_products: bool = True
    several_pieces: bool = True
    free_typed: bool = True
    label_payer: str = Field(default=Payer.MERCHANT.value, max_length=10)
    max_pieces: int | None = None
    exception_limit_minor: int | None = None
    withdrawal: bool = False
    customer_cancels: bool = True
    added_items: str = Field(default=AddedItems.DESK.value, max_length=8)
    spare_labels: int = 1
    changed_at: datetime = Field(sa_type=UtcDateTime)


class Reason(SQLModel, table=True):
    """Why something comes back; `labels` by language code."""

    __tablename__ = "reasons"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    code: str = Field(max_length=40, unique=True)
    labels: dict[str, str] = Field(sa_type=JSON)


class PolicyReason(SQLModel, table=True):
    """A reason that a policy offers."""

    __tablename__ = "policy_reasons"

    policy_id: UUID = Field(foreign_key="return_policies.id", primary_key=True, ondelete="CASCADE")
    reason_id: UUID = Field(foreign_key="reasons.id", primary_key=True)
    position: int = 0


class Survey(SQLModel, table=True):
    """A set of questions about the return, or about each of its lines."""

    __tablename__ = "surveys"
    __table_args__ = (CheckConstraint("subject IN ('return', 'line')", name="subject"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    key: str = Field(max_length=40, unique=True)
    name: str = Field(max_length=80)
    subject: str = Field(default="return", max_length=6)


class PolicySurvey(SQLModel, table=True):
    """A survey that a policy asks."""

    __tablename__ = "policy_surveys"

    policy_id: UUID = Field(foreign_key="return_policies.id", primary_key=True, ondelete="CASCADE")
    survey_id: UUID = Field(foreign_key="surveys.id", primary_key=True)
    position: int = 0


class SurveyQuestion(SQLModel, table=True):
    """A question. `choices` is a list of `{"code": ..., "labels": {...}}`.

    `shown_if` is empty or has `question` and `values`, or `reasons`, as `domain.surveys.ShownIf`. A `photo` question
    takes at most `most_photos`.
    """

    __tablename__ = "survey_questions"
    __table_args__ = (
        UniqueConstraint("survey_id", "key"),
        CheckConstraint(
            "kind IN ('short_text', 'long_text', 'number', 'date', 'yes_no', 'single', 'multiple', 'photo')",
            name="kind",
        ),
        CheckConstraint("most_photos BETWEEN 1 AND 12", name="most_photos"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    survey_id: UUID = Field(foreign_key="surveys.id", ondelete="CASCADE")
    key: str = Field(max_length=40)
    position: int = 0
    kind: str = Field(max_length=12)
    required: bool = False
    labels: dict[str, str] = Field(sa_type=JSON)
    hints: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    choices: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    shown_if: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    most_photos: int = 4


class PolicyOption(SQLModel, table=True):
    """A shipping option that a policy offers."""

    __tablename__ = "policy_options"

    policy_id: UUID = Field(foreign_key="return_policies.id", primary_key=True, ondelete="CASCADE")
    option_id: UUID = Field(foreign_key="shipping_options.id", primary_key=True)


def as_rules(row: ReturnPolicy) -> Policy:
    """The policy as the rules see it; a withdrawal without what the law lets nobody ask."""
    policy = Policy(
        id=row.id,
        name=row.name,
        active=row.active,
        visible=row.visible,
        portal_kind=PortalKind(row.portal_kind),
        connector=row.connector,
        countries=frozenset(row.countries),
        authorization=AuthorizationMode(row.authorization_mode),
        default_mode=DefaultMode(row.default_mode),
        link_days=row.link_days,
        window_days=row.window_days,
        reason_level=Level(row.reason_level),
        outcome_level=Level(row.outcome_level),
        several_products=row.several_products,
        several_pieces=row.several_pieces,
        free_typed=row.free_typed,
        label_payer=Payer(row.label_payer),
        max_pieces=row.max_pieces,
        exception_limit_minor=row.exception_limit_minor,
        withdrawal=row.withdrawal,
        customer_cancels=row.customer_cancels,
        added_items=AddedItems(row.added_items),
        spare_labels=row.spare_labels,
    )
    return bound_by_law(policy)


def reasons_of(session: Session, policy_id: UUID) -> list[Reason]:
    """The reasons a policy offers, in its order."""
    query = select(Reason).join(PolicyReason, col(PolicyReason.reason_id) == Reason.id)
    return list(
        session.exec(query.where(PolicyReason.policy_id == policy_id).order_by(col(PolicyReason.position)))
    )


def questions_of(session: Session, policy_id: UUID) -> list[tuple[Survey, SurveyQuestion]]:
    """The questions of all the policy's surveys, in the order in which they are asked."""
    query = (
        select(Survey, SurveyQuestion)
        .join(PolicySurvey, col(PolicySurvey.survey_id) == Survey.id)
        .join(SurveyQuestion, col(SurveyQuestion.survey_id) == Survey.id)
        .where(PolicySurvey.policy_id == policy_id)
        .order_by(col(PolicySurvey.position), col(SurveyQuestion.position))
    )
    return list(session.exec(query))


def said_in(labels: dict[str, str], language: str) -> str:
    """A label in a language, in English where it has no words for it."""
    return labels.get(language) or labels.get("en") or next(iter(labels.values()), "")
