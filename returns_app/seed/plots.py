"""Which returns the demonstration has: how each was begun, by whom, and how far it has come."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from returns_app.domain.policy import CreationPath
from returns_app.seed.carriers import FAR, NEAR
from returns_app.seed.cases import CASES, Case
from returns_app.seed.customers import CUSTOMERS, SeededCustomer
from returns_app.seed.users import SIGN_INS, SignIn

SEED = 4711
OFFICE_OPENS, OFFICE_CLOSES = 7, 15
SATURDAY = 5
COMES_AGAIN = 0.1
LINK, COMPLETE = CreationPath.LINK, CreationPath.COMPLETE
JONAS, FEMKE, ANNIKA, TEUN, GRETA = SIGN_INS


class Ending(StrEnum):
    """How far a return has come."""

    DRAFT = "draft"
    SENT = "sent"
    BOUNCED = "bounced"
    OPENED = "opened"
    EXPIRED = "expired"
    EXPIRED_OPENED = "expired_opened"
    REVOKED = "revoked"
    REPLACED = "replaced"
    RENEWED = "renewed"
    ENDED = "ended"
    UNDECIDED = "undecided"
    AUTHORIZED = "authorized"
    CHOOSING = "choosing"
    REJECTED = "rejected"
    KEPT = "kept"
    FAILED = "failed"
    PICKUP = "pickup"
    SHIPPED = "shipped"
    RECEIVED = "received"
    CHECKED = "checked"
    SETTLED = "settled"
    CANCELED = "canceled"
    # Of withdrawals: to declare, declared alone, under way, due for long, paid back, recorded on the phone.
    INVITED = "invited"
    DECLARED = "declared"
    WITHDRAWN = "withdrawn"
    OVERDUE = "overdue"
    REFUNDED = "refunded"
    RECORDED = "recorded"


@dataclass(frozen=True)
class Plot:
    """One return to be made. `done` says which steps the agent fills in rather than leaving them to the customer."""

    key: str
    path: CreationPath
    ending: Ending
    policy: str
    begins: timedelta
    agent: SignIn
    customer: SeededCustomer
    cases: tuple[Case, ...]
    order_number: str
    done: frozenset[str] = field(default=frozenset())
    rng: random.Random = field(default_factory=random.Random, compare=False)


_ANY_LINK = ("standard", "standard", "standard", "size", "warranty", "repair", "recall")
_ANY_COMPLETE = ("standard", "standard", "warranty", "repair", "rental", "store_exchange", "size")
_MANUAL = ("standard", "standard", "warranty")

# path, ending, return types, how many, youngest and oldest in days
_PLAN: tuple[tuple[CreationPath, Ending, tuple[str, ...], int, float, float], ...] = (
    (LINK, Ending.DRAFT, _ANY_LINK, 4, 0.02, 3),
    (LINK, Ending.SENT, _ANY_LINK, 8, 0.03, 6),
    (LINK, Ending.BOUNCED, ("standard",), 1, 1, 2),
    (LINK, Ending.OPENED, ("standard", "warranty"), 7, 1, 6),
    (LINK, Ending.EXPIRED, ("standard", "size"), 4, 16, 24),
    (LINK, Ending.EXPIRED_OPENED, ("standard",), 2, 17, 24),
    (LINK, Ending.REVOKED, ("standard",), 2, 2, 9),
    (LINK, Ending.REPLACED, ("standard", "warranty"), 3, 4, 8),
    (LINK, Ending.RENEWED, ("standard",), 1, 17, 18),
    (LINK, Ending.ENDED, ("summer",), 1, 3, 4),
    (LINK, Ending.FAILED, ("standard",), 2, 2, 4),
    (LINK, Ending.PICKUP, ("repair", "recall"), 4, 2, 5),
    (LINK, Ending.SHIPPED, _ANY_LINK, 10, 2, 6),
    (LINK, Ending.RECEIVED, _ANY_LINK, 5, 7, 9),
    (LINK, Ending.CHECKED, _ANY_LINK, 3, 9, 11),
    (LINK, Ending.SETTLED, _ANY_LINK, 11, 13, 57),
    (LINK, Ending.CANCELED, ("standard",), 3, 3, 30),
    (COMPLETE, Ending.DRAFT, _ANY_COMPLETE, 2, 0.02, 2),
    (COMPLETE, Ending.UNDECIDED, (*_MANUAL, "store_exchange"), 11, 0.08, 3),
    (COMPLETE, Ending.AUTHORIZED, ("rental", "standard"), 2, 0.3, 1),
    (COMPLETE, Ending.CHOOSING, ("standard", "warranty", "rental"), 5, 2, 6),
    (COMPLETE, Ending.REJECTED, _MANUAL, 4, 2, 40),
    (COMPLETE, Ending.KEPT, ("warranty",), 2, 2, 4),
    (COMPLETE, Ending.FAILED, ("size",), 1, 1, 2),
    (COMPLETE, Ending.PICKUP, ("repair",), 2, 2, 4),
    (COMPLETE, Ending.SHIPPED, _ANY_COMPLETE, 7, 3, 6),
    (COMPLETE, Ending.RECEIVED, _ANY_COMPLETE, 2, 8, 10),
    (COMPLETE, Ending.CHECKED, _ANY_COMPLETE, 2, 10, 12),
    (COMPLETE, Ending.SETTLED, _ANY_COMPLETE, 7, 14, 57),
    (COMPLETE, Ending.CANCELED, ("standard", "repair"), 2, 3, 30),
    (LINK, Ending.INVITED, ("withdrawal",), 1, 0.1, 0.4),
    (LINK, Ending.DECLARED, ("withdrawal",), 2, 2, 13),
    (LINK, Ending.WITHDRAWN, ("withdrawal",), 1, 5, 7),
    (LINK, Ending.OVERDUE, ("withdrawal",), 1, 17, 18),
    (LINK, Ending.REFUNDED, ("withdrawal",), 1, 20, 30),
    (COMPLETE, Ending.RECORDED, ("withdrawal",), 1, 1, 3),
)
_SENT_FROM = {
    "size": (*NEAR, *FAR),
    "repair": ("NL", "DE"),
    "store_exchange": ("NL",),
    "withdrawal": (*NEAR, *FAR),
}
# Which steps an agent fills in, from all of them to none.
_PREPARED = (
    frozenset({"order_number", "products", "surveys"}),
    frozenset({"order_number", "products"}),
    frozenset({"products"}),
    frozenset({"order_number"}),
    frozenset[str](),
)


def plots() -> tuple[Plot, ...]:
    """All of them, the same every time."""
    rng = random.Random(SEED)
    free = list(CUSTOMERS)
    made = []
    for path, ending, policies, count, youngest, oldest in _PLAN:
        for number in range(count):
            policy = policies[number % len(policies)]
            key = f"{path}/{ending}/{number}"
            days = youngest + (oldest - youngest) * rng.random()
            made.append(_plot(rng, free, key=key, path=path, ending=ending, policy=policy, days=days))
    return tuple(made)


def begun_at(plot: Plot, *, now: datetime) -> datetime:
    """When its agent began: never later than planned, and on a weekday in office hours unless that is today."""
    start = now - plot.begins
    if plot.begins < timedelta(days=1):
        return start
    rng = random.Random(f"{SEED}/{plot.key}")
    office = start.replace(hour=rng.randint(OFFICE_OPENS, OFFICE_CLOSES), minute=rng.randint(0, 59))
    if office > start:
        office -= timedelta(days=1)
    return office - timedelta(days=max(0, office.weekday() - SATURDAY + 1))


def _plot(
    rng: random.Random, free: list[SeededCustomer], *, key: str, path: CreationPath, ending: Ending, policy: str,
    days: float,
) -> Plot:  # fmt: skip
    customer = _customer(rng, free, policy)
    several = 1 if policy in {"repair", "recall"} else rng.choice((1, 1, 1, 2, 3))
    pool = CASES[policy]
    everything = path is COMPLETE or ending is Ending.FAILED
    return Plot(
        key=key,
        path=path,
        ending=ending,
        policy=policy,
        begins=timedelta(days=days),
        agent=GRETA
        if customer.country == "DE" and rng.random() < 0.5
        else rng.choice((JONAS, JONAS, FEMKE, ANNIKA)),
        customer=customer,
        cases=tuple(rng.sample(pool, min(several, len(pool)))),
        order_number=f"NO-{rng.randint(101200, 104990)}",
        done=_PREPARED[0] if everything else rng.choice(_PREPARED),
        rng=random.Random(f"{SEED}/{key}/telling"),
    )


def _customer(rng: random.Random, free: list[SeededCustomer], policy: str) -> SeededCustomer:
    """Those who were thought out come first; most have one return, some have several."""
    countries = _SENT_FROM.get(policy, ())
    fit = [one for one in free if one.addresses and (not countries or one.country in countries)]
    chosen = rng.choice(fit[:20])
    if rng.random() > COMES_AGAIN:
        free.remove(chosen)
    return chosen
