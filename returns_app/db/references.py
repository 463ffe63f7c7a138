"""The internal references of returns: there from a return's first second, counted by the database."""

from sqlmodel import Field, SQLModel


class ReturnReference(SQLModel, table=True):
    """Counts the internal references; a row is made for every return, and the database counts."""

    __tablename__ = "return_references"

    id: int | None = Field(default=None, primary_key=True)
