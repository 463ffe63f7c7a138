"""One person searches so often in a minute, in whatever tab, and is told so beyond that."""

from collections.abc import Iterator

import pytest
from limits import RateLimitItemPerMinute
from reflex_base.registry import RegistrationContext

from returns_app.actions import attempts
from returns_app.flows import searching
from returns_app.flows.notices import Notices
from returns_app.flows.palette.state import Palette
from returns_app.returns_app import app
from tests.driving import Browser, Server
from tests.flows.conftest import SignIn

# What a name promises to be: somebody types or scans, and the database looks for it.
LOOKING = {"search", "scan", "look"}
# Moves on to an address, whose `load` is counted.
LEADS_ON = {"Customers.search", "Returns.search"}


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    attempts._own.cache_clear()
    attempts._shared.cache_clear()
    yield
    attempts._own.cache_clear()
    attempts._shared.cache_clear()


def _shown(browser: Browser) -> str:
    return repr(browser.sees(Notices))


async def test_who_searches_too_often_is_told_so_in_every_tab_and_nobody_else(
    server: Server, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "SEARCHES", RateLimitItemPerMinute(2))
    token = signed_in(name="Ada")
    tabs = [Browser(server, desk=token) for _ in range(3)]
    for tab in tabs:
        await tab.open("/desk")
        await tab.send(Palette.search, words="boots")
    assert [tab.sees(Palette)["answered"] for tab in tabs] == ["boots", "boots", ""]
    assert "too many searches" in _shown(tabs[2])
    assert "too many searches" not in _shown(tabs[1])
    colleague = Browser(server, desk=signed_in(name="Bo"))
    await colleague.open("/desk")
    await colleague.send(Palette.search, words="boots")
    assert colleague.sees(Palette)["answered"] == "boots"


def test_every_search_is_counted() -> None:
    with app.set_contexts():
        handlers = RegistrationContext.get().event_handlers.values()
    ours = [one.handler.fn for one in handlers if one.handler.fn.__module__.startswith("returns_app.")]
    looking = {one.__qualname__: one for one in ours if one.__name__ in LOOKING}
    assert len(looking) >= 8
    missing = {name for name, one in looking.items() if not hasattr(one, searching.MARK)}
    assert missing - LEADS_ON == set()
