"""Amounts of money in minor units (cents) with their currency."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Money:
    """`minor` units of `currency` (ISO 4217). Amounts of two currencies are never added."""

    minor: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            message = f"cannot add {other.currency} to {self.currency}"
            raise ValueError(message)
        return Money(self.minor + other.minor, self.currency)

    def times(self, quantity: int) -> "Money":
        """The price of so many pieces."""
        return Money(self.minor * quantity, self.currency)
