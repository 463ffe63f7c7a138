"""The page of the mail samples: what it shows, to whom, and how each look is served."""

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from returns_app import routes
from returns_app.db.session import Database
from returns_app.domain.actors import Role
from returns_app.flows.cookies import Face, cookie_name
from returns_app.flows.mails import door
from returns_app.flows.mails.state import MailSamples
from returns_app.flows.who import forget_everybody
from returns_app.i18n import LANGUAGES
from returns_app.mail.samples import SAMPLES
from tests.driving import Browser, Server
from tests.flows.desk.making import token_of

PAGES = ("light.html", "dark.html", "bare.html")


@pytest.fixture(autouse=True)
def nobody_is_remembered(database: Database) -> None:
    forget_everybody()


async def get(path: str, token: str = "") -> Response:
    """What our own route answers, without a socket."""
    headers = [(b"cookie", f"{cookie_name(Face.DESK)}={token}".encode())] if token else []
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers, "query_string": b""}
    match, found = door.ROUTES[0].matches(scope)
    assert match is Match.FULL
    return await door.get_sample(Request({**scope, **found}))


async def opened(server: Server, token: str) -> Browser:
    browser = Browser(server, desk=token)
    await browser.open(routes.MAILS)
    return browser


async def test_a_supervisor_sees_every_kind_and_the_first_is_open(server: Server, database: Database):
    browser = await opened(server, token_of(database, Role.SUPERVISOR))
    seen = browser.sees(MailSamples)
    assert [mail.key for mail in seen["view"].mails] == [sample.key for sample in SAMPLES]
    assert [one.code for one in seen["view"].languages] == list(LANGUAGES)
    assert seen["open"].source == routes.mail_sample("link", "en", "light.html")
    assert seen["open"].subject == "Your return is ready: three steps left"
    assert seen["open"].size.endswith(" KB")


async def test_kind_language_look_and_width_are_chosen_one_by_one(server: Server, database: Database):
    browser = await opened(server, token_of(database, Role.ADMIN))
    await browser.send(MailSamples.choose, key="code")
    await browser.send(MailSamples.speak, language="fr")
    await browser.send(MailSamples.read_as, look="dark")
    await browser.send(MailSamples.fold_to, width="narrow")
    seen = browser.sees(MailSamples)
    assert seen["open"].source == routes.mail_sample("code", "fr", "dark.html")
    assert seen["open"].enclosed == "RMA-7K3M-Q9TX.pdf"
    assert seen["is_narrow"]
    await browser.send(MailSamples.read_as, look="text")
    assert browser.sees(MailSamples)["open"].source.endswith("mail.txt")


async def test_what_there_is_not_changes_nothing(server: Server, database: Database):
    browser = await opened(server, token_of(database, Role.ADMIN))
    before = browser.sees(MailSamples)["open"]
    for handler, given in (
        (MailSamples.choose, {"key": "../../secret"}),
        (MailSamples.speak, {"language": "xx"}),
        (MailSamples.read_as, {"look": "loud"}),
        (MailSamples.fold_to, {"width": "-1"}),
    ):
        await browser.send(handler, **given)
    seen = browser.sees(MailSamples)
    assert seen["open"] == before
    assert (seen["language"], seen["look"], seen["is_narrow"]) == ("en", "light", False)


@pytest.mark.parametrize("role", (Role.AGENT, Role.OPERATOR))
async def test_others_are_told_that_it_is_not_for_them(server: Server, database: Database, role: Role):
    browser = await opened(server, token_of(database, role))
    assert browser.sees(MailSamples)["barred"]
    await browser.send(MailSamples.choose, key="link")
    assert browser.sees(MailSamples)["open"].source == ""


async def test_every_sample_is_served_in_every_language(database: Database):
    token = token_of(database, Role.SUPERVISOR)
    for sample in SAMPLES:
        for language in LANGUAGES:
            for name in ("light.html", "mail.txt"):
                answer = await get(routes.mail_sample(sample.key, language, name), token)
                assert answer.status_code == 200
                assert answer.headers["cache-control"] == "private, no-store"


async def test_a_look_is_the_same_whatever_the_browser_prefers(database: Database):
    token = token_of(database, Role.ADMIN)
    looks = [(await get(routes.mail_sample("code", "en", name), token)).body.decode() for name in PAGES]
    light, dark, bare = looks
    assert "@media not all" in light
    assert "@media all" in dark
    assert "<style" not in bare
    for page in looks:
        assert "prefers-color-scheme" not in page
        assert "data:image/png;base64," in page
    assert 'content="light dark"' not in light + dark


@pytest.mark.parametrize("name", PAGES)
async def test_a_sample_can_do_nothing_but_open_a_link_elsewhere(database: Database, name: str):
    answer = await get(routes.mail_sample("link", "en", name), token_of(database, Role.ADMIN))
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';")
    assert "frame-ancestors 'self'" in policy
    assert b'<head><base target="_blank">' in answer.body


async def test_nobody_else_gets_a_sample(database: Database):
    path = routes.mail_sample("link", "en", "light.html")
    for token in ("", "forged"):
        answer = await get(path, token)
        assert (answer.status_code, answer.headers["location"]) == (303, routes.sign_in(routes.MAILS))
    for role in (Role.AGENT, Role.OPERATOR):
        assert (await get(path, token_of(database, role))).status_code == 404


@pytest.mark.parametrize(
    "parts",
    (
        ("nothing", "en", "light.html"),
        ("link", "xx", "light.html"),
        ("link", "en", "a6.pdf"),
        ("link", "en", "light"),
    ),
)
async def test_there_is_no_other_sample(database: Database, parts: tuple[str, str, str]):
    assert (await get(routes.mail_sample(*parts), token_of(database, Role.ADMIN))).status_code == 404
