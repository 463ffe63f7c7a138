"""A return policy as the rules see it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class PortalKind(StrEnum):
    """Which self-service portal a policy is set up for."""

    SLIM = "slim"
    ADVANCED = "advanced"


class AuthorizationMode(StrEnum):
    """Who decides that goods may come back: an agent, the policy, or rules."""

    MANUAL = "manual"
    AUTOMATIC = "automatic"
    RULE = "rule"


class DefaultMode(StrEnum):
    """In which mode a return created by an agent opens."""

    MANUAL = "manual"
    AUTOMATIC = "automatic"


class Level(StrEnum):
    """Where a reason or a requested outcome is asked: for each line, once for the return, or not at all."""

    LINE = "line"
    RETURN = "return"
    NONE = "none"


class Payer(StrEnum):
    """Who pays for the label."""

    CUSTOMER = "customer"
    MERCHANT = "merchant"


class AddedItems(StrEnum):
    """Who may add a product to a return that was confirmed already."""

    CUSTOMER = "customer"
    DESK = "desk"
    NOBODY = "nobody"


class Outcome(StrEnum):
    """What the customer would like."""

    REFUND = "refund"
    EXCHANGE = "exchange"
    REPAIR = "repair"


class CreationPath(StrEnum):
    """`LINK` is an authorized return that the customer finishes; `COMPLETE` is created by the agent alone."""

    LINK = "link"
    COMPLETE = "complete"


@dataclass(frozen=True)
class Policy:
    """One return policy. `countries` empty means all; `connector` empty means no order connector is activated.

    `max_pieces` limits the pieces of one return, `exception_limit_minor` (minor units of the lines' currency) the value
    up to which an agent may make an exception alone; `None` is no limit.

    `withdrawal` is a statutory withdrawal. After the confirmation, `customer_cancels` lets the customer cancel,
    `added_items` says who may still add a product, `spare_labels` how many more labels the customer may make.
    """

    id: UUID
    name: str
    active: bool
    visible: bool
    portal_kind: PortalKind
    connector: str
    countries: frozenset[str]
    authorization: AuthorizationMode
    default_mode: DefaultMode
    link_days: int
    window_days: int
    reason_level: Level
    outcome_level: Level
    several_products: bool
    several_pieces: bool
    free_typed: bool
    label_payer: Payer
    max_pieces: int | None = None
    exception_limit_minor: int | None = None
    withdrawal: bool = False
    customer_cancels: bool = True
    added_items: AddedItems = AddedItems.DESK
    spare_labels: int = 1
