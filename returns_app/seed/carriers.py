"""Carriers, what they sell, and the options customers pick from. No such companies exist."""

from dataclasses import dataclass

from sqlmodel import Session

from returns_app.db.shipping import Carrier, CarrierService, OfferedOption
from returns_app.seed.ids import uid

CURRENCY = "EUR"
NEAR = ("NL", "BE", "DE")
FAR = ("FR", "AT", "LU", "DK", "SE")
OVERSEAS = ("GB", "IE", "US", "CA", "CH", "NO")

# code, name, adapter
_CARRIERS = (
    ("post", "Grutto Post", "paper"),
    ("meeuw", "Meeuw Pakket", "sandbox"),
    ("kievit", "Kievit Express", "sandbox"),
    ("store", "Noordlicht Outdoor", "sandbox"),
)
# carrier, code, name
_SERVICES = (
    ("post", "return", "Grutto Retour"),
    ("meeuw", "return", "Meeuw Retour"),
    ("meeuw", "return-eu", "Meeuw Retour Europe"),
    ("kievit", "pickup", "Kievit Pickup"),
    ("kievit", "bulky", "Kievit Pickup XL"),
    ("store", "counter", "Noordlicht Retour"),
)


@dataclass(frozen=True)
class _Option:
    key: str
    service: str
    handover: str
    label_format: str
    place: str
    cents: int
    countries: tuple[str, ...] = ()
    kilos: int = 20
    co2_g: int | None = None


# A parcel that is brought rides along with others; a driver at the door comes for one. Heavier things go by the van.
_OPTIONS = (
    _Option(
        "store", "store/counter", "in_store", "qr", "Noordlicht Outdoor", 0, ("NL",), kilos=10, co2_g=180
    ),
    _Option("print", "meeuw/return", "drop_off", "pdf", "Meeuw Point", 495, NEAR, co2_g=410),
    _Option("qr", "meeuw/return", "drop_off", "qr", "Meeuw Point", 545, NEAR, co2_g=410),
    _Option("print-eu", "meeuw/return-eu", "drop_off", "pdf", "Meeuw Point", 795, FAR, co2_g=980),
    _Option("qr-eu", "meeuw/return-eu", "drop_off", "qr", "Meeuw Point", 845, FAR, co2_g=980),
    _Option("pickup", "kievit/pickup", "pickup", "pdf", "", 890, NEAR, co2_g=720),
    _Option("pickup-eu", "kievit/pickup", "pickup", "pdf", "", 1450, FAR, co2_g=1640),
    _Option(
        "post-near", "post/return", "drop_off", "pdf", "Grutto Point", 675, (*NEAR, *FAR), kilos=10, co2_g=560
    ),
    _Option("post-overseas", "post/return", "drop_off", "pdf", "Grutto Point", 1495, OVERSEAS),
    _Option("qr-free", "meeuw/return", "drop_off", "qr", "Meeuw Point", 0, (*NEAR, *FAR), co2_g=430),
    _Option("post-free", "post/return", "drop_off", "pdf", "Grutto Point", 0),
    _Option("pickup-free", "kievit/pickup", "pickup", "pdf", "", 0, (*NEAR, *FAR, "GB"), kilos=30, co2_g=760),
    _Option("bulky-free", "kievit/bulky", "pickup", "pdf", "", 0, ("NL", "DE"), kilos=60, co2_g=1900),
)


def add_carriers(session: Session) -> None:
    """Add the carriers with their services and options."""
    session.add_all(
        Carrier(id=uid("carrier", code), code=code, name=name, adapter=adapter)
        for code, name, adapter in _CARRIERS
    )
    session.flush()
    session.add_all(
        CarrierService(
            id=uid("service", f"{carrier}/{code}"), carrier_id=uid("carrier", carrier), code=code, name=name
        )
        for carrier, code, name in _SERVICES
    )
    session.flush()
    session.add_all(_row(position, option) for position, option in enumerate(_OPTIONS))
    session.flush()


def _row(position: int, option: _Option) -> OfferedOption:
    return OfferedOption(
        id=uid("option", option.key),
        service_id=uid("service", option.service),
        handover=option.handover,
        label_format=option.label_format,
        place=option.place,
        price_minor=option.cents,
        currency=CURRENCY,
        countries=list(option.countries),
        position=position,
        max_weight_g=option.kilos * 1000,
        co2_g=option.co2_g,
    )
