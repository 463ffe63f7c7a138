"""What a customer may still do with a return that they have confirmed, as its policy answers.

The product's table lets agents cancel; here a customer may as well, where the policy says so and nothing has arrived.
"""

from dataclasses import dataclass

from returns_app.domain.lifecycle import CUSTOMER_CANCELS, Status
from returns_app.domain.policy import AddedItems, CreationPath, DefaultMode, Policy
from returns_app.domain.shipping import Handover

# As many further labels as one return can ever have, whoever asks for them.
MOST_SPARES = 9
# Confirmed, and nothing of it is here yet.
UNDER_WAY = CUSTOMER_CANCELS
LABELED = UNDER_WAY - {Status.SHIPPING_FAILED}


@dataclass(frozen=True)
class Afterwards:
    """A return after the confirmation. `spares` are the further labels asked for so far, whatever became of them.

    `asks_by_line`: its surveys ask something about each product.
    """

    status: Status
    path: CreationPath
    handover: Handover = Handover.DROP_OFF
    spares: int = 0
    asks_by_line: bool = False


def may_cancel(policy: Policy, of: Afterwards) -> bool:
    """Whether its customer may call it off."""
    return policy.customer_cancels and of.status in UNDER_WAY


def who_adds(policy: Policy, of: Afterwards) -> AddedItems | None:
    """Who puts a forgotten product into it; `None` where it is too late for everybody.

    What the desk has to decide about, ask about or acknowledge is the desk's, even where customers may add.
    """
    if of.status not in UNDER_WAY:
        return None
    if policy.added_items is not AddedItems.CUSTOMER:
        return policy.added_items
    decided = of.path is CreationPath.COMPLETE and policy.default_mode is DefaultMode.MANUAL
    if decided or of.asks_by_line or policy.withdrawal or not policy.active:
        return AddedItems.DESK
    return AddedItems.CUSTOMER


def takes_spares(of: Afterwards) -> bool:
    """Whether a further label makes sense: there is a first one, and somebody carries by it."""
    return of.status in LABELED and of.handover is not Handover.IN_STORE


def spares_left(policy: Policy, of: Afterwards) -> int:
    """How many further labels its customer may still ask for."""
    if not takes_spares(of):
        return 0
    return max(min(policy.spare_labels, MOST_SPARES) - of.spares, 0)
