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


_OURS: Final = "Here every event in the frames is counted while the story runs, whoever makes it."
NO_CLICKS: Final = Baseline(
    "17 clicks",
    "for one return in the best-known open-source shop",
    "Counted once in its dashboard for this project’s goals, from the order to the created return; typing and keys are"
    f" not in that figure. {_OURS}",
)
SCREENS: Final = Baseline(
    "3 screens",
    "for the same elsewhere",
    f"Counted once for this project’s goals, from a customer’s link to the label of a prepared return. {_OURS}",
)
ONE_LABEL: Final = Baseline(
    "1 and 1",
    "must stand at the end",
    "A rule of ours and no figure of others: one return number and one label for one return, whatever happens.",
)
