"""Exports over the page and over HTTP: what is on screen goes into the file, and the file to its owner alone."""

import csv
from datetime import UTC, datetime
from io import StringIO
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from returns_app.actions.sign_in import end_session
from returns_app.db.accounts import User
from returns_app.db.exports import Export
from returns_app.db.session import Database, read_now, write_now
from returns_app.domain.actors import Role
from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.desk import export_door
from returns_app.flows.desk.export_state import Exports
from returns_app.flows.desk.list_bulk import Bulk
from returns_app.flows.notices import Notices
from returns_app.flows.who import forget_everybody
from returns_app.worker.exports import write_waiting_exports
from tests.driving import Browser, Server, substate
from tests.factories import Shop, requested, shop
from tests.flows.desk.making import token_of

APP = Starlette(routes=list(export_door.ROUTES))
LIST = "/desk/returns"


@pytest.fixture
def of(database: Database) -> Shop:
    return shop()


@pytest.fixture
def token(database: Database) -> str:
    return token_of(database, name="Ada")


@pytest.fixture
def browser(server: Server, token: str) -> Browser:
    return Browser(server, desk=token)


async def get(path: str, token: str = "") -> Response:
    """What our own route answers, without a socket."""
    forget_everybody()
    headers = [(b"cookie", f"{cookie_name(Face.DESK)}={token}".encode())] if token else []
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers, "query_string": b""}
    for route in APP.routes:
        match, found = route.matches(scope)
        if match is Match.FULL:
            return await route.endpoint(Request({**scope, **found}))
    raise AssertionError(f"no route for {path}")


async def asked(browser: Browser, address: str, kind: str = "csv") -> UUID:
    await browser.open(address)
    export_id = browser.sees(Exports)["next_id"]
    await browser.send(Exports.ask, kind=kind, export_id=export_id)
    return UUID(export_id)


def wanted() -> list[Export]:
    def read(session: Session) -> list[Export]:
        return list(session.exec(select(Export)))

    return read_now(read)


def references(path: str) -> list[str]:
    with open(path, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
        return [row["Reference"] for row in csv.DictReader(StringIO(file.read()))]


async def test_the_file_holds_what_the_list_shows(browser: Browser, token: str, of: Shop):
    row = requested(of)
    export_id = await asked(browser, f"{LIST}?view=authorize&country=NL&from=30d&before=x")
    assert browser.sees(Exports)["cards"][0].look == "waiting"
    assert "from=20" in wanted()[0].query
    write_waiting_exports()
    await browser.open(LIST)
    (card,) = browser.sees(Exports)["cards"]
    assert (card.look, card.words, card.href) == ("done", "1 row", f"/desk/files/export/{export_id}")
    answer = await get(card.href, token)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-store")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'attachment; filename="returns-' in answer.headers["content-disposition"]
    assert references(answer.path) == [str(row.reference)]


async def test_a_selection_is_what_the_file_holds(browser: Browser, token: str, of: Shop):
    rows = [requested(of) for _ in range(3)]
    await browser.open(LIST)
    await browser.send(Bulk.begin, act="export", ids=[str(row.id) for row in rows[:2]])
    export_id = browser.sees(Exports)["next_id"]
    await browser.send(Exports.ask_selected, kind="csv", export_id=export_id)
    assert (browser.sees(Bulk)["asking"], browser.sees(Bulk)["finished"]) == ("", 1)
    write_waiting_exports()
    answer = await get(f"/desk/files/export/{export_id}", token)
    assert set(references(answer.path)) == {str(row.reference) for row in rows[:2]}


async def test_a_click_that_is_sent_twice_asks_once(browser: Browser, of: Shop):
    export_id = await asked(browser, LIST)
    await browser.send(Exports.ask, kind="csv", export_id=str(export_id))
    assert len(wanted()) == 1
    assert browser.sees(Exports)["next_id"] != str(export_id)


async def test_it_is_canceled_and_gone_from_the_screen(browser: Browser, of: Shop):
    export_id = await asked(browser, LIST)
    for _ in range(2):
        await browser.send(Exports.drop, export_id=str(export_id))
    assert browser.sees(Exports)["cards"] == []
    assert write_waiting_exports() == 0


@pytest.mark.parametrize("kind", ["", "pdf", "../csv"])
async def test_a_kind_that_is_none_is_refused(browser: Browser, of: Shop, kind: str):
    await asked(browser, LIST, kind)
    assert wanted() == []
    assert browser.sees(Notices)["notice"].kind == "error"


async def test_operators_ask_for_nothing_and_their_page_says_nothing_of_it(
    server: Server, database: Database, of: Shop
):
    operator = Browser(server, desk=token_of(database, Role.OPERATOR))
    await operator.open(LIST)
    notice = operator.sees(Notices).get("notice")
    assert notice is None or notice.text == ""
    await operator.send(Exports.ask, kind="csv", export_id=str(uuid4()))
    assert wanted() == []


async def test_nobody_elses_export_is_seen_dropped_or_fetched(
    server: Server, database: Database, browser: Browser, token: str, of: Shop
):
    export_id = await asked(browser, LIST)
    write_waiting_exports()
    other_token = token_of(database, Role.ADMIN, name="Ben")
    other = Browser(server, desk=other_token)
    await other.open(LIST)
    await other.send(Exports.drop, export_id=str(export_id))
    assert substate(other, Exports).cards == []
    path = f"/desk/files/export/{export_id}"
    assert (await get(path, other_token)).status_code == 404
    assert (await get(path, token)).status_code == 200


@pytest.mark.parametrize("change", [{"countries": ["FR"]}, {"role": "operator"}, {"active": False}])
async def test_a_file_is_gone_for_an_owner_whose_rights_changed(
    browser: Browser, token: str, of: Shop, change
):
    export_id = await asked(browser, LIST)
    write_waiting_exports()

    def take_away(session: Session) -> None:
        user = session.exec(select(User).where(User.name == "Ada")).one()
        for name, value in change.items():
            setattr(user, name, value)
        session.add(user)

    write_now(take_away)
    assert (await get(f"/desk/files/export/{export_id}", token)).status_code in {303, 404}


async def test_whoever_is_not_signed_in_is_sent_to_the_door(browser: Browser, token: str, of: Shop):
    export_id = await asked(browser, LIST)
    write_waiting_exports()
    write_now(end_session, token, now=datetime.now(UTC))
    for shown in ("", "forged", token):
        answer = await get(f"/desk/files/export/{export_id}", shown)
        assert (answer.status_code, answer.headers["location"][:8]) == (303, "/sign-in")


@pytest.mark.parametrize("name", ["x", "..", "00000000-0000-0000-0000-000000000000"])
async def test_there_is_no_other_file(token: str, of: Shop, name: str):
    assert (await get(f"/desk/files/export/{name}", token)).status_code == 404


async def test_a_file_that_is_not_ready_is_not_there(browser: Browser, token: str, of: Shop):
    export_id = await asked(browser, LIST)
    assert (await get(f"/desk/files/export/{export_id}", token)).status_code == 404
