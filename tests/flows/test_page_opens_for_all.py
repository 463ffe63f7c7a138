"""Whoever a page is for opens it and is refused nothing: what a page loads with is for the same people as the page."""

from returns_app import routes
from returns_app.domain.actors import Role
from returns_app.flows.notices import Notices
from returns_app.returns_app import PAGES
from tests.driving import Browser, Server
from tests.flows.conftest import SignIn

NOT_FOR_THEM = {
    (Role.AGENT, routes.RECEIVING),
    (Role.OPERATOR, routes.CUSTOMERS),
    (Role.OPERATOR, routes.CUSTOMER),
    (Role.OPERATOR, routes.READY_LINK),
    (Role.OPERATOR, routes.QUEUE),
}


async def test_whoever_a_page_is_for_opens_it_without_a_refusal(server: Server, signed_in: SignIn) -> None:
    refused = set()
    for role in Role:
        for page in PAGES:
            if page.route.startswith(routes.DESK):
                browser = Browser(server, desk=signed_in(role))
                await browser.open(page.route)
                notice = browser.sees(Notices).get("notice")
                refused |= {(role, page.route)} if notice and notice.text else set()
    assert refused == NOT_FOR_THEM
