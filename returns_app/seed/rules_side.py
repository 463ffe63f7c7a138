"""When the goods of a seeded return were delivered, and why the desk let some go on against a rule."""

import random
from datetime import timedelta

from returns_app.actions.grant_exception import ExceptionWish, grant_exception
from returns_app.actions.save_delivery import save_delivered_on
from returns_app.db.asked import standing_findings
from returns_app.db.returns import touch
from returns_app.domain.excusing import may_excuse
from returns_app.domain.lifecycle import Status
from returns_app.mail.brand import day_of
from returns_app.seed.plots import FEMKE, SEED
from returns_app.seed.teller import Teller
from returns_app.seed.users import staff

# So many of a hundred come too late.
LATE = 18
# These wait for a decision: two are found late and not looked at yet, one has its exception.
_OPEN = frozenset({"complete/undecided/0", "complete/undecided/1"})
_EXCUSED = frozenset({"complete/undecided/4"})
_WHY = (
    ("goodwill", "Buys from us every season."),
    ("promised", "Called in time, and was told to wait for the new part."),
    ("late_delivery", ""),
    ("our_mistake", "The first parcel went to the wrong address."),
    ("holidays", "Was abroad when it arrived."),
    ("other", "Was in hospital, sent a note of the doctor."),
)


def deliver(teller: Teller) -> None:
    """Note when the goods arrived: mostly in time, sometimes some days too late for the return type."""
    rng, policy = _rng(teller), teller.loaded().policy
    if policy is None or "products" not in teller.plot.done:
        return
    begun = day_of(teller.row.created_at)
    late = (policy.window_days <= 60 and rng.randrange(100) < LATE) or teller.plot.key in _OPEN | _EXCUSED
    days = policy.window_days + rng.randint(1, 12) if late else rng.randint(3, min(policy.window_days, 25))
    save_delivered_on(teller.session, teller.agent, teller.id, begun - timedelta(days=days), now=teller.now)


def excuse(teller: Teller) -> None:
    """Give a reason for each rule that is broken; what is beyond an agent, the supervisor lets through."""
    loaded, rng = teller.loaded(), _rng(teller, "why")
    for one in standing_findings(teller.session, loaded, day_of(loaded.row.created_at)):
        alone = loaded.policy is not None and may_excuse(teller.agent, one, loaded.policy)
        who = teller.agent if alone else staff(FEMKE)
        wish = ExceptionWish(one.rule, *rng.choice(_WHY))
        grant_exception(teller.session, who, teller.id, wish, version=None, now=teller.now)
    _free(teller)


def excuse_some(teller: Teller) -> None:
    """Of what still waits for a decision, most has its exception already and some is yet to be looked at."""
    if teller.plot.key not in _OPEN:
        excuse(teller)


def _free(teller: Teller) -> None:
    """Nobody sits before a seeded return any more."""
    row = teller.row
    if row.status == Status.AUTHORIZATION_REQUESTED and row.held_by is not None:
        row.held_by = row.held_until = None
        touch(teller.session, row, now=teller.now)


def _rng(teller: Teller, about: str = "when") -> random.Random:
    return random.Random(f"{SEED}/{teller.plot.key}/{about}")
