"""Whoever a page is for opens it and is refused nothing: what a page loads with is for the same people as the page."""

from structlog.testing import capture_logs

from returns_app import routes
from returns_app.domain.actors import Role
from returns_app.flows.notices import Notices
from returns_app.flows.receiving.state import Receiving
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
    """Whoever it is not for reads so on the page itself, and no notice on top of it."""
    refused, told = set(), set()
    for role in Role:
        for page in PAGES:
            if page.route.startswith(routes.DESK):
                browser = Browser(server, desk=signed_in(role))
                with capture_logs() as log:
                    await browser.open(page.route)
                denied = any(one["event"] == "denied an event to a role" for one in log)
                refused |= {(role, page.route)} if denied else set()
                notice = browser.sees(Notices).get("notice")
                told |= {(role, page.route)} if notice and notice.text else set()
    assert refused == NOT_FOR_THEM
    assert told == set()


async def test_what_somebody_does_on_a_page_that_is_not_theirs_is_refused_in_words(
    server: Server, signed_in: SignIn
) -> None:
    browser = Browser(server, desk=signed_in(Role.AGENT))
    await browser.open(routes.RECEIVING)
    await browser.send(Receiving.scan, code="RMA-0000-0000")
    assert browser.sees(Notices)["notice"].text == "You may not do this."
