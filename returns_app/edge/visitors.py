"""From which network address a request comes, for limits; never for rights."""

from ipaddress import IPv4Address, ip_address, ip_network
from typing import Final

from starlette.types import Scope

from returns_app.settings import load

# What one household or office has of the addresses, at least.
_SHARED_BITS = {4: 24, 6: 56}
_ONE_VISITORS_BITS = 64
# Who stands behind a connection that this very process has made to its own server, by the connection's own end: address
# and port, both as text, as one server names ports by numbers and another by words.
PASSED_ON: Final[dict[tuple[str, ...], str]] = {}


def address_of(scope: Scope) -> str:
    """The visitor's address: what the outermost trusted proxy saw, or the peer's own where there is no proxy.

    Of IPv6 the first 64 bits: whoever has one such address has all that begin so, and would be a new visitor with each.
    """
    hops = load().proxy_hops
    claims = [
        claim.strip()
        for name, value in scope["headers"]
        if name == b"x-forwarded-for"
        for claim in value.decode("latin-1").split(",")
    ]
    if hops and len(claims) >= hops:
        return _of_one_visitor(claims[-hops])
    client = scope.get("client")
    return _of_one_visitor(PASSED_ON.get(tuple(map(str, client)), str(client[0]))) if client else "unknown"


def network_of(address: str) -> str:
    """The network an address lies in: `192.0.2.0/24`, `2001:db8::/56`; the text itself where it is no address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((parsed, _SHARED_BITS[parsed.version]), strict=False))


def _of_one_visitor(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv4Address):
        return address
    return str(parsed.ipv4_mapped or ip_network((parsed, _ONE_VISITORS_BITS), strict=False).network_address)
