"""Signing in and out through the real routes, behind the real edge."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.applications import Starlette

from returns_app import routes
from returns_app.actions import attempts, sign_in
from returns_app.actions.sign_in import hash_password, who_is
from returns_app.db.accounts import User
from returns_app.db.session import Database, read_now
from returns_app.domain.actors import Role
from returns_app.edge.app import Edge
from returns_app.flows.cookies import Face, cookie_name, typed_cookie
from returns_app.flows.sign_in import door
from returns_app.flows.sign_in.state import SignIn
from returns_app.settings import load
from tests.driving import Browser, Server
from tests.flows.conftest import SignIn as SignedIn

EMAIL, PASSWORD = "ada@desk.test", "correct horse battery"
COOKIE = cookie_name(Face.DESK)


@pytest.fixture(scope="module")
def password_hash() -> str:
    return hash_password(PASSWORD)


@pytest.fixture
async def client(database: Database, tmp_path: Path, password_hash: str) -> AsyncIterator[httpx.AsyncClient]:
    attempts._shared.cache_clear()
    attempts._own.cache_clear()
    ada = User(
        email=EMAIL, name="Ada", role=Role.AGENT, password_hash=password_hash, created_at=datetime.now(UTC)
    )
    database.write_now(lambda session: session.add(ada))
    edge = Edge(Starlette(routes=door.ROUTES), pages=tmp_path, origin=load().origin)
    transport = httpx.ASGITransport(edge, client=("192.0.2.7", 1234))
    async with httpx.AsyncClient(
        transport=transport, base_url=load().origin, headers={"origin": load().origin}
    ) as opened:
        yield opened


async def enter(client: httpx.AsyncClient, **changes: str) -> httpx.Response:
    return await client.post(routes.SIGN_IN, data={"email": EMAIL, "password": PASSWORD, **changes})


def token_of(answer: httpx.Response) -> str:
    return answer.cookies.get(COOKIE, "")


def is_alive(token: str) -> bool:
    return read_now(who_is, token, now=datetime.now(UTC)) is not None


async def test_the_right_password_opens_the_desk(client: httpx.AsyncClient) -> None:
    answer = await enter(client)
    assert (answer.status_code, answer.headers["location"]) == (303, routes.DESK)
    assert is_alive(token_of(answer))


async def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(client: httpx.AsyncClient) -> None:
    cookie = (await enter(client)).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie
    assert "domain" not in cookie


async def test_the_address_may_be_typed_in_capitals_and_with_spaces(client: httpx.AsyncClient) -> None:
    assert token_of(await enter(client, email=f" {EMAIL.upper()} "))


@pytest.mark.parametrize("changes", ({"password": "wrong"}, {"email": "nobody@desk.test"}, {"password": ""}))
async def test_wrong_is_wrong_and_says_no_more(client: httpx.AsyncClient, changes: dict[str, str]) -> None:
    answer = await enter(client, **changes, next="/desk/returns")
    back = parse_qs(urlsplit(answer.headers["location"]).query)
    assert back == {"error": ["wrong"], "next": ["/desk/returns"]}
    assert not token_of(answer)


async def test_what_was_typed_comes_back_and_stands_in_no_address(
    server: Server, client: httpx.AsyncClient
) -> None:
    answer = await enter(client, email="Jürgen@desk.test")
    assert "desk.test" not in answer.headers["location"]
    kept = answer.cookies[typed_cookie()]
    browser = Browser(server, desk=f"; {typed_cookie()}={kept}")
    await browser.open(answer.headers["location"])
    assert browser.sees(SignIn)["email"] == "Jürgen@desk.test"


async def test_who_was_switched_off_does_not_get_in(client: httpx.AsyncClient, database: Database) -> None:
    def switch_off(session) -> None:
        user = sign_in.user_by_email(session, EMAIL)
        user.active = False

    database.write_now(switch_off)
    assert not token_of(await enter(client))


async def test_an_unknown_account_costs_as_much_work_as_a_known_one(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []
    verify = sign_in._hasher.verify

    def noting(password: str, known: str) -> bool:
        verified.append(known)
        return verify(password, known)

    monkeypatch.setattr(sign_in._hasher, "verify", noting)
    await enter(client, password="wrong")
    await enter(client, email="nobody@desk.test")
    parameters = [known.split("$")[1:4] for known in verified]
    assert len(parameters) == 2
    assert parameters[0] == parameters[1]


async def test_one_account_can_be_tried_ten_times_in_a_quarter_of_an_hour(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in, "password_fits", lambda _account, _password: False)
    answers = [await enter(client) for _ in range(11)]
    errors = [parse_qs(urlsplit(answer.headers["location"]).query)["error"][0] for answer in answers]
    assert errors == ["wrong"] * 10 + ["often"]


async def test_only_attempts_that_fail_are_held_against_an_address(client: httpx.AsyncClient) -> None:
    for _ in range(52):
        assert token_of(await enter(client))
    failures = [await enter(client, email=f"nobody-{n}@desk.test") for n in range(51)]
    errors = [parse_qs(urlsplit(answer.headers["location"]).query)["error"][0] for answer in failures]
    assert errors == ["wrong"] * 50 + ["often"]


async def test_signing_in_anew_ends_the_session_it_replaces(client: httpx.AsyncClient) -> None:
    first = token_of(await enter(client))
    second = token_of(await enter(client))
    assert first != second
    assert not is_alive(first)
    assert is_alive(second)


async def test_signing_out_ends_the_session_and_takes_the_cookie_back(client: httpx.AsyncClient) -> None:
    token = token_of(await enter(client))
    answer = await client.post(routes.SIGN_OUT)
    assert answer.headers["location"] == routes.SIGN_IN
    assert not is_alive(token)
    assert not client.cookies.get(COOKIE)


async def test_another_site_can_sign_nobody_in_or_out(client: httpx.AsyncClient) -> None:
    client.headers["origin"] = "https://evil.example"
    assert (await enter(client)).status_code == 403
    assert (await client.post(routes.SIGN_OUT)).status_code == 403


@pytest.mark.parametrize(
    "wish",
    (
        *("https://evil.example", "//evil.example", "///evil.example", "/\\evil.example"),
        *("javascript:alert(1)", "/a\nb", "", "/sign-in"),
    ),
)
async def test_one_goes_on_to_pages_of_ours_alone(client: httpx.AsyncClient, wish: str) -> None:
    assert (await enter(client, next=wish)).headers["location"] == routes.DESK


async def test_one_goes_on_to_the_page_that_was_asked_for(client: httpx.AsyncClient) -> None:
    assert (await enter(client, next="/desk/returns?page=2")).headers["location"] == "/desk/returns?page=2"


async def test_the_page_shows_what_went_wrong(server: Server) -> None:
    browser = Browser(server)
    await browser.open(routes.sign_in("/desk/new", error="wrong"))
    shown = browser.sees(SignIn)
    assert "do not belong together" in shown["error"]
    assert shown["next_path"] == "/desk/new"


async def test_the_page_shows_no_words_of_a_stranger(server: Server) -> None:
    browser = Browser(server)
    await browser.open(routes.sign_in("//evil.example", error="Call this number"))
    assert browser.sees(SignIn).get("error", "") == ""
    assert browser.sees(SignIn)["next_path"] == routes.DESK


async def test_whoever_is_signed_in_goes_on_at_once(server: Server, signed_in: SignedIn) -> None:
    answer = await Browser(server, desk=signed_in()).open(routes.sign_in("/desk/returns"))
    assert answer.redirects == ["/desk/returns"]
