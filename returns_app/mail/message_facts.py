"""What the mail of a message has to know."""

from dataclasses import dataclass
from typing import ClassVar

from returns_app.mail.facts import Facts, Line, Prose


@dataclass(frozen=True)
class MessageFacts(Facts):
    """Somebody of the desk writes. `words` stand in the mail as they were written; the number may be empty."""

    kind: ClassVar[str] = "message"
    words: Prose
    agent: Line = ""
    name: Line = ""
    number: Line = ""
