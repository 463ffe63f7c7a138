"""The list's handlers: what the address asks for, and for whom."""

import pytest

from returns_app.db.session import Database
from returns_app.domain.actors import Role
from returns_app.flows.desk.list_state import Returns
from tests.driving import Browser, Server
from tests.factories import Shop, requested, shop
from tests.flows.desk.making import token_of


@pytest.fixture
def of(database: Database) -> Shop:
    return shop()


async def test_the_address_says_what_is_listed(server: Server, database: Database, of: Shop):
    row = requested(of)
    browser = Browser(server, desk=token_of(database))
    await browser.open("/desk/returns?view=authorize&q=sanne")
    seen = browser.sees(Returns)
    assert ([one.id for one in seen["found"].rows], seen["view"], seen["words"]) == (
        [str(row.id)],
        "authorize",
        "sanne",
    )
    await browser.open("/desk/returns?view=done")
    assert browser.sees(Returns)["found"].rows == []


async def test_searching_goes_to_an_address_that_can_be_shared(server: Server, database: Database, of: Shop):
    browser = Browser(server, desk=token_of(database))
    await browser.open("/desk/returns?view=waiting")
    answer = await browser.send(Returns.search, words="  Vissér & Zn ")
    assert answer.redirects == ["/desk/returns?view=waiting&q=Viss%C3%A9r+%26+Zn"]


@pytest.mark.parametrize(
    "query", ("view=nothing", "view=", "before=x&after=y", "q=%00", f"q={'x' * 3000}", "view=done&view=open")
)
async def test_an_address_nobody_makes_shows_a_list_all_the_same(
    server: Server, database: Database, of: Shop, query: str
):
    browser = Browser(server, desk=token_of(database))
    answer = await browser.open(f"/desk/returns?{query}")
    assert not answer.errors
    assert browser.sees(Returns)["loaded"]
    assert not browser.sees(Returns)["failed"]


async def test_operators_see_the_list_strangers_see_theirs_and_nobody_sees_nothing(
    server: Server, database: Database, of: Shop
):
    requested(of)
    operator = Browser(server, desk=token_of(database, Role.OPERATOR))
    await operator.open("/desk/returns")
    assert len(operator.sees(Returns)["found"].rows) == 1
    stranger = Browser(server, desk=token_of(database, countries=("FR",)))
    await stranger.open("/desk/returns")
    assert stranger.sees(Returns)["found"].rows == []
    nobody = Browser(server)
    answer = await nobody.open("/desk/returns")
    assert answer.redirects
    assert not nobody.was_told("Sanne")


async def test_the_desk_begins_with_the_list(server: Server, database: Database):
    browser = Browser(server, desk=token_of(database))
    assert (await browser.open("/desk")).redirects == ["/desk/returns"]
