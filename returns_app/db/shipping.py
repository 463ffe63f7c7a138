"""Carriers, what they sell, and what a customer can pick of it."""

from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import JSON, Field, Session, SQLModel, col, select

from returns_app.db.policies import PolicyOption
from returns_app.domain.money import Money
from returns_app.domain.shipping import Handover, LabelFormat, ShippingOption


class Carrier(SQLModel, table=True):
    """Who moves parcels. `adapter` names the code that speaks with them (see `returns_app.carriers`)."""

    __tablename__ = "carriers"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    code: str = Field(max_length=40, unique=True)
    name: str = Field(max_length=60)
    adapter: str = Field(max_length=40)
    active: bool = True


class CarrierService(SQLModel, table=True):
    """What a carrier sells."""

    __tablename__ = "carrier_services"
    __table_args__ = (UniqueConstraint("carrier_id", "code"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    carrier_id: UUID = Field(foreign_key="carriers.id")
    code: str = Field(max_length=40)
    name: str = Field(max_length=80)


class OfferedOption(SQLModel, table=True):
    """A shipping option. `place` names where a parcel is dropped off; `price_minor` is in cents.

    `max_weight_g` is the heaviest parcel it takes and `co2_g` what one parcel costs the climate, where they are known.
    """

    __tablename__ = "shipping_options"
    __table_args__ = (
        CheckConstraint("handover IN ('drop_off', 'pickup', 'in_store')", name="handover"),
        CheckConstraint("label_format IN ('pdf', 'qr')", name="label_format"),
        CheckConstraint("price_minor >= 0", name="price_not_negative"),
        CheckConstraint("max_weight_g IS NULL OR max_weight_g > 0", name="max_weight"),
        CheckConstraint("co2_g IS NULL OR co2_g >= 0", name="co2_not_negative"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    service_id: UUID = Field(foreign_key="carrier_services.id")
    handover: str = Field(max_length=10)
    label_format: str = Field(max_length=4)
    place: str = Field(default="", max_length=80)
    price_minor: int
    currency: str = Field(max_length=3)
    countries: list[str] = Field(default_factory=list, sa_type=JSON)
    position: int = 0
    active: bool = True
    max_weight_g: int | None = None
    co2_g: int | None = None


def as_option(row: OfferedOption) -> ShippingOption:
    """The option as the rules see it."""
    return ShippingOption(
        id=row.id,
        handover=Handover(row.handover),
        label_format=LabelFormat(row.label_format),
        price=Money(row.price_minor, row.currency),
        countries=frozenset(row.countries),
        position=row.position,
        active=row.active,
        max_weight_g=row.max_weight_g,
        co2_g=row.co2_g,
    )


OptionRow = tuple[OfferedOption, CarrierService, Carrier]


def options_of(session: Session, policy_id: UUID) -> list[OptionRow]:
    """The active options a policy offers, with their service and carrier."""
    query = (
        select(OfferedOption, CarrierService, Carrier)
        .join(PolicyOption, col(PolicyOption.option_id) == OfferedOption.id)
        .join(CarrierService, col(OfferedOption.service_id) == CarrierService.id)
        .join(Carrier, col(CarrierService.carrier_id) == Carrier.id)
        .where(PolicyOption.policy_id == policy_id, col(OfferedOption.active), col(Carrier.active))
        .order_by(col(OfferedOption.position))
    )
    return list(session.exec(query))


def option_row(session: Session, option_id: UUID) -> OptionRow:
    """One option with its service and carrier, also when it is no longer offered."""
    query = (
        select(OfferedOption, CarrierService, Carrier)
        .join(CarrierService, col(OfferedOption.service_id) == CarrierService.id)
        .join(Carrier, col(CarrierService.carrier_id) == Carrier.id)
        .where(OfferedOption.id == option_id)
    )
    return session.exec(query).one()
