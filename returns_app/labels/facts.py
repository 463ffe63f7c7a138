"""What a label says: the values it is made from."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from returns_app.domain.addresses import Address


class Paper(Enum):
    """The sheet: a label alone (A6, label printers), or a label with a packing slip under it (A4, any printer)."""

    A6 = "a6"
    A4 = "a4"

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height in millimeters, upright."""
        return (105.0, 148.0) if self is Paper.A6 else (210.0, 297.0)


@dataclass(frozen=True)
class LabelLine:
    """One product on the packing slip."""

    name: str
    sku: str
    quantity: int


@dataclass(frozen=True)
class LabelData:
    """Everything that is printed for one parcel.

    `handover` is `drop_off`, `pickup` or `in_store`. `tracking` is 1 to 24 characters of A-Z, 0-9, `-` and `.`,
    or an SSCC of 18 digits. `sender` is the customer, `recipient` the merchant's warehouse. `language` is the
    language of the words, as written in the document's properties.
    """

    carrier_name: str
    service_name: str
    handover: str
    tracking: str
    return_number: str
    reference: str
    sender: Address
    recipient: Address
    created: date
    sender_country: str = ""
    recipient_country: str = ""
    paid_by: str = ""
    position: int = 1
    pieces: int = 1
    weight_g: int | None = None
    lines: tuple[LabelLine, ...] = ()
    language: str = "en"

    @property
    def qr_text(self) -> str:
        """What the QR code holds: the return number, a space, the tracking number."""
        return f"{self.return_number} {self.tracking}"
