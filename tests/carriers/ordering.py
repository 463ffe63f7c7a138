"""Orders for tests: a usual one, with whatever a test wants otherwise."""

from dataclasses import replace
from datetime import date
from typing import Any

from returns_app.carriers import Order
from returns_app.domain.addresses import Address
from tests.labels.making import CUSTOMER, LINES, WAREHOUSE


def an_order(**otherwise: Any) -> Order:
    facts: dict[str, Any] = {
        "idempotency_key": "5f0c6f3e-8a4e-4d7e-9a51-0b5a3f0f8a11",
        "service": "return",
        "carrier_name": "Blauwvogel",
        "service_name": "Parcel Return",
        "handover": "drop_off",
        "label_format": "pdf",
        "return_number": "RMA-7K3M-Q9T4",
        "reference": "R-100482",
        "sender": CUSTOMER,
        "recipient": WAREHOUSE,
        "created": date(2026, 11, 23),
        "lines": LINES,
        "paid_by": "merchant",
    }
    return Order(**facts | otherwise)


def from_street(street: str) -> Address:
    """The customer's address with another street."""
    return replace(CUSTOMER, street=street)
