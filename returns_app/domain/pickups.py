"""When a carrier can come to the customer's door."""

from dataclasses import dataclass
from datetime import date, timedelta

from returns_app.domain.errors import Problem
from returns_app.domain.texts import text_problem
from returns_app.domain.words import say

# Hours of the day in the merchant's time zone.
WINDOWS = ("08:00-12:00", "12:00-16:00", "16:00-20:00")
DAYS_AHEAD = 14
MAX_REFERENCE = 80
_SATURDAY = 5


@dataclass(frozen=True)
class Pickup:
    """A day and a window. `reference` names a booking that somebody made by phone or on the carrier's site."""

    day: date
    window: str
    reference: str = ""


def pickup_days(today: date) -> tuple[date, ...]:
    """The weekdays from tomorrow until 14 days ahead. `today` is the day where the merchant is."""
    ahead = (today + timedelta(days=count) for count in range(1, DAYS_AHEAD + 1))
    return tuple(day for day in ahead if day.weekday() < _SATURDAY)


def is_past(day: date | None, *, today: date) -> bool:
    """Whether a day that was wished for can be had no more; a wish for none never passes."""
    return day is not None and day not in pickup_days(today)


def pickup_problems(wish: Pickup, *, today: date) -> tuple[Problem, ...]:
    """Everything wrong with a pickup, at `day`, `window` and `reference`."""
    found = []
    if wish.day not in pickup_days(today):
        found.append(
            Problem("day", say("Choose a weekday from tomorrow on, within {days} days.", days=DAYS_AHEAD))
        )
    if wish.window not in WINDOWS:
        found.append(Problem("window", say("Choose one of the windows.")))
    if wrong := text_problem(wish.reference, MAX_REFERENCE):
        found.append(Problem("reference", wrong))
    return tuple(found)
