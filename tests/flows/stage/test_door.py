"""The doors of the stage, behind the real edge; and that there are none outside of a demonstration."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import reflex as rx
from limits import parse
from sqlalchemy import update
from starlette.applications import Starlette

from returns_app import returns_app as root
from returns_app import routes
from returns_app.actions.open_link import note_opened
from returns_app.actions.sign_in import who_is
from returns_app.db.accounts import User
from returns_app.db.session import Database, read_now, write
from returns_app.domain.actors import Actor, Role
from returns_app.edge.app import Edge
from returns_app.edge.limits import Hands
from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.stage import address as opened
from returns_app.flows.stage import door
from returns_app.frame_tokens import FrameTokens, named_by_frame
from returns_app.queries.stage import stage_story
from returns_app.settings import Settings, load
from tests.factories import NOW, Shop, agent, customer, linked, shop
from tests.flows.conftest import SignIn

COOKIE = cookie_name(Face.DESK)


@pytest.fixture(autouse=True)
def in_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which addresses this machine has is asked of no network here."""
    monkeypatch.setattr(door, "addresses_here", list)


@pytest.fixture
def of(database: Database) -> Shop:
    """A shop with two agents at work, of whom the first by name looks after one country alone."""
    of = shop()
    database.write_now(lambda session: session.execute(update(User).values(active=False)))
    for email, countries in (("aada@desk.test", ["DE"]), ("aaron@desk.test", [])):
        person = User(
            email=email, name=email, role=Role.AGENT, password_hash="", countries=countries, created_at=NOW
        )
        database.write_now(lambda session, person=person: session.add(person))
    return of


