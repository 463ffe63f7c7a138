"""A raw websocket client against the real server: it speaks the protocol and keeps to no page.

It runs behind the stories of the desk, because it adds a second shop to the data that they search.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import ConsoleMessage, Page
from reflex.utils.format import format_event_handler
from sqlmodel import Session, col, update

from returns_app import routes
from returns_app.db.links import Link
from returns_app.db.returns import Return
from returns_app.db.session import close_database, open_database, read_now, write_now
from returns_app.domain.actors import Role
from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.desk.authorization import Authorization
from returns_app.flows.desk.return_state import ReturnDesk
from returns_app.flows.link.state import LinkDesk
from returns_app.flows.new_return.state import NewReturn
from returns_app.flows.portal.products import Products
from returns_app.flows.portal.state import Portal
from returns_app.flows.signed_in import SignedIn
from returns_app.seed import SIGN_INS
from tests import factories
from tests.browser.conftest import Running
from tests.browser.stranger import HYDRATE, NAMESPACE, connected

LOAD = format_event_handler(SignedIn.load)


@pytest.fixture
def agent(desk: Page, sign_in: Any) -> Page:
    sign_in(desk, Role.AGENT)
    desk.goto(routes.DESK)
    return desk


def token_of(page: Page) -> str:
    return next(one["value"] for one in page.context.cookies() if one["name"] == cookie_name(Face.DESK))


NAME = next(one.name for one in SIGN_INS if one.role == Role.AGENT)


def test_the_first_message_tells_a_stranger_nothing_of_anybody(server: Running, agent: Page) -> None:
    with connected(server, str(uuid4())) as stranger:
        heard = stranger.send(HYDRATE)
    assert "is_hydrated" in heard
    assert NAME not in heard
    assert "@" not in heard


def test_a_stranger_is_sent_to_the_door(server: Running) -> None:
    with connected(server, str(uuid4())) as stranger:
        assert '"_redirect"' in stranger.send(LOAD)


def test_a_tab_cannot_be_taken_over_by_its_token(server: Running, agent: Page) -> None:
    cookie = f"{cookie_name(Face.DESK)}={token_of(agent)}"
    tab = str(uuid4())
    with connected(server, tab, cookie=cookie) as owner:
        assert NAME in owner.send(LOAD)
    with connected(server, tab) as thief:
        assert NAME not in thief.send(LOAD)
        assert NAME not in thief.send(HYDRATE)


@pytest.mark.parametrize("name", (f"{SignedIn.get_full_name()}.setvar", "reflex___state____state.setvar"))
def test_no_var_can_be_set_from_outside(server: Running, agent: Page, name: str) -> None:
    cookie = f"{cookie_name(Face.DESK)}={token_of(agent)}"
    with connected(server, str(uuid4()), cookie=cookie) as insider:
        insider.send(HYDRATE)
        assert "Mallory" not in insider.send(name, var_name="name", value="Mallory")
        assert "Mallory" not in insider.send(HYDRATE)


@pytest.mark.parametrize(("origin", "status"), (("", 101), ("https://evil.example", 403)))
def test_another_sites_page_gets_no_websocket(server: Running, origin: str, status: int) -> None:
    upgrade = {
        "Origin": origin or server.url,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    with closing(HTTPConnection(urlsplit(server.url).netloc, timeout=5)) as connection:
        connection.request("GET", f"{NAMESPACE}/?token={uuid4()}&EIO=4&transport=websocket", headers=upgrade)
        assert connection.getresponse().status == status


def test_pages_run_under_their_policy_without_a_complaint(server: Running, desk: Page, sign_in: Any) -> None:
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            complaints.append(message.text)

    desk.on("console", listen)
    answer = desk.goto(routes.SIGN_IN)
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("style-src")[0]
    sign_in(desk, Role.AGENT)
    desk.goto(routes.DESK)
    desk.get_by_text(NAME).first.wait_for()
    assert complaints == []


def test_the_theme_is_there_before_the_first_paint_and_stays(desk: Page, sign_in: Any) -> None:
    desk.emulate_media(color_scheme="dark")
    desk.goto(routes.SIGN_IN, wait_until="commit")
    assert desk.locator("html").get_attribute("class") == "dark"


@pytest.fixture
def shop(server: Running) -> Iterator[factories.Shop]:
    """A merchant in the server's own database, open in this process."""
    open_database(server.database_url)
    # Not a name that stories search for in the shared data.
    yield factories.shop(customer="Ida Holm")
    close_database()


def linked(of: factories.Shop) -> tuple[UUID, str, str]:
    """A return with a living link, its token, and the order number that nobody else may read."""
    return_id, token = factories.linked(of)
    order = f"NO-{return_id.hex[:12]}"

    def mark(session: Session) -> None:
        session.get_one(Return, return_id).order_number = order
        later = datetime.now(UTC) + timedelta(days=14)
        session.connection().execute(
            update(Link).where(col(Link.return_id) == return_id).values(expires_at=later)
        )

    write_now(mark)
    return return_id, token, order


def as_it_is(return_id: UUID) -> dict[str, Any]:
    return read_now(lambda session: session.get_one(Return, return_id).model_dump())


def test_a_customer_reaches_their_own_return_by_whatever_they_send_and_no_other(
    server: Running, shop: factories.Shop
) -> None:
    mine, token, my_order = linked(shop)
    theirs, _, their_order = linked(shop)
    before, heard = as_it_is(theirs), ""
    with connected(server, str(uuid4()), cookie=f"{cookie_name(Face.PORTAL)}={token}") as customer:
        customer.address = f"/en/return?id={theirs}&return_id={theirs}"
        assert my_order in customer.send(format_event_handler(Portal.load))
        for handler, payload in (
            (Portal.load, {"return_id": str(theirs)}),
            (Portal.go, {"step": str(theirs)}),
            (Portal.confirm, {"return_id": str(theirs)}),
            (Products.open_line, {"line_id": str(theirs)}),
            (ReturnDesk.load, {}),
            (LinkDesk.load, {}),
            (Authorization.authorize_only, {}),
        ):
            heard += customer.send(format_event_handler(handler), **payload)
    assert their_order not in heard
    assert as_it_is(theirs) == before
    assert as_it_is(mine)["checkout_at"] is None


@pytest.mark.parametrize("cookie", ["", "forged", "of a customer"])
def test_the_desks_handlers_do_nothing_without_a_session(
    server: Running, shop: factories.Shop, cookie: str
) -> None:
    return_id, token, order = linked(shop)
    before, heard = as_it_is(return_id), ""
    given = token if cookie == "of a customer" else cookie
    with connected(
        server, str(uuid4()), cookie=f"{cookie_name(Face.DESK)}={given}" if given else ""
    ) as stranger:
        stranger.address = f"/desk/return?id={return_id}"
        for handler, payload in (
            (ReturnDesk.load, {}),
            (ReturnDesk.cancel, {}),
            (LinkDesk.load, {}),
            (LinkDesk.revoke, {"old": str(return_id)}),
            (NewReturn.load, {}),
            (Authorization.authorize_and_ship, {}),
        ):
            answer = stranger.send(format_event_handler(handler), **payload)
            assert '"_redirect"' in answer
            heard += answer
    assert order not in heard
    assert as_it_is(return_id) == before
