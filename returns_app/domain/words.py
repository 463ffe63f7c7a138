"""Sentences that a rule says, kept apart from their facts so that they can be said in any language."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sentence:
    """English words with named gaps, and what goes into the gaps.

    `text` is also the message id of the translation catalogs. `str(sentence)` is the English sentence.
    """

    text: str
    facts: Mapping[str, str | int] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return self.text.format(**self.facts)


def say(text: str, **facts: str | int) -> Sentence:
    """Make a sentence. `text` must be a literal, because the catalogs are extracted from these calls."""
    return Sentence(text, facts)
