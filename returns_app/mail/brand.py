"""Whose mail it is: the merchant's name, sign, color and how to reach them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from returns_app.mail.colors import is_color


@dataclass(frozen=True)
class Brand:
    """What a merchant's mails have in common. `accent` is `#rrggbb` in small letters; anything else is refused.

    `sign` is one character before the name, in the accent color. `timezone` is an IANA name; days are told in it.
    """

    name: str
    address_lines: tuple[str, ...]
    email: str
    phone: str = ""
    details: str = ""
    accent: str = "#0b6e5f"
    sign: str = "✦"
    timezone: str = "Europe/Amsterdam"

    def __post_init__(self) -> None:
        if not is_color(self.accent):
            message = f"not a color: {self.accent!r}"
            raise ValueError(message)


def day_of(moment: datetime) -> date:
    """The day it is at the merchant's at this moment."""
    return moment.astimezone(ZoneInfo(Brand.timezone)).date()


def midnight(day: date) -> datetime:
    """The first moment of a day at the merchant's, in UTC."""
    return datetime.combine(day, time.min, ZoneInfo(Brand.timezone)).astimezone(UTC)
