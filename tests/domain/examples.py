"""Values the domain tests start from; every field can be overridden by name."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from returns_app.domain.addresses import CountryRules
from returns_app.domain.lines import WantedLine
from returns_app.domain.policy import AuthorizationMode, DefaultMode, Level, Payer, Policy, PortalKind

REASON = uuid4()


def policy(**changes: Any) -> Policy:
    """An active policy for the advanced portal that asks for nothing but products."""
    plain = Policy(
        id=UUID(int=1),
        name="Standard",
        active=True,
        visible=True,
        portal_kind=PortalKind.ADVANCED,
        connector="",
        countries=frozenset(),
        authorization=AuthorizationMode.AUTOMATIC,
        default_mode=DefaultMode.MANUAL,
        link_days=14,
        window_days=30,
        reason_level=Level.NONE,
        outcome_level=Level.NONE,
        several_products=True,
        several_pieces=True,
        free_typed=True,
        label_payer=Payer.MERCHANT,
    )
    return replace(plain, **changes)


def line(**changes: Any) -> WantedLine:
    """One piece of a product from the catalogue."""
    return replace(WantedLine(product_id=UUID(int=7), name="Tent", quantity=1), **changes)


DUTCH = CountryRules(
    country="NL",
    country_name="Netherlands",
    postal_required=True,
    postal_pattern=r"[1-9]\d{3} ?[A-Z]{2}",
    postal_example="3581 KW",
    postal_shapes=("3581 KW",),
    region_required=False,
)
IRISH = CountryRules(
    "IE", "Ireland", postal_required=False, postal_pattern="", postal_example="", region_required=False
)
AMERICAN = CountryRules(
    country="US",
    country_name="United States",
    postal_required=True,
    postal_pattern=r"\d{5}(-\d{4})?",
    postal_example="95014",
    region_required=True,
    regions=(("CA", "California"),),
    postal_shapes=("95014", "22162-1010"),
    region_starts=(("CA", "9[0-5]"),),
    order=("street", "city", "region", "postal_code"),
)
