"""Half a character, as a program cuts an emoji in two: no database keeps it and no socket sends it."""

import pytest
from reflex_base.utils.format import json_dumps

from returns_app import routes
from returns_app.db.session import Database
from returns_app.domain.actors import Role
from returns_app.flows.palette.state import Palette
from tests import factories
from tests.driving import Answer, Browser, Server
from tests.flows.conftest import SignIn

HALF = "Vis\ud83d\u202e"


def sendable(answer: Answer) -> bool:
    """Whether all that our states say could go down a line; the address is the browser's own."""
    ours = [{name: said for name, said in one.items() if "returns_app" in name} for one in answer.deltas]
    return bool(json_dumps(ours).encode())


@pytest.mark.parametrize("page", [routes.RETURNS, routes.CUSTOMERS])
async def test_a_search_by_address_goes_on_without_it(
    server: Server, database: Database, signed_in: SignIn, page: str
) -> None:
    factories.linked(factories.shop())
    browser = Browser(server, desk=signed_in(Role.ADMIN))
    answer = await browser.open(f"{page}?q={HALF}")
    assert not answer.errors
    assert sendable(answer)
    assert browser.was_told("Vis\ufffd")


async def test_a_search_by_typing_goes_on_without_it(
    server: Server, database: Database, signed_in: SignIn
) -> None:
    factories.linked(factories.shop())
    browser = Browser(server, desk=signed_in(Role.ADMIN))
    await browser.open(routes.DESK)
    answer = await browser.send(Palette.search, words=HALF)
    assert not answer.errors
    assert sendable(answer)
