"""The return types: together they show every answer to "may this be used for that way of creating a return"."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from returns_app.db.policies import PolicyOption, PolicyReason, PolicySurvey, ReturnPolicy
from returns_app.domain.policy import AddedItems
from returns_app.seed.carriers import FAR, NEAR
from returns_app.seed.ids import uid
from returns_app.seed.policy_words import POLICY_WORDS
from returns_app.seed.words import in_languages

FITS = ("too_small", "too_large")
DAMAGE = ("strap_or_buckle", "zipper", "seam_leaks", "fabric_torn", "does_not_work")
WISHES = (*FITS, "changed_mind", "not_as_described", "wrong_item", "arrived_damaged", "late")
PAID = ("store", "print", "qr", "print-eu", "qr-eu", "pickup", "pickup-eu", "post-near", "post-overseas")
# Open for no other reason than that the workshop mends things of any age.
ANY_AGE = 3650
# The one that is switched off after returns were made with it.
ENDED = "summer"


@dataclass(frozen=True)
class _Policy:
    """One row; what is left out is as for most."""

    key: str
    options: tuple[str, ...]
    reasons: tuple[str, ...] = WISHES
    surveys: tuple[str, ...] = ()
    visible: bool = True
    portal: str = "advanced"
    connector: str = ""
    countries: tuple[str, ...] = ()
    mode: str = "automatic"
    service: str | None = None
    link_days: int = 14
    window: int = 30
    reason_level: str = "line"
    outcome_level: str = "none"
    several: bool = True
    free_typed: bool = True
    payer: str = "merchant"
    most: int | None = None
    # What agents may let through alone, in cents.
    exceptions: int | None = None
    withdrawal: bool = False


_POLICIES = (
    _Policy("standard", PAID, (*WISHES, *DAMAGE), ("experience",), mode="manual", outcome_level="line",
            payer="customer", service="meeuw/return", most=10, exceptions=15_000),
    _Policy("size", ("qr-free",), FITS, countries=(*NEAR, *FAR), window=60, reason_level="return",
            service="meeuw/return", most=6, exceptions=25_000),
    _Policy("warranty", ("qr-free", "post-free"), DAMAGE, ("claim", "damage"), mode="manual", window=730,
            link_days=21, outcome_level="return"),
    _Policy("repair", ("bulky-free",), DAMAGE, ("workshop",), countries=("NL", "DE"), window=ANY_AGE,
            link_days=30, reason_level="none", several=False, service="kievit/bulky"),
    _Policy("recall", ("pickup-free", "post-free"), (), visible=False, window=ANY_AGE, link_days=60,
            reason_level="none", outcome_level="return", free_typed=False),
    _Policy("webshop", PAID, connector="shopify", payer="customer", outcome_level="line"),
    _Policy("marketplace", PAID, connector="mirakl", portal="slim", payer="customer"),
    _Policy("store_exchange", ("store",), portal="slim", countries=("NL",), mode="manual",
            reason_level="return", outcome_level="return", service="store/counter"),
    _Policy("rental", ("qr-free", "post-free"), (), portal="slim", window=14, reason_level="none",
            free_typed=False),
    _Policy("summer", PAID, window=14, reason_level="return", payer="customer"),
    # The law of the European Union, which overseas has others for.
    _Policy("withdrawal", PAID, (), countries=(*NEAR, *FAR), window=14, link_days=21, reason_level="none",
            payer="customer", service="meeuw/return", withdrawal=True),
)  # fmt: skip

# What their customers may do after the confirmation, where it is not as for most: whether they may cancel, who adds a
# forgotten product, how many further labels they may make.
_AFTERWARDS: dict[str, tuple[bool, AddedItems, int]] = {
    "standard": (True, AddedItems.CUSTOMER, 2),
    "size": (True, AddedItems.CUSTOMER, 1),
    "repair": (False, AddedItems.NOBODY, 0),
    "recall": (False, AddedItems.DESK, 3),
    "store_exchange": (True, AddedItems.DESK, 0),
    "rental": (False, AddedItems.NOBODY, 1),
    # Whoever has withdrawn from a purchase does not call that off by canceling a parcel.
    "withdrawal": (False, AddedItems.DESK, 1),
}
_AS_FOR_MOST = (True, AddedItems.DESK, 1)

SURVEYED = frozenset(policy.key for policy in _POLICIES if policy.surveys)


def add_policies(session: Session, *, now: datetime) -> None:
    """Add the return types with their reasons, surveys and options. All are active at first; see `end_policy`."""
    session.add_all(_row(position, policy, now) for position, policy in enumerate(_POLICIES))
    session.flush()
    for policy in _POLICIES:
        policy_id = uid("policy", policy.key)
        session.add_all(
            PolicyReason(policy_id=policy_id, reason_id=uid("reason", code), position=position)
            for position, code in enumerate(policy.reasons)
        )
        session.add_all(
            PolicySurvey(policy_id=policy_id, survey_id=uid("survey", key), position=position)
            for position, key in enumerate(policy.surveys)
        )
        session.add_all(
            PolicyOption(policy_id=policy_id, option_id=uid("option", key)) for key in policy.options
        )
    session.flush()


def end_policy(session: Session, *, now: datetime) -> None:
    """Switch off the return type whose time is over; the links it made end with it."""
    row = session.get_one(ReturnPolicy, uid("policy", ENDED))
    row.active, row.changed_at = False, now
    session.add(row)
    session.flush()


def _row(position: int, policy: _Policy, now: datetime) -> ReturnPolicy:
    labels, descriptions = POLICY_WORDS[policy.key]
    cancels, adds, spares = _AFTERWARDS.get(policy.key, _AS_FOR_MOST)
    return ReturnPolicy(
        id=uid("policy", policy.key),
        key=policy.key,
        name=labels[0],
        labels=in_languages(*labels),
        descriptions=in_languages(*descriptions),
        visible=policy.visible,
        position=position,
        portal_kind=policy.portal,
        connector=policy.connector,
        countries=list(policy.countries),
        authorization_mode=policy.mode,
        default_mode=policy.mode,
        default_service_id=uid("service", policy.service) if policy.service else None,
        link_days=policy.link_days,
        window_days=policy.window,
        reason_level=policy.reason_level,
        outcome_level=policy.outcome_level,
        several_products=policy.several,
        several_pieces=policy.several,
        free_typed=policy.free_typed,
        label_payer=policy.payer,
        max_pieces=policy.most,
        exception_limit_minor=policy.exceptions,
        customer_cancels=cancels,
        added_items=adds,
        spare_labels=spares,
        withdrawal=policy.withdrawal,
        changed_at=now,
    )
