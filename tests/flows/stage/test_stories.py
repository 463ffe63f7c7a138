"""The data of the stories: fresh for each take, made as whoever is signed in, and only for stories there are."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from sqlmodel import Session, func, select
from starlette.applications import Starlette

from returns_app import routes
from returns_app.actions.open_link import LinkState, look_at_link
from returns_app.db.customers import Customer
from returns_app.db.returns import Return
from returns_app.db.session import Database, read_now
from returns_app.domain.actors import Role
from returns_app.domain.lifecycle import Status
from returns_app.edge.app import Edge
from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.stage import stories_door
from returns_app.flows.stage.acts import Act
from returns_app.flows.stage.stories import STORIES
from returns_app.seed.carriers import add_carriers
from returns_app.seed.policies import add_policies
from returns_app.seed.products import add_products
from returns_app.seed.reasons import add_reasons
from returns_app.seed.surveys import add_surveys
from returns_app.settings import load
from tests.factories import get
from tests.flows.conftest import SignIn

ASKS = {"type", "press", "tap", "choose", "cut"}


def _shop(session: Session) -> None:
    """The parts of the demonstration's data that stories are made of."""
    add_reasons(session)
    add_carriers(session)
    add_surveys(session)
    add_policies(session, now=datetime.now(UTC))
    add_products(session)


@pytest.fixture
async def client(database: Database, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    edge = Edge(Starlette(routes=stories_door.ROUTES), pages=tmp_path, origin=load().origin)
    transport = httpx.ASGITransport(edge, client=("192.0.2.8", 1234))
    origin = {"origin": load().origin}
    async with httpx.AsyncClient(transport=transport, base_url=load().origin, headers=origin) as opened:
        yield opened


async def test_each_take_of_each_story_has_a_customer_and_a_return_of_its_own(
    client: httpx.AsyncClient, database: Database, signed_in: SignIn
) -> None:
    database.write_now(_shop)
    client.cookies.set(cookie_name(Face.DESK), signed_in(Role.AGENT))
    takes = [(await client.post(routes.demo_story(story.key))).json() for story in STORIES for _ in range(2)]
    for fact in ("name", "order"):
        assert len({take[fact] for take in takes}) == len(takes)
    told = [take for take in takes if take["about"]]
    assert len({take["about"] for take in told}) == len(told) == 8
    for take in told:
        assert get(UUID(take["about"])).status == Status.AWAITING_CUSTOMER
        token = take["link"].removeprefix(routes.LINK)
        assert read_now(look_at_link, token, now=datetime.now(UTC)).state is LinkState.LIVE


async def test_only_who_is_signed_in_gets_data_and_only_for_a_story_there_is(
    client: httpx.AsyncClient, database: Database, signed_in: SignIn
) -> None:
    database.write_now(_shop)
    assert (await client.post(routes.demo_story("taps"))).status_code == 401
    client.cookies.set(cookie_name(Face.DESK), signed_in(Role.OPERATOR))
    assert (await client.post(routes.demo_story("taps"))).status_code == 409
    client.cookies.set(cookie_name(Face.DESK), signed_in(Role.AGENT))
    assert (await client.post(routes.demo_story("invented"))).status_code == 404
    assert (await client.get(routes.demo_story("taps"))).status_code == 405
    foreign = {"origin": "https://elsewhere.example"}
    assert (await client.post(routes.demo_story("taps"), headers=foreign)).status_code == 403
    counts = [read_now(lambda session, row=row: session.exec(select(func.count()).select_from(row)).one())
              for row in (Customer, Return)]  # fmt: skip
    assert counts == [0, 0]


async def test_without_the_demonstrations_data_a_story_says_so_and_leaves_nothing_behind(
    client: httpx.AsyncClient, signed_in: SignIn
) -> None:
    client.cookies.set(cookie_name(Face.DESK), signed_in(Role.AGENT))
    answer = await client.post(routes.demo_story("taps"))
    assert answer.status_code == 404
    assert read_now(lambda session: session.exec(select(func.count()).select_from(Customer)).one()) == 0


async def test_nobody_fills_the_disk_with_stories(
    client: httpx.AsyncClient, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.cookies.set(cookie_name(Face.DESK), signed_in(Role.AGENT))
    monkeypatch.setattr(stories_door, "may_try", lambda *_: False)
    assert (await client.post(routes.demo_story("taps"))).status_code == 429


def test_a_step_ends_by_looking_at_what_came_of_it() -> None:
    """Or the next one would begin before the page is ready for it, and the audience would see nothing."""
    blind = [
        (story.key, step.words)
        for story in STORIES
        for step in story.steps
        if any(act.do in ASKS for act in step.acts) and _is_blind(step.acts[-1])
    ]
    assert blind == [("complete", STORIES[3].steps[0].words), ("carrier", STORIES[4].steps[0].words)]


def _is_blind(act: Act) -> bool:
    return act.do in ASKS
