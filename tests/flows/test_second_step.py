"""The second factor and forgotten passwords through the real routes and pages, behind the real edge."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from returns_app import routes
from returns_app.actions import attempts, new_password, sign_in
from returns_app.actions.second_step import begin_setup, confirm_setup
from returns_app.actions.sign_in import Browser as Agent
from returns_app.actions.sign_in import hash_password, start_session, who_is
from returns_app.db.accounts import NO_PASSWORD, User, session_and_user
from returns_app.db.audit import AuditEntry
from returns_app.db.outbox import OutboxMail
from returns_app.db.password_resets import PasswordReset
from returns_app.db.second_factors import SecondFactor, factor_secret
from returns_app.db.session import Database, read_now, write_now
from returns_app.db.tokens import reset_token, token_hash
from returns_app.domain.actors import Role
from returns_app.domain.one_time_codes import STEP_SECONDS, code_at
from returns_app.edge.app import Edge
from returns_app.flows.account import door as account_door
from returns_app.flows.account.state import AccountPage
from returns_app.flows.cookies import Face, cookie_name, reset_cookie
from returns_app.flows.dashboard.state import Dashboard
from returns_app.flows.sign_in import door, reset_door, second_door
from returns_app.flows.sign_in.reset_state import NewPassword
from returns_app.flows.sign_in.second_state import SecondStep
from returns_app.flows.signed_in import SignedIn
from returns_app.settings import load
from tests.driving import Browser, Server, root_of, substate

EMAIL, PASSWORD, NEW = "ada@desk.test", "correct horse battery", "four other plain words"
COOKIE = cookie_name(Face.DESK)
DOORS = (*door.ROUTES, *second_door.ROUTES, *reset_door.ROUTES, *account_door.ROUTES)


@pytest.fixture(scope="module")
def password_hash() -> str:
    return hash_password(PASSWORD)


@pytest.fixture
def ada(database: Database, password_hash: str) -> User:
    attempts._shared.cache_clear()
    attempts._own.cache_clear()
    made = User(
        email=EMAIL, name="Ada", role=Role.ADMIN, password_hash=password_hash, created_at=datetime.now(UTC)
    )
    write_now(Session.add, made)
    return made


@pytest.fixture
async def client(ada: User, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    edge = Edge(Starlette(routes=DOORS), pages=tmp_path, origin=load().origin)
    transport = httpx.ASGITransport(edge, client=("192.0.2.7", 1234))
    async with httpx.AsyncClient(
        transport=transport, base_url=load().origin, headers={"origin": load().origin}
    ) as opened:
        yield opened


@pytest.fixture
def _admins_must(monkeypatch: pytest.MonkeyPatch) -> None:
    strict = load().model_copy(update={"admin_second_factor": True})
    monkeypatch.setattr("returns_app.db.accounts.load", lambda: strict)


def code(ada: User, *, later: int = 0) -> str:
    """What the app shows now, or so many steps later."""
    factor = read_now(Session.get_one, SecondFactor, ada.id)
    step = int(datetime.now(UTC).timestamp()) // STEP_SECONDS
    return code_at(factor_secret(factor.salt), step + later)


def with_factor(ada: User) -> tuple[str, ...]:
    """Set a second factor up, with the code before this one."""
    now = datetime.now(UTC)
    setup = write_now(begin_setup, ada.id, now=now)
    here = Agent(replaces=write_now(start_session, ada.id, now=now))
    write_now(confirm_setup, ada.id, code(ada, later=-1), now=now, browser=here)
    return setup.recovery_codes


def token_in(client: httpx.AsyncClient) -> str:
    return client.cookies.get(COOKIE) or ""


def is_alive(token: str) -> bool:
    return read_now(who_is, token, now=datetime.now(UTC)) is not None


def error_in(answer: httpx.Response) -> str:
    return parse_qs(urlsplit(answer.headers["location"]).query).get("error", [""])[0]


async def enter(client: httpx.AsyncClient, password: str = PASSWORD) -> httpx.Response:
    return await client.post(
        routes.SIGN_IN, data={"email": EMAIL, "password": password, "next": "/desk/queue"}
    )


async def test_the_password_leads_to_the_code_and_the_code_to_where_one_wanted(
    client: httpx.AsyncClient, ada: User
) -> None:
    with_factor(ada)
    first = await enter(client)
    assert first.headers["location"] == routes.second_step("/desk/queue")
    waiting = token_in(client)
    assert not is_alive(waiting)
    wrong = await client.post(routes.SECOND_STEP, data={"code": "000000", "next": "/desk/queue"})
    assert error_in(wrong) == "wrong"
    answer = await client.post(routes.SECOND_STEP, data={"code": code(ada), "next": "/desk/queue"})
    assert answer.headers["location"] == "/desk/queue"
    assert token_in(client) != waiting
    assert is_alive(token_in(client))


async def test_no_code_is_asked_of_whoever_gave_no_password(client: httpx.AsyncClient, ada: User) -> None:
    with_factor(ada)
    answer = await client.post(routes.SECOND_STEP, data={"code": code(ada)})
    assert error_in(answer) == "late"
    assert not token_in(client)
    client.cookies.set(COOKIE, write_now(start_session, ada.id, now=datetime.now(UTC)))
    assert error_in(await client.post(routes.SECOND_SETUP, data={"code": code(ada)})) == "late"
    client.cookies.clear()
    await enter(client)
    assert token_in(client), "who waits for a code sets up no other factor"
    assert error_in(await client.post(routes.SECOND_SETUP, data={"code": code(ada)})) == "late"


async def test_codes_are_tried_ten_times(client: httpx.AsyncClient, ada: User) -> None:
    with_factor(ada)
    await enter(client)
    answers = [await client.post(routes.SECOND_STEP, data={"code": "000000"}) for _ in range(11)]
    assert [error_in(one) for one in answers] == ["wrong"] * 10 + ["often"]


async def test_with_the_password_alone_every_page_and_event_sends_one_back(
    client: httpx.AsyncClient, ada: User, server: Server
) -> None:
    with_factor(ada)
    await enter(client)
    browser = Browser(server, desk=token_in(client))
    assert (await browser.open(routes.DESK)).redirects
    assert (await browser.send(Dashboard.load)).redirects == [routes.sign_in(routes.DESK)]
    assert not browser.was_told("Ada")
    await browser.open(routes.SECOND_STEP)
    assert browser.sees(SecondStep)["email"] == EMAIL
    assert not browser.sees(SecondStep).get("setup") or not browser.sees(SecondStep)["setup"].key


@pytest.mark.usefixtures("_admins_must")
async def test_an_admin_who_must_have_a_factor_is_led_to_it_and_nowhere_else(
    client: httpx.AsyncClient, ada: User, server: Server
) -> None:
    first = await enter(client)
    assert urlsplit(first.headers["location"]).path == routes.SECOND_SETUP
    browser = Browser(server, desk=token_in(client))
    assert (await browser.send(SignedIn.load)).redirects
    assert (await browser.open(routes.SECOND_STEP)).redirects == [
        routes.second_step(routes.DESK, path=routes.SECOND_SETUP)
    ]
    await browser.open(routes.SECOND_SETUP)
    setup = browser.sees(SecondStep)["setup"]
    assert setup.picture.startswith("data:image/png;base64,")
    assert len(setup.codes) == 10
    assert error_in(await client.post(routes.SECOND_SETUP, data={"code": "1"})) == "wrong"
    answer = await client.post(routes.SECOND_SETUP, data={"code": code(ada)})
    assert answer.headers["location"] == routes.DESK
    assert is_alive(token_in(client))
    factor = read_now(Session.get_one, SecondFactor, ada.id)
    assert factor.confirmed_at


async def test_whoever_takes_the_tab_over_is_not_shown_the_secret(
    client: httpx.AsyncClient, ada: User, server: Server, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("_admins_must")
    await enter(client)
    owner = Browser(server, desk=token_in(client))
    await owner.open(routes.SECOND_SETUP)
    secret = owner.sees(SecondStep)["setup"].key
    other = User(
        email="bo@desk.test", name="Bo", role=Role.AGENT, password_hash="", created_at=datetime.now(UTC)
    )
    write_now(Session.add, other)
    bo = write_now(start_session, other.id, now=datetime.now(UTC))
    for thief in (owner.takeover(), owner.takeover(desk=bo)):
        await thief.open("/")
        await thief.send(SecondStep.load)
        assert not thief.was_told(secret)
    assert substate(owner, SecondStep).setup.key == ""


async def test_a_stolen_tab_tells_nothing_once_the_password_is_changed(
    client: httpx.AsyncClient, ada: User, server: Server
) -> None:
    """Before its owner went away, and after."""
    await enter(client)
    stolen = token_in(client)
    owner = Browser(server, desk=stolen)
    await owner.open(routes.ACCOUNT)
    assert owner.was_told(EMAIL)
    await client.post(routes.ACCOUNT_PASSWORD, data={"old": PASSWORD, "password": NEW})
    thief = owner.takeover(desk=stolen)
    assert (await thief.send(AccountPage.load)).redirects
    await thief.open(routes.ACCOUNT)
    assert not thief.was_told(EMAIL)
    assert EMAIL not in repr(root_of(owner).dict())


async def test_the_password_is_changed_with_the_old_one(client: httpx.AsyncClient, ada: User) -> None:
    elsewhere = write_now(start_session, ada.id, now=datetime.now(UTC))
    await enter(client)
    before = token_in(client)
    for old, new, error in (
        ("x", NEW, "old"),
        (PASSWORD, "short", "length"),
        (PASSWORD, "password1234", "common"),
    ):
        answer = await client.post(routes.ACCOUNT_PASSWORD, data={"old": old, "password": new})
        assert error_in(answer) == error
    assert is_alive(before)
    answer = await client.post(routes.ACCOUNT_PASSWORD, data={"old": PASSWORD, "password": NEW})
    assert "done=password" in answer.headers["location"]
    assert not is_alive(before)
    assert not is_alive(elsewhere)
    assert is_alive(token_in(client))
    assert error_in(await enter(client)) == "wrong"
    assert not error_in(await enter(client, NEW))


async def test_the_account_is_changed_by_nobody_who_is_not_signed_in(client: httpx.AsyncClient) -> None:
    for route in account_door.ROUTES:
        answer = await client.post(route.path, data={"old": PASSWORD, "password": NEW})
        assert answer.headers["location"] == routes.sign_in(routes.ACCOUNT)
    assert not error_in(await enter(client))


async def test_the_factor_is_turned_on_and_off_with_the_password(
    client: httpx.AsyncClient, ada: User
) -> None:
    await enter(client)
    write_now(begin_setup, ada.id, now=datetime.now(UTC))
    wrong = await client.post(routes.ACCOUNT_FACTOR, data={"old": "x", "code": code(ada)})
    assert error_in(wrong) == "old"
    before = token_in(client)
    on = await client.post(routes.ACCOUNT_FACTOR, data={"old": PASSWORD, "code": code(ada)})
    assert "done=factor" in on.headers["location"]
    assert not is_alive(before)
    assert is_alive(token_in(client))
    assert error_in(await client.post(routes.ACCOUNT_FACTOR_OFF, data={"old": "x"})) == "old"
    assert read_now(Session.get, SecondFactor, ada.id)
    assert (
        "done=off"
        in (await client.post(routes.ACCOUNT_FACTOR_OFF, data={"old": PASSWORD})).headers["location"]
    )
    assert read_now(Session.get, SecondFactor, ada.id) is None


async def test_the_old_password_is_guessed_no_more_often_than_at_the_door(
    client: httpx.AsyncClient, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.cookies.set(COOKIE, write_now(start_session, ada.id, now=datetime.now(UTC)))
    monkeypatch.setattr(sign_in, "password_fits", lambda _account, _password: False)
    data = {"old": "x", "password": NEW}
    answers = [await client.post(routes.ACCOUNT_PASSWORD, data=data) for _ in range(11)]
    assert [error_in(one) for one in answers] == ["old"] * 10 + ["often"]
    noted = read_now(lambda session: session.exec(select(AuditEntry.what)).all())
    assert noted.count("sign_in_refused") == 10


async def test_nor_is_the_first_code_of_a_new_factor(
    client: httpx.AsyncClient, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    client.cookies.set(COOKIE, write_now(start_session, ada.id, now=now))
    write_now(begin_setup, ada.id, now=now)
    monkeypatch.setattr(sign_in, "password_fits", lambda _account, _password: True)
    data = {"old": PASSWORD, "code": "x"}
    answers = [await client.post(routes.ACCOUNT_FACTOR, data=data) for _ in range(11)]
    assert [error_in(one) or one.headers["location"] for one in answers] == ["code"] * 10 + ["often"]


async def test_one_signs_out_everywhere_at_once(client: httpx.AsyncClient, ada: User) -> None:
    elsewhere = write_now(start_session, ada.id, now=datetime.now(UTC))
    await enter(client)
    here = token_in(client)
    answer = await client.post(routes.ACCOUNT_SIGN_OUT)
    assert answer.headers["location"] == routes.SIGN_IN
    assert not is_alive(elsewhere)
    assert not is_alive(here)
    assert not token_in(client)


async def test_one_browser_is_signed_out_from_another_and_nobody_elses(
    client: httpx.AsyncClient, ada: User, server: Server
) -> None:
    other = User(
        email="bo@desk.test", name="Bo", role=Role.AGENT, password_hash="", created_at=datetime.now(UTC)
    )
    write_now(Session.add, other)
    now = datetime.now(UTC)
    phone = Agent(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"
    )
    elsewhere, bo = (write_now(start_session, one.id, now=now, browser=phone) for one in (ada, other))
    await enter(client)
    browser, his = Browser(server, desk=token_in(client)), Browser(server, desk=bo)
    await browser.open(routes.ACCOUNT)
    await his.open(routes.ACCOUNT)
    rows = browser.sees(AccountPage)["view"].sessions
    assert [(row.here, row.handheld) for row in rows] == [(True, False), (False, True)]
    for session_id in (rows[1].id, his.sees(AccountPage)["view"].sessions[0].id, "x", rows[0].id + "\0"):
        await browser.send(AccountPage.end, session_id=session_id)
    assert [is_alive(one) for one in (elsewhere, bo, token_in(client))] == [False, True, True]


async def test_new_recovery_codes_are_shown_once_to_whoever_types_the_password(
    client: httpx.AsyncClient, ada: User, server: Server
) -> None:
    old = with_factor(ada)
    await enter(client)
    await client.post(routes.SECOND_STEP, data={"code": code(ada)})
    browser = Browser(server, desk=token_in(client))
    await browser.open(routes.ACCOUNT)
    await browser.send(AccountPage.renew_codes, data={"renew_old": "x"})
    assert browser.sees(AccountPage)["problems"] == {"old": "This is not your password."}
    await browser.send(AccountPage.renew_codes, data={"renew_old": PASSWORD})
    codes = browser.sees(AccountPage)["codes"]
    assert len(codes) == 10
    assert not set(old) & {one.replace("-", "") for one in codes}
    await browser.open(routes.ACCOUNT)
    assert browser.sees(AccountPage)["codes"] == []


async def test_a_shared_account_changes_nothing_for_the_others(
    client: httpx.AsyncClient, ada: User, server: Server
) -> None:
    def share(session: Session) -> None:
        session.get_one(User, ada.id).shared = True

    write_now(share)
    elsewhere = write_now(start_session, ada.id, now=datetime.now(UTC))
    await enter(client)
    for path in (routes.ACCOUNT_PASSWORD, routes.ACCOUNT_FACTOR, routes.ACCOUNT_FACTOR_OFF):
        answer = await client.post(path, data={"old": PASSWORD, "password": NEW, "code": "1"})
        assert error_in(answer) == "shared"
    browser = Browser(server, desk=token_in(client))
    await browser.open(f"{routes.ACCOUNT}?setup=1")
    shown = browser.sees(AccountPage)
    assert [row.here for row in shown["view"].sessions] == [True]
    assert not shown["setup"].key
    found = read_now(session_and_user, token_hash(elsewhere))
    assert found is not None
    await browser.send(AccountPage.end, session_id=str(found[0].id))
    assert is_alive(elsewhere)
    await client.post(routes.ACCOUNT_SIGN_OUT)
    assert is_alive(elsewhere)


async def asked(client: httpx.AsyncClient, email: str = EMAIL) -> httpx.Response:
    answer = await client.post(routes.FORGOTTEN, data={"email": email})
    await asyncio.gather(*reset_door._running)
    return answer


def newest_link() -> str:
    reset = read_now(lambda session: session.exec(select(PasswordReset.id)).one())
    return routes.reset_path(reset_token(reset))


async def test_a_forgotten_password_is_set_anew_by_the_link_of_a_mail(
    client: httpx.AsyncClient, ada: User, server: Server
) -> None:
    await asked(client)
    opened = await client.get(newest_link())
    assert opened.headers["location"] == routes.NEW_PASSWORD
    assert opened.headers["referrer-policy"] == "no-referrer"
    assert not token_in(client)
    weak = await client.post(routes.NEW_PASSWORD, data={"password": "short"})
    assert error_in(weak) == "length"
    answer = await client.post(routes.NEW_PASSWORD, data={"password": NEW})
    assert answer.headers["location"] == f"{routes.SIGN_IN}?done=password"
    assert not token_in(client), "a mail alone signs nobody in"
    assert not error_in(await enter(client, NEW))
    client.cookies.set(reset_cookie(), newest_link().rpartition("/")[2])
    assert error_in(await client.post(routes.NEW_PASSWORD, data={"password": PASSWORD})) == "dead"


async def test_a_mail_scanner_that_opens_the_link_uses_nothing_up(
    client: httpx.AsyncClient, ada: User
) -> None:
    await asked(client)
    link = newest_link()
    assert "set-cookie" not in (await client.head(link)).headers
    for method in ("HEAD", "GET", "GET"):
        assert (await client.request(method, link)).status_code == 303
    assert (await client.post(link)).status_code == 405
    assert not error_in(await client.post(routes.NEW_PASSWORD, data={"password": NEW}))


async def test_with_a_second_factor_a_new_password_is_not_enough(
    client: httpx.AsyncClient, ada: User
) -> None:
    with_factor(ada)
    await asked(client)
    await client.get(newest_link())
    await client.post(routes.NEW_PASSWORD, data={"password": NEW})
    assert urlsplit((await enter(client, NEW)).headers["location"]).path == routes.SECOND_STEP


class Opener(Browser):
    """A browser in which the link of a mail was opened."""

    link = ""

    def _router_data(self) -> dict[str, Any]:
        data = super()._router_data()
        return {**data, "headers": {**data["headers"], "cookie": f"{reset_cookie()}={self.link}"}}


async def test_the_page_says_whether_the_link_still_works(
    client: httpx.AsyncClient, ada: User, server: Server
) -> None:
    await asked(client)
    for token, alive in ((newest_link().rpartition("/")[2], True), ("x", False), ("", False)):
        browser = Opener(server)
        browser.link = token
        await browser.open(routes.NEW_PASSWORD)
        assert browser.sees(NewPassword)["loaded"]
        assert browser.sees(NewPassword).get("alive", False) is alive
        assert not browser.sees(NewPassword).get("is_first", False)


async def test_who_is_new_is_welcomed_and_told_no_more_than_that(
    client: httpx.AsyncClient, ada: User, server: Server
) -> None:
    write_now(lambda session: setattr(session.get_one(User, ada.id), "password_hash", NO_PASSWORD))
    await asked(client)
    browser = Opener(server)
    browser.link = newest_link().rpartition("/")[2]
    await browser.open(routes.NEW_PASSWORD)
    assert browser.sees(NewPassword)["is_first"]
    assert not browser.was_told("Ada")
    assert error_in(await enter(client, "")) == "wrong"


async def test_the_answer_is_the_same_and_given_before_anybody_is_looked_up(
    client: httpx.AsyncClient, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = asyncio.Event()

    async def ask(email: str) -> None:
        await looked_up.wait()

    monkeypatch.setattr(reset_door, "_ask", ask)
    answers = [
        await client.post(routes.FORGOTTEN, data={"email": one}) for one in (EMAIL, "nobody@desk.test", "\0")
    ]
    assert len({(one.status_code, one.headers["location"], one.text) for one in answers}) == 1
    looked_up.set()
    await asyncio.gather(*reset_door._running)


async def test_nobody_is_mailed_who_has_no_account(client: httpx.AsyncClient, ada: User) -> None:
    for email in ("nobody@desk.test", "", "ada\0@desk.test\0", "x" * 10_000):
        assert "sent=1" in (await asked(client, email)).headers["location"]
    kinds = read_now(lambda session: list(session.exec(select(OutboxMail.to_address))))
    assert set(kinds) <= {EMAIL}


async def test_one_network_asks_twenty_times_an_hour(
    client: httpx.AsyncClient, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_password, "ask_reset", lambda *_args, **_kwargs: None)
    answers = [await asked(client, f"{number}@desk.test") for number in range(21)]
    assert [error_in(one) for one in answers] == [""] * 20 + ["often"]
