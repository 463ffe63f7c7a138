"""What a story is, and the places on our pages that several stories look at."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from returns_app.flows.stage.acts import DESK, Act, sees
from returns_app.flows.stage.baselines import Baseline

Count: TypeAlias = Literal["seconds", "keys", "letters", "clicks", "taps", "screens", "behind"]


@dataclass(frozen=True)
class Step:
    """One step: what the audience should see, and the acts that lead there."""

    words: str
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Story:
    """A story. `key` names it in addresses, `name` on its button.

    `counts` are shown from the beginning, and at the end beside the baseline, where there is one.

    `ready` is waited for before the first step, with the clock standing.
    """

    key: str
    name: str
    title: str
    opening: str
    steps: tuple[Step, ...]
    counts: tuple[Count, ...]
    ending: str
    baseline: Baseline | None = None
    ready: tuple[Act, ...] = ()


TITLE: Final = "h1"
QUESTION: Final = "#question"
TRACK: Final = "[aria-label='What happened with the link']"
CUSTOMER: Final = "[aria-label='Customer']"
SEND: Final = "main form button[type=submit]"
BAR: Final = "main .sticky button"
ANYTHING: Final = "main *"
NUMBER: Final = "main div:has(> small)"
BARRED: Final = "main div:has(> input:disabled)"
DONE: Final = "Done."
DASHBOARD: Final = (sees(DESK, "main h1, main h2, main h3", "Urgent"),)
WATCHING: Final = (sees(DESK, TITLE, "is ready"),)
