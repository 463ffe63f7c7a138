"""The merchant's catalogue."""

from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel


class Product(SQLModel, table=True):
    """Something that was sold. `picture` names an SVG among the assets; `price_minor` is in cents.

    `weight_g` is one piece with its packing, where it is known.
    """

    __tablename__ = "products"
    __table_args__ = (
        CheckConstraint("price_minor >= 0", name="price_not_negative"),
        CheckConstraint("weight_g IS NULL OR weight_g > 0", name="weight"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    sku: str = Field(max_length=40, unique=True)
    name: str = Field(max_length=200)
    category: str = Field(default="", max_length=60)
    price_minor: int
    currency: str = Field(max_length=3)
    picture: str = Field(default="", max_length=120)
    search: str = ""
    weight_g: int | None = None
