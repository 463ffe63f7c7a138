"""Pages of the desk whose data cannot be read: they say so, and show them when they are asked again."""

import pytest
import structlog

from returns_app import routes
from returns_app.domain.actors import Role
from returns_app.flows.audit import state as audit
from returns_app.flows.customers import list_state as customers
from returns_app.flows.dashboard import state as dashboard
from returns_app.flows.desk import list_state as returns
from returns_app.flows.exceptions import state as exceptions
from returns_app.flows.queue import state as queue
from tests import factories
from tests.driving import Browser, Server
from tests.flows.conftest import SignIn

PAGES = (
    (routes.AUDIT, audit, audit.Audit),
    (routes.CUSTOMERS, customers, customers.Customers),
    (routes.DESK, dashboard, dashboard.Dashboard),
    (routes.RETURNS, returns, returns.Returns),
    (routes.EXCEPTIONS, exceptions, exceptions.Exceptions),
    (routes.QUEUE, queue, queue.QueuePage),
)


async def away(*_args: object, **_wish: object) -> None:
    message = "the database is away"
    raise ConnectionError(message)


async def test_a_page_that_cannot_be_read_says_so_and_comes_back_when_asked_again(
    server: Server, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.shop()
    browser, wrong = Browser(server, desk=signed_in(Role.ADMIN)), []
    for address, module, page in PAGES:
        with monkeypatch.context() as patch, structlog.testing.capture_logs() as log:
            patch.setattr(module, "read", away)
            await browser.open(address)
        shown = browser.sees(page)
        told = [one["page"] for one in log if one["event"] == "a page could not be read"]
        if (shown["loaded"], shown["failed"], told) != (True, True, [page.__name__]):
            wrong.append((address, "away", shown["loaded"], shown["failed"], log))
        await browser.send(page.load)
        shown = browser.sees(page)
        if (shown["loaded"], shown["failed"]) != (True, False):
            wrong.append((address, "back", shown["loaded"], shown["failed"]))
    assert wrong == []
