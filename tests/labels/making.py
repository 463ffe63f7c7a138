"""Labels and orders for tests: a usual one, with whatever a test wants otherwise."""

from datetime import date
from typing import Any

from returns_app.domain.addresses import MAX_LENGTH, Address
from returns_app.labels import LabelData, LabelLine

CUSTOMER = Address(
    country="NL",
    name="Sanne de Wit",
    street="Biltstraat",
    house_number="33",
    addition="bis",
    postal_code="3572 AA",
    city="Utrecht",
)
WAREHOUSE = Address(
    country="DE",
    name="Noordlicht Outdoor",
    company="Retouren",
    street="Speicherstraße",
    house_number="8",
    postal_code="20457",
    city="Hamburg",
)
SSCC = "395212340000000014"
LINES = (LabelLine("Nordkapp Shell Jacket", "NL-JKT-0412", 1), LabelLine("Skarv 28 Backpack", "NL-BPK-28", 2))


def a_label(**otherwise: Any) -> LabelData:
    facts: dict[str, Any] = {
        "carrier_name": "Blauwvogel",
        "service_name": "Parcel Return",
        "handover": "drop_off",
        "tracking": SSCC,
        "return_number": "RMA-7K3M-Q9T4",
        "reference": "R-100482",
        "sender": CUSTOMER,
        "recipient": WAREHOUSE,
        "sender_country": "Netherlands",
        "recipient_country": "Germany",
        "created": date(2026, 11, 23),
        "paid_by": "Recipient",
        "weight_g": 1250,
        "lines": LINES,
    }
    return LabelData(**facts | otherwise)


def longest(word: str) -> Address:
    """An address with every field as long as the rules allow, in copies of one word."""
    texts = {name: (word * 100)[:limit].strip() for name, limit in MAX_LENGTH.items()}
    return Address(**texts | {"country": "GB"})
