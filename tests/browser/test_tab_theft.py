"""Somebody has a tab's token and no cookie, on the real server: what the tab goes on being told, they never hear."""

import re
import time
from typing import Any
from uuid import uuid4

from playwright.sync_api import Page
from reflex.utils.format import format_event_handler

from returns_app import routes
from returns_app.domain.actors import Role
from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.desk.composer_state import Composer
from returns_app.flows.desk.list_state import Returns
from returns_app.flows.signed_in import SignedIn
from tests.browser.conftest import Running
from tests.browser.stranger import HYDRATE, Stranger, connected

LOAD, LIST, FOLLOW, NOTE = (
    format_event_handler(one) for one in (SignedIn.load, Returns.load, Returns.follow, Composer.add_note)
)


def test_who_takes_a_tab_over_the_moment_it_closes_is_told_nothing(
    server: Running, desk: Page, sign_in: Any
) -> None:
    """A task in the background goes on telling the tab what colleagues do, and asks no event's leave for it."""
    sign_in(desk, Role.AGENT)
    name = cookie_name(Face.DESK)
    cookie = next(f"{name}={one['value']}" for one in desk.context.cookies() if one["name"] == name)
    stolen = str(uuid4())
    with connected(server, stolen, cookie=cookie) as owner:
        shown = _watching(owner)
    with (
        connected(server, stolen) as thief,
        connected(server, str(uuid4()), cookie=cookie) as colleague,
    ):
        _watching(colleague)
        about = re.findall(r'"rows":\[\{"id":"([0-9a-f-]{36})"', shown)[0]
        told = colleague.send(NOTE, data={"note": "Seen by colleagues", "about": about, "key": str(uuid4())})
        assert about in told or _hears(colleague, about, seconds=20)
        assert not _hears(thief, about, seconds=2)


def _watching(one: Stranger) -> str:
    one.address = routes.RETURNS
    one.send(HYDRATE)
    one.send(LOAD)
    shown = one.send(LIST)
    one.send(FOLLOW)
    return shown


def _hears(one: Stranger, word: str, *, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if word in str(one._client.receive(timeout=left)):
            return True
    return False
