"""From which network address a request comes, for limits; never for rights."""

from starlette.types import Scope

from returns_app.settings import load


def address_of(scope: Scope) -> str:
    """The visitor's address: what the outermost trusted proxy saw, or the peer's own where there is no proxy."""
    hops = load().proxy_hops
    claims = [
        claim.strip()
        for name, value in scope["headers"]
        if name == b"x-forwarded-for"
        for claim in value.decode("latin-1").split(",")
    ]
    if hops and len(claims) >= hops:
        return claims[-hops]
    client = scope.get("client")
    return str(client[0]) if client else "unknown"
