"""What the prebuilt server promises before any story begins."""

from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, WebSocket

from returns_app import routes
from returns_app.build import web_folder
from tests.browser.conftest import Running


def test_a_page_talks_to_the_server_it_came_from_although_the_build_knows_no_port(
    desk: Page, server: Running
) -> None:
    opened: list[WebSocket] = []
    desk.on("websocket", lambda socket: opened.append(socket))  # noqa: PLW0108 - Playwright marks it
    with desk.expect_websocket():
        desk.goto(routes.SIGN_IN)
    assert {socket.url.split("/_event")[0] for socket in opened} == {server.url.replace("http", "ws", 1)}


def test_the_built_script_asks_the_page_for_its_address() -> None:
    scripts = list((web_folder() / "build" / "client" / "assets").glob("*.js"))
    assert scripts
    patched = [path for path in scripts if "window.location.port" in path.read_text()]
    assert patched, "the rewrite in same_origin.py did not reach the build"


@pytest.mark.parametrize("path", (routes.SIGN_IN, "/theme.css", "/favicon.ico", "/robots.txt"))
def test_pages_and_assets_come_from_the_one_port(server: Running, path: str) -> None:
    with urlopen(server.url + path) as answer:  # noqa: S310 - our own server
        assert answer.status == 200
