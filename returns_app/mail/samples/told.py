"""What all samples start from."""

from dataclasses import dataclass
from datetime import datetime

from returns_app.domain.money import Money
from returns_app.mail.facts import Document, Item
from returns_app.mail.samples.words import SampleWords

NUMBER = "RMA-7K3M-Q9TX"
ORDER = "NO-103517"
DOCUMENT = Document(f"{NUMBER}.pdf", 84_000, "A6")
PLACE, CARRIER, DRIVERS = "Meeuw Point", "Meeuw Pakket", "Kievit Express"


@dataclass(frozen=True)
class Told:
    """What the samples of one look have in common: people's words in the language, and the moment it is."""

    words: SampleWords
    now: datetime

    @property
    def jacket(self) -> Item:
        """One product that comes back, with a reason and a price."""
        return Item(self.words.jacket, 1, "Pine, M", self.words.too_small, Money(18900, "EUR"))

    @property
    def both(self) -> tuple[Item, Item]:
        """Two products that come back."""
        return self.jacket, Item(self.words.backpack, 1, "Moss", self.words.damaged, Money(14950, "EUR"))
