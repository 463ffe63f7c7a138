"""Which policy may be used for which creation path."""

import pytest

from returns_app.domain.eligibility import eligibility
from returns_app.domain.policy import CreationPath, Policy, PortalKind
from tests.domain.examples import policy

SLIM = policy(portal_kind=PortalKind.SLIM)
INACTIVE = policy(active=False)
CONNECTED = policy(connector="Shopify")


@pytest.mark.parametrize(
    ("path", "one", "expected"),
    (
        (CreationPath.LINK, policy(), True),
        (CreationPath.COMPLETE, policy(), True),
        (CreationPath.LINK, SLIM, False),
        (CreationPath.COMPLETE, SLIM, True),
        (CreationPath.LINK, INACTIVE, False),
        (CreationPath.COMPLETE, INACTIVE, False),
        (CreationPath.LINK, CONNECTED, False),
        (CreationPath.COMPLETE, CONNECTED, False),
        (CreationPath.LINK, policy(visible=False), True),
        (CreationPath.COMPLETE, policy(visible=False), True),
    ),
)
def test_eligibility_is_as_section_2_of_the_product_rules_says(
    path: CreationPath, one: Policy, *, expected: bool
) -> None:
    """Active and without connector for both; for a link also the advanced portal. Visibility does not matter."""
    assert eligibility(one, path).ok is expected


def test_every_reason_is_told() -> None:
    """A policy barred three times says so three times, with the connector's name."""
    answer = eligibility(
        policy(active=False, connector="Mirakl", portal_kind=PortalKind.SLIM), CreationPath.LINK
    )
    told = " ".join(str(reason) for reason in answer.reasons)
    assert len(answer.reasons) == 3
    assert "Mirakl" in told
    assert "slim" in told
