"""What the mail with a fresh link to a finished return has to know."""

from dataclasses import dataclass
from typing import ClassVar

from returns_app.mail.facts import Facts, Item, Line


@dataclass(frozen=True)
class FreshFacts(Facts):
    """A link to look at a return with, for whoever asked with one that was replaced. Nothing is left to finish."""

    kind: ClassVar[str] = "fresh"
    number: Line = ""
    name: Line = ""
    items: tuple[Item, ...] = ()
