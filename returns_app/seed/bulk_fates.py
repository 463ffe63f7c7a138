"""What becomes of returns: where they stand at which age, and what was told on the way there."""

import json
import random
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from typing import Final

from returns_app.domain.lifecycle import Event, Status

S = Status
# For returns younger than so many days: how many in a hundred stand where.
_STANDS: Final[tuple[tuple[float, dict[Status, float]], ...]] = (
    (1, {S.DRAFT: 8, S.AWAITING_CUSTOMER: 46, S.AUTHORIZATION_REQUESTED: 20, S.APPROVED: 8, S.SUBMITTED: 9,
         S.PICKUP_REQUESTED: 3, S.SHIPPING_FAILED: 1, S.CANCELED: 5}),
    (4, {S.DRAFT: 2, S.AWAITING_CUSTOMER: 28, S.AUTHORIZATION_REQUESTED: 6, S.APPROVED: 8, S.SUBMITTED: 36,
         S.PICKUP_REQUESTED: 4, S.SHIPPING_FAILED: 1, S.RECEIVED: 5, S.REJECTED: 3, S.CANCELED: 4, S.COMPLETED: 3}),
    (10, {S.AWAITING_CUSTOMER: 14, S.APPROVED: 4, S.SUBMITTED: 30, S.PICKUP_REQUESTED: 1, S.RECEIVED: 12,
          S.SETTLEMENT_REQUESTED: 8, S.COMPLETED: 24, S.REJECTED: 3, S.CANCELED: 4}),
    (21, {S.AWAITING_CUSTOMER: 5, S.SUBMITTED: 6, S.RECEIVED: 3, S.SETTLEMENT_REQUESTED: 4, S.COMPLETED: 74,
          S.REJECTED: 4, S.CANCELED: 4}),
    (36500, {S.AWAITING_CUSTOMER: 0.2, S.SUBMITTED: 0.1, S.COMPLETED: 88, S.REJECTED: 6, S.CANCELED: 5.7}),
)  # fmt: skip
BY_LINK: Final = "link"
BY_AGENT: Final = "complete"
# How far into its time a return came to where it stands, where that is not soon after its beginning.
_LATE: Final = {
    S.SUBMITTED: 0.35, S.PICKUP_REQUESTED: 0.3, S.SHIPPING_FAILED: 0.3, S.RECEIVED: 0.8, S.SETTLEMENT_REQUESTED: 0.85,
}  # fmt: skip
_LONGEST: Final = timedelta(days=14)

# What happens one after another; who does it: the agent, the customer, the warehouse or the app.
_Act = tuple[str, str, Event | None]
_STARTED: Final[_Act] = ("agent", "draft_started", None)
_LINKED: Final[_Act] = ("agent", "transition", Event.LINK_ISSUED)
_OPENED: Final[_Act] = ("customer", "link_opened", None)
_ASKED: Final[_Act] = ("agent", "transition", Event.COMPLETED_MANUAL)
_DECIDED: Final[_Act] = ("agent", "transition", Event.AUTHORIZED)
_SHIPPED: Final[_Act] = ("customer", "transition", Event.CHECKED_OUT)
_HERE: Final[_Act] = ("operator", "transition", Event.RECEIVED)
_CHECKED: Final[_Act] = ("operator", "transition", Event.CHECKED)
_BEGIN: Final = {BY_LINK: (_STARTED, _LINKED, _OPENED), BY_AGENT: (_STARTED, _ASKED, _DECIDED)}
_END: Final[dict[Status, tuple[_Act, ...]]] = {
    S.SUBMITTED: (_SHIPPED,),
    S.PICKUP_REQUESTED: (("customer", "transition", Event.CHECKED_OUT_FOR_PICKUP),),
    S.SHIPPING_FAILED: (("system", "transition", Event.LABEL_REFUSED),),
    S.RECEIVED: (_SHIPPED, _HERE),
    S.SETTLEMENT_REQUESTED: (_SHIPPED, _HERE, _CHECKED),
    S.COMPLETED: (_SHIPPED, _HERE, _CHECKED, ("agent", "transition", Event.SETTLED)),
    S.CANCELED: (("agent", "transition", Event.CANCELED),),
}


@dataclass(frozen=True)
class Fate:
    """Where a return stands, how it began, and after which time it came there. `acts` are told one after another."""

    status: Status
    path: str
    after: timedelta
    acts: tuple[_Act, ...]


def fate(rng: random.Random, age: timedelta) -> Fate:
    """What became of a return that was begun so long ago."""
    chances = next(chances for days, chances in _CHANCES if age < timedelta(days=days))
    status = rng.choices(chances[0], cum_weights=chances[1])[0]
    path = _path(rng, status)
    if status in _LATE:
        after = min(age * (_LATE[status] + 0.15 * rng.random()), _LONGEST)
    elif status in {S.COMPLETED, S.REJECTED, S.CANCELED}:
        after = min(age * (0.6 + 0.4 * rng.random()), _LONGEST * (0.5 + rng.random()))
    else:
        after = min(age * 0.5, timedelta(minutes=2 + 20 * rng.random()))
    return Fate(status, path, after, _acts(status, path, opened=rng.random() < 0.6))


def facts_of(event: Event | None) -> str:
    """The facts of an entry, as JSON."""
    return _FACTS[event]


def _path(rng: random.Random, status: Status) -> str:
    if status is S.AWAITING_CUSTOMER:
        return BY_LINK
    if status in {S.AUTHORIZATION_REQUESTED, S.APPROVED, S.REJECTED}:
        return BY_AGENT
    return BY_LINK if rng.random() < 0.65 else BY_AGENT


def _acts(status: Status, path: str, *, opened: bool) -> tuple[_Act, ...]:
    match status:
        case S.DRAFT:
            return (_STARTED,)
        case S.AWAITING_CUSTOMER:
            return (_STARTED, _LINKED, _OPENED) if opened else (_STARTED, _LINKED)
        case S.AUTHORIZATION_REQUESTED:
            return (_STARTED, _ASKED)
        case S.APPROVED:
            return (_STARTED, _ASKED, _DECIDED)
        case S.REJECTED:
            return (_STARTED, _ASKED, ("agent", "transition", Event.REJECTED))
    return (*_BEGIN[path], *_END[status])


_CHANCES: Final = [(days, (list(stands), list(accumulate(stands.values())))) for days, stands in _STANDS]
_FACTS: Final = {None: "{}"} | {event: json.dumps({"event": event.value}) for event in Event}
