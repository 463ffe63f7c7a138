"""What the server knows a tab by: its token and its cookies, never the token alone."""

from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

import pytest
from starlette.routing import Mount, Router
from starlette.types import Receive, Scope, Send

from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.own_tabs import OwnTabs, own_tab
from returns_app.returns_app import _edge

TAB = str(uuid4())
DESK = f"{cookie_name(Face.DESK)}=a-session"
PORTAL = f"{cookie_name(Face.PORTAL)}=a-link"


def test_a_tab_has_the_same_name_as_long_as_its_cookies_are_the_same() -> None:
    assert own_tab(TAB, f"{DESK}; {PORTAL}") == own_tab(TAB, f"theme=dark; {PORTAL}; {DESK}")


def test_every_other_cookie_and_token_makes_another_name() -> None:
    shown = ("", DESK, PORTAL, f"{DESK}; {PORTAL}", f"{DESK}2", PORTAL.replace("portal", "desk"))
    names = {own_tab(token, cookies) for token in (TAB, f"{TAB}0", "") for cookies in shown}
    assert len(names) == 3 * len(shown)


def test_a_name_gives_neither_token_nor_cookie_away() -> None:
    name = own_tab(TAB, DESK)
    assert len(name) == 64
    assert TAB not in name
    assert "session" not in name


@pytest.mark.parametrize("query", ("token={}&EIO=4", "EIO=4&token={}&token=b", "token={}&token="))
async def test_reflex_hears_no_token_of_a_browser(query: str) -> None:
    heard = await _heard("websocket", query.format(TAB))
    assert heard["token"][0] == own_tab(TAB, DESK)
    assert TAB not in str(heard)


async def test_a_tab_without_a_token_is_given_none() -> None:
    """Else all of them would share one state."""
    assert "token" not in await _heard("websocket", "EIO=4&token=")
    assert "token" not in await _heard("websocket", "EIO=4")


async def test_pages_keep_the_addresses_they_were_asked_for_by() -> None:
    assert await _heard("http", f"token={TAB}&q=a+b") == {"token": [TAB], "q": ["a b"]}


def test_the_app_is_behind_it() -> None:
    async def nothing(_scope: Scope, _receive: Receive, _send: Send) -> None: ...

    router: Any = _edge(nothing)._app  # type: ignore[attr-defined]
    assert isinstance(router, Router)
    last = router.routes[-1]
    assert isinstance(last, Mount)
    assert isinstance(last.app, OwnTabs)


async def _heard(kind: str, query: str) -> dict[str, list[str]]:
    """What arrives behind the wrapper of a request with this query."""
    heard: list[Scope] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        heard.append(scope)

    headers = [(b"cookie", DESK.encode())]
    scope = {"type": kind, "path": "/_event/", "query_string": query.encode(), "headers": headers}
    await OwnTabs(app)(scope, None, None)  # type: ignore[arg-type]
    return parse_qs(heard[0]["query_string"].decode())
