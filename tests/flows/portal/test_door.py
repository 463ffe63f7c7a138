"""Links and documents over plain HTTP, behind the real edge."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from returns_app import routes
from returns_app.actions import attempts
from returns_app.actions.issue_link import replace_link, revoke_link
from returns_app.db.outbox import OutboxMail
from returns_app.db.policies import ReturnPolicy
from returns_app.db.returns import Return
from returns_app.db.session import Database, read_now, write_now
from returns_app.db.timeline import ENDED_LINK_OPENED, TimelineEntry
from returns_app.edge.app import Edge
from returns_app.flows.cookies import Face, cookie_name, dead_link_cookie
from returns_app.flows.portal import door
from returns_app.flows.portal.asking import all_asked
from returns_app.flows.portal.dead_state import DeadLink
from returns_app.flows.portal.state import Portal
from returns_app.settings import load
from tests import factories
from tests.driving import Browser, Server
from tests.flows.portal.conftest import Arrive
from tests.flows.portal.links import expire, link_of

COOKIE = cookie_name(Face.PORTAL)


@pytest.fixture
async def client(database: Database, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    attempts._shared.cache_clear()
    attempts._own.cache_clear()
    edge = Edge(Starlette(routes=list(door.ROUTES)), pages=tmp_path, origin=load().origin)
    transport = httpx.ASGITransport(edge, client=("192.0.2.7", 1234))
    headers = {"origin": load().origin, "accept-language": "nl-BE,nl;q=0.9,en;q=0.5"}
    async with httpx.AsyncClient(transport=transport, base_url=load().origin, headers=headers) as opened:
        yield opened


async def letters() -> int:
    await all_asked()
    return read_now(lambda session: len(session.exec(select(OutboxMail)).all()))


async def test_a_link_is_traded_for_a_cookie_that_scripts_cannot_read(
    client: httpx.AsyncClient, arrive: Arrive
) -> None:
    who = arrive(factories.shop())
    answer = await client.get(routes.link_path(who.token))
    assert (answer.status_code, answer.headers["location"]) == (303, "/nl/return")
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith(COOKIE))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert answer.cookies[COOKIE] == who.token


async def test_the_language_that_a_customer_changed_to_is_the_one_of_their_link_and_their_mails(
    client: httpx.AsyncClient, arrive: Arrive
) -> None:
    who = arrive(factories.shop())
    await who.open("/nl/return")
    before = factories.get(who.return_id)
    await who.open("/de/return")
    assert who.view.title == "Alles ist bereit, Sanne. Stimmt das so?"
    after = factories.get(who.return_id)
    assert (before.language, after.language) == ("nl", "de")
    # Whoever works on it at the desk is not told of an edit.
    assert (after.version, after.changed_at) == (before.version, before.changed_at)
    answer = await client.get(routes.link_path(who.token))
    assert answer.headers["location"] == "/de/return"
    await who.send(Portal.confirm)
    assert [mail.language for mail in letters_to(who.return_id)] == ["de"]


def letters_to(return_id: UUID) -> list[OutboxMail]:
    return read_now(
        lambda session: list(session.exec(select(OutboxMail).where(OutboxMail.return_id == return_id)))
    )


async def test_a_link_in_a_language_nobody_here_speaks_opens_in_the_browsers(
    client: httpx.AsyncClient, arrive: Arrive
) -> None:
    who = arrive(factories.shop())

    def forget(session: Session) -> None:
        session.get_one(Return, who.return_id).language = "xx"

    write_now(forget)
    wishes = {"accept-language": "xx, en;q=0.4, de-AT;q=0.8, nl;q=0"}
    answer = await client.get(routes.link_path(who.token), headers=wishes)
    assert answer.headers["location"] == "/de/return"


async def test_opening_a_link_changes_nothing(client: httpx.AsyncClient, arrive: Arrive) -> None:
    who = arrive(factories.shop())

    def trace(session: Session) -> tuple[Any, ...]:
        told = len(session.exec(select(TimelineEntry)).all())
        return told, link_of(session, who.return_id).opened_at, factories.get(who.return_id).version

    before = read_now(trace)
    for method in ("GET", "HEAD", "GET"):
        await client.request(method, routes.link_path(who.token))
    assert read_now(trace) == before
    await who.open()
    assert read_now(trace) != before


async def test_each_dead_link_says_why_and_sets_no_cookie_of_a_return(
    client: httpx.AsyncClient, arrive: Arrive
) -> None:
    of = factories.shop()
    expired, replaced, revoked = arrive(of), arrive(of), arrive(of)
    expire(expired.return_id)
    now = datetime.now(UTC)
    old = read_now(link_of, replaced.return_id).id
    write_now(replace_link, of.agent, replaced.return_id, old=old, now=now)
    write_now(revoke_link, of.agent, revoked.return_id, now=now)
    for who, why in ((expired, "expired"), (replaced, "superseded"), (revoked, "revoked")):
        answer = await client.get(routes.link_path(who.token))
        assert answer.headers["location"] == f"/nl/link?why={why}"
        assert COOKIE not in answer.cookies


@pytest.mark.parametrize("token", ["forged", "x" * 43, "y" * 5000])
async def test_a_forged_link_is_told_nothing_in_its_own_language(
    client: httpx.AsyncClient, token: str
) -> None:
    answer = await client.get(routes.link_path(token))
    assert answer.headers["location"] == "/nl/link?why=unknown"
    assert not answer.cookies


async def test_a_policy_that_ended_ends_its_links(client: httpx.AsyncClient, arrive: Arrive) -> None:
    of = factories.shop()
    who = arrive(of)

    def end(session: Session) -> None:
        row = session.get(ReturnPolicy, of.policy)
        assert row is not None
        row.active = False

    write_now(end)
    answer = await client.get(routes.link_path(who.token))
    assert answer.headers["location"] == "/nl/link?why=ended"


async def test_the_page_of_an_ended_link_tells_the_desk_and_a_scanner_does_not(
    client: httpx.AsyncClient, arrive: Arrive, server: Server
) -> None:
    of = factories.shop()
    who, visitor = arrive(of), arrive(of)
    await visitor.open()

    def end(session: Session) -> None:
        session.get_one(ReturnPolicy, of.policy).active = False

    def told(session: Session, return_id: UUID) -> list[str]:
        query = select(TimelineEntry.kind).where(TimelineEntry.return_id == return_id)
        return [kind for kind in session.exec(query) if kind == ENDED_LINK_OPENED]

    write_now(end)
    await client.get(routes.link_path(who.token))
    assert read_now(told, who.return_id) == []
    # The cookie that the door gave with the dead link, beside none of a living one.
    tab = Browser(server, portal=f"; {dead_link_cookie()}={who.token}")
    for _ in range(2):
        await tab.open("/nl/link?why=ended")
    assert read_now(told, who.return_id) == [ENDED_LINK_OPENED]
    # Its policy ended while the page was open.
    await visitor.open("/nl/link")
    assert visitor.browser.sees(DeadLink)["why"] == "ended"
    assert read_now(told, visitor.return_id) == [ENDED_LINK_OPENED]
    await Browser(server, portal="").open("/nl/link?why=ended")


async def test_a_used_link_shows_the_finished_return(client: httpx.AsyncClient, arrive: Arrive) -> None:
    who = arrive(factories.shop())
    await who.open("/nl/return")
    await who.send(Portal.confirm)
    expire(who.return_id)
    answer = await client.get(routes.link_path(who.token))
    assert answer.headers["location"] == "/nl/return"


async def test_a_fresh_link_is_mailed_once_and_every_asker_reads_the_same(
    client: httpx.AsyncClient, arrive: Arrive
) -> None:
    who = arrive(factories.shop())
    expire(who.return_id)
    before = await letters()
    nobody = await client.post(routes.dead_link("nl"))
    assert await letters() == before
    await client.get(routes.link_path(who.token))
    asked = await client.post(routes.dead_link("nl"))
    again = await client.post(routes.dead_link("nl"))
    assert await letters() == before + 1
    seen = {(one.status_code, one.headers["location"], one.content) for one in (nobody, asked, again)}
    assert seen == {(303, "/nl/link?why=sent", b"")}


async def test_asking_is_limited_by_address(client: httpx.AsyncClient, arrive: Arrive) -> None:
    who = arrive(factories.shop())
    expire(who.return_id)
    for _ in range(10):
        await client.post(routes.dead_link("nl"))
    before = await letters()
    await client.get(routes.link_path(who.token))
    answer = await client.post(routes.dead_link("nl"))
    assert answer.headers["location"] == "/nl/link?why=sent"
    assert await letters() == before


async def test_another_site_cannot_ask(client: httpx.AsyncClient) -> None:
    answer = await client.post(routes.dead_link("nl"), headers={"origin": "https://evil.test"})
    assert answer.status_code == 403


async def test_the_label_is_a_private_file_of_its_own_customer(
    client: httpx.AsyncClient, arrive: Arrive
) -> None:
    of = factories.shop(options=2)
    who, other = arrive(of), arrive(of)
    await who.open()
    await who.send(Portal.save_option, data={"option": str(of.other_option)})
    await who.send(Portal.confirm)
    mine = {"cookie": f"{COOKIE}={who.token}"}
    answer = await client.get(f"{routes.LABEL}?paper=a4", headers=mine)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["content-disposition"] == f'attachment; filename="{who.view.number}.pdf"'
    assert answer.content.startswith(b"%PDF")
    small = await client.get(routes.LABEL, headers=mine)
    assert small.content.startswith(b"%PDF")
    assert small.content != answer.content
    code = await client.get(routes.CODE, headers=mine)
    assert code.content.startswith(b"\x89PNG")
    for cookie in ({}, {"cookie": f"{COOKIE}={other.token}"}, {"cookie": f"{COOKIE}=forged"}):
        for path in (routes.LABEL, routes.CODE):
            assert (await client.get(path, headers=cookie)).status_code == 404


async def test_the_page_of_a_dead_link_believes_only_known_reasons(
    database: Database, server: Server
) -> None:
    browser = Browser(server)
    await browser.open("/en/link?why=expired")
    assert browser.sees(DeadLink)["why"] == "expired"
    await browser.open("/en/link?why=<script>")
    assert browser.sees(DeadLink)["why"] == "unknown"


async def test_the_page_of_a_dead_link_sends_a_living_one_on(database: Database, arrive: Arrive) -> None:
    who = arrive(factories.shop())
    answer = await who.open("/en/link")
    assert answer.redirects == ["/en/return"]
