"""What the counters of the stage are held against, and how each figure was come by.

Our own side is never written down: the stage counts the events in its frames while a story runs.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Baseline:
    """A figure from elsewhere. `source` says whose it is and how it was counted."""

    figure: str
    words: str
    source: str


_OURS: Final = "It was not counted again here; ours is counted while the story runs: every event in the frames, whoever makes it."
_GOALS: Final = "The figure stands in this project’s goals as"
NO_CLICKS: Final = Baseline(
    "17 clicks",
    "for one return in the best-known open-source shop",
    f"{_GOALS} mouse clicks in its dashboard; keys were not noted. {_OURS}",
)
SCREENS: Final = Baseline(
    "3 screens",
    "for a prepared return elsewhere",
    f"{_GOALS} screens that a customer goes through up to the label. {_OURS}",
)
ONE_LABEL: Final = Baseline(
    "1 and 1",
    "must stand at the end",
    "A rule of ours and no figure of others: one return number and one label for one return, whatever happens.",
)
