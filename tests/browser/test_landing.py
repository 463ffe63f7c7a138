"""The still pages, for whoever comes without a link: they show at once, fit every screen and lead on."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Request, WebSocket, expect

from returns_app import routes
from returns_app.domain.actors import Role

WIDTHS = (390, 768, 1440)


def test_still_pages_show_without_script_or_socket_fit_every_screen_and_can_be_read_by_everybody(
    desk: Page, axe: Callable[[Page], None], shot: Callable[..., Path]
) -> None:
    asked: list[Request] = []
    opened: list[WebSocket] = []
    desk.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - Playwright marks it
    desk.on("websocket", lambda socket: opened.append(socket))  # noqa: PLW0108
    for page, name in ((routes.HOME, "landing"), (routes.DOCS, "docs")):
        for scheme in ("light", "dark"):
            desk.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            # Nothing on it listens: the theme is that of the moment at which it is opened.
            desk.goto(page)
            expect(desk.locator("html")).to_contain_class(scheme)
            axe(desk)
            for width in WIDTHS:
                desk.set_viewport_size({"width": width, "height": 900})
                assert desk.evaluate("document.documentElement.scrollWidth") == width
                shot(desk, f"{name}-{width}-{scheme}", full_page=True)
    assert not opened
    assert {one.resource_type for one in asked} <= {"document", "image", "font", "manifest", "other"}


def test_who_is_signed_in_reaches_the_desk_by_one_click_and_others_are_asked_who_they_are(
    desk: Page, sign_in: Callable[..., None]
) -> None:
    desk.goto(routes.HOME)
    desk.get_by_role("link", name="Open the desk").first.click()
    expect(desk.get_by_role("heading", name="Service desk")).to_be_visible()
    sign_in(desk, Role.AGENT)
    desk.goto(routes.HOME)
    desk.get_by_role("link", name="Open the desk").first.click()
    expect(desk.get_by_role("heading", name="Urgent")).to_be_visible()
