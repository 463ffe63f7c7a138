"""Every page of the desk, in every state it has, in light and dark, wide and narrow: axe finds nothing to complain of.

Pages are those of the composition root, so that a new one is swept by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import create_engine, text

from returns_app import routes
from returns_app.domain.lifecycle import Status
from returns_app.returns_app import PAGES
from tests.browser.conftest import _SETTLED, Running

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 768, "height": 1024}
LOOKS = [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")]
SWEPT = [one.route for one in PAGES if one.route.startswith((routes.DESK, routes.INBOX, routes.SIGN_IN))]
# More than the bare address of a page: other views, and what is found or not.
ALSO = {
    routes.DESK: ("?all=1",),
    routes.RETURNS: ("?view=urgent", "?view=done", "?q=nothing-is-called-this"),
    routes.CUSTOMERS: ("?q=visser", "?q=nothing-is-called-this"),
    routes.QUEUE: ("?view=held",),
}
# What opens over a page: where, which keys or which button, by its name.
OVER = (
    (routes.RETURNS, "?"),
    (routes.RETURNS, "Control+k"),
    (f"{routes.RETURN} authorization_requested", "Reject return…"),
    (f"{routes.RETURN} authorization_requested", "Cancel return"),
    (f"{routes.RETURN} received", "Cancel return"),
)


@dataclass(frozen=True)
class Data:
    """Ids that the demonstration's data have: of a return in each status, and of a customer."""

    returns: dict[str, str]
    customer: str


@pytest.fixture(scope="module")
def data(server: Running) -> Data:
    engine = create_engine(server.database_url)
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT status, id, customer_id FROM returns ORDER BY created_at")
        ).all()
    engine.dispose()
    return Data(
        {status: _dashed(one) for status, one, _ in rows}, _dashed(next(row[2] for row in rows if row[2]))
    )


@pytest.fixture
def admin(desk: Page, sign_in: Callable[..., None]) -> Page:
    sign_in(desk, "admin")
    return desk


@pytest.mark.timeout(400)
@pytest.mark.parametrize("route", SWEPT)
def test_a_page_is_clean_in_light_and_dark_wide_and_narrow(admin: Page, data: Data, route: str) -> None:
    wrong = []
    for address in _addresses(route, data):
        _open(admin, address)
        wrong += [found for size, theme in LOOKS for found in _complaints(admin, address, size, theme)]
    assert wrong == []


@pytest.mark.timeout(400)
@pytest.mark.parametrize("status", [one.value for one in Status])
def test_a_return_is_clean_in_every_status(admin: Page, data: Data, status: str) -> None:
    assert status in data.returns, "the demonstration has no return in this status"
    address = f"{routes.RETURN}?id={data.returns[status]}"
    _open(admin, address)
    assert [one for look in LOOKS for one in _complaints(admin, status, *look)] == []


@pytest.mark.timeout(200)
@pytest.mark.parametrize(("place", "opener"), OVER)
def test_what_opens_over_a_page_is_clean(admin: Page, data: Data, place: str, opener: str) -> None:
    route, _, status = place.partition(" ")
    _open(admin, f"{route}?id={data.returns[status]}" if status else route)
    if len(opener) == 1 or "+" in opener:
        admin.keyboard.press(opener)
    else:
        admin.get_by_role("button", name=opener).first.click()
    expect(admin.get_by_role("dialog").or_(admin.get_by_role("alertdialog")).first).to_be_visible()
    assert [one for look in LOOKS for one in _complaints(admin, f"{place} {opener}", *look)] == []


def _addresses(route: str, data: Data) -> list[str]:
    if route == routes.RETURN:
        return [f"{route}?id=00000000-0000-0000-0000-000000000000"]
    if route == routes.CUSTOMER:
        return [f"{route}?id={data.customer}", f"{route}?id=00000000-0000-0000-0000-000000000000"]
    if route == routes.READY_LINK:
        return [f"{route}?id={data.returns['awaiting_customer']}"]
    if route == routes.NEW_RETURN:
        return [route, f"{route}?id={data.returns['draft']}"]
    return [route, *(route + more for more in ALSO.get(route, ()))]


def _open(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("main")).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def _complaints(page: Page, what: str, size: dict[str, int], theme: str) -> list[str]:
    """What axe says, shortened, and whether the page can be scrolled sideways."""
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    # The colors begin to change with the next frame, and it is the last ones that count.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.evaluate(_SETTLED)
    look = f"{what} {size['width']} {theme}"
    found = []
    for one in Axe().run(page).response["violations"]:
        places = [f"{node['target'][0]} {node['html'][:160]}" for node in one["nodes"][:3]]
        found.append(f"{look}: {one['id']} x{len(one['nodes'])}: {places}")
    if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
        found.append(f"{look}: scrolls sideways")
    return found


def _dashed(one: str) -> str:
    """SQLite keeps an id without its dashes."""
    plain = str(one).replace("-", "")
    return "-".join((plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:]))
