"""A link is a key: once it is opened, its token stands in a cookie that no script can read, and nowhere else."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Request, WebSocket, expect
from sqlalchemy import make_url

from tests.browser.conftest import Running
from tests.browser.given import Given

_EVERYTHING_A_SCRIPT_READS = """() => JSON.stringify([
    location.href, document.referrer, document.cookie, document.documentElement.outerHTML, history.state,
    {...localStorage}, {...sessionStorage}, performance.getEntries().map(one => one.name),
    (window.navigation?.entries() ?? []).map(one => one.url),
])"""


def test_the_token_of_a_link_stays_out_of_history_referrers_scripts_and_the_log(
    server: Running, phone: Page, given: Callable[..., Given]
) -> None:
    made = given(options=2, skipped=True)
    asked: list[Request] = []
    said: list[str] = []

    def listen(socket: WebSocket) -> None:
        said.append(socket.url)
        for way in ("framesent", "framereceived"):
            socket.on(way, lambda frame: said.append(str(frame)))  # type: ignore[call-overload]

    phone.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - Playwright marks it
    phone.on("websocket", listen)
    phone.goto("/en/link")
    phone.goto(made.link)
    expect(phone.locator("#question")).to_be_visible()
    phone.get_by_role("button", name="Fill in my order number").tap()
    expect(phone.locator("#order_number")).to_be_visible()
    assert made.token not in phone.evaluate(_EVERYTHING_A_SCRIPT_READS)
    assert made.token not in "".join(said)
    assert len(said) > 3
    told = [one for one in asked if made.token in str(one.all_headers().get("referer"))]
    opened = [one for one in asked if made.token in one.url]
    assert told == []
    assert [one.url.endswith(made.link) for one in opened] == [True]
    phone.go_back()
    phone.go_back()
    assert made.token not in phone.url
    assert [one for one in asked if made.token in one.url] == opened
    assert made.token not in _log_of(server)


def _log_of(server: Running) -> str:
    """What the server has written down; with PostgreSQL it lies elsewhere, and the story with SQLite reads it."""
    url = make_url(server.database_url)
    if url.get_backend_name() != "sqlite":
        return ""
    return (Path(url.database or "").parent / "server.log").read_text()
