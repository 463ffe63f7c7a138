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
    ("post", "Parcel post", "paper"),
    ("meeuw", "Meeuw Pakket", "sandbox"),
    ("kievit", "Kievit Express", "sandbox"),
    ("store", "Noordlicht stores", "sandbox"),
)
# carrier, code, name
_SERVICES = (
    ("post", "return", "Return parcel"),
    ("meeuw", "return", "Meeuw Retour"),
    ("meeuw", "return-eu", "Meeuw Retour Europe"),
    ("kievit", "pickup", "Kievit Pickup"),
    ("kievit", "bulky", "Kievit Pickup XL"),
    ("store", "counter", "Store counter"),
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


_OPTIONS = (
    _Option("store", "store/counter", "in_store", "qr", "Noordlicht store", 0, ("NL",)),
    _Option("print", "meeuw/return", "drop_off", "pdf", "Meeuw Point", 495, NEAR),
    _Option("qr", "meeuw/return", "drop_off", "qr", "Meeuw Point", 545, NEAR),
    _Option("print-eu", "meeuw/return-eu", "drop_off", "pdf", "Meeuw Point", 795, FAR),
    _Option("qr-eu", "meeuw/return-eu", "drop_off", "qr", "Meeuw Point", 845, FAR),
    _Option("pickup", "kievit/pickup", "pickup", "pdf", "", 890, NEAR),
    _Option("pickup-eu", "kievit/pickup", "pickup", "pdf", "", 1450, FAR),
    _Option("post-near", "post/return", "drop_off", "pdf", "PostPoint", 675, (*NEAR, *FAR)),
    _Option("post-overseas", "post/return", "drop_off", "pdf", "PostPoint", 1495, OVERSEAS),
    _Option("qr-free", "meeuw/return", "drop_off", "qr", "Meeuw Point", 0, (*NEAR, *FAR)),
    _Option("post-free", "post/return", "drop_off", "pdf", "PostPoint", 0),
    _Option("pickup-free", "kievit/pickup", "pickup", "pdf", "", 0, (*NEAR, *FAR, "GB")),
    _Option("bulky-free", "kievit/bulky", "pickup", "pdf", "", 0, ("NL", "DE")),
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
    )
