"""Facts of mails, brands and envelopes to test with."""

from datetime import UTC, date, datetime
from typing import Any

from returns_app.domain.money import Money
from returns_app.mail.brand import Brand
from returns_app.mail.envelopes import Attachment, Envelope
from returns_app.mail.facts import (
    AuthorizedFacts,
    Document,
    Facts,
    Item,
    LabelFacts,
    LinkFacts,
    Refused,
    RejectedFacts,
)
from returns_app.mail.letters import CODE_IMAGE
from returns_app.mail.messages import Message, render

BRAND = Brand(
    name="Noordlicht Outdoor",
    address_lines=("Oudegracht 112", "3511 AX Utrecht", "Netherlands"),
    email="service@noordlicht-outdoor.example",
    phone="+31 30 799 4120",
)
URL = "https://returns.noordlicht-outdoor.example/l/3kQzT0Vb8hJr2mX9LwYc4nEaGfPdSu7oKiHtRv5Bx8V"
EXPIRES = datetime(2026, 12, 7, 20, 0, tzinfo=UTC)
JACKET = Item("Skarvan shell jacket", 1, "Pine, size M", "Too small", Money(18900, "EUR"))
BACKPACK = Item("Trailhead trekking backpack", 1, "Moss", "Arrived damaged")
DOCUMENT = Document("RMA-7K3M-Q9TX.pdf", 84_000, "A6")


def link(**given: Any) -> LinkFacts:
    return LinkFacts(
        **{
            "expires_at": EXPIRES,
            "name": "Anna de Vries",
            "agent": "Femke Bakker",
            "items": (JACKET, BACKPACK),
            "steps": ("address", "shipping"),
        }
        | given
    )


def authorized(**given: Any) -> AuthorizedFacts:
    return AuthorizedFacts(
        **{"number": "RMA-7K3M-Q9TX", "name": "Anna de Vries", "items": (JACKET,), "expires_at": EXPIRES}
        | given
    )


def label(**given: Any) -> LabelFacts:
    return LabelFacts(
        **{
            "number": "RMA-7K3M-Q9TX",
            "name": "Anna de Vries",
            "items": (JACKET, BACKPACK),
            "carrier": "DHL",
            "place": "DHL ServicePoint",
            "by": date(2026, 12, 7),
            "document": DOCUMENT,
        }
        | given
    )


def code_label(**given: Any) -> LabelFacts:
    return label(**{"label_format": "qr"} | given)


def rejected(**given: Any) -> RejectedFacts:
    return RejectedFacts(
        **{
            "reason": "The soles are worn.\n\nSorry.",
            "name": "Anna de Vries",
            "agent": "Femke Bakker",
            "items": (JACKET,),
            "order": "NO-103517",
        }
        | given
    )


def refused(**given: Any) -> Refused:
    return Refused(**{"name": "Merino socks", "quantity": 2, "reason": "Worn"} | given)


def rendered(facts: Facts, language: str = "en", url: str = URL) -> Message:
    return render(facts.kind, facts, brand=BRAND, language=language, url=url)


def envelope(facts: Facts | None = None, **given: Any) -> Envelope:
    message = rendered(facts or code_label())
    return Envelope(
        **{
            "message": message,
            "recipient": "anna@customer.example",
            "recipient_name": "Anna de Vries",
            "sender": "returns@noordlicht-outdoor.example",
            "sender_name": "Noordlicht Outdoor",
            "reply_to": BRAND.email,
            "message_id": "<0001@noordlicht-outdoor.example>",
            "date": datetime(2026, 11, 23, 3, 0, tzinfo=UTC),
            "images": {CODE_IMAGE: b"\x89PNG\r\n\x1a\n.\r\n"} if message.images else {},
            "attachments": tuple(Attachment(name, b"%PDF-1.7\r\n.\n\x00\xff") for name in message.files),
        }
        | given
    )