@pytest.fixture
async def client(of: Shop, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    edge = Edge(Starlette(routes=door.ROUTES), pages=tmp_path, origin=load().origin)
    transport = httpx.ASGITransport(edge, client=("192.0.2.7", 1234))
    origin = {"origin": load().origin}
    async with httpx.AsyncClient(transport=transport, base_url=load().origin, headers=origin) as opened:
        yield opened


def behind(answer: httpx.Response) -> Actor | None:
    return read_now(who_is, answer.cookies.get(COOKIE, ""), now=datetime.now(UTC))


def test_outside_of_a_demonstration_there_is_neither_the_page_nor_a_door() -> None:
    """These tests run without one."""
    assert not load().demo
    assert root.STAGE == ()
    assert root.STAGE_DOORS == ()
    paths = {getattr(route, "path", "") for route in root.HTTP} | {page.route for page in root.PAGES}
    assert not any(path.startswith(routes.DEMO) for path in paths)


async def test_beginning_signs_in_an_agent_of_every_country_and_leads_the_frames(
    client: httpx.AsyncClient, of: Shop
) -> None:
    return_id, token = linked(of)
    answer = await client.post(routes.DEMO_BEGIN)
    actor, scene = behind(answer), answer.json()
    assert actor is not None
    assert (actor.role, actor.countries, actor.name) == (Role.AGENT, frozenset(), "aaron@desk.test")
    assert scene["phone"] == routes.link_path(token)
    assert scene["about"] == str(return_id)
    assert str(return_id) in scene["desk"]
    assert answer.headers["cache-control"] == "no-store"


async def test_who_is_signed_in_already_stays_who_they_are(
    client: httpx.AsyncClient, signed_in: SignIn
) -> None:
    client.cookies.set(COOKIE, signed_in(Role.SUPERVISOR))
    answer = await client.post(routes.DEMO_BEGIN)
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers


async def test_nothing_is_begun_by_another_site_or_by_looking(client: httpx.AsyncClient) -> None:
    for path in (routes.DEMO_BEGIN, routes.DEMO_RESET, routes.DEMO_SIGN_IN):
        elsewhere = await client.post(path, headers={"origin": "https://elsewhere.example"})
        assert elsewhere.status_code == 403
        assert (await client.get(path)).status_code == 405
        assert (await client.head(path)).status_code == 405


async def test_one_signs_in_as_a_role_that_somebody_has(client: httpx.AsyncClient) -> None:
    answer = await client.post(routes.DEMO_SIGN_IN, data={"role": "agent"})
    assert answer.headers["location"] == routes.DESK
    assert behind(answer) is not None
    for role in ("owner", "", "admin"):
        client.cookies.clear()
        answer = await client.post(routes.DEMO_SIGN_IN, data={"role": role})
        assert (answer.status_code, behind(answer)) == (303, None)
        assert answer.headers["location"] == routes.SIGN_IN


async def test_only_so_many_begin_from_one_network(
    of: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_BEGUN", parse("2/hour"))
    edge = Edge(Starlette(routes=door.ROUTES), pages=tmp_path, origin=load().origin)
    answers = []
    # Limits outlive a test: each asks from networks of its own.
    one, other = ("10.{}.{}".format(*uuid4().bytes[:2]), "11.{}.{}".format(*uuid4().bytes[:2]))
    for address in (f"{one}.1", f"{one}.2", f"{other}.1"):
        transport, headers = httpx.ASGITransport(edge, client=(address, 1)), {"origin": load().origin}
        async with httpx.AsyncClient(transport=transport, base_url=load().origin, headers=headers) as visitor:
            begun = [(await visitor.post(routes.DEMO_BEGIN)).status_code for _ in range(3)]
            signed_in = await visitor.post(routes.DEMO_SIGN_IN, data={"role": "agent"})
            answers.append((begun, signed_in.headers["location"]))
    # Who is in begins nothing anew; to sign in as somebody else does.
    assert answers == [
        ([200, 200, 200], routes.DESK),
        ([429, 429, 429], routes.sign_in(routes.DESK, error="often")),
        ([200, 200, 200], routes.DESK),
    ]


async def test_a_public_demonstration_is_not_put_back_by_a_visitor(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_back: list[int] = []
    monkeypatch.setattr(door, "put_back", lambda: put_back.append(1))
    monkeypatch.setattr(door, "load", lambda: Settings(demo=True, demo_public=True))
    assert (await client.post(routes.DEMO_RESET)).status_code == 403
    monkeypatch.setattr(door, "load", lambda: Settings(demo=True))
    assert (await client.post(routes.DEMO_RESET)).status_code == 200
    assert put_back == [1]


async def test_the_code_is_made_of_our_own_links_alone(client: httpx.AsyncClient) -> None:
    made = await client.get(routes.DEMO_CODE, params={"to": routes.link_path("token")})
    assert made.headers["content-type"].startswith("image/svg+xml")
    for wish in ("", "//elsewhere.example", "https://elsewhere.example/l/x", "/l/ x", "/desk", "/l/\\x"):
        assert (await client.get(routes.DEMO_CODE, params={"to": wish})).status_code == 404


async def test_the_code_leads_to_the_address_that_a_presenter_opened(
    client: httpx.AsyncClient, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else opens one, nobody a public demonstration's, and nothing but a refusal comes of a wrong wish."""
    wish, told = {"address": "10.9.8.7"}, []

    async def open_at(where: str) -> None:
        if where != wish["address"]:
            raise ValueError(where)
        told.append(where)

    monkeypatch.setattr(door, "open_at", open_at)
    assert (await client.post(routes.DEMO_ADDRESS, data=wish)).status_code == 403
    assert (await client.get(routes.DEMO_ADDRESS)).status_code == 404
    client.cookies.set(COOKIE, signed_in(Role.AGENT))
    foreign = {"origin": "https://elsewhere.example"}
    assert (await client.post(routes.DEMO_ADDRESS, data=wish, headers=foreign)).status_code == 403
    assert (await client.post(routes.DEMO_ADDRESS, data={"address": "elsewhere"})).status_code == 400
    assert told == []
    monkeypatch.setattr(opened, "OPENED_AT", {"http://10.9.8.7:8000"})
    house = (await client.post(routes.DEMO_ADDRESS, data=wish)).json()
    assert (told, house["address"], house["found"]) == (["10.9.8.7"], "http://10.9.8.7:8000", True)
    assert (await client.get(routes.DEMO_ADDRESS)).json() == house
    drawn: list[str] = []
    monkeypatch.setattr(door, "qr_svg", lambda text: drawn.append(text) or "<svg/>")
    await client.get(routes.DEMO_CODE, params={"to": routes.link_path("token")})
    assert drawn == ["http://10.9.8.7:8000/l/token"]
    monkeypatch.setattr(door, "load", lambda: Settings(demo=True, demo_public=True))
    assert (await client.post(routes.DEMO_ADDRESS, data=wish)).status_code == 403


async def test_the_timeline_is_for_staff(client: httpx.AsyncClient, of: Shop) -> None:
    return_id, _token = linked(of)
    for about in (str(return_id), "", "no id"):
        answer = await client.get(routes.DEMO_TIMELINE, params={"about": about})
        assert answer.status_code == 404


async def test_the_timeline_is_told_at_once_and_again_after_a_change(of: Shop) -> None:
    return_id, token = linked(of)
    told = door._told(asked([agent()]), return_id)
    assert told_in(await anext(told))[0] == "Link made"
    again = asyncio.ensure_future(anext(told))
    await write(note_opened, customer(token), token, now=NOW)
    assert told_in(await again)[0] == "Link opened"
    await told.aclose()


def test_the_timeline_says_the_time_of_what_is_of_today_and_the_day_of_what_is_older(of: Shop) -> None:
    return_id, _token = linked(of)
    for later, says in ((timedelta(), "10:00"), (timedelta(days=2), "23 Nov")):
        told = read_now(stage_story, agent(), return_id, now=NOW + later).told
        assert {one.time for one in told} == {says}


async def test_what_is_beyond_the_scope_is_not_told(of: Shop) -> None:
    return_id, _token = linked(of)
    told = door._told(asked([agent(countries=frozenset({"FR"}))]), return_id)
    assert told_in(await anext(told)) == []
    await told.aclose()


async def test_nothing_is_told_any_more_to_whoever_has_signed_out(of: Shop) -> None:
    return_id, token = linked(of)
    here = [agent()]
    told = door._told(asked(here), return_id)
    assert told_in(await anext(told))[0] == "Link made"
    here.clear()
    again = asyncio.ensure_future(anext(told))
    await write(note_opened, customer(token), token, now=NOW)
    with pytest.raises(StopAsyncIteration):
        await again


async def test_only_so_many_timelines_of_one_address_are_open_at_once(
    of: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_open", Hands(most=1))
    return_id, _token = linked(of)

    def opened(address: str) -> Any:
        return door._one_of_few(address, door._told(asked([agent()]), return_id))

    first = opened("192.0.2.1")
    assert told_in(await anext(first))
    with pytest.raises(StopAsyncIteration):
        await anext(opened("192.0.2.1"))
    elsewhere = opened("192.0.2.2")
    assert told_in(await anext(elsewhere))
    for one in (first, elsewhere):
        await one.aclose()
    later = opened("192.0.2.1")
    assert told_in(await anext(later))
    await later.aclose()


def asked(here: list[Actor]) -> Callable[[], Awaitable[Actor | None]]:
    """Who is signed in, whenever it is asked: nobody, when the list is empty."""

    async def asker() -> Actor | None:
        return here[0] if here else None

    return asker


def told_in(message: str) -> list[str]:
    assert message.startswith("data: ")
    assert message.endswith("\n\n")
    return [one["what"] for one in json.loads(message.removeprefix("data: "))["told"]]


def test_a_frame_has_a_token_of_its_own_and_a_page_alone_the_usual_one() -> None:
    once = named_by_frame('const TOKEN_KEY = "token";\n')
    assert "frameElement" in once
    assert named_by_frame(once) == once
    with pytest.raises(RuntimeError, match="frame_tokens"):
        named_by_frame("const KEY = 1;")


def test_outside_of_a_demonstration_tokens_are_as_reflex_has_them() -> None:
    assert not any(isinstance(plugin, FrameTokens) for plugin in rx.config.get_config().plugins)
