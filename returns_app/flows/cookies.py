"""The two cookies that say who is acting: one for staff, one for a customer's link. Neither is readable by scripts."""

from enum import StrEnum

from starlette.requests import cookie_parser
from starlette.responses import Response

from returns_app.settings import load


class Face(StrEnum):
    """The side of the house a handler, a state or a cookie belongs to. `PUBLIC` has no cookie."""

    PUBLIC = "public"
    DESK = "desk"
    PORTAL = "portal"


def cookie_name(face: Face) -> str:
    """The cookie's name. Over TLS it has the prefix with which browsers refuse it from anybody but this host."""
    name = f"returns_{face}"
    return f"__Host-{name}" if load().is_https else name


def token_in(cookie_header: str, face: Face) -> str:
    """The token that a `Cookie` header carries for a face, `""` for none."""
    return cookie_parser(cookie_header).get(cookie_name(face), "")


def set_token(response: Response, face: Face, token: str, *, max_age: int) -> None:
    """Give the browser a token for `max_age` seconds. Lax, so that a link in a mail arrives with it."""
    response.set_cookie(
        cookie_name(face),
        token,
        max_age=max_age,
        path="/",
        httponly=True,
        samesite="lax",
        secure=load().is_https,
    )


def drop_token(response: Response, face: Face) -> None:
    """Take the token back."""
    response.delete_cookie(cookie_name(face), path="/", httponly=True, samesite="lax", secure=load().is_https)
