"""Photos that answer a question: pictures of our own making, kept in the database, shown only to those who may look.

What a browser sends is collected in an `Upload` until it is whole, then decoded, turned upright and written anew as
JPEG without anything else the file said. The original is not kept.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, Session, SQLModel, col, select

from returns_app.db.columns import UtcDateTime
from returns_app.domain.surveys import Place


class Photo(SQLModel, table=True):
    """One photo. `subject` is the id of the line it shows, empty for the return as a whole; `id` that of its upload.

    `content` and the small `preview` are JPEG; `width` and `height` are those of `content`. Whether it is
    the customer's (`by_customer`) says who may take it away again.
    """

    __tablename__ = "photos"
    __table_args__ = (
        CheckConstraint("width > 0 AND height > 0", name="size"),
        Index("ix_photos_return_id", "return_id", "question_id", "subject", "added_at"),
    )

    id: UUID = Field(primary_key=True)
    return_id: UUID = Field(foreign_key="returns.id", ondelete="CASCADE")
    question_id: UUID = Field(foreign_key="survey_questions.id")
    subject: str = Field(default="", max_length=36)
    content: bytes
    preview: bytes
    width: int
    height: int
    by_customer: bool = False
    added_at: datetime = Field(sa_type=UtcDateTime)


class Upload(SQLModel, table=True):
    """A photo on its way: `content` is what came so far of `size` bytes. `id` is drawn by the browser.

    A lost connection goes on from the length of `content`. An upload that nobody finishes is swept away.
    """

    __tablename__ = "uploads"
    __table_args__ = (
        CheckConstraint("size > 0", name="size"),
        Index("ix_uploads_return_id", "return_id"),
        Index("ix_uploads_changed_at", "changed_at"),
    )

    id: UUID = Field(primary_key=True)
    return_id: UUID = Field(foreign_key="returns.id", ondelete="CASCADE")
    question_id: UUID = Field(foreign_key="survey_questions.id")
    subject: str = Field(default="", max_length=36)
    size: int
    content: bytes = b""
    changed_at: datetime = Field(sa_type=UtcDateTime)


@dataclass(frozen=True)
class Shown:
    """A photo without its bytes."""

    id: UUID
    by_customer: bool


def photos_of(session: Session, return_id: UUID) -> dict[Place, list[Shown]]:
    """The photos of a return by what they answer, in the order in which they were added; no bytes are read."""
    columns = (Photo.id, Photo.question_id, Photo.subject, Photo.by_customer)
    query = select(*columns).where(Photo.return_id == return_id).order_by(col(Photo.added_at), col(Photo.id))
    found: dict[Place, list[Shown]] = {}
    for photo_id, question_id, subject, by_customer in session.exec(query):
        found.setdefault(Place(subject, question_id), []).append(Shown(photo_id, by_customer))
    return found
