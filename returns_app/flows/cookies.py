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
    return _of_this_host(f"returns_{face}")


def dead_link_cookie() -> str:
    """The name of the cookie that keeps a dead link's token, to ask for a fresh link with."""
    return _of_this_host("returns_dead_link")


def reset_cookie() -> str:
    """The name of the cookie that carries a link for a new password to the page where it is chosen."""
    return _of_this_host("returns_new_password")


def typed_cookie() -> str:
    """The name of the cookie that brings an address back to the sign-in page after a wrong password."""
    return _of_this_host("returns_typed")


def token_in(cookie_header: str, face: Face) -> str:
    """The token that a `Cookie` header carries for a face, `""` for none."""
    return cookie_parser(cookie_header).get(cookie_name(face), "")


def set_token(response: Response, face: Face, token: str, *, max_age: int) -> None:
    """Give the browser a token for `max_age` seconds."""
    keep(response, cookie_name(face), token, max_age=max_age)


def drop_token(response: Response, face: Face) -> None:
    """Take the token back."""
    drop(response, cookie_name(face))


def keep(response: Response, name: str, value: str, *, max_age: int) -> None:
    """Let the browser keep a secret of ours, from scripts too. Lax, so that a link in a mail arrives with it.

    Ours are plain letters; what is made of others, which no header takes, is kept without them.
    """
    plain = value.encode("ascii", "ignore").decode()
    response.set_cookie(
        name, plain, max_age=max_age, path="/", httponly=True, samesite="lax", secure=load().is_https
    )


def drop(response: Response, name: str) -> None:
    """Take a cookie back. Over TLS a browser obeys only who names the same flags."""
    response.delete_cookie(name, path="/", httponly=True, samesite="lax", secure=load().is_https)


def _of_this_host(name: str) -> str:
    return f"__Host-{name}" if load().is_https else name
