"""The statutory right to withdraw from a sale at a distance, as far as this platform has to know it.

Source: Directive 2011/83/EU on consumer rights, articles 9 to 14, and article 11a, which Directive (EU) 2023/2673 added
(applied since 19 June 2026). States have it in their own laws; what they may change is not decided here.

- No reason is owed (art. 9(1)). What is unequivocal counts as a declaration, on the phone too (art. 11(1)).
- Online it takes two acts, a statement and its confirmation. The statement names the person, the contract, and where
  the acknowledgement goes (art. 11a(2) and (3)). It is in time when it is made in time (art. 11(2) and 11a(5)).
- The merchant acknowledges it on a durable medium without undue delay: what was declared, on which day, at what time
  (art. 11a(4)).
- The money goes back at the latest 14 days after the day on which the merchant heard of it (art. 13(1)), delivery to
  the customer included as far as it was the cheapest usual one (art. 13(2)), by the means they paid with.
- Until the goods are back, or the customer proves to have sent them, the merchant may withhold it (art. 13(3)), but
  not after offering to collect the goods.
- The customer sends the goods within 14 days of the declaration and pays for it unless the merchant does (art. 14(1)).
  A parcel that never comes undoes no declaration.
"""

from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from returns_app.domain.policy import AddedItems, AuthorizationMode, DefaultMode, Level, Policy

REFUND_DAYS = 14
SENDING_DAYS = 14
# From so many days before on, the desk is told that it becomes urgent.
SOON_DAYS = 3


class Clock(StrEnum):
    """How a refund stands to its last day: far enough, near, today, past it, or done with."""

    RUNNING = "running"
    SOON = "soon"
    DUE = "due"
    OVERDUE = "overdue"
    ENDED = "ended"


def bound_by_law(policy: Policy) -> Policy:
    """The policy without what a withdrawal must not ask: reasons, wishes and approval. Others stay as they are.

    The customer who declared it does not call it off by canceling a parcel, nor add to it without declaring again.
    """
    if not policy.withdrawal:
        return policy
    added = AddedItems.DESK if policy.added_items is AddedItems.CUSTOMER else policy.added_items
    return replace(
        policy,
        authorization=AuthorizationMode.AUTOMATIC,
        default_mode=DefaultMode.AUTOMATIC,
        reason_level=Level.NONE,
        outcome_level=Level.NONE,
        customer_cancels=False,
        added_items=added,
    )


def refund_due(declared_on: date) -> date:
    """The last day of the refund: 14 days on, the day of the declaration not counted (art. 13(1)).

    Regulation 1182/71, art. 3(4), lets a period end on the next working day instead of a Saturday, a Sunday or a
    holiday. We do not claim those days, so that no calendar of holidays decides whether a merchant is late.
    """
    return declared_on + timedelta(days=REFUND_DAYS)


def goods_due(declared_on: date) -> date:
    """The last day for the customer to send the goods (art. 14(1))."""
    return declared_on + timedelta(days=SENDING_DAYS)


def clock(due_on: date, *, today: date, ended: bool) -> Clock:
    """How the refund stands. `today` is a day where the merchant is; `ended` once it is settled or called off."""
    if ended:
        return Clock.ENDED
    left = (due_on - today).days
    if left < 0:
        return Clock.OVERDUE
    if left == 0:
        return Clock.DUE
    return Clock.SOON if left <= SOON_DAYS else Clock.RUNNING


def may_withhold(*, has_goods: bool, collects: bool) -> bool:
    """Whether the merchant may still wait (art. 13(3)), as far as we know: a proof of sending lies with the desk."""
    return not has_goods and not collects
