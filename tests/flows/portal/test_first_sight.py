"""What a page is told of a return before its socket is up: the same as afterwards, to the same people."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from reflex.utils.format import json_dumps
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from returns_app import routes
from returns_app.actions.issue_link import revoke_link
from returns_app.db.links import Link
from returns_app.db.session import Database, read_now, write_now
from returns_app.edge.app import Edge
from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.portal import first_sight
from returns_app.flows.portal.address import SenderAddress
from returns_app.flows.portal.state import Portal
from returns_app.flows.who import forget_everybody
from returns_app.settings import load
from tests import factories
from tests.flows.portal.conftest import Arrive, Customer

# Drawn anew for every page, so that the browser can tell its visits apart.
OF_THE_VISIT = "visit"


@pytest.fixture
async def client(database: Database, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    forget_everybody()
    edge = Edge(Starlette(routes=list(first_sight.ROUTES)), pages=tmp_path, origin=load().origin)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(edge), base_url=load().origin) as opened:
        yield opened


async def told(
    client: httpx.AsyncClient, token: str, address: str = routes.first_sight("en")
) -> httpx.Response:
    return await client.get(address, headers={"cookie": f"{cookie_name(Face.PORTAL)}={token}"})


def of(state: Any, answer: httpx.Response) -> dict[str, Any]:
    part = answer.json()[state.get_full_name()]
    return {name.removesuffix("_rx_state_"): value for name, value in part.items()}


def as_sent(who: Customer, state: Any) -> dict[str, Any]:
    sent: dict[str, Any] = json.loads(json_dumps(who.browser.sees(state)))
    return sent


@pytest.mark.parametrize("address", ("/en/return", "/nl/return", "/en/return?step=order_number"))
async def test_it_is_what_the_socket_tells(client: httpx.AsyncClient, arrive: Arrive, address: str) -> None:
    who = arrive(factories.shop(options=2, survey=True), skipped=True)
    await who.open(address)
    first = of(Portal, await told(client, who.token, address.replace("/return", "/return/first")))
    by_socket = as_sent(who, Portal)
    assert first.pop(OF_THE_VISIT) != by_socket.pop(OF_THE_VISIT)
    assert first["loaded"] is True
    assert first["view"]["title"]
    assert first == {name: by_socket[name] for name in first}


async def test_the_form_of_the_step_comes_with_it(client: httpx.AsyncClient, arrive: Arrive) -> None:
    who = arrive(factories.shop())
    answer = await told(client, who.token, f"{routes.first_sight('en')}?step=address")
    assert of(Portal, answer)["step"] == "address"
    assert SenderAddress.get_full_name() in answer.json()


async def test_nobody_else_is_told_anything(client: httpx.AsyncClient, arrive: Arrive) -> None:
    arrive(factories.shop())
    for token in ("", "invented", "x" * 5000):
        answer = await told(client, token)
        assert (answer.status_code, answer.content) == (204, b"")


async def test_a_revoked_link_is_told_nothing_more(client: httpx.AsyncClient, arrive: Arrive) -> None:
    shop = factories.shop()
    who = arrive(shop)
    assert (await told(client, who.token)).status_code == 200
    write_now(revoke_link, shop.agent, who.return_id, now=datetime.now(UTC))
    forget_everybody()
    assert (await told(client, who.token)).status_code == 204


async def test_two_customers_are_told_each_their_own(client: httpx.AsyncClient, arrive: Arrive) -> None:
    first, second = arrive(factories.shop()), arrive(factories.shop())
    keeps = {of(Portal, await told(client, who.token))["keep"] for who in (first, second)}
    assert len(keeps) == 2


async def test_it_is_kept_by_no_cache_and_consumes_nothing(client: httpx.AsyncClient, arrive: Arrive) -> None:
    who = arrive(factories.shop())
    answer = await told(client, who.token)
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["content-type"] == "application/json"

    def opened(session: Session) -> datetime | None:
        return session.exec(select(Link).where(col(Link.return_id) == who.return_id)).one().opened_at

    assert read_now(opened) is None
