"""What the acknowledgement of a withdrawal has to know; its outbox row is the record of what was acknowledged."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime

from returns_app.mail.facts import Facts, Item, Line

WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class WithdrawnFacts(Facts):
    """The customer withdrew from the purchase of `items` at `declared_at`. See `domain.withdrawal` for the days.

    `recorded_by` is the agent who wrote it down for them, empty where they confirmed it themselves.
    """

    kind: ClassVar[str] = WITHDRAWN
    number: Line
    declared_at: AwareDatetime
    refund_by: date
    send_by: date
    name: Line = ""
    order: Line = ""
    items: tuple[Item, ...] = ()
    recorded_by: Line = ""
