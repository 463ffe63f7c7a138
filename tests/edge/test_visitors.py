"""Who counts as one visitor for a limit."""

import pytest

from returns_app.edge.visitors import address_of, network_of


@pytest.mark.parametrize(
    ("peer", "visitor"),
    (
        ("192.0.2.77", "192.0.2.77"),
        ("2001:db8:1:2ff:3:4:5:6", "2001:db8:1:2ff::"),
        ("2001:db8:1:2ff::1", "2001:db8:1:2ff::"),
        ("2001:db8:1:300::1", "2001:db8:1:300::"),
        ("::ffff:192.0.2.77", "192.0.2.77"),
        ("fe80::1%eth0", "fe80::"),
        ("testclient", "testclient"),
    ),
)
def test_whoever_has_one_address_of_ipv6_is_no_new_visitor_with_the_next(peer: str, visitor: str) -> None:
    assert address_of({"headers": [], "client": (peer, 1)}) == visitor


def test_the_network_of_such_a_visitor_is_that_of_each_of_their_addresses() -> None:
    visitor = address_of({"headers": [], "client": ("2001:db8:1:2ff:3:4:5:6", 1)})
    assert network_of(visitor) == network_of("2001:db8:1:2ff:3:4:5:6") == "2001:db8:1:200::/56"
